import { parseDay } from '../kernel/dates.ts'
import type { Bilingual } from '../kernel/bilingual.ts'
import { count, heading, row } from './cells.ts'
import type { ReportInput, ReportMember, ReportRow } from './define.ts'
import { answersInOrder, answerWords, itemOf } from './form-words.ts'
import { cellsByGroup, groupColumns } from './groups.ts'
import { table } from './part.ts'
import { inPopulation, population } from './report-populations.ts'
import type { ReportSubject } from './report-subject.ts'

/** Deaths: when in relation to treatment, and of what. @source ICH E3, 12.3.1 */
export const deathsTable: ReportMember = {
  key: 'deaths',
  section: '14.3',
  parts(input) {
    const subjects = inPopulation(input, 'SAF')
    const died = subjects.filter(({ death }) => death !== null)
    const days = input.definition.conventions.emergenceDaysAfterLastDose
    return [
      table({
        key: 'deaths',
        title: { en: 'Deaths', zh: '死亡' },
        population: population(input, 'SAF'),
        basis: { en: 'Death; study treatment; adverse events', zh: '死亡；研究用药；不良事件' },
        columns: groupColumns(input, { en: 'Subjects, n (%)', zh: '受试者，例（%）' }, subjects),
        rows: died.length === 0 ? [] : rowsOf(input, { subjects, died, days }),
        empty: { en: 'No death is recorded.', zh: '无死亡记录。' },
        footnotes: [
          {
            en: 'A partial date of death takes the day that the analysis gives it.',
            zh: '死亡日期不完整者，采用分析中填补的日期。',
          },
        ],
      }),
    ]
  },
}

const NAMES = {
  died: { en: 'Died', zh: '死亡' },
  cause: { en: 'Cause of death', zh: '死亡原因' },
  noCause: { en: 'No cause recorded', zh: '未记录原因' },
  grade5: { en: 'With an adverse event of grade 5', zh: '有5级不良事件' },
} as const satisfies Record<string, Bilingual>

interface Died {
  readonly subjects: readonly ReportSubject[]
  readonly died: readonly ReportSubject[]
  readonly days: number
}

function rowsOf(input: ReportInput, { subjects, died, days }: Died): readonly ReportRow[] {
  const shares = (is: (subject: ReportSubject) => boolean) =>
    cellsByGroup(input, subjects, (members) =>
      count(members.filter((one) => one.death !== null && is(one)).length, members.length),
    )
  const given = new Set(died.map(({ death }) => death?.['DTHCAUS'] ?? ''))
  const causes = [...answersInOrder(itemOf(input.definition, 'deaths', 'DTHCAUS'), given), '']
  return [
    row(
      NAMES.died,
      shares(() => true),
    ),
    row(
      {
        en: `On treatment or within ${days} days of the last dose`,
        zh: `治疗期间或末次给药后${days}天内`,
      },
      shares((one) => isSoon(one, days)),
      1,
    ),
    row(
      { en: 'Later', zh: '此后' },
      shares((one) => !isSoon(one, days)),
      1,
    ),
    row(NAMES.grade5, shares(hasFatalEvent), 1),
    heading(NAMES.cause),
    ...causes
      .filter((cause) => given.has(cause))
      .map((cause) => {
        const name =
          cause === ''
            ? NAMES.noCause
            : answerWords(input.definition, 'deaths', { key: 'DTHCAUS', row: { DTHCAUS: cause } })
        return row(
          name,
          shares(({ death }) => (death?.['DTHCAUS'] ?? '') === cause),
          1,
        )
      }),
  ]
}

function isSoon({ dates }: ReportSubject, days: number): boolean {
  const death = parseDay(dates.death ?? '')
  const last = parseDay(dates.lastDose ?? '')
  return death !== null && (last === null || death - last <= days)
}

function hasFatalEvent({ adverseEvents }: ReportSubject): boolean {
  return adverseEvents.some(({ record }) => record.grade === 5)
}
