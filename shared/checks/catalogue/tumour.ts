import type { CheckExample, EditCheck, ExampleRecord } from '../define.ts'
import { assessmentChecks } from './tumour-assessments.ts'
import { ENROLLED, FIRST_DOSES, lesion, measured, scan } from './example-records.ts'
import { lesionChecks } from './lesions.ts'
import { of, toCheck, type TumourCheck } from './tumour-check.ts'

const START = [ENROLLED, ...FIRST_DOSES]
const T01 = lesion('T01', 'TARGET', 'LIVER S5')
const AT_BASELINE = scan('BASELINE', '2024-01-05', measured('T01', '50'))
const GROUND = [...START, T01, AT_BASELINE]

const UNMEASURED: TumourCheck = {
  key: 'TU-01',
  version: '2',
  code: 'BASELINE_TARGET_NOT_MEASURED',
  rationale: {
    en: 'A target without its diameter at baseline is no target under that criterion.',
    zh: '基线没有相应径线的靶病灶，按该标准不能作为靶病灶。',
  },
  odd: {
    en: 'Target {{lesion}} has no diameter above 0 at baseline ({{criteria}}) and is left out there.',
    zh: '靶病灶{{lesion}}基线没有大于0的径线（{{criteria}}），该标准下不予计入。',
  },
  pass: [
    ...of(...GROUND),
    // Nothing is assessed yet.
    ...of(...START, T01),
    // The reason is known.
    ...of(
      ...START,
      T01,
      scan('BASELINE', '2024-01-05', {
        TRLNKID: 'T01',
        LDIAM_REASND: 'NOT EVALUABLE',
        VDIAM_REASND: 'NOT EVALUABLE',
      }),
    ),
  ],
  fail: [
    ...of(...START, T01, scan('BASELINE', '2024-01-05', { TRLNKID: 'T01' })),
    ...of(...START, T01, scan('BASELINE', '2024-01-05', measured('T01', '0'))),
    ...of(...GROUND, lesion('T02', 'TARGET', 'LUNG')),
  ],
}

const node = (group: string, location: string, axis?: string): readonly CheckExample[] =>
  of(
    ...START,
    lesion('N01', group, location, { TUNODE: 'Y' }),
    scan('BASELINE', '2024-01-05', {
      TRLNKID: 'N01',
      ...(axis === undefined ? {} : { SAXIS: axis }),
    }),
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
    version: '2',
    code: 'BELOW_MINIMUM_SIZE',
    rationale: {
      en: 'A target is at least 10 mm, with thick slices at least twice the slice, on a chest X-ray 20 mm (S-2).',
      zh: '靶病灶长径至少10 mm；层厚较大时至少为层厚的2倍；胸部X线至少20 mm（S-2）。',
    },
    odd: {
      en: 'Target {{lesion}} measures {{size}} mm at baseline, below the minimum for its method ({{method}}) and slice thickness ({{slice}} mm) ({{criteria}}).',
      zh: '靶病灶{{lesion}}基线径线{{size}} mm，小于该检查方法（{{method}}）及层厚（{{slice}} mm）的最小可测量径线（{{criteria}}）。',
    },
    pass: [
      ...one('LIVER S5', '10'),
      ...one('LIVER S5', '16', { row: { TRSLTHK: '8' } }),
      ...one('LIVER S5', ''),
      ...one('LIVER S5', '0'),
      ...of(...GROUND, lesion('T02', 'TARGET', 'LUNG')),
    ],
    fail: [...one('LIVER S5', '9.9'), ...one('LIVER S5', '15.9', { row: { TRSLTHK: '8' } })],
  },
  {
    key: 'TU-03',
    version: '2',
    code: 'NODE_BELOW_15_MM',
    rationale: {
      en: 'A node is a target from a short axis of 15 mm (S-3).',
      zh: '淋巴结短径至少15 mm方可作为靶病灶（S-3）。',
    },
    odd: {
      en: 'Node {{lesion}} is a target with a short axis of {{size}} mm, below 15 mm ({{criteria}}).',
      zh: '淋巴结{{lesion}}作为靶病灶，短径{{size}} mm，不足15 mm（{{criteria}}）。',
    },
    pass: [...node('TARGET', 'LYMPH NODE', '15'), ...node('TARGET', 'LYMPH NODE')],
    fail: node('TARGET', 'LYMPH NODE', '14.9'),
  },
  {
    key: 'TU-04',
    version: '2',
    code: 'NODE_NOT_PATHOLOGICAL',
    rationale: {
      en: 'A node below 10 mm is normal and no disease (S-3).',
      zh: '短径不足10 mm的淋巴结为正常，不属病灶（S-3）。',
    },
    odd: {
      en: 'Node {{lesion}} has a short axis of {{size}} mm; below 10 mm it is normal ({{criteria}}).',
      zh: '淋巴结{{lesion}}短径{{size}} mm，不足10 mm属正常（{{criteria}}）。',
    },
    pass: node('NON-TARGET', 'LYMPH NODE', '10'),
    fail: node('NON-TARGET', 'LYMPH NODE', '9.9'),
  },
  {
    key: 'TU-05',
    version: '2',
    code: 'PORTA_HEPATIS_NODE_BELOW_20_MM',
    rationale: {
      en: 'Under mRECIST a node of the porta hepatis is malignant from a short axis of 20 mm (M-3, L-8).',
      zh: '按mRECIST，肝门淋巴结短径≥20 mm方视为恶性（M-3、L-8）。',
    },
    odd: {
      en: 'Porta hepatis node {{lesion}} has a short axis of {{size}} mm; from 20 mm it is malignant ({{criteria}}).',
      zh: '肝门淋巴结{{lesion}}短径{{size}} mm，≥20 mm方视为恶性（{{criteria}}）。',
    },
    pass: node('TARGET', 'LYMPH NODE, PORTA HEPATIS', '20'),
    fail: node('TARGET', 'LYMPH NODE, PORTA HEPATIS', '19.9'),
  },
  {
    key: 'TU-06',
    version: '2',
    code: 'NOT_MEASURABLE',
    rationale: {
      en: 'Effusions, ascites, leptomeningeal and lymphangitic spread, and bone without a soft-tissue part are never measurable; a simple cyst is no lesion (S-5).',
      zh: '积液、腹水、软脑膜播散、癌性淋巴管炎及无软组织成分的骨病灶不可测量；单纯囊肿不是病灶（S-5）。',
    },
    odd: {
      en: '{{lesion}} is at {{location}}: not measurable, or no lesion if a simple cyst ({{criteria}}).',
      zh: '{{lesion}}部位为{{location}}：不可测量，若为单纯囊肿则不是病灶（{{criteria}}）。',
    },
    pass: [
      ...one('LIVER S5', '50'),
      ...one('BONE, SOFT TISSUE COMPONENT', '50'),
      ...one('SOFT-TISSUE PART OF BONE LESION', '50'),
      ...one('LUNG, CYSTIC METASTASIS', '50'),
      ...one('CHOLECYSTECTOMY BED', '50'),
    ],
    fail: [
      ...one('ASCITES, MALIGNANT', '50'),
      ...one('PERICARDIAL EFFUSION', '50'),
      ...one('BONE', '50'),
      ...one('LEPTOMENINGEAL', '50'),
      ...one('LYMPHANGITIC LUNG', '50'),
      ...one('LIVER, SIMPLE CYST', '50'),
    ],
  },
  {
    key: 'TU-07',
    version: '2',
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
    version: '2',
    code: 'ILL_DEFINED',
    rationale: {
      en: 'Infiltrative disease has no border to measure and is non-target under mRECIST (M-2).',
      zh: '浸润型病灶边界不清，按mRECIST应为非靶病灶（M-2）。',
    },
    odd: {
      en: 'Target {{lesion}} is at {{location}}, and ill defined ({{criteria}}).',
      zh: '靶病灶{{lesion}}部位为{{location}}，边界不清（{{criteria}}）。',
    },
    pass: one('LIVER S5', '50'),
    fail: one('LIVER, INFILTRATIVE', '50'),
  },
  {
    key: 'TU-09',
    version: '2',
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
]

