import type { Population } from '../endpoints/define.ts'
import type { Bilingual } from '../kernel/bilingual.ts'
import type { IsoDate } from '../kernel/brand.ts'
import { parseDay, parsePartialDate } from '../kernel/dates.ts'
import { rowsOf, type TrialSubject } from '../trial/trial.ts'
import type { AnalysisPlan, Variation } from './define.ts'
import { withEndpoints } from './varied.ts'

/** Every outcome over one population; those of the responders stay over the responders. */
export const enrolledVariation = populationVariation('ENR', {
  en: 'All enrolled subjects',
  zh: '全部入组受试者',
})
export const safetyVariation = populationVariation('SAF', {
  en: 'Safety set (treated subjects)',
  zh: '安全性分析集（已用药受试者）',
})
export const evaluableVariation = populationVariation('EVAL', {
  en: 'Evaluable subjects',
  zh: '可评价受试者',
})

function populationVariation(population: Population, label: Bilingual): Variation {
  return {
    key: `population-${population.toLowerCase()}`,
    title: label,
    vary(own) {
      const isOwn = own.definition.endpoints.every(
        (one) => one.population === population || one.population === 'RESP',
      )
      if (isOwn) return { reason: OWN }
      if (population === 'EVAL' && own.definition.criteria.length === 0) return { reason: NOBODY }
      return [{ key: `population-${population.toLowerCase()}`, label, plan: over(own, population) }]
    },
  }
}

const OWN: Bilingual = {
  en: "these are the subjects of the protocol's own analysis",
  zh: '方案自身的分析即采用该人群',
}
const NOBODY: Bilingual = {
  en: 'without response criteria nobody is evaluable',
  zh: '方案未设疗效评价标准，无可评价受试者',
}

function over(own: AnalysisPlan, population: Population): AnalysisPlan {
  return withEndpoints(own, (endpoint) =>
    endpoint.population === 'RESP' ? endpoint : { ...endpoint, population },
  )
}

const LABEL: Bilingual = {
  en: 'Per-protocol set (evaluable, without a major deviation)',
  zh: '符合方案集（可评价且无重大方案偏离）',
}

/** Evaluable subjects without a major deviation up to the cut-off. @source ICH E9, 5.2.2 */
export const perProtocolVariation: Variation = {
  key: 'per-protocol',
  title: { en: 'Per-protocol set', zh: '符合方案集' },
  vary(own) {
    const { forms, criteria } = own.definition
    if (criteria.length === 0) return { reason: NOBODY }
    if (!forms.some(({ file }) => file === 'deviations')) {
      return {
        reason: { en: 'the study records no protocol deviations', zh: '研究未记录方案偏离' },
      }
    }
    const keeps = (subject: TrialSubject, cutoff: IsoDate): boolean =>
      !hasMajorDeviation(subject, cutoff)
    return [{ key: 'per-protocol', label: LABEL, plan: { ...over(own, 'EVAL'), keeps } }]
  },
}

/** A deviation without a date that can be read counts: nothing says that it came later. */
function hasMajorDeviation(subject: TrialSubject, cutoff: IsoDate): boolean {
  const day = parseDay(cutoff)
  return rowsOf(subject, 'deviations').some(({ DVCAT, DVSTDAT = '' }) => {
    const date = parsePartialDate(DVSTDAT)
    return DVCAT === 'MAJOR' && (date === null || day === null || date.earliest <= day)
  })
}
