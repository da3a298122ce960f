import type { SafetyCase } from '../../shared/api/routes/safety.ts'
import type { Texts } from '../kit/texts.ts'

/** First report, follow-up by its number, or nullification. */
export function reportTitle(
  { t }: Texts,
  { category, sequence }: Pick<SafetyCase['reports'][number], 'category' | 'sequence'>,
): string {
  return t(`safety.category.${category}`, { number: sequence })
}