const scanned = (date: string): readonly CheckExample[] =>
  of(...START, T01, scan('BASELINE', date, measured('T01', '50')))

/** A second lesion, on another day than the first. */
const lungOn = (date: string): readonly CheckExample[] =>
  of(
    ...START,
    T01,
    lesion('T02', 'TARGET', 'LUNG'),
    scan('BASELINE', '2024-01-05', measured('T01', '50'), {
      ...measured('T02', '20'),
      TRDAT: date,
    }),
  )

const treated = (name: string, category: string, date: string): ExampleRecord => ({
  form: 'procedures',
  items: { PRTRT: name, PRCAT: category, PRSTDAT: date },
})

/** When the lesions were imaged. */
const IMAGING: readonly TumourCheck[] = [
  {
    key: 'TU-12',
    version: '2',
    code: 'BASELINE_IMAGING_TOO_OLD',
    rationale: {
      en: 'Baseline imaging is at most 28 days before treatment (S-1).',
      zh: '基线影像应在治疗开始前28天内（S-1）。',
    },
    odd: {
      en: 'The baseline imaging of {{date}} ({{lesions}}) is more than 28 days before the start of treatment on {{start}}.',
      zh: '{{date}}的基线影像（{{lesions}}）早于治疗开始（{{start}}）前28天。',
    },
    pass: [
      ...scanned('2023-12-13'),
      // May have been on any day of the month.
      ...scanned('2023-12'),
      ...lungOn('2023-12-13'),
    ],
    fail: [...scanned('2023-12-12'), ...scanned('2023-11'), ...lungOn('2023-10-01')],
  },
  {
    key: 'TU-13',
    version: '2',
    code: 'BASELINE_IMAGING_AFTER_TREATMENT_START',
    rationale: {
      en: 'Imaging after the first dose, or after local therapy of the study, is no baseline (S-1).',
      zh: '首次用药或研究局部治疗之后的影像不能作为基线（S-1）。',
    },
    odd: {
      en: 'The baseline imaging of {{date}} ({{lesions}}) is after the start of treatment on {{start}}.',
      zh: '{{date}}的基线影像（{{lesions}}）晚于治疗开始（{{start}}）。',
    },
    pass: [
      ...scanned('2024-01-10'),
      ...scanned('2024-01'),
      ...of(...GROUND, treated('TACE', 'PRIOR', '2024-01-04')),
      ...of(...GROUND, treated('BIOPSY', 'STUDY', '2024-01-04')),
      ...of(...GROUND, treated('TACE', 'STUDY', '2024-01-05')),
    ],
    fail: [
      ...scanned('2024-01-11'),
      ...scanned('2024-02'),
      ...lungOn('2024-01-11'),
      ...of(...GROUND, treated('TACE', 'STUDY', '2024-01-04')),
    ],
  },
]

/** Tumour assessments and the choice of lesions. */
export const tumourChecks: readonly EditCheck[] = [
  ...assessmentChecks.map(toCheck('response-query', '')),
  toCheck('baseline-query', 'LDIAM')(UNMEASURED),
  ...SELECTION.map(toCheck('baseline-violation', 'LDIAM')),
  ...IMAGING.map(toCheck('baseline-violation', 'TRDAT')),
  ...lesionChecks,
]
