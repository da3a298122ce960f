import type { Supplemental } from '../define.ts'

/** A supplemental qualifier that no item is mapped to, of the record it is given with. */
export function qualifier(
  of: Pick<Supplemental, 'name' | 'label' | 'value' | 'column'> & Partial<Supplemental>,
): Supplemental {
  return { origin: 'CRF', evaluator: null, test: null, ...of }
}
