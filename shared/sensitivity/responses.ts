import { leadingCriteria } from '../endpoints/populations.ts'
import type { Bilingual } from '../kernel/bilingual.ts'
import type { Variation } from './define.ts'
import { withEndpoints, withSettings } from './varied.ts'

const NO_RESPONSES: Bilingual = {
  en: 'the protocol judges no tumour response',
  zh: '方案不评价肿瘤疗效',
}

/** The investigator's responses against those derived from the measurements. */
export const sourceVariation: Variation = {
  key: 'source',
  title: { en: 'Source of the responses', zh: '疗效来源' },
  vary(own) {
    const leading = leadingCriteria(own.definition)
    if (leading === null) return { reason: NO_RESPONSES }
    const source = own.source === 'derived' ? 'investigator' : 'derived'
    return [{ key: source, label: SOURCES[source], judgedBy: leading, plan: { ...own, source } }]
  },
}

/** Whose responses an analysis reads. */
export const SOURCES = {
  derived: { en: 'Responses derived from the measurements', zh: '按测量值推算的疗效' },
  investigator: { en: 'Responses of the investigator', zh: '研究者判定的疗效' },
} as const

/** Responses that were confirmed against any. */
export const confirmationVariation: Variation = {
  key: 'confirmation',
  title: { en: 'Confirmation of responses', zh: '疗效确认' },
  vary(own) {
    const [leading] = own.definition.criteria
    if (leading === undefined) return { reason: NO_RESPONSES }
    const confirmed = !leading.settings.confirmation
    const plan = withEndpoints(withSettings(own, { confirmation: confirmed }), (endpoint) =>
      endpoint.kind === 'proportion' ? { ...endpoint, confirmed } : endpoint,
    )
    const key = confirmed ? 'confirmed' : 'unconfirmed'
    return [{ key, label: CONFIRMED[key], plan }]
  },
}

const CONFIRMED = {
  confirmed: { en: 'Responses count once confirmed', zh: '仅计经确认的疗效' },
  unconfirmed: { en: 'Responses count without confirmation', zh: '疗效无需确认即计入' },
} as const

/** Each other criterion of the protocol in the place of the leading one. */
export const criteriaVariation: Variation = {
  key: 'criteria',
  title: { en: 'Response criteria', zh: '疗效评价标准' },
  vary(own) {
    const [leading, ...others] = own.definition.criteria
    if (leading === undefined) return { reason: NO_RESPONSES }
    if (others.length === 0) {
      return {
        reason: {
          en: `the protocol judges responses by ${leading.key} alone`,
          zh: `方案仅按${leading.key}评价疗效`,
        },
      }
    }
    return others.map(({ key }) => ({
      key: `criteria-${key.toLowerCase().replace(/[^a-z0-9]+/g, '-')}`,
      label: { en: `Responses by ${key}`, zh: `按${key}评价疗效` },
      judgedBy: key,
      plan: withEndpoints(own, (endpoint) =>
        endpoint.criteria === leading.key ? { ...endpoint, criteria: key } : endpoint,
      ),
    }))
  },
}
