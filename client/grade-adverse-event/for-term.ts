import type { Code, FormDefinition, ItemDefinition } from '../../shared/forms/define.ts'
import type { CtcaeTerm } from '../../shared/safety/ctcae-catalogue.ts'
import { gradeWords } from '../../shared/safety/grade-words.ts'

/** Items the catalogue fills once a term is chosen. */
const FROM_CATALOGUE: ReadonlySet<string> = new Set(['AELLTCD', 'AEBODSYS'])

/**
 * The form as it is asked for a term: only grades that exist for it, each with its meaning (a
 * grade already recorded stays in sight), the term first, its code and class hidden because the catalogue fills them.
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
    const codes = item.codes.filter(({ value }) => offered.has(value))
    return { ...item, codes: codes.map((code) => withWords(code, term)) }
  }
  if (FROM_CATALOGUE.has(item.key) && term !== null) return { ...item, hidden: true }
  return item
}

/** A grade with what it means for the term; one that the term does not have stays bare. */
function withWords(code: Code, term: CtcaeTerm): Code {
  const grade = term.grades.find((one) => String(one) === code.value)
  if (grade === undefined) return code
  const words = gradeWords(term, grade)
  const label = { en: `${code.value} · ${words.en}`, zh: `${code.value}级 · ${words.zh}` }
  return { ...code, label }
}
