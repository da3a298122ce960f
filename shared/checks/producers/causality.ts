import { firstDayOfAll } from '../../endpoints/dose-limiting-toxicity.ts'
import { addDays, toIsoDate } from '../../kernel/dates.ts'
import { parseNumberText } from '../../kernel/number-text.ts'
import type { ProducedFinding, Producer } from '../producer.ts'
import { questionPer, type CheckSubject, type EnteredDate } from '../subject.ts'
import { shownDate } from '../variables.ts'
import { at, dateIn, placedRows, type PlacedRow } from './rows.ts'
import { namedTreatments } from './treatments.ts'

/** Local therapy of the study counts as its treatment: what it causes may come before the first dose. */
const OTHER_PROCEDURES: ReadonlySet<string> = new Set(['PRIOR', 'SUBSEQUENT'])

/** An event is related to a treatment, and certainly began before the treatment did. */
function relatedBeforeTreatment(subject: CheckSubject): readonly ProducedFinding[] {
  const related = subject.definition.conventions.relatedValues.filter((value) => value !== '')
  return placedRows(subject, 'adverse-events').flatMap((event) => {
    const onset = dateIn(event, 'AESTDAT')
    if (onset === null) return []
    const findings = askedRelations(subject).flatMap((item): ProducedFinding[] => {
      const relation = event.row[item] ?? ''
      if (!related.includes(relation)) return []
      const first = firstOfTreatment(subject, item)
      if (first === null || onset.latest >= first.earliest) return []
      const { AETERM: term = '' } = event.row
      const dates = { date: shownDate(onset.text), first: shownDate(first.text) }
      return [{ ...at(event), item, compared: { term, relation, ...dates } }]
    })
    // Before any treatment is before each of them: said once.
    return findings.slice(0, findings[0]?.item === 'AEREL' ? 1 : undefined)
  })
}

function askedRelations(subject: CheckSubject): readonly string[] {
  return ['AEREL', ...namedTreatments(subject).drugItems.filter((key) => key.startsWith('AEREL'))]
}

/** The first dose of a treatment, of all together the first procedure too; null where it is not certain. */
function firstOfTreatment(subject: CheckSubject, item: string): EnteredDate | null {
  return subject.ask(firstOf(item))
}

/** Every event asks again. */
const firstOf = questionPer(findFirst)

function findFirst(subject: CheckSubject, item: string): EnteredDate | null {
  const { belongs } = namedTreatments(subject)
  const doses = placedRows(subject, 'exposure').filter(
    ({ row }) => belongs(item, row['EXTRT'] ?? '') && !isZero(row),
  )
  const procedures = placedRows(subject, 'procedures').filter(
    ({ row }) => item === 'AEREL' && !OTHER_PROCEDURES.has(row['PRCAT'] ?? ''),
  )
  const starts = [
    ...doses.map((placed) => dateIn(placed, 'EXSTDAT')),
    ...procedures.map((placed) => dateIn(placed, 'PRSTDAT')),
  ]
  if (starts.includes(null)) return null
  return starts.reduce(
    (a, b) => (a !== null && b !== null && a.earliest <= b.earliest ? a : b),
    null,
  )
}

function isZero(row: PlacedRow['row']): boolean {
  return parseNumberText(row['EXDOSE'] ?? '')?.value === 0
}

/** A dose-limiting toxicity whose onset certainly lies outside the window of the protocol. */
function limitingOutsideWindow(subject: CheckSubject): readonly ProducedFinding[] {
  const endpoint = subject.definition.endpoints.find((one) => one.kind === 'dose-limiting-toxicity')
  const first = endpoint === undefined ? null : firstDayOfAll(endpoint.drugs, subject.timeline)
  if (endpoint === undefined || first === null) return []
  const last = addDays(first.latest, endpoint.windowDays - 1)
  return placedRows(subject, 'adverse-events').flatMap((event) => {
    const onset = dateIn(event, 'AESTDAT')
    if (event.row['AEDLT'] !== 'Y' || onset === null) return []
    if (onset.latest >= first.earliest && onset.earliest <= last) return []
    const compared = {
      date: shownDate(onset.text),
      first: shownDate(first.text),
      last: shownDate(toIsoDate(last)),
      days: String(endpoint.windowDays),
    }
    return [{ ...at(event), compared }]
  })
}

export const causalityProducers: readonly Producer[] = [
  { key: 'related-before-treatment', find: relatedBeforeTreatment },
  { key: 'dlt-outside-window', find: limitingOutsideWindow },
]
