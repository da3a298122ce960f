import type { EnrolmentData } from '../plots/safety-data.ts'
import type { ReportInput, ReportMember } from './define.ts'
import { figure } from './part.ts'
import { population } from './report-populations.ts'

/** Subjects enrolled over time against the number planned. @source UX rules, P10 */
export const enrolmentFigure: ReportMember = {
  key: 'enrolment',
  section: '14.1',
  parts(input) {
    const { definition, analysis } = input
    const enrolled = population(input, 'ENR')
    const days = enrolmentDays(input)
    const undated = enrolled.n - (days.at(-1)?.total ?? 0)
    const planned = definition.plannedSubjects
    return [
      figure({
        key: 'enrolment',
        title: { en: 'Enrolment over time', zh: '累计入组情况' },
        population: enrolled,
        basis: { en: 'Consent and enrolment', zh: '知情同意与入组' },
        empty: { en: 'No subject was enrolled.', zh: '尚无受试者入组。' },
        plot: { kind: 'enrolment', planned, cutoff: analysis.cutoff, days },
        footnotes: [
          {
            en: `The dashed line is the number that the protocol plans for the whole study, ${planned}; the protocol plans no pace.`,
            zh: `虚线为方案计划的全研究入组例数（${planned}例）；方案未规定入组进度。`,
          },
          ...(undated === 0
            ? []
            : [
                {
                  en: `${undated} ${undated === 1 ? 'subject' : 'subjects'} without a date of enrolment that can be read ${undated === 1 ? 'is' : 'are'} left out.`,
                  zh: `${undated}例入组日期无法识别，未显示。`,
                },
              ]),
        ],
      }),
    ]
  },
}

function enrolmentDays({ subjects }: ReportInput): EnrolmentData['days'] {
  const byDate = new Map<string, number>()
  for (const { addition, dates } of subjects) {
    if (!addition.enrolled || dates.enrolment === null) continue
    byDate.set(dates.enrolment, (byDate.get(dates.enrolment) ?? 0) + 1)
  }
  let total = 0
  return [...byDate]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([date, enrolled]) => {
      total += enrolled
      return { date, enrolled, total }
    })
}
