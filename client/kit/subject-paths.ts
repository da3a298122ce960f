/** Addresses of the screens, in one place: a link is a call, never a text put together. */
export function studyPath(study: string, rest = ''): string {
  return `/studies/${encodeURIComponent(study)}${rest}`
}

export function subjectPath(study: string, subjid: string, rest = ''): string {
  return studyPath(study, `/subjects/${encodeURIComponent(subjid)}${rest}`)
}

export function visitPath(study: string, subjid: string, visit: string, form?: string): string {
  const query = form === undefined ? '' : `?form=${encodeURIComponent(form)}`
  return subjectPath(study, subjid, `/visits/${encodeURIComponent(visit)}${query}`)
}

export function formPath(study: string, subjid: string, form: string): string {
  if (form === 'adverse-events') return subjectPath(study, subjid, '/adverse-events')
  return subjectPath(study, subjid, `/forms/${encodeURIComponent(form)}`)
}

export function safetyReportPath(study: string, subjid: string, record: string): string {
  return studyPath(
    study,
    `/serious-events/${encodeURIComponent(subjid)}/${encodeURIComponent(record)}`,
  )
}

export function historyPath(study: string, subjid: string, record: string): string {
  return subjectPath(study, subjid, `/history/${encodeURIComponent(record)}`)
}

/** The history of one row of a form, by what the trail calls it. */
export function rowHistoryPath(study: string, subjid: string, record: string, row: string): string {
  return `${historyPath(study, subjid, record)}?row=${encodeURIComponent(row)}`
}

/** Where one signs: the whole subject, or one visit of it, or one form. */
export function signPath(
  study: string,
  subjid: string,
  visit: string | null,
  record?: string,
): string {
  const query =
    record !== undefined
      ? `?record=${encodeURIComponent(record)}`
      : visit === null
        ? ''
        : `?visit=${encodeURIComponent(visit)}`
  return subjectPath(study, subjid, `/sign${query}`)
}
