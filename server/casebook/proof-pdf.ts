import type { DerivedBook } from '../../shared/casebook/derived-book.ts'
import type { Wording } from '../../shared/casebook/wording.ts'
import type { FormDefinition } from '../../shared/forms/define.ts'
import { shownDate } from '../../shared/kernel/shown-date.ts'
import { lineWords } from '../../shared/proof/line-words.ts'
import { addHeading, addNote, addTable, strong, type PdfWriter } from '../pdf/service.ts'

/** Widths by share: inputs are the longest. */
const SHARES = { title: 16, value: 12, rule: 24, inputs: 48 }

/** What is derived of the subject, each value with its rule, the rule's source and its inputs. @source R3 */
export function drawProofs(
  pdf: PdfWriter,
  wording: Wording,
  { derived, forms }: { readonly derived: DerivedBook; readonly forms: readonly FormDefinition[] },
): void {
  const { t, language } = wording
  addHeading(pdf, t('proof.title'), { level: 1, inContents: true })
  const { cutoff, lines } = derived
  if (cutoff !== null) addNote(pdf, t('proof.note', { cutoff: shownDate(cutoff, language) }))
  addTable(pdf, {
    columns: [
      { title: t('proof.of'), share: SHARES.title },
      { title: t('book.value'), share: SHARES.value },
      { title: t('proof.rule'), share: SHARES.rule },
      { title: t('proof.inputs'), share: SHARES.inputs },
    ],
    rows: lines.map((line) => {
      const { title, value, rule, source, inputs } = lineWords(wording, line, forms)
      return [title, [strong(value)], `${rule}. ${source}`, inputs]
    }),
    ...{ empty: t('proof.none'), size: 7 },
  })
}
