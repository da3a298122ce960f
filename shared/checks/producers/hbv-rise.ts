import type { Day } from '../../kernel/brand.ts'
import { parsePartialDate } from '../../kernel/dates.ts'
import { isAtLeastTimes } from '../../kernel/exact-decimal.ts'
import { parseNumberText } from '../../kernel/number-text.ts'
import { toStandard } from '../../laboratory/standard-value.ts'
import { phaseOf } from '../../laboratory/treatment-start.ts'
import type { CheckRecord } from '../define.ts'
import type { ProducedFinding, Producer, ProducerParams } from '../producer.ts'
import type { CheckSubject } from '../subject.ts'
import { shownDate } from '../variables.ts'

const LABORATORY_CODES = ['HBDNA', 'HBVDNA']
const UNIT = 'IU/mL'
const BASELINE = 'BASELINE'

/** One measurement of hepatitis B virus DNA, from whatever form. */
interface Load {
  readonly record: CheckRecord
  readonly rowIndex?: number
  readonly item: string
  /** The baseline form counts as the baseline visit's. */
  readonly visit: string | null
  readonly day: Day | null
  readonly lastDay: Day | null
  readonly dateText: string
  /** In IU/mL, with its comparator. */
  readonly text: string
  readonly value: number
  /** Given as below a limit, or as 0. */
  readonly isUndetected: boolean
}

/**
 * Hepatitis B virus DNA at or above `factor` times the lowest value since baseline, baseline included,
 * or found after not being found. Laboratory, virology and baseline form are one series. What rose is
 * told once: later values are held against it, and against what is lower since. A limit that lies above
 * the lowest value lowers nothing: nobody knows whether the value did.
 */
function hbvRise(
  subject: CheckSubject,
  { factor = 10 }: ProducerParams,
): readonly ProducedFinding[] {
  const series = loadsOf(subject)
  const baseline = baselineOf(subject, series)
  const findings: ProducedFinding[] = []
  let former = baseline ?? series.find((load) => phaseIn(subject, load) === 'on') ?? null
  for (const load of series) {
    if (former === null || !isLater(load, former)) continue
    const isRise = hasRisen(load, former, Number(factor))
    if (isRise) findings.push(finding(load, former, baseline))
    if (isRise || isLower(load, former, Number(factor))) former = load
  }
  return findings
}

function finding(load: Load, former: Load, baseline: Load | null): ProducedFinding {
  const { record, rowIndex, item, text, dateText } = load
  const compared = {
    result: shown(text),
    date: shownDate(dateText),
    former: shown(former.text),
    formerDate: shownDate(former.dateText),
    baseline: baseline === null ? '' : shown(baseline.text),
  }
  return { record, item, compared, ...(rowIndex === undefined ? {} : { rowIndex }) }
}

function shown(text: string): string {
  return `${text} ${UNIT}`
}

/** All measurements by date; those without one first: only the baseline form has none. */
function loadsOf(subject: CheckSubject): readonly Load[] {
  const loads = [...laboratoryLoads(subject), ...formLoads(subject)]
  return loads.sort((a, b) => (a.day ?? -Infinity) - (b.day ?? -Infinity))
}

function laboratoryLoads({ labs }: CheckSubject): readonly Load[] {
  return labs.flatMap(({ record, rowIndex, test, text, unit, dateText }) => {
    if (!LABORATORY_CODES.includes(test)) return []
    const converted = toStandard(test, text, unit)
    if (converted?.unit !== UNIT || dateText === '') return []
    const { visit } = record
    return toLoad({ record, rowIndex, item: 'LBORRES', visit, text: converted.text, dateText })
  })
}

/** The forms that ask for it by an item of their own, in IU/mL. */
function formLoads({ recordsFeeding, forms, visitDates }: CheckSubject): readonly Load[] {
  const baselineDate = visitDates.get(BASELINE)?.text ?? ''
  return recordsFeeding('virology', 'baseline').flatMap((record) => {
    const { visit, values } = record
    const { VIDAT = '', VIHBDNA = '', HBDNA = '' } = values.items
    const file = forms.get(record.form)?.file
    if (file === 'virology' && VIDAT !== '') {
      return toLoad({ record, item: 'VIHBDNA', visit, text: VIHBDNA, dateText: VIDAT })
    }
    if (file !== 'baseline') return []
    const dateText = baselineDate
    return toLoad({ record, item: 'HBDNA', visit: BASELINE, text: HBDNA, dateText })
  })
}

function toLoad(
  of: Pick<Load, 'record' | 'item' | 'visit' | 'text' | 'dateText'> & {
    readonly rowIndex?: number
  },
): readonly Load[] {
  const number = parseNumberText(of.text)
  if (number === null) return []
  const date = parsePartialDate(of.dateText)
  const isUndetected = number.comparator?.startsWith('<') === true || number.value === 0
  return [
    {
      ...of,
      ...{ day: date?.earliest ?? null, lastDay: date?.latest ?? null },
      ...{ value: number.value, isUndetected },
    },
  ]
}

/** The last measurement before the treatment, the baseline form's where there is no other. */
function baselineOf(subject: CheckSubject, series: readonly Load[]): Load | null {
  const isTreated = subject.treatment.firstDose !== null
  const before = series.filter((load) =>
    isTreated ? phaseIn(subject, load) === 'before' : load.visit === BASELINE,
  )
  return before.at(-1) ?? series.find(({ visit }) => visit === BASELINE) ?? null
}

function phaseIn(
  { treatment }: CheckSubject,
  { day, lastDay, visit }: Load,
): 'before' | 'on' | null {
  return phaseOf({ day, lastDay, record: { visit } }, treatment)
}

/** Surely later; a baseline without a date lies before all. */
function isLater(load: Load, former: Load): boolean {
  if (load.day === null) return false
  return former.lastDay === null || load.day > former.lastDay
}

function hasRisen(load: Load, former: Load, factor: number): boolean {
  if (load.isUndetected || former.text.startsWith('>')) return false
  if (former.isUndetected) return load.value > former.value
  return isAtLeastTimes(load.text, factor, former.text)
}

/** A value that was found stands for one that was not, where a rise over it shows below the limit. */
function isLower(load: Load, former: Load, factor: number): boolean {
  if (load.isUndetected === former.isUndetected) return load.value < former.value
  return load.isUndetected ? load.value <= former.value : load.value * factor < former.value
}

export const hbvRiseProducer: Producer = { key: 'hbv-rise', find: hbvRise }
