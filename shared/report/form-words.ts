import type { ItemDefinition } from '../forms/define.ts'
import { codeWords } from '../forms/shown-value.ts'
import type { Bilingual } from '../kernel/bilingual.ts'
import type { ProtocolDefinition } from '../protocol/define.ts'
import type { Row } from '../trial/trial.ts'
import { same } from './cells.ts'

/** The item of a file's form, as the definition asks it; undefined where it does not. */
export function itemOf(
  { forms }: ProtocolDefinition,
  file: string,
  key: string,
): ItemDefinition | undefined {
  const form = forms.find((one) => one.file === file)
  return form?.items.find((item) => item.key === key)
}

/** What a stored answer is called; codes by their labels, anything else as it was entered. */
export function answerWords(
  definition: ProtocolDefinition,
  file: string,
  { key, row }: { readonly key: string; readonly row: Row },
): Bilingual {
  const value = row[key] ?? ''
  const item = itemOf(definition, file, key)
  return item?.kind === 'code' ? codeWords(item.codes, value) : same(value)
}

/** Answers of a list in its order, then what was written in place of one, by name. */
export function answersInOrder(
  item: ItemDefinition | undefined,
  given: Iterable<string>,
): readonly string[] {
  const known = item?.kind === 'code' ? item.codes.map(({ value }) => value) : []
  const others = [...new Set(given)].filter((value) => value !== '' && !known.includes(value))
  return [...known, ...others.sort()]
}
