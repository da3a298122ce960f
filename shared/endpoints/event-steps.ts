import { FACTS } from '../kernel/facts.ts'
import type { Trace, TraceInput } from '../kernel/trace.ts'
import { placeOfCell } from '../trial/cell-place.ts'
import { rowsOf, type Row } from '../trial/trial.ts'
import type { AdverseEventRecord } from './adverse-events.ts'
import { cutoffInput, limitInputs, namedDateInput } from './date-steps.ts'
import type { IncidenceEndpoint } from './define.ts'
import { eventAtCutoff, SERIOUSNESS } from './event-at-cutoff.ts'
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
    ...asOfCutoffSteps(facts, event),
  ])
}

/** What an incidence looks at in one event: its time, and the kind that the endpoint counts. */
export function countInputs(
  { onset, seriousOnly, relatedOnly, minGrade, haematologic }: IncidenceEndpoint,
  { facts, event }: { readonly facts: EventFacts; readonly event: AdverseEventRecord },
): readonly TraceInput[] {
  const inputs: TraceInput[] = [
    onset === 'from-enrolment'
      ? partInput(event, 'fromEnrolment', yesNo(event.fromEnrolment))
      : partInput(event, 'emergent', yesNo(event.treatmentEmergent)),
  ]
  if (seriousOnly === true) inputs.push(cellAtCutoff(facts, event, 'AESER'))
  if (relatedOnly === true) inputs.push(partInput(event, 'related', yesNo(event.related)))
  if (minGrade !== undefined) {
    inputs.push(partInput(event, 'grade', event.grade === null ? 'none' : String(event.grade)))
    inputs.push({ name: 'minGrade', value: String(minGrade), constant: 'definition' })
  }
  if (haematologic !== undefined) {
    inputs.push(partInput(event, 'haematologic', yesNo(event.haematologic)))
    inputs.push({ name: 'counts', value: yesNo(haematologic), constant: 'definition' })
  }
  return inputs
}

/** A derived part of an event as an input. */
function partInput({ row }: AdverseEventRecord, name: string, value: string): TraceInput {
  return { name, value, of: FACTS.event(row, name) }
}

/** A cell as it stood at the cut-off: itself, or what the days after it are not allowed to say. */
function cellAtCutoff(facts: EventFacts, event: AdverseEventRecord, column: string): TraceInput {
  const entered = eventCell(facts, event, column)
  const value = rowAtCutoff(facts, event)[column] ?? ''
  if (value === entered.value) return entered
  return { name: column, value: value === '' ? 'none' : value, of: FACTS.event(event.row, column) }
}

function rowAtCutoff(
  { trial, timeline: { limits } }: EventFacts,
  { row }: AdverseEventRecord,
): Row {
  const entered = rowsOf(trial, 'adverse-events')[row] ?? {}
  return eventAtCutoff(entered, trial, { cutoff: limits.cutoff, dead: limits.death !== null })
}

/** The grade and seriousness of an event that changed after the cut-off, as they stood at it. */
function asOfCutoffSteps(facts: EventFacts, event: AdverseEventRecord): readonly Trace[] {
  return (['AETOXGR', 'AESER'] as const).flatMap((column) => {
    const { of, value: result } = cellAtCutoff(facts, event, column)
    if (of === undefined) return []
    const others = column === 'AESER' ? [...SERIOUSNESS, 'AEHOSDAT', 'AETOXGR'] : ['AESDTH']
    const inputs = [
      ...[column, ...others, 'AEENDAT', 'AEOUT'].map((name) => eventCell(facts, event, name)),
      ...deathInputs(facts),
    ]
    return [{ fact: of, rule: 'AE-at-cutoff', inputs, result }]
  })
}

/** The death as known at the cut-off, each day of a death as recorded, and the cut-off. */
function deathInputs({ trial, timeline }: EventFacts): readonly TraceInput[] {
  const cell = (file: string, row: Row, column: string): TraceInput => ({
    name: 'deathRecorded',
    value: row[column] ?? '',
    from: placeOfCell(trial, { file, row, column }),
  })
  return [
    namedDateInput('death', 'death', timeline),
    ...rowsOf(trial, 'deaths').map((row) => cell('deaths', row, 'DTHDAT')),
    ...rowsOf(trial, 'survival')
      .filter((row) => row['SSORRES'] === 'DEAD')
      .map((row) => cell('survival', row, 'SSDAT')),
    cutoffInput(timeline.limits),
  ]
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
      namedDateInput('lastDose', 'lastDose', timeline),
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
  const fact = FACTS.event(event.row, 'grade')
  const entered = eventCell(facts, event, 'AETOXGR')
  if (entered.value === '5' && event.grade === 4) {
    const inputs = [entered, eventCell(facts, event, 'AEENDAT'), ...deathInputs(facts)]
    return { fact, rule: 'AE-grade-before-death', inputs, result: '4' }
  }
  return {
    fact,
    rule: 'AE-grade',
    inputs: [
      eventCell(facts, event, 'AETERM'),
      eventCell(facts, event, 'AEDECOD'),
      cellAtCutoff(facts, event, 'AETOXGR'),
    ],
    result: event.grade === null ? 'none' : String(event.grade),
  }
}

function yesNo(is: boolean): string {
  return is ? 'YES' : 'NO'
}
