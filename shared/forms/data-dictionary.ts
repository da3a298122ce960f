import { captureOf, type Capture, type FormDefinition, type ItemDefinition } from './define.ts'

/** One line of a data dictionary: an item, where it is asked and how it is stored. */
export interface DictionaryRow {
  readonly form: string
  readonly formTitleEn: string
  readonly formTitleZh: string
  readonly scope: FormDefinition['scope']
  readonly owner: FormDefinition['owner']
  /** File stem of the trial-CSV layout; empty for a form whose own items have none. */
  readonly file: string
  readonly item: string
  readonly labelEn: string
  readonly labelZh: string
  readonly kind: ItemDefinition['kind']
  readonly unit: string
  /** `M = Male / 男; F = Female / 女`; ends in `; …` where other answers are admitted. */
  readonly codes: string
  readonly range: string
  readonly required: boolean
  readonly asked: boolean
  /** `AESER = Y`: when the item is asked. */
  readonly condition: string
  readonly derivation: string
  /** Copied from a source, entered here first, or computed. */
  readonly capture: Capture
  readonly sdtm: string
}

/** The data dictionary of a definition: every item of every form, in the definition's order. */
export function dataDictionary(definition: {
  readonly forms: readonly FormDefinition[]
}): readonly DictionaryRow[] {
  return definition.forms.flatMap((form) => [
    ...form.items.map((item) => toRow(form, form.file ?? '', item)),
    ...(form.group?.items ?? []).map((item) => toRow(form, form.group?.file ?? '', item)),
  ])
}

function toRow(form: FormDefinition, file: string, item: ItemDefinition): DictionaryRow {
  return {
    form: form.key,
    formTitleEn: form.title.en,
    formTitleZh: form.title.zh,
    scope: form.scope,
    owner: form.owner,
    file,
    item: item.key,
    labelEn: item.label.en,
    labelZh: item.label.zh,
    kind: item.kind,
    unit: 'unit' in item ? (item.unit ?? '') : '',
    codes: codesOf(item),
    range: rangeOf(item),
    required: item.required ?? false,
    asked: item.hidden !== true && form.hidden !== true,
    condition: conditionOf(item),
    derivation: item.derivation ?? '',
    capture: captureOf(form, item),
    sdtm: item.sdtm ?? '',
  }
}

function codesOf(item: ItemDefinition): string {
  if (item.kind !== 'code') return ''
  const codes = item.codes.map(({ value, label }) => `${value} = ${label.en} / ${label.zh}`)
  return [...codes, ...(item.open === true ? ['…'] : [])].join('; ')
}

function rangeOf(item: ItemDefinition): string {
  if (item.kind !== 'integer' && item.kind !== 'number') return ''
  const { min, max } = item
  if (min !== undefined && max !== undefined) return `${min} to ${max}`
  if (min !== undefined) return `from ${min}`
  return max === undefined ? '' : `up to ${max}`
}

function conditionOf(item: ItemDefinition): string {
  if (item.showIf === undefined) return ''
  const values = item.showIf.in.map((value) => (value === '' ? '(empty)' : value))
  return `${item.showIf.item} = ${values.join(' or ')}`
}
