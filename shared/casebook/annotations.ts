import type { ItemDefinition } from '../forms/define.ts'
import type { Bilingual } from '../kernel/bilingual.ts'

/** What an item becomes, as an annotated casebook writes it. */
export interface Annotation {
  /** The domain it belongs to; of a supplemental qualifier, its parent. */
  readonly domain: string
  /** `AETERM`, `AERELTRT in SUPPAE`, `VSORRES when VSTESTCD = SYSBP`. */
  readonly text: string
}

/**
 * The SDTM variable of an item in the words of an annotated casebook; null where it becomes none.
 * Where a domain holds one row for each test, the condition names the row.
 */
export function annotationOf({ sdtm }: ItemDefinition): Annotation | null {
  if (sdtm === undefined) return null
  const [, dataset = '', variable = '', , test] = /^([^.]+)\.([^[]+)(\[(.*)\])?$/.exec(sdtm) ?? []
  if (dataset === '') return null
  if (dataset.startsWith(SUPPLEMENTAL)) {
    return { domain: dataset.slice(SUPPLEMENTAL.length), text: `${variable} in ${dataset}` }
  }
  const condition = test === undefined ? '' : ` when ${testVariable(dataset, variable)} = ${test}`
  return { domain: dataset, text: `${variable}${condition}` }
}

const SUPPLEMENTAL = 'SUPP'

/** The variable whose value tells the row: the test of a result, the milestone, the group of a term. */
function testVariable(domain: string, variable: string): string {
  if (variable.endsWith('ORRES')) return `${domain}TESTCD`
  if (domain === 'DS') return 'DSDECOD'
  return variable.endsWith('OCCUR') ? `${domain}TERM` : `${domain}CAT`
}

/** The domains of some items, each once, in the order in which they are asked. */
export function domainsOf(items: readonly ItemDefinition[]): readonly string[] {
  return [...new Set(items.flatMap((item) => annotationOf(item)?.domain ?? []))]
}

/** The name of a domain; its code again where it is one of the study's own. @source SDTMIG 3.4 */
export function domainLabel(domain: string): Bilingual {
  return DOMAIN_LABELS[domain] ?? { en: domain, zh: domain }
}

const DOMAIN_LABELS: Readonly<Record<string, Bilingual>> = {
  AE: { en: 'Adverse Events', zh: '不良事件' },
  BE: { en: 'Biospecimen Events', zh: '生物样本事件' },
  BS: { en: 'Biospecimen Findings', zh: '生物样本检查结果' },
  CM: { en: 'Concomitant/Prior Medications', zh: '既往及合并用药' },
  CO: { en: 'Comments', zh: '备注' },
  DA: { en: 'Product Accountability', zh: '药物清点' },
  DD: { en: 'Death Details', zh: '死亡详情' },
  DM: { en: 'Demographics', zh: '人口学资料' },
  DS: { en: 'Disposition', zh: '受试者去向' },
  DV: { en: 'Protocol Deviations', zh: '方案偏离' },
  EG: { en: 'ECG Test Results', zh: '心电图检查结果' },
  EX: { en: 'Exposure', zh: '给药记录' },
  FA: { en: 'Findings About Events or Interventions', zh: '事件或干预的相关发现' },
  IE: { en: 'Inclusion/Exclusion Criteria Not Met', zh: '未满足的入选/排除标准' },
  IS: { en: 'Immunogenicity Specimen Assessments', zh: '免疫学检测' },
  LB: { en: 'Laboratory Test Results', zh: '实验室检查结果' },
  MB: { en: 'Microbiology Specimen', zh: '微生物学检测' },
  MH: { en: 'Medical History', zh: '病史' },
  PR: { en: 'Procedures', zh: '操作与治疗' },
  RS: { en: 'Disease Response and Clin Classification', zh: '疗效评价与临床分级' },
  SS: { en: 'Subject Status', zh: '受试者状态' },
  SV: { en: 'Subject Visits', zh: '受试者访视' },
  TR: { en: 'Tumor/Lesion Results', zh: '肿瘤/病灶测量结果' },
  TU: { en: 'Tumor/Lesion Identification', zh: '肿瘤/病灶识别' },
  VS: { en: 'Vital Signs', zh: '生命体征' },
}
