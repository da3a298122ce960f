import { useSearchParams } from 'react-router'
import type { SigningPlace } from '../../shared/api/routes/signatures.ts'
import { findForm, type SubjectScreen } from '../kit/subject-data.ts'
import type { Texts } from '../kit/texts.ts'

/** What the address asks to sign: one form, one visit, or the whole subject. */
export function usePlace(): SigningPlace {
  const [address] = useSearchParams()
  const record = address.get('record')
  const visit = address.get('visit')
  if (record !== null) return { scope: 'record', record }
  return visit === null ? { scope: 'subject' } : { scope: 'visit', visit }
}

/** The visits of a subject at which something is recorded, in the order of the schedule. */
export function recordedVisits({ cells, present }: SubjectScreen): readonly string[] {
  const recorded = new Set(present.flatMap(({ visit }) => visit ?? []))
  return cells.map(({ visit }) => visit).filter((visit) => recorded.has(visit))
}

/** What is signed, as the statement names it. */
export function placeText(screen: SubjectScreen, place: SigningPlace, texts: Texts): string {
  const { t } = texts
  const { subjid } = screen.subject
  if (place.scope === 'subject') return t('sign.subject', { subjid })
  if (place.scope === 'visit') return t('sign.visit', { subjid, visit: place.visit ?? '' })
  const record = screen.records.find(({ id }) => id === place.record)
  const form = formTitle(screen, record?.form ?? '', texts)
  const visit = record?.visit ?? null
  return visit === null
    ? t('sign.record', { subjid, form })
    : t('sign.recordAt', { subjid, form, visit })
}

export function formTitle(
  { study }: Pick<SubjectScreen, 'study'>,
  key: string,
  { say }: Pick<Texts, 'say'>,
): string {
  const form = findForm(study, key)
  return form === undefined ? key : say(form.title)
}
