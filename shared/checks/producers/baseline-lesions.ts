import { parseNumberText, parseTenths } from '../../kernel/number-text.ts'
import { reasonKey } from '../../forms/define.ts'
import type { BaselineLesion, BaselineViolationCode } from '../../response/baseline-lesion.ts'
import type { BaselineRules } from '../../response/define.ts'
import { lesionViolations } from '../../response/lesion-eligibility.ts'
import { responseCriteria } from '../../response/registry.ts'
import type { ProducedFinding, ProducerParams } from '../producer.ts'
import type { CheckSubject } from '../subject.ts'
import { at, placedRows, type PlacedRow } from './rows.ts'

type Compared = Readonly<Record<string, string>>

/** A lesion chosen at baseline: where it is recorded, and its row of the baseline assessment. */
interface Chosen {
  readonly lesion: PlacedRow
  readonly measured: PlacedRow | undefined
  /** The column of its diameter under the criterion. */
  readonly column: string
}

/** What one criterion has against a lesion. */
interface Objection {
  readonly id: string
  readonly criteria: string
  readonly place: Omit<ProducedFinding, 'compared'>
  readonly compared: Compared
}

/**
 * Targets without the diameter that a criterion counts, once there is an assessment. One that a person
 * gave a reason for is answered.
 */
export function unmeasuredTargets(
  subject: CheckSubject,
  { code = '' }: ProducerParams,
): readonly ProducedFinding[] {
  if (placedRows(subject, 'measurements').length === 0) return []
  const objections = subject.derivation.responses.flatMap(
    ({ row: { criteria }, baselineQueries }): Objection[] => {
      const missing = baselineQueries.filter((query) => query.code === code)
      const ids = new Set<string>(missing.map(({ lesion }) => lesion))
      return chosenLesions(subject, rulesOf(criteria)).flatMap((chosen) => {
        const { lesion, measured, column } = chosen
        const id = lesion.row['TULNKID'] ?? ''
        if (!ids.has(id) || measured?.row[reasonKey(column)] !== undefined) return []
        return [{ id, criteria, ...shownAt(chosen, { item: 'TULNKID' }) }]
      })
    },
  )
  return joined(objections)
}

/** What speaks against a lesion chosen at baseline under the criteria of the protocol. */
export function unfitLesions(
  subject: CheckSubject,
  { code = '' }: ProducerParams,
): readonly ProducedFinding[] {
  const objections = subject.definition.criteria.flatMap(({ key: criteria }) => {
    const rules = rulesOf(criteria)
    if (rules === null) return []
    return chosenLesions(subject, rules).flatMap((chosen): Objection[] => {
      const lesion = toBaselineLesion(chosen)
      if (lesion === null || !speaksAgainst(lesion, rules, String(code))) return []
      return [{ id: lesion.id, criteria, ...shownAt(chosen, SHOWINGS[code] ?? SIZE) }]
    })
  })
  return joined(objections)
}

function rulesOf(criteria: string): BaselineRules | null {
  return responseCriteria.find(criteria)?.baselineRules ?? null
}

function chosenLesions(subject: CheckSubject, rules: BaselineRules | null): readonly Chosen[] {
  const rows = new Map(
    placedRows(subject, 'measurements')
      .filter(({ record }) => record.visit === 'BASELINE')
      .map((placed) => [placed.row['TRLNKID'] ?? '', placed]),
  )
  return placedRows(subject, 'lesions').map((lesion) => ({
    lesion,
    measured: rows.get(lesion.row['TULNKID'] ?? ''),
    column: columnOf(lesion.row, rules),
  }))
}

function columnOf(row: PlacedRow['row'], rules: BaselineRules | null): string {
  if (row['TUNODE'] === 'Y') return 'SAXIS'
  const inLiver = (row['TULOC'] ?? '').trim().toUpperCase().startsWith('LIVER')
  return rules?.viableLiverLesions === true && inLiver ? 'VDIAM' : 'LDIAM'
}

/** A target without a diameter is asked for one: nothing is said of its size. */
const OF_SIZE: ReadonlySet<string> = new Set<BaselineViolationCode>([
  'BELOW_MINIMUM_SIZE',
  'NODE_BELOW_15_MM',
  'NODE_NOT_PATHOLOGICAL',
  'PORTA_HEPATIS_NODE_BELOW_20_MM',
])

function speaksAgainst(lesion: BaselineLesion, rules: BaselineRules, code: string): boolean {
  const isMeasured = lesion.tenths !== null && lesion.tenths > 0
  if (!isMeasured && lesion.selectedAs === 'TARGET' && OF_SIZE.has(code)) return false
  return lesionViolations(lesion, rules).some((found) => found === code)
}

