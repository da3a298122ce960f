import type { SuggestionView } from '../../shared/api/routes/deviations.ts'
import type { FormDefinition, RowValues } from '../../shared/forms/define.ts'
import { formatDate } from '../kit/format.ts'
import type { Texts } from '../kit/texts.ts'

/** What the data suggest, in a sentence. */
export function suggestionText(
  suggestion: SuggestionView,
  { t, language }: Pick<Texts, 't' | 'language'>,
): string {
  const { kind, visit, date, days, windowFrom, windowTo, criteria } = suggestion
  return t(`deviations.term.${kind}`, {
    visit: visit ?? '',
    date: formatDate(date, language),
    days: Math.abs(days ?? 0),
    from: formatDate(windowFrom, language),
    to: formatDate(windowTo, language),
    criteria: criteria.join(', '),
  })
}

/** What the form of a recorded suggestion begins with; the weight is the person's to say. */
export function suggestedItems(suggestion: SuggestionView, term: string): RowValues {
  const { kind, date } = suggestion
  return { DVTERM: term, DVDECOD: kind, ...(date === null ? {} : { DVSTDAT: date }) }
}

/** The label of a coded value of the form of deviations; the value itself where it has none. */
export function codeLabel(
  form: FormDefinition | undefined,
  key: string,
  value: string,
): { readonly en: string; readonly zh: string } {
  const item = form?.items.find((one) => one.key === key)
  const found = item?.kind === 'code' ? item.codes.find((one) => one.value === value) : undefined
  return found?.label ?? { en: value, zh: value }
}
