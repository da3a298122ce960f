import type { Day } from '../kernel/brand.ts'
import { sentenceOf } from './check-sentence.ts'
import type { FormDefinition, FormValues, ItemDefinition, RowValues } from './define.ts'
import { reasonKey } from './define.ts'
import { failedChecks } from './edit-checks.ts'
import type { TextParams } from './entry-faults.ts'
import { entryFinding } from './entry-findings.ts'
import { holds, isShown } from './show-if.ts'

/** Text keys of what a person is asked to look at. None of it stops a save. */
export const FINDING_KEYS = [
  'finding.missing',
  'finding.noRows',
  'finding.rowMissing',
  'finding.duplicateRow',
  'finding.notAsked',
  'finding.reasonBesideValue',
  'finding.outOfRange',
  'finding.partialDate',
  'finding.futureDate',
  'finding.implausibleDate',
  'finding.idNumber',
  'finding.phone',
  'finding.email',
  'finding.check',
] as const
export type FindingKey = (typeof FINDING_KEYS)[number]

/**
 * `missing` keeps a form from being complete; `warning` is to be corrected or confirmed.
 * `params` always hold `labelEn` and `labelZh`, the item's names.
 */
export interface Finding {
  /** JSON pointer into the values. */
  readonly pointer: string
  readonly kind: 'missing' | 'warning'
  readonly key: FindingKey
  readonly params: TextParams
}

export interface FindingContext {
  /** Dates after this day are found; without it none are. */
  readonly today?: Day
}

export type Completeness = 'complete' | 'incomplete'

/** All findings of one filled form: own items first, then row by row, in the definition's order. */
export function findingsOf(
  form: FormDefinition,
  values: FormValues,
  context: FindingContext = {},
): readonly Finding[] {
  return [...missingOf(form, values), ...warningsOf(form, values, { context, withChecks: true })]
}

/** Of these the warnings that a value gives by what its own item says, and rows that repeat. */
export function valueWarnings(
  form: FormDefinition,
  values: FormValues,
  context: FindingContext = {},
): readonly Finding[] {
  return warningsOf(form, values, { context, withChecks: false })
}

interface Warning {
  readonly context: FindingContext
  /** Whether the checks that the form carries are evaluated too. */
  readonly withChecks: boolean
}

function warningsOf(form: FormDefinition, values: FormValues, asked: Warning): readonly Finding[] {
  const found: Finding[] = []
  const whole = { form, formItems: values.items, ...asked }
  const { checks = [], group } = form
  warnRow(form.items, checks, { ...whole, row: values.items, base: '/items' }, found)
  if (group === undefined) return found
  values.rows.forEach((row, index) => {
    warnRow(group.items, group.checks ?? [], { ...whole, row, base: `/rows/${index}` }, found)
  })
  found.push(...duplicateRows(group.identity, values.rows))
  if (values.rows.length > 0 && group.showIf && !holds(group.showIf, {}, values.items)) {
    const value = values.rows.map((row) => Object.values(row).join(', ')).join('; ')
    found.push(warning('/rows', 'finding.notAsked', { value, ...labelsOf(group.title) }))
  }
  return found
}

/** A form is complete when every required item asked has a value or a reason. */
export function completenessOf(form: FormDefinition, values: FormValues): Completeness {
  return missingOf(form, values).length === 0 ? 'complete' : 'incomplete'
}

/** What keeps a form from being complete. */
export function missingOf(form: FormDefinition, values: FormValues): readonly Finding[] {
  const found = missingItems(form.items, values.items, values.items, '/items')
  found.unshift(...missingPerformed(form, values))
  const { group } = form
  if (group === undefined) return found
  values.rows.forEach((row, index) => {
    found.push(...missingItems(group.items, row, values.items, `/rows/${index}`))
  })
  if (group.showIf !== undefined && !holds(group.showIf, {}, values.items)) return found
  if (group.everyCode === true) return [...found, ...missingRows(form, values)]
  if (values.rows.length === 0) {
    found.push({
      pointer: '/rows',
      kind: 'missing',
      key: 'finding.noRows',
      params: labelsOf(group.title),
    })
  }
  return found
}

