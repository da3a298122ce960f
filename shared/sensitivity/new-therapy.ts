import type { Variation } from './define.ts'
import { withConventions } from './varied.ts'

/** With and without censoring at new anticancer therapy. */
export const newTherapyVariation: Variation = {
  key: 'new-therapy',
  title: { en: 'New anticancer therapy', zh: '新的抗肿瘤治疗' },
  vary(own) {
    const isCensoring = own.definition.conventions.newTherapy === 'censor'
    const newTherapy = isCensoring ? 'ignore' : 'censor'
    const plan = withConventions(own, { newTherapy })
    return [{ key: `new-therapy-${newTherapy}`, label: LABELS[newTherapy], plan }]
  },
}

const LABELS = {
  censor: { en: 'Censored at new anticancer therapy', zh: '于新的抗肿瘤治疗开始时删失' },
  ignore: { en: 'Not censored at new anticancer therapy', zh: '不因新的抗肿瘤治疗而删失' },
} as const
