import { code, YES_NO } from './code-lists.ts'
import type { ItemDefinition, ShowIf } from './define.ts'

const WHEN_SERIOUS: ShowIf = { item: 'AESER', in: ['Y'] }
const WHEN_IN_HOSPITAL: ShowIf = { item: 'AESHOSP', in: ['Y'] }
const WHEN_IMMUNE: ShowIf = { item: 'AEIR', in: ['Y'] }
const WHEN_LIMITING: ShowIf = { item: 'AEDLT', in: ['Y'] }

/** Immune-related events, and rows of one event. */
export const immuneItems = [
  {
    key: 'AEIR',
    kind: 'code',
    codes: YES_NO,
    label: { en: 'Immune-related', zh: '是否为免疫相关不良事件' },
    sdtm: 'SUPPAE.AEIR',
  },
  {
    key: 'AEIRORG',
    kind: 'code',
    codes: [
      code('LUNG', 'Lung', '肺'),
      code('GUT', 'Stomach and bowel', '胃肠道'),
      code('LIVER', 'Liver', '肝脏'),
      code('ENDOCRINE', 'Endocrine glands', '内分泌系统'),
      code('SKIN', 'Skin', '皮肤'),
      code('HEART', 'Heart', '心脏'),
      code('MUSCLE AND JOINT', 'Muscles and joints', '肌肉与关节'),
      code('NERVES', 'Nervous system', '神经系统'),
      code('KIDNEY', 'Kidney', '肾脏'),
      code('BLOOD', 'Blood', '血液系统'),
      code('EYE', 'Eye', '眼'),
    ],
    open: true,
    label: { en: 'Organ', zh: '受累器官' },
    showIf: WHEN_IMMUNE,
    sdtm: 'SUPPAE.AEIRORG',
  },
  {
    key: 'AEIRSTER',
    kind: 'code',
    codes: YES_NO,
    label: { en: 'Steroid given for it', zh: '是否使用糖皮质激素' },
    help: {
      en: 'Drug, dose and dates stand with the concomitant medication.',
      zh: '药名、剂量及起止日期填写在合并用药中。',
    },
    showIf: WHEN_IMMUNE,
    sdtm: 'SUPPAE.AEIRSTER',
  },
  {
    key: 'AEGRPID',
    kind: 'text',
    maxLength: 40,
    label: { en: 'Belongs to event', zh: '所属事件编号' },
    help: {
      en: 'Rows of one event whose grade changed share this mark.',
      zh: '同一事件分级变化的各行填写相同编号。',
    },
    sdtm: 'AE.AEGRPID',
  },
] as const satisfies readonly ItemDefinition[]

/** What else was done about the event. */
export const measureItems = [
  {
    key: 'AECONTRT',
    kind: 'code',
    codes: YES_NO,
    label: { en: 'Treatment given for it', zh: '是否因此给予治疗' },
    sdtm: 'AE.AECONTRT',
  },
  {
    key: 'AEACNOTH',
    kind: 'text',
    maxLength: 200,
    label: { en: 'Other action taken', zh: '采取的其他措施' },
    sdtm: 'AE.AEACNOTH',
  },
] as const satisfies readonly ItemDefinition[]

/** Asked of a serious event alone: the clock, the stay in hospital, and the course for the report. */
export const seriousEventItems = [
  {
    key: 'AEAWDAT',
    kind: 'date',
    complete: true,
    label: { en: 'Site became aware, date', zh: '研究中心获知日期' },
    help: {
      en: 'The clock of the report starts here.',
      zh: '上报时限自此起算。',
    },
    required: true,
    showIf: WHEN_SERIOUS,
    sdtm: 'SUPPAE.AEAWDTC',
  },
  {
    key: 'AEAWTIM',
    kind: 'text',
    maxLength: 5,
    format: 'time',
    label: { en: 'Site became aware, time', zh: '研究中心获知时间' },
    help: {
      en: 'Local time of the site, as 14:30. Empty counts as the start of the day.',
      zh: '研究中心当地时间，如14:30；留空按当日零时计。',
    },
    showIf: WHEN_SERIOUS,
    sdtm: 'SUPPAE.AEAWTIM',
  },
  {
    key: 'AEHOSDAT',
    kind: 'date',
    label: { en: 'Admission date', zh: '入院日期' },
    required: true,
    showIf: WHEN_IN_HOSPITAL,
    sdtm: 'SUPPAE.AEHOSDTC',
  },
  {
    key: 'AEHOEDAT',
    kind: 'date',
    label: { en: 'Discharge date', zh: '出院日期' },
    help: { en: 'Empty: still in hospital.', zh: '留空表示仍在住院。' },
    showIf: WHEN_IN_HOSPITAL,
    sdtm: 'SUPPAE.AEHOEDTC',
  },
  {
    key: 'AENARR',
    kind: 'text',
    maxLength: 8000,
    multiline: true,
    label: { en: 'Course of the event, for the report', zh: '事件经过描述（用于报告）' },
    showIf: WHEN_SERIOUS,
    sdtm: 'CO.COVAL',
  },
] as const satisfies readonly ItemDefinition[]

/** Dose-limiting toxicity: the investigator proposes, the committee decides, each on its date. */
export const doseLimitingItems = [
  {
    key: 'AEDLTDAT',
    kind: 'date',
    label: { en: 'Proposed as dose-limiting on', zh: '研究者提出DLT的日期' },
    showIf: WHEN_LIMITING,
    hidden: true,
    sdtm: 'SUPPAE.DLTDTC',
  },
  {
    key: 'AEDLTCM',
    kind: 'code',
    codes: YES_NO,
    label: { en: 'Dose-limiting by decision of the committee', zh: '委员会判定为DLT' },
    showIf: WHEN_LIMITING,
    hidden: true,
    sdtm: 'SUPPAE.DLTCM',
  },
  {
    key: 'AEDLTCMD',
    kind: 'date',
    label: { en: 'Committee decided on', zh: '委员会判定日期' },
    showIf: WHEN_LIMITING,
    hidden: true,
    sdtm: 'SUPPAE.DLTCMDTC',
  },
] as const satisfies readonly ItemDefinition[]

const GRADES = ['1', '2', '3', '4'] as const

/** The grade a laboratory value gave when the event was made from it: kept beside the person's. */
export const suggestedGradeItems = [
  {
    key: 'AETOXGRS',
    kind: 'code',
    codes: GRADES.map((grade) => code(grade, `Grade ${grade}`, `${grade}级`)),
    label: { en: 'Grade suggested by a laboratory value', zh: '检验值建议的分级' },
    hidden: true,
    sdtm: 'SUPPAE.AETOXGRS',
  },
  {
    key: 'AETOXSRC',
    kind: 'text',
    maxLength: 200,
    label: { en: 'The value it was suggested by', zh: '建议所依据的检验值' },
    hidden: true,
    sdtm: 'SUPPAE.AETOXSRC',
  },
] as const satisfies readonly ItemDefinition[]