/** A form in which nothing stands has to say whether the assessment was done. */
function missingPerformed({ performed, items }: FormDefinition, values: FormValues): Finding[] {
  const item = items.find(({ key }) => key === performed?.item)
  const isEmpty =
    values.rows.length === 0 && Object.values(values.items).every((text) => text === '')
  if (item === undefined || !isEmpty) return []
  const params = labelsOf(item.label)
  return [{ pointer: `/items/${item.key}`, kind: 'missing', key: 'finding.missing', params }]
}

function missingItems(
  items: readonly ItemDefinition[],
  row: RowValues,
  formItems: RowValues,
  base: string,
): Finding[] {
  const found: Finding[] = []
  for (const item of items) {
    if (item.required !== true || row[item.key] !== undefined) continue
    if (row[reasonKey(item.key)] !== undefined || !isShown(item, row, formItems)) continue
    found.push({
      pointer: `${base}/${item.key}`,
      kind: 'missing',
      key: 'finding.missing',
      params: labelsOf(item.label),
    })
  }
  return found
}

function missingRows(form: FormDefinition, values: FormValues): Finding[] {
  const identity = form.group?.identity[0] ?? ''
  const item = form.group?.items.find((candidate) => candidate.key === identity)
  if (item?.kind !== 'code') return []
  const answered = new Set(values.rows.map((row) => row[identity]))
  return item.codes
    .filter((code) => !answered.has(code.value))
    .map((code) => ({
      pointer: '/rows',
      kind: 'missing',
      key: 'finding.rowMissing',
      params: { code: code.value, ...labelsOf(code.label) },
    }))
}

interface RowPlace {
  readonly form: FormDefinition
  readonly row: RowValues
  readonly formItems: RowValues
  readonly base: string
  readonly context: FindingContext
  readonly withChecks: boolean
}

function warnRow(
  items: readonly ItemDefinition[],
  checks: NonNullable<FormDefinition['checks']>,
  place: RowPlace,
  found: Finding[],
): void {
  for (const item of items) {
    const value = place.row[item.key]
    if (value !== undefined) found.push(...warnItem(item, value, place))
  }
  if (!place.withChecks) return
  for (const failed of failedChecks(checks, place.row, place.formItems)) {
    const sentence = sentenceOf(failed, place.form, place.row, place.formItems)
    const params = { check: failed.check.key, ...sentence }
    found.push(warning(`${place.base}/${failed.items[0] ?? ''}`, 'finding.check', params))
  }
}

function warnItem(item: ItemDefinition, value: string, place: RowPlace): Finding[] {
  const found: Finding[] = []
  const add = (key: FindingKey, params: TextParams): void => {
    const named = { ...params, ...labelsOf(item.label) }
    found.push(warning(`${place.base}/${item.key}`, key, named))
  }
  const reason = place.row[reasonKey(item.key)]
  if (reason !== undefined) add('finding.reasonBesideValue', { value, reason })
  if (item.showIf !== undefined && !holds(item.showIf, place.row, place.formItems)) {
    add('finding.notAsked', { value })
  }
  const entry = entryFinding(item, value, place.context.today)
  if (entry !== null) add(entry.key, entry.params)
  return found
}

function duplicateRows(
  identity: readonly string[],
  rows: readonly RowValues[],
): readonly Finding[] {
  const found: Finding[] = []
  const seen = new Set<string>()
  rows.forEach((row, index) => {
    const parts = identity.map((key) => row[key] ?? '')
    if (parts.length === 0 || parts.includes('')) return
    const name = parts.join('\u0000')
    if (seen.has(name)) {
      const params = { value: parts.join(', ') }
      found.push(warning(`/rows/${index}/${identity[0] ?? ''}`, 'finding.duplicateRow', params))
    }
    seen.add(name)
  })
  return found
}

function warning(pointer: string, key: FindingKey, params: TextParams): Finding {
  return { pointer, kind: 'warning', key, params }
}

function labelsOf(label: ItemDefinition['label']): TextParams {
  return { labelEn: label.en, labelZh: label.zh }
}
