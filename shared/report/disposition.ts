import type { Population } from '../endpoints/define.ts'
import { doseLimitingToxicityOf } from '../endpoints/populations.ts'
import type { Bilingual } from '../kernel/bilingual.ts'
import type { Row } from '../trial/trial.ts'
import { count, heading, row } from './cells.ts'
import type { ReportInput, ReportMember, ReportRow } from './define.ts'
import { answersInOrder, answerWords, itemOf } from './form-words.ts'
import { cellsByGroup, groupColumns } from './groups.ts'
import { table } from './part.ts'
import { inPopulation, populationLabel, screened } from './report-populations.ts'
import type { ReportSubject } from './report-subject.ts'

/** Where subjects came in, which sets they are in, and what ended treatment and study. @source ICH E3, 10.1 */
export const dispositionTable: ReportMember = {
  key: 'disposition',
  section: '14.1',
  parts: (input) => [
    table({
      key: 'disposition',
      title: { en: 'Disposition of subjects', zh: '受试者分布' },
      population: screened(input),
      basis: {
        en: 'Consent and enrolment; study treatment; end of treatment and of study',
        zh: '知情同意与入组；研究用药；治疗结束与研究结束',
      },
      columns: groupColumns(input, { en: 'Subjects, n (%)', zh: '受试者，例（%）' }, null),
      rows: rowsOf(input),
      footnotes: [
        {
          en: 'Percentages of treatment are of the safety set, all others below enrolment of the enrolled subjects. Subjects who were not enrolled stand in the total alone.',
          zh: '治疗相关百分比以安全性分析集为分母，入组以下其余百分比以入组受试者为分母；未入组者仅计入合计。',
        },
      ],
    }),
  ],
}

function rowsOf(input: ReportInput): readonly ReportRow[] {
  const { subjects, definition } = input
  if (subjects.length === 0) return []
  const enrolled = inPopulation(input, 'ENR')
  const treated = inPopulation(input, 'SAF')
  const failures = subjects.filter(({ state }) => state === 'screen-failure')
  const sets: readonly Population[] =
    doseLimitingToxicityOf(definition) === undefined
      ? ['ENR', 'SAF', 'EVAL']
      : ['ENR', 'SAF', 'EVAL', 'DLT']
  return [
    row(NAMES.screened, counts(input, subjects, null)),
    row(NAMES.inScreening, counts(input, stateOf(subjects, 'screening'), null), 1),
    row(NAMES.failures, counts(input, failures, null), 1),
    ...reasons(input, { of: failures, all: null, at: { file: 'subjects', key: 'SCRNFAIL' } }),
    ...sets.map((code) =>
      row(populationLabel(code), counts(input, inPopulation(input, code), enrolled)),
    ),
    ...ending(input, treated, 'treatment'),
    ...ending(input, enrolled, 'study'),
  ]
}

const NAMES = {
  screened: { en: 'Screened', zh: '筛选' },
  inScreening: { en: 'In screening', zh: '筛选中' },
  failures: { en: 'Screen failure', zh: '筛选失败' },
  ongoing: { en: 'Ongoing', zh: '进行中' },
  ended: { en: 'Ended', zh: '已结束' },
  treatment: { en: 'Study treatment', zh: '研究治疗' },
  study: { en: 'Study', zh: '研究' },
  noReason: { en: 'No reason recorded', zh: '未记录原因' },
} as const satisfies Record<string, Bilingual>

function stateOf(
  subjects: readonly ReportSubject[],
  state: ReportSubject['state'],
): readonly ReportSubject[] {
  return subjects.filter((subject) => subject.state === state)
}

/** Some subjects by group, as shares of others where these are given. */
function counts(
  input: ReportInput,
  some: readonly ReportSubject[],
  all: readonly ReportSubject[] | null,
) {
  return cellsByGroup(input, all ?? some, (members, { cohort }) => {
    const own = some.filter(({ addition }) => cohort === null || addition.cohort === cohort)
    return count(own.length, all === null ? null : members.length)
  })
}

function ending(
  input: ReportInput,
  all: readonly ReportSubject[],
  what: 'treatment' | 'study',
): readonly ReportRow[] {
  const ended = all.filter(({ ends }) => ends[what] !== null)
  const ongoing = all.filter(({ ends }) => ends[what] === null)
  return [
    heading(NAMES[what]),
    row(NAMES.ongoing, counts(input, ongoing, all), 1),
    row(NAMES.ended, counts(input, ended, all), 1),
    ...reasons(input, { of: ended, all, at: { file: 'disposition', key: 'DSDECOD', what } }),
  ]
}

interface Reasons {
  readonly of: readonly ReportSubject[]
  readonly all: readonly ReportSubject[] | null
  readonly at:
    | { readonly file: 'subjects'; readonly key: string }
    | { readonly file: 'disposition'; readonly key: string; readonly what: 'treatment' | 'study' }
}

/** The reasons that occur, in the order of their list. */
function reasons(input: ReportInput, { of, all, at }: Reasons): readonly ReportRow[] {
  const { definition } = input
  const rowOf = (subject: ReportSubject): Row =>
    at.file === 'subjects' ? subject.consent : (subject.ends[at.what] ?? {})
  const reasonOf = (subject: ReportSubject): string => rowOf(subject)[at.key] ?? ''
  const given = new Set(of.map(reasonOf))
  const known = answersInOrder(itemOf(definition, at.file, at.key), given)
  const occurring = [...known, ''].filter((value) => given.has(value))
  return occurring.map((value) => {
    const some = of.filter((subject) => reasonOf(subject) === value)
    const name =
      value === ''
        ? NAMES.noReason
        : answerWords(definition, at.file, { key: at.key, row: { [at.key]: value } })
    return row(name, counts(input, some, all), 2)
  })
}
