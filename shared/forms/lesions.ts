import { code, YES_NO } from './code-lists.ts'
import { defineForm, type Code } from './define.ts'

const LIVER_SEGMENTS = ['S1', 'S2', 'S3', 'S4', 'S5', 'S6', 'S7', 'S8'] as const

/** Sites of disease (TULOC). What begins with LIVER is intrahepatic. Others are typed. */
const LOCATIONS: readonly Code[] = [
  ...LIVER_SEGMENTS.map((s) => code(`LIVER ${s}`, `Liver ${s}`, `肝${s}段`)),
  code('LIVER', 'Liver', '肝脏'),
  code('LIVER, MULTIPLE SMALL', 'Liver, multiple small', '肝内多发小病灶'),
  code('LIVER, INFILTRATIVE', 'Liver, infiltrative', '肝内浸润型病灶'),
  code('PORTAL VEIN TUMOR THROMBUS', 'Portal vein tumour thrombus', '门静脉癌栓'),
  code('HEPATIC VEIN TUMOR THROMBUS', 'Hepatic vein tumour thrombus', '肝静脉癌栓'),
  code('LYMPH NODE', 'Lymph node', '淋巴结'),
  code('LYMPH NODE, PORTA HEPATIS', 'Lymph node, porta hepatis', '肝门淋巴结'),
  code('LUNG', 'Lung', '肺'),
  code('LUNG, MULTIPLE SMALL', 'Lung, multiple small', '肺多发小结节'),
  code('BONE', 'Bone', '骨'),
  code('ADRENAL GLAND', 'Adrenal gland', '肾上腺'),
  code('PERITONEUM', 'Peritoneum', '腹膜'),
  code('BRAIN', 'Brain', '脑'),
  code('ASCITES, MALIGNANT', 'Ascites, malignant', '恶性腹水'),
  code('PLEURAL EFFUSION, MALIGNANT', 'Pleural effusion, malignant', '恶性胸腔积液'),
]

/** The subject's lesions. Identity and location are fixed when a lesion is first recorded. */
export const lesionsForm = defineForm({
  key: 'lesions',
  title: { en: 'Lesions', zh: '病灶' },
  scope: 'log',
  owner: 'site',
  file: 'lesions',
  sortBy: ['TULNKID'],
  items: [
    {
      key: 'TULNKID',
      kind: 'text',
      maxLength: 20,
      label: { en: 'Lesion', zh: '病灶编号' },
      help: { en: 'T01, NT01, NEW01', zh: '如T01、NT01、NEW01' },
      required: true,
      sdtm: 'TU.TULNKID',
    },
    {
      key: 'TUGRPID',
      kind: 'code',
      codes: [
        code('TARGET', 'Target', '靶病灶'),
        code('NON-TARGET', 'Non-target', '非靶病灶'),
        code('NEW', 'New', '新病灶'),
      ],
      label: { en: 'Kind', zh: '病灶类型' },
      required: true,
      sdtm: 'TU.TUORRES',
    },
    {
      key: 'TULOC',
      kind: 'code',
      codes: LOCATIONS,
      open: true,
      label: { en: 'Location', zh: '部位' },
      required: true,
      sdtm: 'TU.TULOC',
    },
    {
      key: 'TUNODE',
      kind: 'code',
      codes: YES_NO,
      label: { en: 'Lymph node', zh: '是否为淋巴结' },
      required: true,
      sdtm: 'SUPPTU.TUNODE',
    },
    {
      key: 'TUDAT',
      kind: 'date',
      label: { en: 'First identified', zh: '首次发现日期' },
      required: true,
      sdtm: 'TU.TUDTC',
    },
    {
      key: 'TUSIDE',
      kind: 'code',
      codes: [
        code('LEFT', 'Left', '左'),
        code('RIGHT', 'Right', '右'),
        code('BILATERAL', 'Both sides', '双侧'),
      ],
      label: { en: 'Side', zh: '侧别' },
      sdtm: 'TU.TULAT',
    },
    {
      key: 'TUSEGM',
      kind: 'code',
      multiple: true,
      codes: LIVER_SEGMENTS.map((s) => code(s, s, `${s}段`)),
      label: { en: 'Liver segment', zh: '肝段' },
      sdtm: 'SUPPTU.TUSEGM',
    },
    {
      key: 'TUPRIOR',
      kind: 'code',
      codes: YES_NO,
      label: { en: 'Treated locally before', zh: '既往是否接受过局部治疗' },
      sdtm: 'SUPPTU.TUPRIOR',
    },
    {
      key: 'TUGROWTH',
      kind: 'code',
      codes: YES_NO,
      label: { en: 'Growth shown since', zh: '治疗后是否明确增大' },
      showIf: { item: 'TUPRIOR', in: ['Y'] },
      sdtm: 'SUPPTU.TUGROWTH',
    },
    {
      key: 'TUCYTOL',
      kind: 'code',
      codes: [
        code('POSITIVE', 'Positive', '阳性'),
        code('NEGATIVE', 'Negative', '阴性'),
        code('NOT DONE', 'Not done', '未做'),
      ],
      label: { en: 'Cytology of the effusion', zh: '积液细胞学' },
      help: { en: 'Effusion or ascites only.', zh: '仅用于胸腹腔积液。' },
      sdtm: 'SUPPTU.TUCYTOL',
    },
  ],
})
