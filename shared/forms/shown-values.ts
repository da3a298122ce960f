import type { ItemDefinition, RowValues } from './define.ts'
import { derivations } from './derivations.ts'

/**
 * The values of a row as its form shows and stores them: a derived item is what its inputs give, and what
 * was entered only while one of them is missing. Items are derived in their order, each from those before.
 */
export function shownValues(items: readonly ItemDefinition[], row: RowValues): RowValues {
  const shown: Record<string, string> = { ...row }
  for (const { key, derivation } of items) {
    if (derivation === undefined) continue
    const derived = derivations.find(derivation)?.derive(shown) ?? null
    if (derived !== null) shown[key] = derived.value
  }
  return shown
}
