import type { CheckExample, EditCheck } from '../define.ts'
import { ENROLLED, FIRST_DOSES, lesion, measured, scan } from './example-records.ts'
import { of } from './tumour-check.ts'

const START = [ENROLLED, ...FIRST_DOSES]
const T01 = lesion('T01', 'TARGET', 'LIVER S5')
const T02 = lesion('T02', 'TARGET', 'LIVER S8')

const several = (...locations: readonly string[]): readonly CheckExample[] =>
  of(...START, ...locations.map((location, at) => lesion(`T0${at + 1}`, 'TARGET', location)))

/** One target through baseline and later visits. */
const course = (baseline: string, ...later: readonly (readonly [string, string, string])[]) =>
  of(
    ...START,
    T01,
    scan('BASELINE', '2024-01-05', measured('T01', baseline)),
    ...later.map(([visit, date, length]) => scan(visit, date, measured('T01', length))),
  )

/** Two targets at baseline, and what is recorded of them later. */
const followed = (...rows: readonly Readonly<Record<string, string>>[]) =>
  of(
    ...START,
    T01,
    T02,
    scan('BASELINE', '2024-01-05', measured('T01', '50'), measured('T02', '15')),
    scan('W24', '2024-06-26', ...rows),
  )

/** A new lesion that is equivocal at W24, and what is recorded at W48. */
const equivocal = (...rows: readonly Readonly<Record<string, string>>[]) =>
  of(
    ...START,
    T01,
    lesion('NEW01', 'NEW', 'LUNG'),
    scan('BASELINE', '2024-01-05', measured('T01', '50')),
    scan('W24', '2024-06-26', measured('T01', '50'), {
      TRLNKID: 'NEW01',
      TUMSTATE: 'EQUIVOCAL',
    }),
    scan('W48', '2024-12-11', ...rows),
  )

/** 50 mm at baseline, the length given at W24, and what is recorded of it under both criteria. */
const reviewed = (length: string, items: Readonly<Record<string, string>>) =>
  of(
    ...START,
    T01,
    scan('BASELINE', '2024-01-05', measured('T01', '50')),
    scan('W24', '2024-06-26', measured('T01', length)),
    ...['RECIST 1.1', 'mRECIST'].map((criteria) => ({
      form: 'responses',
      visit: 'W24',
      items: { RSCAT: criteria, RSDAT: '2024-06-27', ...items },
    })),
  )

const FIVE_ORGANS = ['LIVER S5', 'LUNG', 'BRAIN', 'ADRENAL GLAND', 'PERITONEUM'] as const

/** The number of targets, asked at the lesion itself before anything is measured. */
const LIMITS: readonly EditCheck[] = [
  {
    key: 'TU-10',
    version: '2',
    level: 'subject',
    severity: 'warning',
    form: 'lesions',
    item: 'TUGRPID',
    rationale: { en: 'At most five targets in all (S-4).', zh: '靶病灶总数至多5个（S-4）。' },
    condition: { producer: 'target-limit', params: { code: 'TOO_MANY_TARGETS' } },
    compares: [],
    message: {
      en: '{{lesion}} is target number {{number}}; at most five are chosen. Choose fewer, or confirm with a reason.',
      zh: '{{lesion}}为第{{number}}个靶病灶，靶病灶至多选5个。请减少靶病灶，或说明理由予以确认。',
    },
    pass: several(...FIVE_ORGANS),
    fail: several(...FIVE_ORGANS, 'LIVER S8'),
  },
  {
    key: 'TU-11',
    version: '2',
    level: 'subject',
    severity: 'warning',
    form: 'lesions',
    item: 'TULOC',
    rationale: {
      en: 'At most two targets in one organ; nodes and paired organs are one organ (S-4).',
      zh: '每个器官靶病灶至多2个；所有淋巴结算一个器官，成对器官算一个器官（S-4）。',
    },
    condition: { producer: 'target-limit', params: { code: 'TOO_MANY_TARGETS_IN_ORGAN' } },
    compares: [],
    message: {
      en: '{{lesion}} is target number {{number}} in its organ; at most two are chosen. Choose fewer, or confirm with a reason.',
      zh: '{{lesion}}为该器官第{{number}}个靶病灶，每个器官至多选2个。请减少靶病灶，或说明理由予以确认。',
    },
    pass: several('LIVER S5', 'LIVER S8'),
    fail: several('LIVER S5', 'LIVER S8', 'LIVER S2'),
  },
]

