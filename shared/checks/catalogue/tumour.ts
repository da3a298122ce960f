import type { CheckExample, EditCheck } from '../define.ts'
import { assessmentChecks } from './tumour-assessments.ts'
import { ENROLLED, FIRST_DOSES, lesion, measured, scan } from './example-records.ts'
import { of, toCheck, type TumourCheck } from './tumour-check.ts'

const START = [ENROLLED, ...FIRST_DOSES]
const T01 = lesion('T01', 'TARGET', 'LIVER S5')
const AT_BASELINE = scan('BASELINE', '2024-01-05', measured('T01', '50'))
const GROUND = [...START, T01, AT_BASELINE]

const UNMEASURED: TumourCheck = {
  key: 'TU-01',
  code: 'BASELINE_TARGET_NOT_MEASURED',
  rationale: {
    en: 'A target without its diameter at baseline is no target under that criterion.',
    zh: '基线没有相应径线的靶病灶，按该标准不能作为靶病灶。',
  },
  odd: {
    en: 'Target {{lesion}} has no diameter at baseline ({{criteria}}) and is left out there.',
    zh: '靶病灶{{lesion}}基线没有径线（{{criteria}}），该标准下不予计入。',
  },
  pass: of(...GROUND),
  fail: of(...START, T01, scan('BASELINE', '2024-01-05', { TRLNKID: 'T01' })),
}

const node = (group: string, location: string, axis: string): readonly CheckExample[] =>
  of(
    ...START,
    lesion('N01', group, location, { TUNODE: 'Y' }),
    scan('BASELINE', '2024-01-05', { TRLNKID: 'N01', SAXIS: axis }),
  )

const one = (
  location: string,
  millimetres: string,
  { items = {}, row = {} }: { items?: Record<string, string>; row?: Record<string, string> } = {},
): readonly CheckExample[] =>
  of(
    ...START,
    lesion('T01', 'TARGET', location, items),
    scan('BASELINE', '2024-01-05', measured('T01', millimetres, row)),
  )

