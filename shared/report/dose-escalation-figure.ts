import { doseEscalation, type DoseEscalation } from '../endpoints/dose-escalation.ts'
import type { ReportInput, ReportMember } from './define.ts'
import { figure } from './part.ts'
import { populationLabel } from './report-populations.ts'

/** Subjects in order of entry on their dose level, where the protocol looks for a dose. @source UX rules, P9 */
export const doseEscalationFigure: ReportMember = {
  key: 'dose-escalation',
  section: '14.3',
  parts(input) {
    const course = escalationOf(input)
    if (course === null) return []
    const { endpoint, levels, subjects } = course
    const count = (state: string): number => subjects.filter((one) => one.state === state).length
    const { windowDays } = endpoint
    const dosed = levels.reduce((sum, { treated }) => sum + treated, 0)
    return [
      figure({
        key: 'dose-escalation',
        title: { en: 'Dose escalation', zh: '剂量递增' },
        population: { code: 'ENR', label: populationLabel('ENR'), n: subjects.length },
        basis: {
          en: 'Enrolment; study treatment; adverse events; survival contacts',
          zh: '入组；研究用药；不良事件；生存随访',
        },
        empty: { en: 'No subject was enrolled on a dose level.', zh: '尚无受试者入组剂量组。' },
        plot: {
          ...{ kind: 'dose-escalation', windowDays },
          levels: levels.map(({ key, label, evaluable, toxicities }) => ({
            ...{ key, label, evaluable, toxicities },
          })),
          dots: subjects.map(({ subject, cohort, state, daysLeft }) => ({
            ...{ subject, cohort, state, daysLeft },
          })),
        },
        footnotes: [
          {
            en: `Window: ${windowDays} days from the first day on which every drug was given. Days left are counted from the cut-off; 0: the window has passed and it is not yet recorded that the subject was followed through it. A bracket joins subjects of a level who entered one after the other.`,
            zh: `观察期：自所有研究药物均已给药之日起${windowDays}天。剩余天数自数据截止日计算；0表示观察期已过，但尚无完成随访的记录。括号连接同一剂量组连续入组的受试者。`,
          },
          {
            en: `${subjects.length} enrolled on dose levels, ${dosed} treated: ${count('toxicity')} with a DLT, ${count('none')} without, ${count('running')} with the window not complete, ${count('not-evaluable')} not evaluable. Subjects of other cohorts are not shown.`,
            zh: `剂量组共入组${subjects.length}例，其中${dosed}例接受治疗：发生DLT ${count('toxicity')}例，未发生${count('none')}例，观察期未完成${count('running')}例，不可评价${count('not-evaluable')}例。其他队列受试者未显示。`,
          },
        ],
      }),
    ]
  },
}

/** The course of the dose exploration; null where the protocol has none. */
function escalationOf({ subjects, definition, analysis }: ReportInput): DoseEscalation | null {
  const { cutoff, endpoints: rows } = analysis
  return doseEscalation(subjects, { definition, cutoff, rows })
}
