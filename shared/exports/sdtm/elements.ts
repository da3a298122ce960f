import { addDays, parseDay, toIsoDate } from '../../kernel/dates.ts'
import type { MappedRow, ReferenceDates, SubjectElement } from './define.ts'
import { laterDate } from './timing.ts'

/** The elements that every arm of a single-arm trial goes through, in their order. */
export const ELEMENTS = [
  { code: 'SCRN', element: 'Screening', epoch: 'SCREENING', order: 1 },
  { code: 'TRT', element: 'Treatment', epoch: 'TREATMENT', order: 2 },
  { code: 'FUP', element: 'Follow-up', epoch: 'FOLLOW-UP', order: 3 },
] as const

/**
 * The elements a subject went through: screening from consent, treatment from the first dose, follow-up
 * from the day after dosing ended and its end was recorded. Each ends where the next begins, the last
 * with participation once that is over. Who left by the last day of treatment has no follow-up. @source mapping, sections 1 and 2
 */
export function subjectElements(
  dates: ReferenceDates,
  disposition: readonly MappedRow[],
): readonly SubjectElement[] {
  const [screening, treatment, followUp] = ELEMENTS
  const starts: { readonly of: (typeof ELEMENTS)[number]; readonly start: string }[] = []
  if (dates.consent !== null) starts.push({ of: screening, start: dates.consent })
  if (dates.firstDose !== null) starts.push({ of: treatment, start: dates.firstDose })
  const over = isOver(dates, disposition) ? dates.endOfParticipation : null
  const after = followUpStart(dates, disposition, over)
  if (after !== null) starts.push({ of: followUp, start: after })
  return starts.map(({ of, start }, at) => ({
    ...of,
    start,
    end: starts[at + 1]?.start ?? over,
  }))
}

/** The day after the last dose or the recorded end of treatment, whichever is later. */
function followUpStart(
  { firstDose, lastDose, death }: ReferenceDates,
  disposition: readonly MappedRow[],
  over: string | null,
): string | null {
  if (firstDose === null || lastDose === null) return null
  const ended = disposition
    .filter(({ row }) => row['DSSCAT'] === 'TREATMENT')
    .reduce<string | null>((date, { row }) => laterDate(date, row['DSSTDAT'] ?? null), null)
  const end = laterDate(lastDose, ended) ?? lastDose
  const day = parseDay(end)
  if (day === null) return end
  const hasLeft = [death, over].some((text) => {
    const left = text === null ? null : parseDay(text)
    return left !== null && left <= day
  })
  return hasLeft ? null : toIsoDate(addDays(day, 1))
}

/** The subject has left the study: died, or its end is recorded. */
function isOver({ death }: ReferenceDates, disposition: readonly MappedRow[]): boolean {
  return death !== null || disposition.some(({ row }) => row['DSSCAT'] === 'STUDY')
}
