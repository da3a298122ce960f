import type { FormDefinition } from '../forms/define.ts'
import { isReviewForm } from '../forms/review-form.ts'
import type { Bilingual } from '../kernel/bilingual.ts'
import { parseDay } from '../kernel/dates.ts'
import type { OpenMark } from '../plots/story-data.ts'
import type { ProtocolDefinition } from '../protocol/define.ts'
import { findPlannedVisit } from '../protocol/schedule.ts'

/** What is known of a visit and its forms, as the matrix of subjects has it. */
interface VisitCell {
  readonly visit: string
  readonly state: string
  readonly overlays: readonly string[]
  readonly date: string | null
  readonly targetDate: string | null
  readonly forms: readonly {
    readonly form: string
    readonly state: string
    readonly queries: number
  }[]
}

/** Open queries and unfinished entries of a form outside visits. */
interface OutsideForm {
  readonly form: string
  readonly queries: number
  readonly partial: number
}

/**
 * Open queries, and forms that are missing or incomplete, each at the day of its visit. Of a visit that
 * was begun every planned form is expected but the investigator's reviews, which have marks of their own.
 */
export function openMarks(
  cells: readonly VisitCell[],
  outside: readonly OutsideForm[],
  definition: Pick<ProtocolDefinition, 'forms' | 'schedule'>,
): readonly OpenMark[] {
  const titleOf = titles(definition.forms)
  const isReview = (key: string): boolean =>
    definition.forms.some((form) => form.key === key && isReviewForm(form))
  const atVisits = cells.flatMap((cell): readonly OpenMark[] => {
    const { visit, forms } = cell
    const day = parseDay(cell.date ?? cell.targetDate ?? '')
    const begun = cell.date !== null || forms.some(({ state }) => state !== 'empty')
    const isPlanned = findPlannedVisit(definition.schedule, visit) !== null
    const mark = (form: string, kind: OpenMark['kind'], count: number): OpenMark[] =>
      count === 0 ? [] : [{ kind, day, count, text: titleOf(form, visit), place: { form, visit } }]
    const isOverdue = cell.overlays.includes('overdue')
    const overdue = { kind: 'overdue', day, count: 1, text: { en: visit, zh: visit } } as const
    return [
      ...(isOverdue ? [{ ...overdue, place: { form: forms[0]?.form ?? '', visit } }] : []),
      ...forms.flatMap(({ form, state, queries }) => {
        const isMissing = state === 'empty' && begun && isPlanned && !isReview(form)
        return [
          ...mark(form, 'query', queries),
          ...mark(form, 'missing', isMissing ? 1 : 0),
          ...mark(form, 'incomplete', state === 'partial' && !isReview(form) ? 1 : 0),
        ]
      }),
    ]
  })
  const others = outside.flatMap(({ form, queries, partial }): readonly OpenMark[] => {
    const at = { day: null, text: titleOf(form, null), place: { form, visit: null } }
    return [
      ...(queries === 0 ? [] : [{ ...at, kind: 'query' as const, count: queries }]),
      ...(partial === 0 ? [] : [{ ...at, kind: 'incomplete' as const, count: partial }]),
    ]
  })
  return [...atVisits, ...others]
}

function titles(
  forms: readonly FormDefinition[],
): (key: string, visit: string | null) => Bilingual {
  const known = new Map(forms.map(({ key, title }) => [key, title]))
  return (key, visit) => {
    const title = known.get(key) ?? { en: key, zh: key }
    if (visit === null) return title
    return { en: `${visit} · ${title.en}`, zh: `${visit} · ${title.zh}` }
  }
}