/** What speaks against the lesions chosen at baseline. @source response criteria, sections 2 and 3 */
const SELECTION: readonly TumourCheck[] = [
  {
    key: 'TU-02',
    code: 'BELOW_MINIMUM_SIZE',
    rationale: {
      en: 'A target is at least 10 mm, with thick slices at least twice the slice, on a chest X-ray 20 mm (S-2).',
      zh: '靶病灶长径至少10 mm；层厚较大时至少为层厚的2倍；胸部X线至少20 mm（S-2）。',
    },
    odd: {
      en: 'Target {{lesion}} is below the minimum size at baseline ({{criteria}}).',
      zh: '靶病灶{{lesion}}基线小于最小可测量径线（{{criteria}}）。',
    },
    pass: one('LIVER S5', '10'),
    fail: one('LIVER S5', '9.9'),
  },
  {
    key: 'TU-03',
    code: 'NODE_BELOW_15_MM',
    rationale: {
      en: 'A node is a target from a short axis of 15 mm (S-3).',
      zh: '淋巴结短径至少15 mm方可作为靶病灶（S-3）。',
    },
    odd: {
      en: 'Node {{lesion}} is a target with a short axis below 15 mm ({{criteria}}).',
      zh: '淋巴结{{lesion}}作为靶病灶，短径不足15 mm（{{criteria}}）。',
    },
    pass: node('TARGET', 'LYMPH NODE', '15'),
    fail: node('TARGET', 'LYMPH NODE', '14.9'),
  },
  {
    key: 'TU-04',
    code: 'NODE_NOT_PATHOLOGICAL',
    rationale: {
      en: 'A node below 10 mm is normal and no disease (S-3).',
      zh: '短径不足10 mm的淋巴结为正常，不属病灶（S-3）。',
    },
    odd: {
      en: 'Node {{lesion}} has a short axis below 10 mm and is normal ({{criteria}}).',
      zh: '淋巴结{{lesion}}短径不足10 mm，属正常（{{criteria}}）。',
    },
    pass: node('NON-TARGET', 'LYMPH NODE', '10'),
    fail: node('NON-TARGET', 'LYMPH NODE', '9.9'),
  },
  {
    key: 'TU-05',
    code: 'PORTA_HEPATIS_NODE_BELOW_20_MM',
    rationale: {
      en: 'Under mRECIST a node of the porta hepatis is malignant from a short axis of 20 mm (M-3, L-8).',
      zh: '按mRECIST，肝门淋巴结短径≥20 mm方视为恶性（M-3、L-8）。',
    },
    odd: {
      en: 'Porta hepatis node {{lesion}} has a short axis below 20 mm ({{criteria}}).',
      zh: '肝门淋巴结{{lesion}}短径不足20 mm（{{criteria}}）。',
    },
    pass: node('TARGET', 'LYMPH NODE, PORTA HEPATIS', '20'),
    fail: node('TARGET', 'LYMPH NODE, PORTA HEPATIS', '19.9'),
  },
  {
    key: 'TU-06',
    code: 'NOT_MEASURABLE',
    rationale: {
      en: 'Effusions, ascites and bone lesions without soft tissue are never measurable (S-5).',
      zh: '积液、腹水及无软组织成分的骨病灶不可测量（S-5）。',
    },
    odd: {
      en: '{{lesion}} is of a kind that cannot be a target ({{criteria}}).',
      zh: '{{lesion}}属于不能作为靶病灶的类型（{{criteria}}）。',
    },
    pass: one('LIVER S5', '50'),
    fail: one('ASCITES, MALIGNANT', '50'),
  },
  {
    key: 'TU-07',
    code: 'PRIOR_LOCAL_THERAPY',
    rationale: {
      en: 'A lesion treated locally before is a target only after it has grown again (S-6).',
      zh: '既往接受过局部治疗的病灶，须明确增大后方可作为靶病灶（S-6）。',
    },
    odd: {
      en: 'Target {{lesion}} was treated locally before, and no growth since is recorded ({{criteria}}).',
      zh: '靶病灶{{lesion}}曾接受局部治疗，未记录其后增大（{{criteria}}）。',
    },
    pass: one('LUNG', '30', { items: { TUPRIOR: 'Y', TUGROWTH: 'Y' } }),
    fail: one('LUNG', '30', { items: { TUPRIOR: 'Y', TUGROWTH: 'N' } }),
  },
  {
    key: 'TU-08',
    code: 'ILL_DEFINED',
    rationale: {
      en: 'Infiltrative disease has no border to measure and is non-target under mRECIST (M-2).',
      zh: '浸润型病灶边界不清，按mRECIST应为非靶病灶（M-2）。',
    },
    odd: {
      en: 'Target {{lesion}} is ill defined ({{criteria}}).',
      zh: '靶病灶{{lesion}}边界不清（{{criteria}}）。',
    },
    pass: one('LIVER S5', '50'),
    fail: one('LIVER, INFILTRATIVE', '50'),
  },
  {
    key: 'TU-09',
    code: 'NO_ARTERIAL_ENHANCEMENT',
    rationale: {
      en: 'mRECIST measures the enhancing part: a lesion without enhancement is no target (M-1).',
      zh: 'mRECIST测量动脉期强化部分：无强化的病灶不能作为靶病灶（M-1）。',
    },
    odd: {
      en: 'Target {{lesion}} shows no arterial enhancement ({{criteria}}).',
      zh: '靶病灶{{lesion}}无动脉期强化（{{criteria}}）。',
    },
    pass: one('LIVER S5', '50', { row: { TRENH: 'TYPICAL' } }),
    fail: one('LIVER S5', '50', { row: { TRENH: 'NONE' } }),
  },
  {
    key: 'TU-12',
    code: 'BASELINE_IMAGING_TOO_OLD',
    rationale: {
      en: 'Baseline imaging is at most 28 days before treatment (S-1).',
      zh: '基线影像应在治疗开始前28天内（S-1）。',
    },
    odd: {
      en: 'The baseline imaging is more than 28 days before treatment ({{criteria}}).',
      zh: '基线影像早于治疗开始前28天（{{criteria}}）。',
    },
    pass: of(...START, T01, scan('BASELINE', '2023-12-13', measured('T01', '50'))),
    fail: of(...START, T01, scan('BASELINE', '2023-12-12', measured('T01', '50'))),
  },
  {
    key: 'TU-13',
    code: 'BASELINE_IMAGING_AFTER_TREATMENT_START',
    rationale: {
      en: 'Imaging after the first dose is no baseline (S-1).',
      zh: '首次用药之后的影像不能作为基线（S-1）。',
    },
    odd: {
      en: 'The baseline imaging is after the start of treatment ({{criteria}}).',
      zh: '基线影像晚于治疗开始（{{criteria}}）。',
    },
    pass: of(...START, T01, scan('BASELINE', '2024-01-10', measured('T01', '50'))),
    fail: of(...START, T01, scan('BASELINE', '2024-01-11', measured('T01', '50'))),
  },
]

/** Tumour assessments and the choice of lesions. */
export const tumourChecks: readonly EditCheck[] = [
  ...assessmentChecks.map(toCheck('response-query', '')),
  toCheck('baseline-query', 'LDIAM')(UNMEASURED),
  ...SELECTION.map(toCheck('baseline-violation', 'LDIAM')),
]
