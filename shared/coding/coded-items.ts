import type { DictionaryKind } from './dictionary.ts'

/** An answer in free words that is coded. */
export interface CodedItem {
  readonly form: string
  readonly item: string
  readonly kind: DictionaryKind
  /** An item that may hold the code of a term already, as the CTCAE term's does. */
  readonly codeItem?: string
}

/** What is coded: conditions and events with MedDRA, drugs with WHODrug. @source ctcae note, section 9 */
export const CODED_ITEMS: readonly CodedItem[] = [
  { form: 'adverse-events', item: 'AETERM', kind: 'MEDDRA', codeItem: 'AELLTCD' },
  { form: 'history', item: 'MHTERM', kind: 'MEDDRA' },
  { form: 'concomitant', item: 'CMINDC', kind: 'MEDDRA' },
  { form: 'concomitant', item: 'CMTRT', kind: 'WHODRUG' },
  { form: 'prior-therapies', item: 'CMTRT', kind: 'WHODRUG' },
  { form: 'new-therapies', item: 'CMTRT', kind: 'WHODRUG' },
]

/** Coded items of a form. */
export function codedItemsOf(form: string): readonly CodedItem[] {
  return CODED_ITEMS.filter((coded) => coded.form === form)
}
