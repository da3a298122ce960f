import { parseNumberText, parseTenths } from '../../kernel/number-text.ts'
import { baselineViolations } from '../../response/baseline-eligibility.ts'
import type { BaselineLesion } from '../../response/baseline-lesion.ts'
import { responseCriteria } from '../../response/registry.ts'
import type { ProducedFinding, Producer, ProducerParams } from '../producer.ts'
import type { CheckSubject } from '../subject.ts'
import { assessmentRecord } from './assessment-record.ts'
import { at, dateIn, placedRows, type PlacedRow } from './rows.ts'

/** What the response engine asks about an assessment: one finding for each visit and criterion. */
function responseQuery(
  subject: CheckSubject,
  { code = '' }: ProducerParams,
): readonly ProducedFinding[] {
  return subject.derivation.timepoints.flatMap(({ row, queries }) => {
    if (!queries.some((query) => query === code)) return []
    const record = assessmentRecord(subject, row.visit)
    if (record === null) return []
    const compared = { visit: row.visit, criteria: row.criteria, response: row.derived }
    return [{ record, item: '', compared }]
  })
}

/** Targets that a criterion cannot count, as their baseline row stands. */
function baselineQuery(
  subject: CheckSubject,
  { code = '' }: ProducerParams,
): readonly ProducedFinding[] {
  const rows = baselineRows(subject)
  return subject.derivation.responses.flatMap(({ row: { criteria }, baselineQueries }) =>
    baselineQueries.flatMap((query) => {
      if (query.code !== code) return []
      const placed = rows.get(query.lesion) ?? lesionRow(subject, query.lesion)
      if (placed === undefined) return []
      return [{ ...at(placed), compared: { lesion: query.lesion, criteria } }]
    }),
  )
}

function baselineRows(subject: CheckSubject): ReadonlyMap<string, PlacedRow> {
  return new Map(
    placedRows(subject, 'measurements')
      .filter(({ record }) => record.visit === 'BASELINE')
      .map((placed) => [placed.row['TRLNKID'] ?? '', placed]),
  )
}

function lesionRow(subject: CheckSubject, id: string): PlacedRow | undefined {
  return placedRows(subject, 'lesions').find(({ row }) => row['TULNKID'] === id)
}

/** What speaks against the selection of lesions at baseline under any criterion of the protocol. */
function baselineViolation(
  subject: CheckSubject,
  { code = '' }: ProducerParams,
): readonly ProducedFinding[] {
  const rows = baselineRows(subject)
  const [first] = rows.values()
  if (first === undefined) return []
  return subject.definition.criteria.flatMap(({ key }) => {
    const criterion = responseCriteria.find(key)
    if (criterion === undefined) return []
    const viable = criterion.baselineRules.viableLiverLesions
    const lesions = placedRows(subject, 'lesions').flatMap((placed) =>
      toBaselineLesion(placed, rows.get(placed.row['TULNKID'] ?? ''), viable),
    )
    const violations = baselineViolations({
      rules: criterion.baselineRules,
      imaging: dateIn(first, 'TRDAT')?.earliest ?? subject.timeline.limits.cutoff,
      treatmentStart:
        dateIn(first, 'TRDAT') === null ? null : (subject.timeline.firstDose?.day ?? null),
      lesions,
    })
    return violations
      .filter((violation) => violation.code === code)
      .map(({ lesionId }) => {
        const placed = rows.get(lesionId ?? '') ?? lesionRow(subject, lesionId ?? '') ?? first
        const compared = { lesion: lesionId ?? '', criteria: key, visit: 'BASELINE' }
        return {
          ...(lesionId === null ? { record: first.record, item: '' } : at(placed)),
          compared,
        }
      })
  })
}

function toBaselineLesion(
  { row }: PlacedRow,
  measured: PlacedRow | undefined,
  viable: boolean,
): readonly BaselineLesion[] {
  const selectedAs = SELECTED_AS[row['TUGRPID'] ?? '']
  if (selectedAs === undefined) return []
  const { TULNKID: id = '', TULOC: organ = '', TUNODE: node } = row
  const nodal = node === 'Y'
  return [
    {
      id,
      organ,
      kind: kindOf(organ, nodal),
      nodal,
      ...measuredOf(measured?.row ?? {}, columnOf(organ, nodal, viable)),
      selectedAs,
      priorLocalTherapy: yesNo(row['TUPRIOR']),
      grownSinceLocalTherapy: yesNo(row['TUGROWTH']),
      wellDelineated: null,
    },
  ]
}

const SELECTED_AS: Readonly<Record<string, BaselineLesion['selectedAs']>> = {
  TARGET: 'TARGET',
  'NON-TARGET': 'NON_TARGET',
}

function columnOf(organ: string, nodal: boolean, viable: boolean): string {
  if (nodal) return 'SAXIS'
  return viable && organ.toUpperCase().startsWith('LIVER') ? 'VDIAM' : 'LDIAM'
}

function measuredOf(
  row: PlacedRow['row'],
  column: string,
): Pick<BaselineLesion, 'tenths' | 'modality' | 'sliceThicknessMm' | 'arterialEnhancement'> {
  const { TRENH: enhancement = '', TRMETHOD: method = '', TRSLTHK: slice = '' } = row
  return {
    tenths: parseTenths(row[column] ?? ''),
    modality: modalityOf(method),
    sliceThicknessMm: parseNumberText(slice)?.value ?? null,
    arterialEnhancement: enhancement === '' ? null : enhancement !== 'NONE',
  }
}

/** What the location says of the kind of disease; the rules look for these words. */
function kindOf(organ: string, nodal: boolean): string {
  const name = organ.toUpperCase()
  if (nodal) return name.includes('PORTA HEPATIS') ? 'PORTA_HEPATIS_NODE' : 'LYMPH_NODE'
  if (/EFFUSION|ASCITES/.test(name)) return 'EFFUSION_OR_ASCITES'
  if (name.includes('THROMBUS')) return 'VASCULAR_THROMBUS'
  if (/INFILTRATIVE|DIFFUSE/.test(name)) return 'INFILTRATIVE_HCC'
  return name.startsWith('BONE') ? 'BONE' : 'LESION'
}

const MODALITIES: Readonly<Record<string, NonNullable<BaselineLesion['modality']>>> = {
  CT: 'CT',
  MRI: 'MRI',
  CALIPERS: 'CALIPER',
  'X-RAY': 'CHEST_XRAY',
}

function modalityOf(method: string): BaselineLesion['modality'] {
  return MODALITIES[method] ?? null
}

function yesNo(text: string | undefined): boolean | null {
  if (text === undefined || text === '') return null
  return text === 'Y'
}

export const tumourProducers: readonly Producer[] = [
  { key: 'response-query', find: responseQuery },
  { key: 'baseline-query', find: baselineQuery },
  { key: 'baseline-violation', find: baselineViolation },
]
