import { safetySet } from '../endpoints/emergent-events.ts'
import type { ItemDefinition } from '../forms/define.ts'
import type { Bilingual } from '../kernel/bilingual.ts'
import { oncePer } from '../kernel/remembered.ts'
import type { OverviewEvent, OverviewTreatment } from '../safety/adverse-event-overview.ts'
import type { ReportInput } from './define.ts'
import type { ReportedEvent, ReportSubject } from './report-subject.ts'

/** The treatment-emergent events of the safety set, with everything that tables ask of them. */
export function emergentEvents(input: Input, cohort: string | null): readonly CountedEvent[] {
  const events = eventsBySubject(input)
  return safetySet(input.subjects, cohort).flatMap((subject) => events.get(subject) ?? [])
}

type Input = Pick<ReportInput, 'subjects' | 'definition'>
type CountedEvent = OverviewEvent & { readonly event: ReportedEvent }

/** Every table and figure of a report asks for them. */
const eventsBySubject = oncePer(
  ({ subjects, definition }: Input): ReadonlyMap<ReportSubject, readonly CountedEvent[]> => {
    const related = new Set(definition.conventions.relatedValues.filter((value) => value !== ''))
    return new Map(
      safetySet(subjects, null).map((subject) => [
        subject,
        subject.adverseEvents
          .filter(({ record }) => record.treatmentEmergent)
          .map((event) => toOverviewEvent(subject.addition.subject, event, related)),
      ]),
    )
  },
)

const OF_ONE_TREATMENT = /^AE(?:ACN|REL)(\d+)$/

function toOverviewEvent(
  subject: string,
  event: ReportedEvent,
  /** Relations to one treatment that count as related; one that was not asked does not. */
  relations: ReadonlySet<string>,
): CountedEvent {
  const { record, row } = event
  const { term, soc, grade, serious, related, doseLimiting } = record
  const numbered = Object.entries(row).flatMap(([key, value]) => {
    const number = OF_ONE_TREATMENT.exec(key)?.[1]
    return number === undefined || value === '' ? [] : [{ key, name: number, value }]
  })
  const actions = numbered.filter(({ key }) => key.startsWith('AEACN'))
  return {
    ...{ event, subject, term, soc, grade, serious, related, doseLimiting },
    relatedTo: numbered.flatMap(({ key, name, value }) =>
      key.startsWith('AEREL') && relations.has(value) ? [name] : [],
    ),
    actions: [
      { treatment: '', action: row['AEACN'] ?? '' },
      ...actions.map(({ name, value }) => ({ treatment: name, action: value })),
    ],
    immuneRelated: row['AEIR'] === 'Y',
    specialInterest: false,
  }
}

/** Whether an event led to the permanent withdrawal of any study treatment. */
export function ledToWithdrawal({ actions }: OverviewEvent): boolean {
  return actions.some(({ action }) => action === 'DRUG WITHDRAWN')
}

/**
 * The treatments that events are related to one by one, by their number. One that no event answers for
 * is left out: its lines would say none where nothing is known.
 */
export function answeredTreatments({
  subjects,
  definition: { forms },
}: Pick<ReportInput, 'subjects' | 'definition'>): readonly OverviewTreatment[] {
  const items: readonly ItemDefinition[] =
    forms.find(({ file }) => file === 'adverse-events')?.items ?? []
  const answered = new Set(
    subjects.flatMap(({ adverseEvents }) =>
      adverseEvents.flatMap(({ row }) => Object.keys(row).filter((key) => row[key] !== '')),
    ),
  )
  return items.flatMap(({ key, label }) => {
    const number = /^AEREL(\d+)$/.exec(key)?.[1]
    return number === undefined || !answered.has(key)
      ? []
      : [{ name: number, label: treatmentName(label) }]
  })
}

/** The question names its treatment behind a comma or a colon. */
function treatmentName({ en, zh }: Bilingual): Bilingual {
  return { en: en.replace(/^[^,]*, /, ''), zh: zh.replace(/^[^：]*：/, '') }
}
