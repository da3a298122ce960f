import type { Code } from './define.ts'

/** A coded answer: value as the standard writes it, English and Chinese label. */
export function code(value: string, en: string, zh: string): Code {
  return { value, label: { en, zh } }
}

export const YES_NO: readonly Code[] = [code('Y', 'Yes', '是'), code('N', 'No', '否')]

export const POSITIVE_NEGATIVE: readonly Code[] = [
  code('POSITIVE', 'Positive', '阳性'),
  code('NEGATIVE', 'Negative', '阴性'),
]

/** What an examiner makes of a finding as a whole. */
export const INTERPRETATIONS: readonly Code[] = [
  code('NORMAL', 'Normal', '正常'),
  code('ABNORMAL NCS', 'Abnormal, not clinically significant', '异常无临床意义'),
  code('ABNORMAL CS', 'Abnormal, clinically significant', '异常有临床意义'),
]

/** Generic drug names (EXTRT). Other drugs are typed. */
export const DRUGS: readonly Code[] = [
  code('DONAFENIB', 'Donafenib', '多纳非尼'),
  code('TORIPALIMAB', 'Toripalimab', '特瑞普利单抗'),
  code('REGORAFENIB', 'Regorafenib', '瑞戈非尼'),
  code('LENVATINIB', 'Lenvatinib', '仑伐替尼'),
  code('SORAFENIB', 'Sorafenib', '索拉非尼'),
  code('APATINIB', 'Apatinib (rivoceranib)', '阿帕替尼'),
  code('CAMRELIZUMAB', 'Camrelizumab', '卡瑞利珠单抗'),
  code('SINTILIMAB', 'Sintilimab', '信迪利单抗'),
  code('TISLELIZUMAB', 'Tislelizumab', '替雷利珠单抗'),
  code('PEMBROLIZUMAB', 'Pembrolizumab', '帕博利珠单抗'),
  code('NIVOLUMAB', 'Nivolumab', '纳武利尤单抗'),
  code('ATEZOLIZUMAB', 'Atezolizumab', '阿替利珠单抗'),
  code('DURVALUMAB', 'Durvalumab', '度伐利尤单抗'),
  code('BEVACIZUMAB', 'Bevacizumab', '贝伐珠单抗'),
]

export const DOSE_UNITS: readonly Code[] = [
  code('mg', 'mg', 'mg'),
  code('g', 'g', 'g'),
  code('mg/kg', 'mg/kg', 'mg/kg'),
  code('mg/m2', 'mg/m²', 'mg/m²'),
  code('mL', 'mL', 'mL'),
]

export const FREQUENCIES: readonly Code[] = [
  code('QD', 'Once daily', '每日一次'),
  code('BID', 'Twice daily', '每日两次'),
  code('QOD', 'Every other day', '隔日一次'),
  code('Q2W', 'Every 2 weeks', '每2周一次'),
  code('Q3W', 'Every 3 weeks', '每3周一次'),
  code('Q4W', 'Every 4 weeks', '每4周一次'),
  code('Q6W', 'Every 6 weeks', '每6周一次'),
  code('ONCE', 'Once', '单次'),
]

export const ROUTES: readonly Code[] = [
  code('ORAL', 'Oral', '口服'),
  code('INTRAVENOUS', 'Intravenous', '静脉'),
  code('INTRA-ARTERIAL', 'Intra-arterial', '动脉内'),
  code('SUBCUTANEOUS', 'Subcutaneous', '皮下'),
]

/** @source CDISC controlled terminology, codelist ACN (C66767), not extensible */
export const ACTIONS_TAKEN: readonly Code[] = [
  code('DOSE NOT CHANGED', 'Dose not changed', '剂量不变'),
  code('DOSE REDUCED', 'Dose reduced', '减量'),
  code('DOSE INCREASED', 'Dose increased', '增量'),
  code('DOSE RATE REDUCED', 'Infusion rate reduced', '减慢滴速'),
  code('DRUG INTERRUPTED', 'Drug interrupted', '暂停用药'),
  code('DRUG WITHDRAWN', 'Drug withdrawn', '永久停药'),
  code('NOT APPLICABLE', 'Not applicable', '不适用'),
  code('UNKNOWN', 'Unknown', '不详'),
]

/** Causality in five steps, as the registry records of the built-in protocols grade it. */
export const RELATIONSHIPS: readonly Code[] = [
  code('NOT RELATED', 'Not related', '肯定无关'),
  code('UNLIKELY', 'Unlikely related', '可能无关'),
  code('POSSIBLE', 'Possibly related', '可能有关'),
  code('PROBABLE', 'Probably related', '很可能有关'),
  code('DEFINITE', 'Definitely related', '肯定有关'),
]

/** @source CDISC controlled terminology, codelist OUT (C66768), not extensible */
export const OUTCOMES: readonly Code[] = [
  code('RECOVERED/RESOLVED', 'Recovered / resolved', '痊愈'),
  code('RECOVERING/RESOLVING', 'Recovering / resolving', '好转'),
  code('NOT RECOVERED/NOT RESOLVED', 'Not recovered / not resolved', '未恢复'),
  code('RECOVERED/RESOLVED WITH SEQUELAE', 'Recovered with sequelae', '痊愈但有后遗症'),
  code('FATAL', 'Fatal', '死亡'),
  code('UNKNOWN', 'Unknown', '不详'),
]

/** Response criteria by the key of the family. */
export const CRITERIA: readonly Code[] = [
  code('RECIST 1.1', 'RECIST 1.1', 'RECIST 1.1'),
  code('mRECIST', 'mRECIST', 'mRECIST（改良RECIST）'),
]

/** @source RECIST 1.1, tables 1 and 2 */
export const RESPONSES: readonly Code[] = [
  code('CR', 'Complete response', '完全缓解'),
  code('PR', 'Partial response', '部分缓解'),
  code('SD', 'Stable disease', '疾病稳定'),
  code('NON-CR/NON-PD', 'Non-CR/non-PD (no target lesion)', '非CR/非PD（无靶病灶）'),
  code('PD', 'Progressive disease', '疾病进展'),
  code('NE', 'Not evaluable', '无法评估'),
]

/** Kinds of anticancer treatment (CMCAT). */
export const THERAPY_KINDS: readonly Code[] = [
  code('TARGETED', 'Targeted therapy', '靶向治疗'),
  code('IMMUNOTHERAPY', 'Immunotherapy', '免疫治疗'),
  code('CHEMOTHERAPY', 'Systemic chemotherapy', '全身化疗'),
  code('LOCAL', 'Local therapy (TACE, HAIC, ablation)', '局部治疗（TACE、HAIC、消融）'),
  code('RADIOTHERAPY', 'Radiotherapy', '放射治疗'),
  code('SURGERY', 'Surgery', '手术'),
  code('OTHER', 'Other', '其他'),
]
