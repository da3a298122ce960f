import type { Bilingual } from '../../../kernel/bilingual.ts'
import type { DatasetProblem } from '../../datasets/define.ts'
import type { MappedRow, SubjectContext } from '../define.ts'

type TumourFault =
  | 'unknown-lesion'
  | 'lesion-not-counted'
  | 'lesion-twice'
  | 'lesion-never-measured'
  | 'unreadable'
  | 'no-result'
  | 'value-beside-not-done'
  | 'split-unreadable'
  | 'unknown-criterion'
  | 'no-response'
  | 'no-visit'

interface Place {
  /** Null where it is about no single row. */
  readonly row: MappedRow | null
  readonly column: string
  /** As entered; it stands in the sentence. */
  readonly text: string
}

interface FaultWords {
  readonly rule: string
  readonly severity: DatasetProblem['severity']
  readonly dataset: 'TU' | 'TR' | 'RS'
  readonly variable: string
  readonly message: (text: string) => Bilingual
}

const FAULTS: Readonly<Record<TumourFault, FaultWords>> = {
  'unknown-lesion': {
    rule: 'SDTM-TR-01',
    severity: 'error',
    dataset: 'TR',
    variable: 'TRLNKID',
    message: (text) => ({
      en: `A measurement is of the lesion "${text}", which is not in the list of lesions. Add the lesion, or correct its identifier in the tumour assessment.`,
      zh: `测量记录所指的病灶“${text}”不在病灶列表中。请在病灶列表中添加该病灶，或更正肿瘤评估中的病灶编号。`,
    }),
  },
  'lesion-not-counted': {
    rule: 'SDTM-TU-01',
    severity: 'warning',
    dataset: 'TU',
    variable: 'TULNKID',
    message: (text) => ({
      en: `The target lesion "${text}" has no readable diameter above 0 at baseline, so no criterion counts it. It stands under its own name, without a criterion.`,
      zh: `靶病灶“${text}”在基线时没有大于0的可读径线，任何标准均未将其计入。数据集中以其自身编号列出，不带标准前缀。`,
    }),
  },
  'lesion-twice': {
    rule: 'SDTM-TU-02',
    severity: 'error',
    dataset: 'TU',
    variable: 'TULNKID',
    message: (text) => ({
      en: `The lesion "${text}" stands more than once in the list of lesions. Remove the entry that is not meant, or give it an identifier of its own.`,
      zh: `病灶“${text}”在病灶列表中重复出现。请删除多余的记录，或另行编号。`,
    }),
  },
  'lesion-never-measured': {
    rule: 'SDTM-TU-03',
    severity: 'note',
    dataset: 'TU',
    variable: 'VISITNUM',
    message: (text) => ({
      en: `The lesion "${text}" is in no tumour assessment, so its record names no visit.`,
      zh: `病灶“${text}”未出现在任何肿瘤评估中，因此其记录没有访视。`,
    }),
  },
  unreadable: {
    rule: 'SDTM-TR-02',
    severity: 'warning',
    dataset: 'TR',
    variable: 'TRSTRESN',
    message: (text) => ({
      en: `The diameter "${text}" is no number. It stands as text, and the lesion counts as not evaluable there.`,
      zh: `径线“${text}”不是数字，仅以文本列出；该病灶此次视为无法评估。`,
    }),
  },
  'no-result': {
    rule: 'SDTM-TR-03',
    severity: 'warning',
    dataset: 'TR',
    variable: 'TRORRES',
    message: () => ({
      en: 'A lesion of this assessment has neither a result nor a reason for its absence. It stands as not done.',
      zh: '本次评估中有一个病灶既无结果也无缺失原因，数据集中按“未做”列出。',
    }),
  },
  'value-beside-not-done': {
    rule: 'SDTM-TR-04',
    severity: 'warning',
    dataset: 'TR',
    variable: 'TRSTAT',
    message: () => ({
      en: 'A lesion is marked as not evaluable, and yet has a value. The value stands beside the record as a supplemental qualifier.',
      zh: '病灶标记为无法评估，但同时填有数值。该数值作为补充限定符列出。',
    }),
  },
  'split-unreadable': {
    rule: 'SDTM-TR-05',
    severity: 'warning',
    dataset: 'TR',
    variable: 'TRORRES',
    message: (text) => ({
      en: `The diameters of the parts of a split lesion cannot be read: "${text}". They should be millimetres with ; between, as 12;8.`,
      zh: `分裂病灶各部分的直径无法识别：“${text}”。应填写毫米数并以;分隔，如12;8。`,
    }),
  },
  'unknown-criterion': {
    rule: 'SDTM-RS-01',
    severity: 'warning',
    dataset: 'RS',
    variable: 'RSCAT',
    message: (text) => ({
      en: `A response is by the criterion "${text}", which this protocol does not use.`,
      zh: `有一条疗效评价采用了本方案未使用的标准“${text}”。`,
    }),
  },
  'no-response': {
    rule: 'SDTM-RS-02',
    severity: 'warning',
    dataset: 'RS',
    variable: 'RSORRES',
    message: () => ({
      en: 'A review has no overall response and no reason for its absence. It stands as not done.',
      zh: '有一条疗效评价既无总体疗效也无缺失原因，数据集中按“未做”列出。',
    }),
  },
  'no-visit': {
    rule: 'SDTM-RS-03',
    severity: 'warning',
    dataset: 'RS',
    variable: 'RSDTC',
    message: (text) => ({
      en: `The response at "${text}" has no date: the visit has neither a scan nor a date of its own.`,
      zh: `访视“${text}”的疗效没有日期：该访视既无影像检查日期，也无访视日期。`,
    }),
  },
}

/** Reports what is wrong, where and what to do. */
export function reportTumour(
  context: Pick<SubjectContext, 'report'>,
  fault: TumourFault,
  { row, column, text }: Place,
): void {
  const { rule, severity, dataset, variable, message } = FAULTS[fault]
  const source = row === null ? null : { ...row.source, column }
  context.report({ rule, severity, dataset, variable, source, message: message(text) })
}
