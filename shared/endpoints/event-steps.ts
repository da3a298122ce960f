import { toIsoDate } from '../kernel/dates.ts'
import { FACTS } from '../kernel/facts.ts'
import type { Trace, TraceInput } from '../kernel/trace.ts'
import { placeOfCell } from '../trial/cell-place.ts'
import { rowsOf } from '../trial/trial.ts'
import type { AdverseEventRecord } from './adverse-events.ts'
import { limitInputs, namedDateInput } from './date-steps.ts'
import type { SubjectFacts } from './subject-facts.ts'

type EventFacts = Pick<SubjectFacts, 'trial' | 'timeline' | 'conventions' | 'adverseEvents'>

/** Of each adverse event: its onset, whether it is treatment-emergent, what it counts as. */
export function adverseEventSteps(facts: EventFacts): readonly Trace[] {
  return facts.adverseEvents.flatMap((event) => [
    onsetStep(facts, event),
    emergenceStep(facts, event),
    fromEnrolmentStep(facts, event),
    classStep(facts, event, {
      part: 'haematologic',
      columns: ['AEBODSYS', 'AEDECOD'],
      result: event.haematologic,
    }),
    classStep(facts, event, { part: 'related', columns: ['AEREL'], result: event.related }),
    gradeStep(facts, event),
  ])
}

/** A cell of an event as an input. */
export function eventCell(
  { trial }: Pick<EventFacts, 'trial'>,
  { row: at }: Pick<AdverseEventRecord, 'row'>,
  column: string,
): TraceInput {
  const row = rowsOf(trial, 'adverse-events')[at] ?? {}
  const from = placeOfCell(trial, { file: 'adverse-events', row, column })
  return { name: column, value: row[column] ?? '', from }
}

function onsetStep(facts: EventFacts, event: AdverseEventRecord): Trace {
  const { timeline, conventions } = facts
  const floor = conventions.adverseEventStartFloor === 'enrolment' ? 'enrolment' : 'firstDose'
  const end = eventCell(facts, event, 'AEENDAT')
  return {
    fact: FACTS.event(event.row, 'onset'),
    rule: event.onsetImputed ? 'impute-onset' : 'AE-onset',
    inputs: event.onsetImputed
      ? [
          eventCell(facts, event, 'AESTDAT'),
          ...(end.value === '' ? [] : [end]),
          namedDateInput('floor', floor, timeline),
          ...limitInputs(timeline.limits, ''),
        ]
      : [eventCell(facts, event, 'AESTDAT')],
    result: event.onset ?? 'none',
  }
}

function onsetInput(event: AdverseEventRecord): TraceInput {
  return { name: 'onset', value: event.onset ?? 'none', of: FACTS.event(event.row, 'onset') }
}

function emergenceStep({ timeline, conventions }: EventFacts, event: AdverseEventRecord): Trace {
  return {
    fact: FACTS.event(event.row, 'emergent'),
    rule: 'AE-emergent',
    inputs: [
      onsetInput(event),
      namedDateInput('firstDose', 'firstDose', timeline),
      {
        ...namedDateInput('lastDose', 'lastDose', timeline),
        value: timeline.lastDose === null ? 'ongoing' : toIsoDate(timeline.lastDose.day),
      },
      {
        name: 'daysAfterLastDose',
        value: String(conventions.emergenceDaysAfterLastDose),
        unit: 'd',
        constant: 'definition',
      },
    ],
    result: yesNo(event.treatmentEmergent),
  }
}

function fromEnrolmentStep({ timeline }: EventFacts, event: AdverseEventRecord): Trace {
  return {
    fact: FACTS.event(event.row, 'fromEnrolment'),
    rule: 'AE-from-enrolment',
    inputs: [onsetInput(event), namedDateInput('enrolment', 'enrolment', timeline)],
    result: yesNo(event.fromEnrolment),
  }
}

interface ClassOfEvent {
  readonly part: 'haematologic' | 'related'
  readonly columns: readonly string[]
  readonly result: boolean
}

function classStep(
  facts: EventFacts,
  event: AdverseEventRecord,
  { part, columns, result }: ClassOfEvent,
): Trace {
  const { haematologic, relatedValues } = facts.conventions
  const values = part === 'related' ? relatedValues : [...haematologic.soc, ...haematologic.terms]
  return {
    fact: FACTS.event(event.row, part),
    rule: `AE-${part}`,
    inputs: [
      ...columns.map((column) => eventCell(facts, event, column)),
      {
        name: 'oneOf',
        value: values.map((value) => (value === '' ? 'notRecorded' : value)).join('; '),
        constant: 'definition',
      },
    ],
    result: yesNo(result),
  }
}

/** The grade as the investigator gave it; its criterion stands in CTCAE 5.0 under the event's term. */
function gradeStep(facts: EventFacts, event: AdverseEventRecord): Trace {
  return {
    fact: FACTS.event(event.row, 'grade'),
    rule: 'AE-grade',
    inputs: [
      eventCell(facts, event, 'AETERM'),
      eventCell(facts, event, 'AEDECOD'),
      eventCell(facts, event, 'AETOXGR'),
    ],
    result: event.grade === null ? 'none' : String(event.grade),
  }
}

function yesNo(is: boolean): string {
  return is ? 'YES' : 'NO'
}
