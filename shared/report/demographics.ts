import type { ItemDefinition } from '../forms/define.ts'
import { splitCodes } from '../forms/split-codes.ts'
import type { Bilingual } from '../kernel/bilingual.ts'
import { parseNumberText } from '../kernel/number-text.ts'
import { describeNumbers } from '../statistics/describe.ts'
import { count, heading, number, row } from './cells.ts'
import type { ReportCell, ReportInput, ReportMember, ReportRow } from './define.ts'
import { answersInOrder, answerWords } from './form-words.ts'
import { cellsByGroup, groupColumns } from './groups.ts'
import { table } from './part.ts'
import { inPopulation, population } from './report-populations.ts'
import type { ReportSubject } from './report-subject.ts'

/** Who the subjects are: sex and age, and every characteristic that the baseline form asks. @source ICH E3, 11.2 */
export const demographicsTable: ReportMember = {
  key: 'demographics',
  section: '14.1',
  parts(input) {
    const subjects = inPopulation(input, input.described)
    return [
      table({
        key: 'demographics',
        title: { en: 'Demographics and baseline characteristics', zh: '人口学与基线特征' },
        population: population(input, input.described),
        basis: { en: 'Consent and enrolment; baseline', zh: '知情同意与入组；基线' },
        columns: groupColumns(input, { en: 'Characteristic', zh: '特征' }, subjects),
        rows: subjects.length === 0 ? [] : rowsOf(input, subjects),
        footnotes: FOOTNOTES,
      }),
    ]
  },
}

const FOOTNOTES: readonly Bilingual[] = [
  {
    en: 'Age in completed years at consent. Where a partial date of birth leaves two ages open, the subject counts as missing. Values given as below or above a limit are left out of means and medians.',
    zh: '年龄为签署知情同意书时的周岁；出生日期不完整而可能为两个年龄者计为缺失。以低于或高于某限值报告的结果不计入均值和中位数。',
  },
]

/** Parts of scores, dates, and what only serves a computation: described by what they lead to. */
const LEFT_OUT: ReadonlySet<string> = new Set([
  ...['BLDAT', 'CPS0101', 'CPS0102', 'CPS0103', 'CPS0104', 'CPS0105'],
  ...['BLBILI', 'BLALB', 'BCLCDER'],
])

function rowsOf(input: ReportInput, subjects: readonly ReportSubject[]): readonly ReportRow[] {
  const { forms } = input.definition
  const items = (file: string): readonly ItemDefinition[] =>
    forms.find((form) => form.file === file)?.items ?? []
  const sex = items('subjects').filter(({ key }) => key === 'SEX')
  const baseline = items('baseline').filter(
    ({ key, hidden }) => hidden !== true && !LEFT_OUT.has(key),
  )
  return [
    ...numbers(input, subjects, { label: AGE, valueOf: ({ age }) => age }),
    ...sex.flatMap((item) => categories(input, subjects, { item, from: 'consent' })),
    ...baseline.flatMap((item) => characteristic(input, subjects, item)),
  ]
}

const AGE: Bilingual = { en: 'Age, years', zh: '年龄，岁' }

function characteristic(
  input: ReportInput,
  subjects: readonly ReportSubject[],
  item: ItemDefinition,
): readonly ReportRow[] {
  if (item.kind === 'code') return categories(input, subjects, { item, from: 'baseline' })
  if (item.kind !== 'number' && item.kind !== 'integer') return []
  const { unit } = item
  const label = {
    en: unit === undefined ? item.label.en : `${item.label.en}, ${unit}`,
    zh: unit === undefined ? item.label.zh : `${item.label.zh}，${unit}`,
  }
  const valueOf = ({ baseline }: ReportSubject): number | null => {
    const parsed = parseNumberText(baseline[item.key] ?? '')
    return parsed?.comparator === null ? parsed.value : null
  }
  return numbers(input, subjects, { label, valueOf })
}

/** How many have each answer; of several answers of one subject each counts. */
function categories(
  input: ReportInput,
  subjects: readonly ReportSubject[],
  of: { readonly item: ItemDefinition; readonly from: 'consent' | 'baseline' },
): readonly ReportRow[] {
  const { item, from } = of
  const answersOf = (subject: ReportSubject): readonly string[] => {
    const value = subject[from][item.key] ?? ''
    return item.kind === 'code' && item.multiple === true ? splitCodes(value) : [value]
  }
  const given = new Set(subjects.flatMap(answersOf))
  const has = (value: string) => (subject: ReportSubject) => answersOf(subject).includes(value)
  const missing = (subject: ReportSubject): boolean => answersOf(subject).every((one) => one === '')
  const shares = (is: (subject: ReportSubject) => boolean): readonly ReportCell[] =>
    cellsByGroup(input, subjects, (members) => count(members.filter(is).length, members.length))
  const file = from === 'consent' ? 'subjects' : 'baseline'
  return [
    heading({ en: `${item.label.en}, n (%)`, zh: `${item.label.zh}，例（%）` }),
    ...answersInOrder(item, given)
      .filter((value) => given.has(value))
      .map((value) => {
        const name = answerWords(input.definition, file, {
          key: item.key,
          row: { [item.key]: value },
        })
        return row(name, shares(has(value)), 1)
      }),
    ...(subjects.some(missing) ? [row(MISSING, shares(missing), 1)] : []),
  ]
}

const MISSING: Bilingual = { en: 'Missing', zh: '缺失' }

/** The usual description of numbers, as rows under a heading. */
export function numbers(
  input: ReportInput,
  subjects: readonly ReportSubject[],
  {
    label,
    valueOf,
  }: {
    readonly label: Bilingual
    readonly valueOf: (subject: ReportSubject) => number | null
  },
): readonly ReportRow[] {
  const described = (of: (values: ReturnType<typeof describeNumbers>) => ReportCell) =>
    cellsByGroup(input, subjects, (members) =>
      of(describeNumbers(members.flatMap((subject) => valueOf(subject) ?? []))),
    )
  return [
    heading(label),
    row(
      WORDS.n,
      described(({ n }) => count(n)),
      1,
    ),
    row(
      WORDS.mean,
      described(({ mean, sd }) => ({ kind: 'mean', mean, sd })),
      1,
    ),
    row(
      WORDS.median,
      described(({ median }) => number(median)),
      1,
    ),
    row(
      WORDS.range,
      described(({ min, max }) => ({ kind: 'range', min, max })),
      1,
    ),
  ]
}

const WORDS = {
  n: { en: 'n', zh: '例数' },
  mean: { en: 'Mean (SD)', zh: '均值（标准差）' },
  median: { en: 'Median', zh: '中位数' },
  range: { en: 'Minimum – maximum', zh: '最小值 – 最大值' },
} as const
