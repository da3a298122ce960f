import type { BaselineLesion, BaselineViolationCode } from './baseline-lesion.ts'
import type { BaselineRules } from './define.ts'

type Codes = readonly BaselineViolationCode[]

const MIN_DIAMETER = 100
const MIN_DIAMETER_CHEST_XRAY = 200
const PATHOLOGICAL_NODE = 100
const TARGET_NODE = 150
/** Up to this slice thickness the plain minimum holds, above it twice the thickness (S-2). */
const THICK_SLICE_MM = 5

/** Parts of the kinds that are never measurable; bone is so unless it has a soft-tissue part (S-5). */
const NOT_MEASURABLE = /EFFUSION|ASCITES|LEPTOMENING|LYMPHANGIT|^(?!.*SOFT_TISSUE).*BONE/
/** A cystic metastasis may be a target; a simple cyst is no lesion at all (S-5). */
const SIMPLE_CYST = /(?:^|_)CYSTS?(?:_|$)/
const THROMBUS = 'THROMBUS'
const INFILTRATIVE = /INFILTRATIVE|DIFFUSE/

/** What speaks against one selected lesion. @source RECIST 1.1, 3.1; rules S-2, S-3, S-5, S-6, M-1 to M-3 */
export function lesionViolations(lesion: BaselineLesion, rules: BaselineRules): Codes {
  if (lesion.nodal) return nodeViolations(lesion, rules)
  if (SIMPLE_CYST.test(lesion.kind)) return ['NOT_MEASURABLE']
  if (lesion.selectedAs === 'NON_TARGET') return []
  if (isNeverMeasurable(lesion.kind, rules)) return ['NOT_MEASURABLE']
  const viable = rules.viableLiverLesions && isInLiver(lesion.organ)
  return [
    ...codeIf(isTooSmall(lesion), 'BELOW_MINIMUM_SIZE'),
    ...(viable ? viabilityViolations(lesion) : priorTherapyViolations(lesion)),
  ]
}

/** S-3; M-3 for porta hepatis nodes where the criterion has a limit of its own. */
function nodeViolations(lesion: BaselineLesion, { portaHepatisNode }: BaselineRules): Codes {
  const malignantFrom = lesion.kind === 'PORTA_HEPATIS_NODE' ? portaHepatisNode : null
  if (malignantFrom !== null && isBelow(lesion, malignantFrom)) {
    return ['PORTA_HEPATIS_NODE_BELOW_20_MM']
  }
  if (isBelow(lesion, PATHOLOGICAL_NODE)) return ['NODE_NOT_PATHOLOGICAL']
  if (lesion.selectedAs === 'NON_TARGET') return []
  return [
    ...codeIf(lesion.tenths === null || lesion.tenths < TARGET_NODE, 'NODE_BELOW_15_MM'),
    ...priorTherapyViolations(lesion),
  ]
}

function isBelow({ tenths }: BaselineLesion, limit: number): boolean {
  return tenths !== null && tenths < limit
}

// Vascular thrombus is not measurable where only viable tumour counts (M-2).
function isNeverMeasurable(kind: string, { viableLiverLesions }: BaselineRules): boolean {
  return NOT_MEASURABLE.test(kind) || (viableLiverLesions && kind.includes(THROMBUS))
}

function isInLiver(organ: string): boolean {
  return organ.trim().toLowerCase().startsWith('liver')
}

/** S-2 and M-1; a target without a diameter meets no minimum. */
function isTooSmall({ tenths, modality, sliceThicknessMm }: BaselineLesion): boolean {
  const byModality = modality === 'CHEST_XRAY' ? MIN_DIAMETER_CHEST_XRAY : MIN_DIAMETER
  const bySlice =
    sliceThicknessMm !== null && sliceThicknessMm > THICK_SLICE_MM ? 20 * sliceThicknessMm : 0
  return tenths === null || tenths < Math.max(byModality, bySlice)
}

/** M-1: enhancing in the arterial phase and well delineated; earlier treatment does not matter (S-6). */
function viabilityViolations({ kind, arterialEnhancement, wellDelineated }: BaselineLesion): Codes {
  return [
    ...codeIf(wellDelineated === false || INFILTRATIVE.test(kind), 'ILL_DEFINED'),
    ...codeIf(arterialEnhancement === false, 'NO_ARTERIAL_ENHANCEMENT'),
  ]
}

/** S-6: a lesion treated before is a target only after demonstrated growth. */
function priorTherapyViolations(lesion: BaselineLesion): Codes {
  const treated = lesion.priorLocalTherapy === true
  return codeIf(treated && lesion.grownSinceLocalTherapy !== true, 'PRIOR_LOCAL_THERAPY')
}

function codeIf(applies: boolean, code: BaselineViolationCode): Codes {
  return applies ? [code] : []
}
