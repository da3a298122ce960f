import type { Bilingual } from '../kernel/bilingual.ts'
import type { Row } from '../trial/trial.ts'
import { count, heading, number, row } from './cells.ts'
import type { ReportInput, ReportMember, ReportRow } from './define.ts'
import { answersInOrder, answerWords, itemOf } from './form-words.ts'
import { cellsByGroup, groupColumns } from './groups.ts'
import { table } from './part.ts'
import { inPopulation, population } from './report-populations.ts'
import type { ReportSubject } from './report-subject.ts'

/** Protocol deviations by weight and kind. @source ICH E3, 10.2 */
export const deviationsTable: ReportMember = {
  key: 'deviations',
  section: '14.1',
  parts(input) {
    const subjects = inPopulation(input, input.described)
    const isAnyRecorded = subjects.some(({ deviations }) => deviations.length > 0)
    return [
      table({
        key: 'deviations',
        title: { en: 'Protocol deviations', zh: '方案偏离' },
        population: population(input, input.described),
        basis: { en: 'Protocol deviations', zh: '方案偏离' },
        columns: groupColumns(input, { en: 'Deviation', zh: '偏离' }, subjects),
        rows: isAnyRecorded ? rowsOf(input, subjects) : [],
        empty: { en: 'No deviation is recorded.', zh: '无方案偏离记录。' },
        footnotes: [
          {
            en: 'Each subject counts once in each line; the last line counts deviations.',
            zh: '每例受试者在每行中计一次；末行为偏离件数。',
          },
        ],
      }),
    ]
  },
}

const NAMES = {
  any: { en: 'Subjects with a deviation, n (%)', zh: '发生方案偏离的受试者，例（%）' },
  noWeight: { en: 'Weight not recorded', zh: '未记录严重程度' },
  noKind: { en: 'Kind not recorded', zh: '未记录类别' },
  number: { en: 'Deviations', zh: '偏离件数' },
} as const satisfies Record<string, Bilingual>

function rowsOf(input: ReportInput, subjects: readonly ReportSubject[]): readonly ReportRow[] {
  const has = (is: (deviation: Row) => boolean) =>
    cellsByGroup(input, subjects, (members) =>
      count(members.filter(({ deviations }) => deviations.some(is)).length, members.length),
    )
  const all = subjects.flatMap(({ deviations }) => deviations)
  return [
    row(
      NAMES.any,
      has(() => true),
    ),
    ...occurring(input, all, 'DVCAT').flatMap((weight) => [
      row(nameOf(input, 'DVCAT', weight) ?? NAMES.noWeight, has(is('DVCAT', weight)), 1),
    ]),
    heading({ en: 'Kind, n (%)', zh: '类别，例（%）' }),
    ...occurring(input, all, 'DVDECOD').map((kind) =>
      row(nameOf(input, 'DVDECOD', kind) ?? NAMES.noKind, has(is('DVDECOD', kind)), 1),
    ),
    row(
      NAMES.number,
      cellsByGroup(input, subjects, (members) =>
        number(
          members.reduce((sum, { deviations }) => sum + deviations.length, 0),
          0,
        ),
      ),
    ),
  ]
}

function is(key: string, value: string): (deviation: Row) => boolean {
  return (deviation) => (deviation[key] ?? '') === value
}

function occurring(input: ReportInput, all: readonly Row[], key: string): readonly string[] {
  const given = new Set(all.map((deviation) => deviation[key] ?? ''))
  const item = itemOf(input.definition, 'deviations', key)
  return [...answersInOrder(item, given), ''].filter((value) => given.has(value))
}

function nameOf({ definition }: ReportInput, key: string, value: string): Bilingual | null {
  return value === '' ? null : answerWords(definition, 'deviations', { key, row: { [key]: value } })
}
