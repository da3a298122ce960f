import type { FormDefinition, ItemDefinition } from '../../shared/forms/define.ts'
import type { CtcaeTerm } from '../../shared/safety/ctcae-catalogue.ts'

/** Items the catalogue fills once a term is chosen. */
const FROM_CATALOGUE: ReadonlySet<string> = new Set(['AELLTCD', 'AEBODSYS'])

/**
 * The form as it is asked for a term: only grades that exist for it (a grade already recorded stays
 * in sight), the term first, its code and class hidden because the catalogue fills them.
 */
export function forTerm(
  form: FormDefinition,
  term: CtcaeTerm | null,
  recordedGrade: string,
): FormDefinition {
  const items = form.items.map((item) => ofTerm(item, term, recordedGrade))
  const first = items.filter(({ key }) => key === 'AETERM' || key === 'AEDECOD')
  return { ...form, items: [...first, ...items.filter((item) => !first.includes(item))] }
}

function ofTerm(item: ItemDefinition, term: CtcaeTerm | null, recorded: string): ItemDefinition {
  if (item.key === 'AETOXGR' && item.kind === 'code' && term !== null) {
    const offered = new Set([...term.grades.map(String), recorded])
    return { ...item, codes: item.codes.filter(({ value }) => offered.has(value)) }
  }
  if (FROM_CATALOGUE.has(item.key) && term !== null) return { ...item, hidden: true }
  return item
}
