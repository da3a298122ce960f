import type { ExampleRecord } from '../define.ts'
import { ENROLLED, FIRST_DOSES, lesion, measured, result, sample, scan } from './example-records.ts'
import { of, type TumourCheck } from './tumour-check.ts'

const START = [ENROLLED, ...FIRST_DOSES]
const T01 = lesion('T01', 'TARGET', 'LIVER S5')
const AT_BASELINE = scan('BASELINE', '2024-01-05', measured('T01', '50'))
const GROUND = [...START, T01, AT_BASELINE]
const STABLE = scan('W24', '2024-06-26', measured('T01', '50'))

function recorded(visit: string, date: string, response: string): readonly ExampleRecord[] {
  return ['RECIST 1.1', 'mRECIST'].map((criteria) => ({
    form: 'responses',
    visit,
    items: { RSCAT: criteria, OVRLRESP: response, RSDAT: date },
  }))
}

const effusion = (cytology?: string): ExampleRecord =>
  lesion(
    'NT01',
    'NON-TARGET',
    'PLEURAL EFFUSION, MALIGNANT',
    cytology === undefined ? {} : { TUCYTOL: cytology },
  )
const worse = { TRLNKID: 'NT01', TUMSTATE: 'UNEQUIVOCAL PROGRESSION' }
const present = { TRLNKID: 'NT01', TUMSTATE: 'PRESENT' }
const NEW01 = lesion('NEW01', 'NEW', 'LUNG')
const seen = (certainty: string) => ({ TRLNKID: 'NEW01', TUMSTATE: certainty })
const afp = (visit: string, date: string, value: string): ExampleRecord =>
  sample(visit, date, result('AFP', value, 'ng/mL', '20'))
const GONE = scan('W24', '2024-06-26', measured('T01', '0'))

