import type { DerivedBook } from '../../shared/casebook/derived-book.ts'
import type { Wording } from '../../shared/casebook/wording.ts'
import type { FormDefinition } from '../../shared/forms/define.ts'
import { shownDate } from '../../shared/kernel/shown-date.ts'
import { lineWords } from '../../shared/proof/line-words.ts'
import { html, htmlTable, NO_HTML, type Html } from './html.ts'

/** What is derived of the subject, each value with its rule, the rule's source and its inputs. @source R3 */
export function proofsHtml(
  wording: Wording,
  { derived, forms }: { readonly derived: DerivedBook; readonly forms: readonly FormDefinition[] },
): Html {
  const { t, language } = wording
  const { cutoff, lines } = derived
  const heads = [t('proof.of'), t('book.value'), t('proof.rule'), t('proof.inputs')]
  const rows = lines.map((line) => {
    const { title, value, rule, source, inputs } = lineWords(wording, line, forms)
    return [title, html`<b>${value}</b>`, `${rule}. ${source}`, inputs]
  })
  const note = cutoff === null ? '' : t('proof.note', { cutoff: shownDate(cutoff, language) })
  return html`<h2>${t('proof.title')}</h2>
    ${note === '' ? NO_HTML : html`<p class="soft">${note}</p>`}
    ${rows.length === 0 ? html`<p>${t('proof.none')}</p>` : htmlTable(heads, rows)}`
}
