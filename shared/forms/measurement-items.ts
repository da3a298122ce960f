import { code, YES_NO } from './code-lists.ts'
import type { Code, ItemDefinition } from './define.ts'

/** Non-target: the first three; new lesion: the last two. @source trial-CSV layout, tumour rows */
const TUMOUR_STATES: readonly Code[] = [
  code('ABSENT', 'Absent', '消失'),
  code('PRESENT', 'Present', '存在'),
  code('UNEQUIVOCAL PROGRESSION', 'Unequivocal progression', '明确进展'),
  code('EQUIVOCAL', 'Equivocal', '不确定'),
  code('UNEQUIVOCAL', 'Unequivocal', '明确'),
]

const IMAGING_METHODS: readonly Code[] = [
  code('CT', 'CT', 'CT'),
  code('MRI', 'MRI', '磁共振（MRI）'),
  code('PET/CT', 'PET/CT', 'PET/CT'),
  code('X-RAY', 'Chest X-ray', '胸部X线'),
  code('ULTRASOUND', 'Ultrasound', '超声'),
  code('BONE SCAN', 'Bone scan', '骨扫描'),
  code('CALIPERS', 'Calipers (clinical)', '卡尺（体检）'),
]

/** Columns of the measurement rows of a tumour assessment. Lengths in millimetres, one decimal. */
export const measurementItems = [
  {
    key: 'TRLNKID',
    kind: 'lesion',
    label: { en: 'Lesion', zh: '病灶编号' },
    required: true,
    sdtm: 'TR.TRLNKID',
  },
  {
    key: 'TRDAT',
    kind: 'date',
    label: { en: 'Date of scan', zh: '检查日期' },
    required: true,
    sdtm: 'TR.TRDTC',
  },
  {
    key: 'LDIAM',
    kind: 'number',
    decimals: 1,
    unit: 'mm',
    min: 0,
    max: 300,
    label: { en: 'Longest diameter', zh: '最长径' },
    help: {
      en: '0: disappeared. 5: too small to measure. Nodes: short axis instead.',
      zh: '0表示消失；5表示过小无法测量。淋巴结请填短径。',
    },
    sdtm: 'TR.TRORRES[LDIAM]',
  },
  {
    key: 'VDIAM',
    kind: 'number',
    decimals: 1,
    unit: 'mm',
    min: 0,
    max: 300,
    label: { en: 'Longest viable (enhancing) diameter', zh: '存活（动脉期强化）部分最长径' },
    sdtm: 'TR.TRORRES[VDIAM]',
  },
  {
    key: 'SAXIS',
    kind: 'number',
    decimals: 1,
    unit: 'mm',
    min: 0,
    max: 150,
    label: { en: 'Short axis (node)', zh: '淋巴结短径' },
    sdtm: 'TR.TRORRES[LPERP]',
  },
  {
    key: 'TUMSTATE',
    kind: 'code',
    codes: TUMOUR_STATES,
    label: { en: 'State (non-target, new)', zh: '状态（非靶病灶、新病灶）' },
    sdtm: 'TR.TRORRES[TUMSTATE]',
  },
  {
    key: 'VTUMSTATE',
    kind: 'code',
    codes: TUMOUR_STATES,
    label: { en: 'State of viable tumour (mRECIST)', zh: '存活肿瘤状态（mRECIST）' },
    help: { en: 'Empty: as the state beside it.', zh: '留空表示与前一项相同。' },
    sdtm: 'TR.TRORRES[TUMSTATE]',
  },
  {
    key: 'TRSTAT',
    kind: 'code',
    codes: [code('NOT DONE', 'Not evaluable', '无法评估')],
    label: { en: 'Not evaluable', zh: '无法评估' },
    sdtm: 'TR.TRSTAT',
  },
  {
    key: 'TRMETHOD',
    kind: 'code',
    codes: IMAGING_METHODS,
    open: true,
    label: { en: 'Method', zh: '检查方法' },
    sdtm: 'TR.TRMETHOD',
  },
  {
    key: 'TRSLTHK',
    kind: 'number',
    unit: 'mm',
    min: 0.5,
    max: 10,
    label: { en: 'Slice thickness', zh: '层厚' },
    sdtm: 'SUPPTR.TRSLTHK',
  },
  {
    key: 'TRPHASE',
    kind: 'code',
    codes: YES_NO,
    label: { en: 'Arterial phase adequate', zh: '动脉期图像是否合格' },
    sdtm: 'SUPPTR.TRPHASE',
  },
  {
    key: 'TRENH',
    kind: 'code',
    codes: [
      code('TYPICAL', 'Typical (arterial enhancement, washout)', '典型（动脉期强化伴廓清）'),
      code('ATYPICAL', 'Atypical', '不典型'),
      code('NONE', 'None', '无强化'),
    ],
    label: { en: 'Enhancement', zh: '强化特征' },
    sdtm: 'SUPPTR.TRENH',
  },
  {
    key: 'TRSPLIT',
    kind: 'text',
    maxLength: 60,
    label: { en: 'Split: diameters of the parts', zh: '分裂后各部分直径' },
    help: {
      en: 'Millimetres with ; between, as 12;8. The sum stands for the lesion.',
      zh: '单位mm，以;分隔，如12;8；以各部分之和代表该病灶。',
    },
    sdtm: 'SUPPTR.TRSPLIT',
  },
  {
    key: 'TRMERGE',
    kind: 'lesion',
    label: { en: 'Merged with lesion', zh: '与该病灶融合' },
    help: {
      en: 'Identifier of the lesion that carries the common diameter.',
      zh: '填写记录融合后直径的病灶编号。',
    },
    sdtm: 'SUPPTR.TRMERGE',
  },
] as const satisfies readonly ItemDefinition[]