/** What the response engine asks at an assessment. @source response criteria, end of section 12 */
export const assessmentChecks: readonly TumourCheck[] = [
  {
    key: 'RS-01',
    version: '1',
    code: 'CR_REAPPEARANCE',
    rationale: {
      en: 'After a complete response any disease is progression: was the response real?',
      zh: '完全缓解后再出现病灶即为进展，须核实此前的完全缓解是否成立。',
    },
    odd: {
      en: 'At {{visit}} disease is seen after CR ({{criteria}}: {{response}}).',
      zh: '{{visit}}：CR之后又见病灶（{{criteria}}：{{response}}）。',
    },
    pass: of(...GROUND, GONE),
    fail: of(...GROUND, GONE, scan('W48', '2024-12-11', measured('T01', '4'))),
  },
  {
    key: 'RS-02',
    version: '1',
    code: 'CR_THEN_PR',
    rationale: {
      en: 'A recorded CR is followed by a recorded response with disease: one of the two readings is wrong.',
      zh: '记录的CR之后又记录了有病灶的疗效，其中一次读片有误。',
    },
    odd: {
      en: 'The response recorded before {{visit}} was CR, and now disease is recorded ({{criteria}}).',
      zh: '{{visit}}之前记录的疗效为CR，本次却记录有病灶（{{criteria}}）。',
    },
    pass: of(...GROUND, GONE, ...recorded('W24', '2024-06-27', 'CR')),
    fail: of(
      ...GROUND,
      GONE,
      scan('W48', '2024-12-11', measured('T01', '4')),
      ...recorded('W24', '2024-06-27', 'CR'),
      ...recorded('W48', '2024-12-12', 'PR'),
    ),
  },
  {
    key: 'RS-03',
    version: '1',
    code: 'PARTIAL_SUM_PD',
    rationale: {
      en: 'Progression by the lesions that were measured stands, but a missing lesion is worth looking for.',
      zh: '仅凭已测病灶即可判为进展，但未测病灶仍应查找。',
    },
    odd: {
      en: 'Progression at {{visit}} rests on a sum in which a target is missing ({{criteria}}).',
      zh: '{{visit}}的进展依据的总和缺少靶病灶（{{criteria}}）。',
    },
    pass: of(...GROUND, scan('W24', '2024-06-26', measured('T01', '80'))),
    fail: of(
      ...START,
      T01,
      lesion('T02', 'TARGET', 'LIVER S8'),
      scan('BASELINE', '2024-01-05', measured('T01', '50'), measured('T02', '15')),
      scan('W24', '2024-06-26', measured('T01', '80'), { TRLNKID: 'T02', TRSTAT: 'NOT DONE' }),
    ),
  },
  {
    key: 'RS-04',
    version: '1',
    code: 'EQUIVOCAL_NEW_LESION_OPEN',
    rationale: {
      en: 'An equivocal lesion has no effect until it is settled; progression is dated back to its first sight.',
      zh: '不确定的新病灶在明确之前不影响疗效；一旦明确，进展日期追溯至首次发现时。',
    },
    odd: {
      en: 'A new lesion is still equivocal at {{visit}} after two visits ({{criteria}}).',
      zh: '{{visit}}：新病灶经两次访视仍不确定（{{criteria}}）。',
    },
    pass: of(
      ...GROUND,
      NEW01,
      scan('W24', '2024-06-26', measured('T01', '50'), seen('EQUIVOCAL')),
      scan('W48', '2024-12-11', measured('T01', '50'), seen('UNEQUIVOCAL')),
    ),
    fail: of(
      ...GROUND,
      NEW01,
      scan('W24', '2024-06-26', measured('T01', '50'), seen('EQUIVOCAL')),
      scan('W48', '2024-12-11', measured('T01', '50'), seen('EQUIVOCAL')),
    ),
  },
  {
    key: 'RS-06',
    version: '1',
    code: 'NODE_ONLY_PROGRESSION',
    rationale: {
      en: 'A node of 10 to 15 mm as the only sign of progression is better kept equivocal until the next visit.',
      zh: '若进展仅依据10～15 mm的淋巴结，宜先判为不确定，待下次访视再定。',
    },
    odd: {
      en: 'Progression at {{visit}} rests on a node of 10 to below 15 mm alone ({{criteria}}).',
      zh: '{{visit}}的进展仅依据10 mm至不足15 mm的淋巴结（{{criteria}}）。',
    },
    pass: of(...GROUND, STABLE),
    fail: of(
      ...GROUND,
      lesion('NEW01', 'NEW', 'LYMPH NODE', { TUNODE: 'Y' }),
      scan('W24', '2024-06-26', measured('T01', '50'), {
        ...seen('UNEQUIVOCAL'),
        SAXIS: '12',
      }),
    ),
  },
  {
    key: 'RS-07',
    version: '1',
    code: 'EFFUSION_WITHOUT_CYTOLOGY',
    rationale: {
      en: 'Under mRECIST an effusion or ascites is progression with positive cytology only.',
      zh: '按mRECIST，胸腹腔积液须细胞学阳性方可判为进展。',
    },
    odd: {
      en: 'An effusion got worse at {{visit}}, and its cytology is not recorded ({{criteria}}).',
      zh: '{{visit}}积液加重，但未记录细胞学结果（{{criteria}}）。',
    },
    pass: of(
      ...GROUND.slice(0, -1),
      effusion('POSITIVE'),
      scan('BASELINE', '2024-01-05', measured('T01', '50'), present),
      scan('W24', '2024-06-26', measured('T01', '50'), worse),
    ),
    fail: of(
      ...GROUND.slice(0, -1),
      effusion(),
      scan('BASELINE', '2024-01-05', measured('T01', '50'), present),
      scan('W24', '2024-06-26', measured('T01', '50'), worse),
    ),
  },
  {
    key: 'RS-08',
    version: '1',
    code: 'MARKER_MISSING_AT_CR',
    rationale: {
      en: 'This protocol asks for normal tumour markers at a complete response.',
      zh: '本方案要求完全缓解时肿瘤标志物正常。',
    },
    odd: {
      en: 'At {{visit}} the tumours are gone, and the tumour marker was not measured ({{criteria}}: {{response}}).',
      zh: '{{visit}}肿瘤消失，但未测肿瘤标志物（{{criteria}}：{{response}}）。',
    },
    pass: of(...GROUND, GONE, afp('W24', '2024-06-26', '4')),
    fail: of(...GROUND, GONE),
  },
  {
    key: 'RS-09',
    version: '1',
    code: 'MARKER_RAISED_AFTER_CR',
    rationale: {
      en: 'A marker that rises again after a complete response is no progression, but asks for a look.',
      zh: '完全缓解后标志物再升高不等于进展，但应予关注。',
    },
    odd: {
      en: 'At {{visit}} the tumour marker is above its limit after CR ({{criteria}}: {{response}}).',
      zh: '{{visit}}：CR之后肿瘤标志物又超过上限（{{criteria}}：{{response}}）。',
    },
    pass: of(...GROUND, GONE, afp('W24', '2024-06-26', '4')),
    fail: of(
      ...GROUND,
      GONE,
      afp('W24', '2024-06-26', '4'),
      scan('W48', '2024-12-11', measured('T01', '0')),
      afp('W48', '2024-12-11', '400'),
    ),
  },
  {
    key: 'RS-10',
    version: '1',
    code: 'SMALL_ABSOLUTE_INCREASE',
    rationale: {
      en: 'mRECIST as published has no floor: a progression by less than 5 mm is within what two readers differ.',
      zh: '已发表的mRECIST没有绝对值下限：不足5 mm的增大可能在读片差异范围内。',
    },
    odd: {
      en: 'Progression at {{visit}} rests on an increase of less than 5 mm ({{criteria}}).',
      zh: '{{visit}}的进展依据的增大不足5 mm（{{criteria}}）。',
    },
    pass: of(...GROUND, scan('W24', '2024-06-26', measured('T01', '60'))),
    fail: of(
      ...START,
      T01,
      scan('BASELINE', '2024-01-05', measured('T01', '15')),
      scan('W24', '2024-06-26', measured('T01', '18')),
    ),
  },
  {
    key: 'RS-11',
    version: '1',
    code: 'METHOD_CHANGED',
    rationale: {
      en: 'Diameters of two methods are not comparable; the method of baseline is kept.',
      zh: '不同检查方法的径线不可比，应沿用基线方法。',
    },
    odd: {
      en: 'At {{visit}} a target was measured by another method than at baseline ({{criteria}}).',
      zh: '{{visit}}有靶病灶的检查方法与基线不同（{{criteria}}）。',
    },
    pass: of(...GROUND, STABLE),
    fail: of(
      ...START,
      T01,
      scan('BASELINE', '2024-01-05', measured('T01', '50', { TRMETHOD: 'CT' })),
      scan('W24', '2024-06-26', measured('T01', '50', { TRMETHOD: 'MRI' })),
    ),
  },
]
