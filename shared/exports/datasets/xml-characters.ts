import { hasForbidden } from '../odm/xml.ts'
import type { DatasetProblem, DatasetRecord, Tabulation } from './define.ts'

/** Names each value with characters that XML, and so Define-XML and a workbook, can hold by number alone. */
export function xmlCharacterProblems(
  { records }: Pick<Tabulation, 'records'>,
  subjid: string | null,
): readonly DatasetProblem[] {
  return Array.from(records).flatMap(([dataset, own]) =>
    own.flatMap((record) =>
      namesOf(record).map((variable) => problemOf(record, { dataset, variable, subjid })),
    ),
  )
}

function namesOf({ values }: DatasetRecord): readonly string[] {
  let names: string[] | null = null
  for (const name in values) {
    const value = values[name]
    if (typeof value === 'string' && hasForbidden(value)) (names ??= []).push(name)
  }
  return names ?? NONE
}

const NONE: readonly string[] = []

function problemOf(
  record: DatasetRecord,
  at: { readonly dataset: string; readonly variable: string; readonly subjid: string | null },
): DatasetProblem {
  return {
    ...{ rule: 'XML-CHARACTER', severity: 'note', source: record.source ?? null },
    ...at,
    message: {
      en: `The text of ${at.variable} has a control character or half of a character, which no XML file can hold. It stands by its number: in Define-XML and ODM as \\u and four hexadecimal digits, in a workbook as _x, four hexadecimal digits and _. Correct the value in its form if it came there by mistake.`,
      zh: `${at.variable}的文本含控制字符或不完整字符，XML文件无法表示，故以编号表示：在Define-XML和ODM中写作\\u加四位十六进制数，在工作簿中写作_x加四位十六进制数再加_。如系误录，请在表单中更正。`,
    },
  }
}
