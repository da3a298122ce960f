import { isTreatmentOpen } from '../endpoints/subject-ends.ts'
import { parseDay } from '../kernel/dates.ts'
import type { SpiderLine } from '../plots/course-data.ts'
import {
  ASSESSMENTS_BASIS,
  countedAssessments,
  NEW_THERAPY_NOTE,
  ORIENTATION_NOTE,
  type CountedAssessments,
} from './counted-assessments.ts'
import type { ReportFigure, ReportInput, ReportMember } from './define.ts'
import { figure } from './part.ts'
import { population } from './report-populations.ts'
import { keyOf } from './response-tables.ts'

/** Change of each subject's sum by the days of the scans, for each criterion. @source UX rules, P2 */
export const spiderFigures: ReportMember = {
  key: 'spider',
  section: '14.2',
  parts: (input) => input.definition.criteria.map(({ key }) => spiderFigure(input, key)),
}

function spiderFigure(input: ReportInput, criteria: string): ReportFigure {
  const lines = countedAssessments(input, criteria).flatMap((one) => lineOf(one) ?? [])
  const enrolled = population(input, 'ENR')
  const without = enrolled.n - lines.length
  return figure({
    key: `spider-${keyOf(criteria)}`,
    title: {
      en: `Change of the sum of target lesions over time, ${criteria}`,
      zh: `靶病灶直径总和随时间的变化，${criteria}`,
    },
    population: enrolled,
    criteria,
    usesResponses: true,
    basis: {
      en: `${ASSESSMENTS_BASIS.en}; study treatment; end of treatment and of study; death`,
      zh: `${ASSESSMENTS_BASIS.zh}；研究用药；治疗结束与研究结束；死亡`,
    },
    empty: {
      en: 'No treated subject has a sum at baseline and one after it.',
      zh: '尚无接受治疗的受试者同时具有基线及基线后直径总和。',
    },
    plot: { kind: 'spider', lines },
    footnotes: [
      {
        en: `${lines.length} of ${enrolled.n} subjects were treated and have a sum at baseline and one after it; ${without} ${without === 1 ? 'is' : 'are'} left out. Each line begins at baseline, drawn on the day of the first dose; scans stand on their own days, those after the first progression too. Best overall response, confirmed where the protocol asks for it.`,
        zh: `${enrolled.n}例中${lines.length}例接受治疗并具有基线及基线后直径总和，其余${without}例未显示。各线自基线起，绘于首次给药日；扫描按实际日期绘制，首次疾病进展后的扫描亦显示。最佳总体疗效在方案要求时为经确认的疗效。`,
      },
      ORIENTATION_NOTE,
      NEW_THERAPY_NOTE,
    ],
  })
}

/** Null without a first dose, or without a change that can be computed. */
function lineOf({ subject, row, best, timepoints }: CountedAssessments): SpiderLine | null {
  const { addition, dates, ends } = subject
  const start = parseDay(dates.firstDose ?? '')
  if (start === null) return null
  const daysOf = (date: string | null): readonly number[] => {
    const day = parseDay(date ?? '')
    return day === null ? [] : [day - start]
  }
  const points = timepoints.flatMap(({ date, percentFromBaseline: change }) =>
    change === null ? [] : daysOf(date).map((days) => ({ days, change })),
  )
  const last = points.at(-1)
  if (last === undefined) return null
  const firstNew = timepoints.find(({ newLesion }) => newLesion)?.date ?? null
  return {
    subject: addition.subject,
    response: best,
    points: points.sort((a, b) => a.days - b.days),
    events: [
      ...daysOf(firstNew).map((days) => ({ kind: 'new-lesion', days }) as const),
      ...daysOf(row.progression).map((days) => ({ kind: 'PD', days }) as const),
      ...daysOf(row.death).map((days) => ({ kind: 'death', days }) as const),
      ...(isTreatmentOpen(ends) && row.progression === null
        ? [{ kind: 'ongoing', days: last.days } as const]
        : []),
    ],
  }
}
