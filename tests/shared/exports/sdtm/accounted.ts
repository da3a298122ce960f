import type { DatasetStudy } from '../../../../shared/exports/datasets/define.ts'
import type { MappedPart } from '../../../../shared/exports/sdtm/define.ts'
import { planOf } from '../../../../shared/exports/sdtm/plan.ts'
import { submissionValue } from '../../../../shared/exports/sdtm/terms.ts'
import type { Row, TrialSubject } from '../../../../shared/trial/trial.ts'
import type { Tabulated } from './tabulated.ts'

/** Columns of a row that say where it belongs: in SDTM they are identifiers. */
const PLACES = new Set(['SUBJID', 'SITEID', 'VISIT'])

/** What stands for an answer where SDTM says it in other words than a term of the same variable. */
const SAID_AS: Readonly<Record<string, string>> = {
  'MHONGO=Y': 'ONGOING',
  'MHONGO=N': 'BEFORE',
  'PRCAT=PRIOR': 'PRIOR ANTICANCER',
  'PRCAT=STUDY': 'STUDY TREATMENT',
  'PRCAT=SUBSEQUENT': 'SUBSEQUENT ANTICANCER',
  // Not given: EC with ECOCCUR N.
  'EXDOSE=0': 'N',
  'SVSTDAT_REASND=NOT DONE': 'N',
  'LBTESTCD=PLT': 'PLAT',
  'LBTESTCD=TBIL': 'BILI',
  'RSCAT=mRECIST': 'MRECIST LENCIONI LIVER CANCER 2010',
  'TRMETHOD=CT': 'CT SCAN',
  'TRMETHOD=PET/CT': 'PET/CT SCAN',
  'TRMETHOD=BONE SCAN': 'SCINTIGRAPHY',
}

/** Columns that name a lesion, which stands behind the prefix of its criterion. */
const LESIONS = new Set(['TULNKID', 'TRLNKID', 'TRMERGE'])

/**
 * Answers of a subject's rows that stand nowhere in its records: each must be a value of a record made
 * from that row, as entered, in the terms of the standard, or one of a list.
 */
export function unaccounted(
  subject: TrialSubject,
  study: DatasetStudy,
  made: Tabulated,
): readonly string[] {
  const byRow = valuesByRow(made)
  return planOf(study.definition).parts.flatMap((part) => {
    const { file } = part.layout
    return (subject.files[file] ?? []).flatMap((row, at) => {
      const said = byRow.get(`${file}:${at}`) ?? new Set<string>()
      const isLost = ([column, text]: readonly [string, string]): boolean =>
        text !== '' &&
        !PLACES.has(column) &&
        !isSaid({ part, said, column, text }) &&
        !isImplied({ part, row, column, text }, study, made)
      return Object.entries(row)
        .filter(isLost)
        .map(([column, text]) => `${file}[${at}].${column}=${text}`)
    })
  })
}

function valuesByRow(made: Tabulated): ReadonlyMap<string, ReadonlySet<string>> {
  const byRow = new Map<string, Set<string>>()
  for (const records of made.all.values()) {
    for (const { values, source } of records) {
      if (source === undefined) continue
      const key = `${source.file}:${source.row}`
      const known = byRow.get(key) ?? new Set<string>()
      byRow.set(key, known)
      for (const value of Object.values(values)) known.add(String(value))
    }
  }
  return byRow
}

interface Answer {
  readonly part: MappedPart
  readonly column: string
  readonly text: string
}

function isSaid({
  part,
  said,
  column,
  text,
}: Answer & { readonly said: ReadonlySet<string> }): boolean {
  const target = part.items.find(({ item }) => item.key === column)?.target
  const variable = target?.kind === 'variable' ? target.variable : ''
  const forms = [
    text,
    submissionValue(variable, text),
    String(Number(text)),
    SAID_AS[`${column}=${text}`] ?? text,
  ]
  if (forms.some((one) => said.has(one))) return true
  if (LESIONS.has(column) && [...said].some((one) => one.endsWith(`-${text}`))) return true
  if (text.includes(';') && text.split(';').every((one) => said.has(one.trim()))) return true
  return [...said].some((one) => one.endsWith(`: ${text}`))
}

/** A criterion that is met has no record; done is said by results, not done by a status. */
function isImplied(
  { part, row, column, text }: Answer & { readonly row: Row },
  { definition }: DatasetStudy,
  made: Tabulated,
): boolean {
  if (part.domain === 'IE') {
    const criterion = definition.eligibility.find(({ key }) => key === row['IETESTCD'])
    return row['IEORRES'] === (criterion?.kind === 'inclusion' ? 'Y' : 'N')
  }
  if (column !== part.layout.form.performed?.item) return false
  const records = made.of(part.domain)
  return text === 'Y'
    ? records.length > 0
    : records.some((values) => values[`${part.domain}STAT`] === 'NOT DONE')
}
