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
    version: '1',
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
    version: '1',
    level: 'subject',
    severity: 'warning',
    form: 'tumour-assessment',
    item: '',
    rationale: {
      en: 'Every lesion of baseline is judged at each assessment; one that could not be is entered as not evaluable (T-4).',
      zh: '每次评估均须评估全部基线病灶；无法评估者应记录为无法评估（T-4）。',
    },
    condition: { producer: 'missing-lesion' },
    compares: [],
    message: {
      en: 'At {{visit}} nothing is recorded of {{lesions}}. Enter what was seen, or not evaluable; or confirm with a reason.',
      zh: '{{visit}}未记录{{lesions}}。请填写所见或“无法评估”，或说明理由予以确认。',
    },
    pass: of(
      ...START,
      T01,
      T02,
      scan('BASELINE', '2024-01-05', measured('T01', '50'), measured('T02', '15')),
      scan('W24', '2024-06-26', measured('T01', '50'), { TRLNKID: 'T02', TRSTAT: 'NOT DONE' }),
    ),
    fail: of(
      ...START,
      T01,
      T02,
      scan('BASELINE', '2024-01-05', measured('T01', '50'), measured('T02', '15')),
      scan('W24', '2024-06-26', measured('T01', '50')),
    ),
  },
]

/** What is asked before the fact: while lesions are chosen, and while an assessment is typed. */
export const tumourCourseChecks: readonly EditCheck[] = [...LIMITS, ...COURSE]
