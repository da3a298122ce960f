import type { TestMark } from '../../shared/environment/test-mark.ts'
import type { FormDefinition, ItemDefinition } from '../../shared/forms/define.ts'
import type { Language } from '../../shared/kernel/bilingual.ts'
import { speaker } from '../../shared/texts/speaker.ts'
import type { PinnedDefinition } from '../studies/service.ts'
import { html, htmlDocument, htmlTable, type Html } from './html.ts'
import type { TableRow } from './table-file.ts'

interface Question {
  readonly form: FormDefinition
  readonly part: 'items' | 'rows'
  readonly item: ItemDefinition
}

/** What questions stand in: a version, or a definition of a copy. */
type Defined = Pick<PinnedDefinition, 'definition'>

function questionsOf({ definition }: Defined): readonly Question[] {
  return definition.forms.flatMap((form) => [
    ...form.items.map((item) => ({ form, part: 'items' as const, item })),
    ...(form.group?.items ?? []).map((item) => ({ form, part: 'rows' as const, item })),
  ])
}

/** Every question of every form of a version. */
export function itemRows(pinned: Defined): readonly TableRow[] {
  return questionsOf(pinned).map(({ form, part, item }) => ({
    FORM: form.key,
    FORM_EN: form.title.en,
    FORM_ZH: form.title.zh,
    PART: part,
    ITEM: item.key,
    LABEL_EN: item.label.en,
    LABEL_ZH: item.label.zh,
    KIND: item.kind,
    UNIT: unitOf(item),
    REQUIRED: item.required === true,
    DERIVATION: item.derivation ?? null,
    SDTM: item.sdtm ?? null,
  }))
}

function unitOf(item: ItemDefinition): string | null {
  return 'unit' in item ? (item.unit ?? null) : null
}

/** Every coded answer of a version. */
export function codeRows(pinned: Defined): readonly TableRow[] {
  return questionsOf(pinned).flatMap(({ form, item }) =>
    item.kind === 'code'
      ? item.codes.map(({ value, label }) => ({
          FORM: form.key,
          ITEM: item.key,
          CODE: value,
          LABEL_EN: label.en,
          LABEL_ZH: label.zh,
        }))
      : [],
  )
}

/** The forms of a version to read: each question with its unit and its coded answers. */
export function formsHtml(
  pinned: PinnedDefinition,
  language: Language,
  mark: TestMark | null,
): string {
  const { t, say } = speaker(language)
  const { definition, number, hash } = pinned
  const title = `${t('archive.forms')} · ${t('book.definition')} ${number} (${definition.version})`
  const heads = [t('audit.item'), t('archive.question'), t('archive.unit'), t('archive.answers')]
  const body: Html = html`<h1>${title}</h1>
    <p>${say(definition.title)}</p>
    <p class="hash">${hash}</p>
    ${definition.forms.map((form) => {
      const own = questionsOf(pinned).filter((one) => one.form === form)
      const rows = own.map(({ item }) => [
        item.key,
        say(item.label),
        unitOf(item) ?? '',
        item.kind === 'code'
          ? item.codes.map(({ value, label }) => `${value} = ${say(label)}`).join('; ')
          : '',
      ])
      return html`<h2>${say(form.title)}</h2>
        ${htmlTable(heads, rows)}`
    })}`
  return htmlDocument({ language, title, body, mark })
}
