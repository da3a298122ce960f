import { oncePer } from '../../kernel/remembered.ts'
import type { Population } from '../../endpoints/define.ts'
import { doseLimitingToxicityOf } from '../../endpoints/populations.ts'
import type { ProtocolDefinition } from '../../protocol/define.ts'
import type { Cell } from '../datasets/define.ts'
import type { AdamContext } from './define.ts'

/**
 * Population flags, as the analysis counts them at the cut-off. Y or N; that of dose-limiting toxicity
 * only where the protocol asks for it.
 */
export function populationColumns({
  derivation,
  study,
}: Pick<AdamContext, 'derivation' | 'study'>): Record<string, Cell> {
  const { populations } = derivation
  const flag = (holds: boolean): string => (holds ? 'Y' : 'N')
  const { definition } = study
  return {
    ENRLFL: flag(populations.ENR),
    SAFFL: flag(populations.SAF),
    FASFL: flag(populations[fullAnalysisSet(definition)]),
    EFFFL: flag(populations.EVAL),
    DLTEVFL: doseLimitingToxicityOf(definition) === undefined ? null : flag(populations.DLT),
  }
}

const WHOLE: readonly Population[] = ['ENR', 'SAF']
const EFFICACY: readonly string[] = ['proportion', 'time-to-event', 'distribution', 'landmark']

/**
 * The population that stands for the full analysis set: that of the first efficacy endpoint over all
 * enrolled or all treated, the primary ones first; all enrolled where there is none.
 */
export const fullAnalysisSet = oncePer(({ endpoints }: ProtocolDefinition): Population => {
  const whole = endpoints.filter(
    ({ kind, population, extra }) =>
      EFFICACY.includes(kind) && WHOLE.includes(population) && extra !== true,
  )
  const chosen = whole.find(({ primary }) => primary === true) ?? whole[0]
  return chosen?.population ?? 'ENR'
})
