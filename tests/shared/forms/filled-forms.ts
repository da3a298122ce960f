import {
  reasonKey,
  type FormDefinition,
  type FormValues,
  type ItemDefinition,
  type RowValues,
} from '../../../shared/forms/define.ts'
import { withoutLeftovers } from '../../../shared/forms/leftovers.ts'
import { parseFormValues } from '../../../shared/forms/schema-of.ts'
import { unreachable } from '../../../shared/kernel/unreachable.ts'

/** A list without codes that takes no other text is not asked: the protocol has no cohorts. */
export function takesValues(item: ItemDefinition): boolean {
  if (item.unstored === true) return false
  return item.kind !== 'code' || item.codes.length > 0 || item.open === true
}

/** A value that the item takes as it stands: nothing in it is normalised away. */
function valueOf(item: ItemDefinition, turn: number): string {
  switch (item.kind) {
    case 'text':
      return textOf(item, turn)
    case 'term':
      return 'Nausea'
    case 'lesion':
      return `T0${turn + 1}`
    case 'integer':
      return String(Math.max(1, Math.ceil(item.min ?? 0)) + turn)
    case 'number':
      return numberOf(item, turn)
    case 'date':
      return dateOf(item, turn)
    case 'code':
      return codeOf(item, turn)
    default:
      return unreachable(item)
  }
}

function dateOf(item: Extract<ItemDefinition, { kind: 'date' }>, turn: number): string {
  return item.complete === true || turn === 0 ? `2024-03-1${turn}` : '2024-03'
}

function codeOf(item: Extract<ItemDefinition, { kind: 'code' }>, turn: number): string {
  return item.codes[turn % Math.max(1, item.codes.length)]?.value ?? `OTHER ${turn}`
}

function textOf(item: Extract<ItemDefinition, { kind: 'text' }>, turn: number): string {
  if (item.format === 'time') return `14:3${turn}`
  return `a "b", c; ${turn}，按原文`.slice(0, item.maxLength ?? 40)
}

function numberOf(item: Extract<ItemDefinition, { kind: 'number' }>, turn: number): string {
  const whole = Math.ceil(item.min ?? 0) + turn
  if (item.comparator === true) return `<${whole + 1}`
  return item.decimals === 1 ? `${whole}.0` : String(whole)
}

function rowOf(items: readonly ItemDefinition[], turn: number): RowValues {
  const taking = items.filter((item) => takesValues(item))
  return Object.fromEntries(taking.map((item) => [item.key, valueOf(item, turn)]))
}

/**
 * Filled forms that together hold a value for every item: each answers every question its own answers
 * ask. Answers that turn questions on and off are taken in turn, an empty one included.
 */
export function filledForms(form: FormDefinition): readonly FormValues[] {
  const group = form.group?.items ?? []
  const conditions = [...form.items, ...group].flatMap(({ showIf }) => showIf ?? [])
  const settings = conditions.flatMap((one) => one.in.map((value) => ({ key: one.item, value })))
  const made = [{ key: '', value: '' }, ...settings].map(({ key, value }, at) => {
    const set = (row: RowValues): RowValues =>
      key === '' || !(withoutReason(key) in row) ? row : withAnswer(row, key, value)
    const turn = at % 2
    const rows = group.length === 0 ? [] : [0, 1].map((row) => set(rowOf(group, row)))
    return asked(form, { items: set(rowOf(form.items, turn)), rows })
  })
  return [...made, withReasons(form)]
}

/** The item whose answer, or whose reason, a condition looks at. */
function withoutReason(key: string): string {
  const suffix = reasonKey('')
  return key.endsWith(suffix) ? key.slice(0, -suffix.length) : key
}

function withAnswer(row: RowValues, key: string, value: string): RowValues {
  const item = withoutReason(key)
  if (item !== key) return { ...withAnswer(row, item, ''), [key]: value }
  return Object.fromEntries(
    Object.entries(row).flatMap(([one, text]) =>
      one !== key ? [[one, text]] : value === '' ? [] : [[item, value]],
    ),
  )
}

/** Every required question empty, each with its reason. */
function withReasons(form: FormDefinition): FormValues {
  const ofItems = (items: readonly ItemDefinition[]): RowValues =>
    Object.fromEntries(
      items
        .filter(({ required, derivation }) => required === true && derivation === undefined)
        .map((item, at) => [reasonKey(item.key), at % 2 === 0 ? 'UNKNOWN' : 'NOT DONE']),
    )
  const items = ofItems(form.items)
  return asked(form, { items, rows: [] })
}

/** What the schema makes of it once nothing is left over: derived values are those of the rules. */
function asked(form: FormDefinition, values: FormValues): FormValues {
  const parsed = parseFormValues(form, withoutLeftovers(form, values))
  if (!parsed.ok) throw new Error(`${form.key}: ${JSON.stringify(parsed.faults)}`)
  return parsed.values
}
