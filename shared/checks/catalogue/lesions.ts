import type { EditCheck, ExampleRecord } from '../define.ts'
import { ENROLLED, FIRST_DOSES, lesion, measured, scan } from './example-records.ts'
import { of } from './tumour-check.ts'

const START = [ENROLLED, ...FIRST_DOSES]
const T01 = lesion('T01', 'TARGET', 'LIVER S5')
const AT_BASELINE = scan('BASELINE', '2024-01-05', measured('T01', '50'))
const GROUND = [...START, T01, AT_BASELINE]
const SEEN = { TRLNKID: 'NEW01', TUMSTATE: 'UNEQUIVOCAL' }
const AT_W24 = (items: Readonly<Record<string, string>>): ExampleRecord =>
  scan('W24', '2024-06-26', measured('T01', '50'), { ...SEEN, ...items })

function recorded(response: string): readonly ExampleRecord[] {
  return ['RECIST 1.1', 'mRECIST'].map((criteria) => ({
    form: 'responses',
    visit: 'W24',
    items: { RSCAT: criteria, OVRLRESP: response, RSDAT: '2024-06-27' },
  }))
}

const LUNG = lesion('NEW01', 'NEW', 'LUNG')
const NODE = lesion('NEW01', 'NEW', 'LYMPH NODE', { TUNODE: 'Y' })

/** Which lesion is which. */
const IDENTITY: readonly EditCheck[] = [
  {
    key: 'TU-14',
    version: '1',
    level: 'subject',
    severity: 'warning',
    form: 'lesions',
    item: 'TULNKID',
    rationale: {
      en: 'A lesion keeps one identifier for ever: measurements under one that two lesions bear belong to neither.',
      zh: '每个病灶编号唯一且不变；两个病灶共用同一编号时，测量值无法归属。',
    },
    condition: { producer: 'repeated-lesion' },
    compares: [],
    message: {
      en: '{{lesion}} is recorded twice: at {{other}} and at {{location}}. Give each lesion an identifier of its own, remove the one recorded by mistake, or confirm with a reason.',
      zh: '{{lesion}}重复记录：部位分别为{{other}}和{{location}}。请为每个病灶分别编号，或删除误录的病灶，或说明理由予以确认。',
    },
    pass: of(...GROUND, lesion('T02', 'TARGET', 'LIVER S8')),
    fail: [
      ...of(...GROUND, lesion('T01', 'TARGET', 'LIVER S8')),
      ...of(...GROUND, lesion('T01', 'NON-TARGET', 'LIVER S5')),
    ],
  },
  {
    key: 'TU-15',
    version: '1',
    level: 'subject',
    severity: 'warning',
    form: 'tumour-assessment',
    item: 'TRLNKID',
    rationale: {
      en: 'No derivation reads a measurement whose lesion is not recorded: it would be lost to the analysis.',
      zh: '病灶表中没有的编号，其测量值不参与任何推导，将在分析中丢失。',
    },
    condition: { producer: 'unknown-lesion' },
    compares: [],
    message: {
      en: '{{lesion}} at {{visit}} is not among the lesions of the subject, and nothing counts its values. Check the identifier, record the lesion, or confirm with a reason.',
      zh: '{{visit}}的{{lesion}}不在该受试者的病灶表中，其数值不被计入。请核对病灶编号或补录该病灶，或说明理由予以确认。',
    },
    pass: [
      ...of(...GROUND),
      ...of(...START, T01, scan('BASELINE', '2024-01-05', measured('', '50'))),
    ],
    fail: of(
      ...START,
      T01,
      scan('BASELINE', '2024-01-05', measured('T01', '50'), measured('T09', '20')),
    ),
  },
]

/** What becomes of new lesions. @source response criteria, section 5 */
const NEW_LESIONS: readonly EditCheck[] = [
  {
    key: 'RS-05',
    version: '2',
    level: 'subject',
    severity: 'warning',
    form: 'tumour-assessment',
    item: '',
    rationale: {
      en: 'An unequivocal new lesion is progression under both criteria (L-1).',
      zh: '按两种标准，明确的新病灶均为进展（L-1）。',
    },
    condition: { producer: 'new-lesion-without-pd' },
    compares: [],
    message: {
      en: 'A new lesion is recorded at {{visit}}, and the recorded response is {{response}}, not PD ({{criteria}}). Check the measurements and the review, or confirm with a reason.',
      zh: '{{visit}}记录了新病灶，但记录的疗效为{{response}}，不是PD（{{criteria}}）。请核对测量值与评估，或说明理由予以确认。',
    },
    pass: [
      ...of(...GROUND, LUNG, AT_W24({}), ...recorded('PD')),
      ...of(...GROUND, LUNG, AT_W24({})),
      ...of(...GROUND, NODE, AT_W24({ SAXIS: '9.9' }), ...recorded('SD')),
      ...of(...GROUND, NODE, AT_W24({ SAXIS: '9.9' }), ...recorded('PD')),
    ],
    fail: of(...GROUND, LUNG, AT_W24({}), ...recorded('SD')),
  },
  {
    key: 'RS-15',
    version: '1',
    level: 'subject',
    severity: 'warning',
    form: 'tumour-assessment',
    item: '',
    rationale: {
      en: 'By its kind, size, pattern or cytology a lesion may be none, or still equivocal, whatever the reader says (L-3, L-6 to L-8).',
      zh: '依病灶类型、大小、强化方式或细胞学，读片者判为“明确”的病灶可能不是病灶或仍属不确定（L-3、L-6～L-8）。',
    },
    condition: { producer: 'overruled-new-lesion' },
    compares: [],
    message: {
      en: 'At {{visit}} a new lesion is read as unequivocal ({{lesions}}), and one does not count by the rules for its kind: nodes by short axis, effusions by cytology, under mRECIST liver nodules by size and enhancement ({{criteria}}; derived {{response}}). Check its size, enhancement or cytology and its state, or confirm with a reason.',
      zh: '{{visit}}有新病灶判为“明确”（{{lesions}}），但其中有病灶按其类型的规则不予计入：淋巴结看短径，积液看细胞学，mRECIST下肝内结节看大小与强化（{{criteria}}；推导疗效{{response}}）。请核对其大小、强化、细胞学及状态，或说明理由予以确认。',
    },
    pass: [
      ...of(...GROUND, LUNG, AT_W24({}), ...recorded('PD')),
      ...of(...GROUND, NODE, AT_W24({ SAXIS: '10' })),
      ...of(...GROUND, NODE, AT_W24({ SAXIS: '9.9', TUMSTATE: 'EQUIVOCAL' })),
      ...of(...GROUND, LUNG, AT_W24({}), ...recorded('SD')),
    ],
    fail: [
      ...of(...GROUND, NODE, AT_W24({ SAXIS: '9.9' })),
      ...of(...GROUND, NODE, AT_W24({ SAXIS: '9.9' }), ...recorded('PD')),
      ...of(...GROUND, NODE, AT_W24({ SAXIS: '9.9' }), ...recorded('SD')),
    ],
  },
]

/** Lesions as such: their identity, and new ones. */
export const lesionChecks: readonly EditCheck[] = [...IDENTITY, ...NEW_LESIONS]
