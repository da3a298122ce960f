import type { Day } from '../../kernel/brand.ts'
import { baselineViolations, type BaselineSelection } from '../../response/baseline-eligibility.ts'
import { responseCriteria } from '../../response/registry.ts'
import { isNotDone } from '../../response/visit-rows.ts'
import type { ProducedFinding, ProducerParams } from '../producer.ts'
import type { CheckSubject } from '../subject.ts'
import { shownDate } from '../variables.ts'
import { at, dateIn, placedRows, type PlacedRow } from './rows.ts'

/** The start of treatment: a date as entered, and the first and last day it may mean. */
interface Start {
  readonly text: string
  readonly earliest: Day
  readonly latest: Day
}

/**
 * Scan dates of baseline that certainly lie outside its time before treatment: one finding for each
 * date, at the first lesion that was scanned on it.
 */
export function misdatedImaging(
  subject: CheckSubject,
  { code = '' }: ProducerParams,
): readonly ProducedFinding[] {
  const start = treatmentStart(subject)
  if (start === null) return []
  return [...baselineScans(subject)].flatMap(([text, [first, ...more]]) => {
    const date = first === undefined ? null : dateIn(first, 'TRDAT')
    if (first === undefined || date === null) return []
    // Of dates known in part both extremes must say so.
    const isCertain =
      isViolated(subject, code, { imaging: date.latest, treatmentStart: start.earliest }) &&
      isViolated(subject, code, { imaging: date.earliest, treatmentStart: start.latest })
    if (!isCertain) return []
    const compared = {
      date: shownDate(text),
      start: shownDate(start.text),
      lesions: [first, ...more].map(({ row }) => row['TRLNKID'] ?? '').join(', '),
    }
    return [{ ...at(first), item: 'TRDAT', compared }]
  })
}

/** The rows of baseline by their scan date; what was not evaluable was not scanned for the purpose. */
function baselineScans(subject: CheckSubject): ReadonlyMap<string, readonly PlacedRow[]> {
  const scans = new Map<string, PlacedRow[]>()
  for (const placed of placedRows(subject, 'measurements')) {
    const text = placed.row['TRDAT'] ?? ''
    if (placed.record.visit !== 'BASELINE' || text === '' || isNotDone(placed.row)) continue
    scans.set(text, [...(scans.get(text) ?? []), placed])
  }
  return scans
}

type Dates = Pick<BaselineSelection, 'imaging' | 'treatmentStart'>

function isViolated({ definition }: CheckSubject, code: string | number, dates: Dates): boolean {
  return definition.criteria.some(({ key }) => {
    const rules = responseCriteria.find(key)?.baselineRules
    if (rules === undefined) return false
    return baselineViolations({ rules, ...dates, lesions: [] }).some((one) => one.code === code)
  })
}

/** Procedures that treat no tumour. */
const NO_TREATMENT: ReadonlySet<string> = new Set(['BIOPSY', 'PARACENTESIS'])

/** The first dose of study drug or, where it comes before, the first local therapy of the study. */
function treatmentStart(subject: CheckSubject): Start | null {
  const { firstDose } = subject.timeline
  const procedures = placedRows(subject, 'procedures').flatMap((placed) => {
    const { PRCAT: category, PRTRT: name = '' } = placed.row
    const date = dateIn(placed, 'PRSTDAT')
    return category !== 'STUDY' || NO_TREATMENT.has(name) || date === null ? [] : [date]
  })
  const starts: readonly Start[] = firstDose === null ? procedures : [firstDose, ...procedures]
  return starts.reduce<Start | null>(earlier, null)
}

/** The first of two starts, as far as they are known. */
function earlier(one: Start | null, other: Start): Start {
  if (one === null) return other
  const { text } = other.earliest < one.earliest ? other : one
  const earliest = Math.min(one.earliest, other.earliest) as Day
  const latest = Math.min(one.latest, other.latest) as Day
  return { text, earliest, latest }
}
