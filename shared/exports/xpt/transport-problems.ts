import type { DatasetDefinition, DatasetProblem, DatasetRecord } from '../datasets/define.ts'

/** Where a value stands that a transport file holds in another way. */
export interface TransportPlace {
  readonly dataset: string
  readonly variable: string
  readonly subjid: string | null
  readonly record: DatasetRecord
}

/** What is said of values that a transport file cannot hold as they are. */
export const transportProblems = {
  escaped: (place: TransportPlace): DatasetProblem => ({
    rule: 'XPT-ASCII',
    severity: 'note',
    ...placed(place),
    message: {
      en: `The text of ${place.variable} has characters outside ASCII. Each stands in the transport file as \\u and four hexadecimal digits.`,
      zh: `${place.variable}的文本含ASCII以外的字符；在传输文件中每个字符写作\\u加四位十六进制数。`,
    },
  }),
  split: (place: TransportPlace, where: readonly string[]): DatasetProblem => ({
    rule: 'XPT-LENGTH',
    severity: 'note',
    ...placed(place),
    message: {
      en: `The text of ${place.variable} is longer than the 200 bytes of a transport file. It goes on in ${where.join(', ')}.`,
      zh: `${place.variable}的文本超过传输文件的200字节上限；其余部分见${where.join('、')}。`,
    },
  }),
  number: (place: TransportPlace, value: number): DatasetProblem => ({
    rule: 'XPT-NUMBER',
    severity: 'error',
    ...placed(place),
    message: {
      en: `The number ${value} of ${place.variable} is outside what a transport file can hold. It is missing there.`,
      zh: `${place.variable}的数值${value}超出传输文件可表示的范围；文件中记为缺失。`,
    },
  }),
  name: ({ key }: DatasetDefinition, variable: string | null): DatasetProblem => ({
    ...ofDefinition(key, variable, 'XPT-NAME', 'error'),
    message: {
      en: `The name ${variable ?? key} has more than the 8 characters of a transport file and is shortened in it.`,
      zh: `名称${variable ?? key}超过传输文件的8个字符上限，在文件中已缩短。`,
    },
  }),
  label: ({ key }: DatasetDefinition, variable: string | null, label: string): DatasetProblem => ({
    ...ofDefinition(key, variable, 'XPT-LABEL', 'note'),
    message: {
      en: `The label "${label}" has more than the 40 characters of a transport file, or others than ASCII. It is whole in Define-XML.`,
      zh: `标签“${label}”超过传输文件的40个字符上限或含ASCII以外的字符；完整标签见Define-XML。`,
    },
  }),
}

function placed({ dataset, variable, subjid, record }: TransportPlace) {
  return { dataset, variable, subjid, source: record.source ?? null }
}

function ofDefinition(
  dataset: string,
  variable: string | null,
  rule: string,
  severity: DatasetProblem['severity'],
) {
  return { rule, severity, dataset, variable, subjid: null, source: null }
}
