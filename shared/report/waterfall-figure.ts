import type { TimepointRow } from '../endpoints/results.ts'
import type { Bilingual } from '../kernel/bilingual.ts'
import { formatShare, formatShareLimits } from '../kernel/shown-number.ts'
import type { WaterfallBar } from '../plots/define.ts'
import {
  ASSESSMENTS_BASIS,
  countedAssessments,
  NEW_THERAPY_NOTE,
  ORIENTATION_NOTE,
} from './counted-assessments.ts'
import type { ReportFigure, ReportInput, ReportMember } from './define.ts'
import { endpointsOf } from './endpoint-rows.ts'
import { figure } from './part.ts'
import { population } from './report-populations.ts'
import { keyOf } from './response-tables.ts'

/** Best change of the sum by subject, for each criterion. */
export const waterfallFigures: ReportMember = {
  key: 'waterfall',
  section: '14.2',
  parts: (input) => input.definition.criteria.map(({ key }) => waterfallFigure(input, key)),
}

function waterfallFigure(input: ReportInput, criteria: string): ReportFigure {
  const bars = barsOf(input, criteria)
  const enrolled = population(input, 'ENR')
  const without = enrolled.n - bars.length
  return figure({
    key: `waterfall-${keyOf(criteria)}`,
    title: {
      en: `Best change of the sum of target lesions, ${criteria}`,
      zh: `靶病灶直径总和的最佳变化，${criteria}`,
    },
    population: enrolled,
    criteria,
    usesResponses: true,
    basis: ASSESSMENTS_BASIS,
    empty: {
      en: 'No subject has a sum at baseline and one after it.',
      zh: '尚无受试者同时具有基线及基线后直径总和。',
    },
    plot: { kind: 'waterfall', bars },
    subtitle: responseRates(input, criteria),
    footnotes: [
      {
        en: `${bars.length} of ${enrolled.n} subjects have a sum at baseline and one after it; ${without} ${without === 1 ? 'is' : 'are'} left out. Assessments count from the origin of tumour response to the first progression. Colour: best overall response, confirmed where the protocol asks for it.`,
        zh: `${enrolled.n}例中${bars.length}例具有基线及基线后直径总和，其余${without}例未显示。仅计自疗效起点至首次疾病进展的评估。颜色表示最佳总体疗效（方案要求时为经确认的疗效）。`,
      },
      ORIENTATION_NOTE,
      NEW_THERAPY_NOTE,
    ],
  })
}

function responseRates(input: ReportInput, criteria: string): readonly Bilingual[] {
  const rate = endpointsOf(input, 'proportion').find(
    ({ definition }) =>
      definition.criteria === criteria &&
      definition.kind === 'proportion' &&
      definition.durationAboveMonths === undefined &&
      definition.responses.length === 2,
  )
  const pooled = rate?.rows.find(({ cohort }) => cohort === null)
  if (rate === undefined || pooled?.kind !== 'proportion') return []
  const { n, N, estimate, lower, upper } = pooled
  const { label } = rate.definition
  return [
    {
      en: `${label.en} ${n}/${N}, ${formatShare(estimate)} (${formatShareLimits(lower, upper)})`,
      zh: `${label.zh}：${n}/${N}，${formatShare(estimate, 'zh')}（${formatShareLimits(lower, upper, 'zh')}）`,
    },
  ]
}

function barsOf(input: ReportInput, criteria: string): readonly WaterfallBar[] {
  const bars = countedAssessments(input, criteria).flatMap(({ subject, best, timepoints }) => {
    const counted = timepoints.filter(({ counts }) => counts)
    const changes = counted.flatMap(({ percentFromBaseline }) => percentFromBaseline ?? [])
    if (changes.length === 0) return []
    return [
      {
        subject: subject.addition.subject,
        change: Math.min(...changes),
        response: best,
        otherProgression: counted.some(isOtherProgression),
      },
    ]
  })
  return bars.sort((a, b) => b.change - a.change || (a.subject < b.subject ? -1 : 1))
}

function isOtherProgression({ newLesion, nonTarget }: TimepointRow): boolean {
  return newLesion || nonTarget === 'PD'
}