/** What was recorded, as the rules for one lesion read it; null for a new one. */
function toBaselineLesion({ lesion: { row }, measured, column }: Chosen): BaselineLesion | null {
  const text = (key: string): string => row[key] ?? ''
  const selectedAs = SELECTED_AS[text('TUGRPID')]
  if (selectedAs === undefined) return null
  const nodal = text('TUNODE') === 'Y'
  return {
    id: text('TULNKID'),
    organ: text('TULOC'),
    kind: kindOf(text('TULOC'), nodal),
    nodal,
    selectedAs,
    priorLocalTherapy: yesNo(text('TUPRIOR')),
    grownSinceLocalTherapy: yesNo(text('TUGROWTH')),
    wellDelineated: null,
    ...toMeasured(measured?.row ?? {}, column),
  }
}

function toMeasured(
  row: PlacedRow['row'],
  column: string,
): Pick<BaselineLesion, 'tenths' | 'modality' | 'sliceThicknessMm' | 'arterialEnhancement'> {
  const { TRENH: enhancement = '', TRMETHOD: method = '', TRSLTHK: slice = '' } = row
  return {
    tenths: parseTenths(row[column] ?? ''),
    modality: MODALITIES[method] ?? null,
    sliceThicknessMm: parseNumberText(slice)?.value ?? null,
    arterialEnhancement: enhancement === '' ? null : enhancement !== 'NONE',
  }
}

const SELECTED_AS: Readonly<Record<string, BaselineLesion['selectedAs']>> = {
  TARGET: 'TARGET',
  'NON-TARGET': 'NON_TARGET',
}

const MODALITIES: Readonly<Record<string, NonNullable<BaselineLesion['modality']>>> = {
  CT: 'CT',
  MRI: 'MRI',
  CALIPERS: 'CALIPER',
  'X-RAY': 'CHEST_XRAY',
}

/** The location tells the kind of disease by its words, which the rules look for: `BONE_SOFT_TISSUE`. */
function kindOf(location: string, nodal: boolean): string {
  const kind = location.toUpperCase().replace(/[^A-Z]+/g, '_')
  if (!nodal) return kind
  return kind.includes('PORTA_HEPATIS') ? 'PORTA_HEPATIS_NODE' : 'LYMPH_NODE'
}

function yesNo(text: string): boolean | null {
  return text === '' ? null : text === 'Y'
}

/** Where what is wrong stands, with and without a baseline row, and the values it was found by. */
interface Showing {
  readonly column?: string
  readonly item: string
  readonly compared?: (chosen: Chosen) => Compared
}

const sizeOf = ({ measured, column }: Chosen): Compared => ({ size: measured?.row[column] ?? '' })
const SIZE: Showing = { item: 'TULNKID', compared: sizeOf }
const KIND: Showing = {
  item: 'TULOC',
  compared: ({ lesion }) => ({ location: lesion.row['TULOC'] ?? '' }),
}

const SHOWINGS: Readonly<Record<string, Showing>> = {
  BELOW_MINIMUM_SIZE: {
    item: 'TULNKID',
    compared: (chosen) => {
      const { TRMETHOD: method = '', TRSLTHK: slice = '' } = chosen.measured?.row ?? {}
      return { ...sizeOf(chosen), method, slice }
    },
  },
  NOT_MEASURABLE: KIND,
  ILL_DEFINED: KIND,
  PRIOR_LOCAL_THERAPY: { item: 'TUPRIOR' },
  NO_ARTERIAL_ENHANCEMENT: { column: 'TRENH', item: 'TULNKID' },
}

function shownAt(chosen: Chosen, showing: Showing): Pick<Objection, 'place' | 'compared'> {
  const { column = chosen.column, item, compared } = showing
  const { lesion, measured } = chosen
  const place = measured === undefined ? { ...at(lesion), item } : { ...at(measured), item: column }
  return { place, compared: compared?.(chosen) ?? {} }
}

/** One fault of a lesion is one finding, whatever the number of criteria that object. */
function joined(objections: readonly Objection[]): readonly ProducedFinding[] {
  const byLesion = new Map<string, Objection[]>()
  for (const one of objections) byLesion.set(one.id, [...(byLesion.get(one.id) ?? []), one])
  return [...byLesion].flatMap(([id, [first, ...more]]) => {
    if (first === undefined) return []
    const criteria = [...new Set([first, ...more].map((one) => one.criteria))].join(', ')
    return [{ ...first.place, compared: { lesion: id, criteria, ...first.compared } }]
  })
}