const COURSE: readonly EditCheck[] = [
  {
    key: 'RS-12',
    version: '2',
    level: 'subject',
    severity: 'note',
    form: 'tumour-assessment',
    item: '',
    rationale: {
      en: 'Progression by the sum needs 20 % and the floor of 5 mm above nadir (T-7).',
      zh: '按总和判定进展须较最低值增加≥20%且绝对值增加≥5 mm（T-7）。',
    },
    condition: { producer: 'increase-below-floor' },
    compares: [],
    message: {
      en: 'At {{visit}} the sum is at least 20 % above nadir, but by {{grown}} mm only: below the floor of {{floor}} mm it is no progression ({{criteria}}).',
      zh: '{{visit}}总和较最低值增加≥20%，但仅增加{{grown}} mm，不足{{floor}} mm，不判为进展（{{criteria}}）。',
    },
    pass: [
      ...course('15', ['W24', '2024-06-26', '17.9']),
      ...course('25', ['W24', '2024-06-26', '30']),
      ...course('25', ['W24', '2024-06-26', '0']),
      ...course('25', ['W24', '2024-06-26', '0'], ['W48', '2024-12-11', '0']),
    ],
    fail: [
      ...course('15', ['W24', '2024-06-26', '18']),
      ...course('24', ['W24', '2024-06-26', '28.9']),
    ],
  },
  {
    key: 'RS-13',
    version: '1',
    level: 'subject',
    severity: 'note',
    form: 'tumour-assessment',
    item: '',
    rationale: {
      en: 'This protocol counts a response from its confirmation by a later assessment on (B-4).',
      zh: '本方案的缓解须经后续评估确认方可计入（B-4）。',
    },
    condition: { producer: 'unconfirmed-response' },
    compares: [],
    message: {
      en: '{{response}} at {{visit}} is not confirmed: an assessment at least {{days}} days later confirms it ({{criteria}}).',
      zh: '{{visit}}的{{response}}尚未确认：须由至少{{days}}天之后的评估予以确认（{{criteria}}）。',
    },
    pass: course('50', ['W24', '2024-06-26', '20'], ['W48', '2024-12-11', '20']),
    fail: [
      ...course('50', ['W24', '2024-06-26', '20']),
      ...course('50', ['W24', '2024-06-26', '20'], ['W48', '2024-12-11', '80']),
    ],
  },
  {
    key: 'RS-14',
    version: '2',
    level: 'subject',
    severity: 'warning',
    form: 'tumour-assessment',
    item: '',
    rationale: {
      en: 'Every lesion of baseline is judged at each assessment, and an equivocal new one until it is settled; one that could not be is entered as not evaluable (T-4, L-2).',
      zh: '每次评估均须评估全部基线病灶，不确定的新病灶须随访至明确；无法评估者应记录为无法评估（T-4、L-2）。',
    },
    condition: { producer: 'missing-lesion' },
    compares: [],
    message: {
      en: 'At {{visit}} nothing is recorded of {{lesions}}. Enter what was seen, the lesion that it merged with, or not evaluable; or confirm with a reason.',
      zh: '{{visit}}未记录{{lesions}}。请填写所见、与之融合的病灶或“无法评估”，或说明理由予以确认。',
    },
    pass: [
      ...followed(measured('T01', '50'), { TRLNKID: 'T02', TRSTAT: 'NOT DONE' }),
      // T02 counts 0; the common diameter stands at T01 (T-2).
      ...followed(measured('T01', '70'), { TRLNKID: 'T02', TRMERGE: 'T01' }),
      ...equivocal(measured('T01', '50'), { TRLNKID: 'NEW01', TUMSTATE: 'EQUIVOCAL' }),
      ...equivocal(measured('T01', '50'), { TRLNKID: 'NEW01', TRSTAT: 'NOT DONE' }),
    ],
    fail: [
      ...followed(measured('T01', '50')),
      // Without a row of its own T02 is not evaluable, and the sum incomplete (T-4).
      ...followed(measured('T01', '70', { TRMERGE: 'T02' })),
      ...equivocal(measured('T01', '50')),
    ],
  },
  {
    key: 'RS-16',
    version: '1',
    level: 'subject',
    severity: 'warning',
    form: 'responses',
    item: 'OVRLRESP',
    rationale: {
      en: 'The investigator decides, and where the decision differs from what the measurements give it is kept with its reason.',
      zh: '疗效由研究者判定；与按测量值推导的疗效不一致时，须连同原因一并保存。',
    },
    condition: { producer: 'unexplained-difference' },
    compares: [],
    message: {
      en: 'At {{visit}} {{response}} is recorded, and the measurements give {{derived}} ({{criteria}}); no reason is recorded. Check the measurements and the review, record why they differ, or confirm with a reason.',
      zh: '{{visit}}记录的疗效为{{response}}，按测量值推导为{{derived}}（{{criteria}}），未记录原因。请核对测量值与评估，或填写不一致的原因，或说明理由予以确认。',
    },
    pass: [
      ...reviewed('50', { OVRLRESP: 'SD' }),
      ...reviewed('50', { OVRLRESP: 'PR', RSREASON: 'Central reading' }),
      ...reviewed('50', { OVRLRESP: 'PR', RSEVAL: 'INDEPENDENT ASSESSOR' }),
    ],
    fail: [
      ...reviewed('50', { OVRLRESP: 'PR' }),
      ...reviewed('50', { OVRLRESP: 'PR', RSEVAL: 'INVESTIGATOR' }),
      ...reviewed('80', { OVRLRESP: 'SD' }),
    ],
  },
]

/** What is asked before the fact: while lesions are chosen, and while an assessment is typed. */
export const tumourCourseChecks: readonly EditCheck[] = [...LIMITS, ...COURSE]
