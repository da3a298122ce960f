import type { Bilingual } from '../../../kernel/bilingual.ts'
import type { DatasetProblem } from '../../datasets/define.ts'
import type { MappedRow, SubjectContext } from '../define.ts'

interface FaultWords {
  readonly rule: string
  readonly severity: DatasetProblem['severity']
  readonly variable: string
  readonly message: (text: string) => Bilingual
}

const FAULTS = {
  unreadable: {
    rule: 'SDTM-FND-01',
    severity: 'warning',
    variable: 'STRESN',
    message: (text: string) => ({
      en: `The result "${text}" is no number. It stands as text alone.`,
      zh: `结果“${text}”不是数字，仅以文本列出。`,
    }),
  },
  'unit-unknown': {
    rule: 'SDTM-FND-02',
    severity: 'warning',
    variable: 'STRESU',
    message: (text: string) => ({
      en: `The result "${text}" cannot be given in the standard unit of its test: its unit is missing or not known. It stands as reported, without a standard number.`,
      zh: `结果“${text}”无法换算为该检查的标准单位：单位缺失或无法识别。按报告原样列出，不给出标准数值。`,
    }),
  },
  'no-test': {
    rule: 'SDTM-FND-03',
    severity: 'error',
    variable: 'TESTCD',
    message: (text: string) => ({
      en: `The result "${text}" names no test. Name the test, or remove the row.`,
      zh: `结果“${text}”未注明检查项目。请填写检查项目，或删除该行。`,
    }),
  },
  'no-result': {
    rule: 'SDTM-FND-04',
    severity: 'warning',
    variable: 'ORRES',
    message: (text: string) => ({
      en: `The test "${text}" has neither a result nor a reason for its absence. It stands as not done.`,
      zh: `检查项目“${text}”既无结果也无缺失原因，数据集中按“未做”列出。`,
    }),
  },
} as const satisfies Readonly<Record<string, FaultWords>>

/** Reports what of a finding cannot be said as the standard asks. */
export function reportFinding(
  context: Pick<SubjectContext, 'report'>,
  fault: keyof typeof FAULTS,
  of: {
    readonly domain: string
    readonly row: MappedRow
    readonly column: string
    readonly text: string
  },
): void {
  const { rule, severity, variable, message } = FAULTS[fault]
  context.report({
    rule,
    severity,
    dataset: of.domain,
    variable: of.domain + variable,
    source: { ...of.row.source, column: of.column },
    message: message(of.text),
  })
}
