import type { Bilingual } from '../kernel/bilingual.ts'
import type { LiverDot, LiverQuadrant, LiverSafetyData } from '../plots/safety-data.ts'
import { LIVER_LINES, liverQuadrant } from '../safety/liver-safety.ts'
import type { ReportFigure, ReportInput, ReportMember } from './define.ts'
import { figure } from './part.ts'
import { inPopulation, population } from './report-populations.ts'

/** Peak ALT or AST against peak bilirubin, by the upper limits and by the baseline. @source UX rules, P8 */
export const liverFigures: ReportMember = {
  key: 'liver-safety',
  section: '14.3',
  parts: (input) => [liverFigure(input, 'limit'), liverFigure(input, 'baseline')],
}

const TITLES: Readonly<Record<LiverSafetyData['of'], Bilingual>> = {
  limit: {
    en: 'Liver safety: peak ALT or AST and peak bilirubin, multiples of the upper limit',
    zh: '肝脏安全性：ALT或AST峰值与总胆红素峰值（正常值上限倍数）',
  },
  baseline: {
    en: 'Liver safety: peak ALT or AST and peak bilirubin, multiples of the baseline',
    zh: '肝脏安全性：ALT或AST峰值与总胆红素峰值（基线倍数）',
  },
}

const OF: Readonly<Record<LiverSafetyData['of'], Bilingual>> = {
  limit: {
    en: 'The limit is the one recorded with each result, else that of its laboratory.',
    zh: '正常值上限取随各结果记录的上限；未记录时取其实验室的上限。',
  },
  baseline: {
    en: 'The baseline is the last result before the first dose. In liver cancer it is often raised, so that multiples of it show what treatment adds.',
    zh: '基线为首次给药前末次结果。肝癌患者基线常已升高，基线倍数更能反映治疗期间的变化。',
  },
}

function liverFigure(input: ReportInput, of: LiverSafetyData['of']): ReportFigure {
  const dots = dotsOf(input, of)
  const safety = population(input, 'SAF')
  const left = safety.n - dots.length
  return figure({
    key: `liver-safety-${of}`,
    title: TITLES[of],
    population: safety,
    basis: { en: 'Laboratory results; study treatment', zh: '实验室检查；研究用药' },
    empty: {
      en: 'No subject has results of ALT or AST and of bilirubin that can be compared.',
      zh: '尚无受试者同时具有可比较的ALT或AST及总胆红素结果。',
    },
    plot: {
      ...{ kind: 'liver-safety', of, dots },
      transaminaseLine: LIVER_LINES.transaminase,
      bilirubinLine: LIVER_LINES.bilirubin,
    },
    footnotes: [quadrantCounts(dots, of), leftOut(dots.length, safety.n, left), OF[of]],
  })
}

function dotsOf(input: ReportInput, of: LiverSafetyData['of']): readonly LiverDot[] {
  return inPopulation(input, 'SAF').flatMap(({ addition, laboratoryCourse }) => {
    const peaks = of === 'limit' ? laboratoryCourse.overLimit : laboratoryCourse.overBaseline
    if (peaks === null) return []
    const { subject, cohort } = addition
    return [{ subject, cohort, ...peaks, quadrant: liverQuadrant(peaks) }]
  })
}

function quadrantCounts(dots: readonly LiverDot[], of: LiverSafetyData['of']): Bilingual {
  const count = (quadrant: LiverQuadrant): number =>
    dots.filter((dot) => dot.quadrant === quadrant).length
  const [hy, enzymes, bilirubin] = [count('hy'), count('transaminases'), count('bilirubin')]
  const neither = count('neither')
  if (of === 'baseline') {
    return {
      en: `Both at or above the lines: ${hy}; ALT or AST alone: ${enzymes}; bilirubin alone: ${bilirubin}; neither: ${neither}. Lines: ALT or AST from 3 × and bilirubin above 2 × the baseline.`,
      zh: `两者均升高：${hy}例；仅ALT或AST：${enzymes}例；仅胆红素：${bilirubin}例；均未升高：${neither}例。界限：ALT或AST≥3倍基线，总胆红素>2倍基线。`,
    }
  }
  return {
    en: `Possible Hy's law (ALT or AST from 3 × and bilirubin above 2 × the upper limit): ${hy}; ALT or AST alone (Temple's corollary): ${enzymes}; bilirubin alone: ${bilirubin}; neither: ${neither}. The two peaks need not be of one day, and neither alkaline phosphatase nor other causes are judged here: each possible case asks for a review.`,
    zh: `可能符合Hy's法则（ALT或AST≥3倍且总胆红素>2倍正常值上限）：${hy}例；仅ALT或AST（Temple推论区）：${enzymes}例；仅胆红素：${bilirubin}例；均未升高：${neither}例。两项峰值不一定同日出现，此处未评估碱性磷酸酶及其他原因，每例可能病例均需审核。`,
  }
}

function leftOut(shown: number, all: number, left: number): Bilingual {
  return {
    en: `${shown} of ${all} subjects are shown, each by the highest results on treatment; ${left} without both results ${left === 1 ? 'is' : 'are'} left out. A result beyond a measuring limit counts as that limit.`,
    zh: `${all}例中显示${shown}例，取治疗期间最高结果；${left}例缺少其中一项结果，未显示。超出检测限的结果按该限值计。`,
  }
}
