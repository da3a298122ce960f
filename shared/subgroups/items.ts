import { ageAtConsent } from '../forms/age.ts'
import type { FormDefinition, ItemDefinition } from '../forms/define.ts'
import { shownValues } from '../forms/shown-values.ts'
import type { Bilingual } from '../kernel/bilingual.ts'
import { BASELINE_VISIT } from '../protocol/schedule-parts.ts'
import type { ProtocolDefinition } from '../protocol/define.ts'
import { rowsOf, type Row, type TrialSubject } from '../trial/trial.ts'
import type { ItemValues, SubgroupItem } from './define.ts'

/** Age is no item of a form: it follows from birth and consent, or stands in a copy without births. */
export const AGE_ITEM = 'subjects.AGE'

const AGE: SubgroupItem = {
  kind: 'number',
  key: AGE_ITEM,
  label: { en: 'Age at consent', zh: '知情同意时年龄' },
  unit: 'a',
}

/** Names a subject, a place or the cohort: no characteristic. */
const NO_CHARACTERISTIC: ReadonlySet<string> = new Set(['SUBJID', 'SITEID', 'COHORT', 'AGE'])

/**
 * The items by which a study can be divided: coded answers and numbers of the forms that are filled
 * once for each subject, and of the forms of the baseline visit. Rows of groups (laboratory results)
 * are left out: they have no single value.
 */
export function subgroupItems(definition: ProtocolDefinition): readonly SubgroupItem[] {
  const items = baselineForms(definition).flatMap(({ file, form }) =>
    form.items.flatMap((item) => toItem(file, item) ?? []),
  )
  return [AGE, ...items]
}

interface BaselineForm {
  readonly file: string
  readonly form: FormDefinition
  /** Null: the form belongs to no visit. */
  readonly visit: string | null
}

/** What happens after baseline would look into the future; a visit says nothing of the subject. */
const LATER_FILES: ReadonlySet<string> = new Set(['deaths', 'disposition', 'visits'])

function baselineForms({ forms, schedule }: ProtocolDefinition): readonly BaselineForm[] {
  const atBaseline = new Set(
    schedule.single.find(({ visit }) => visit === BASELINE_VISIT.visit)?.forms ?? [],
  )
  return forms.flatMap((form): readonly BaselineForm[] => {
    const { file, scope, hidden, rowKey } = form
    if (file === undefined || hidden === true || LATER_FILES.has(file)) return []
    if (scope === 'subject') return [{ file, form, visit: null }]
    if (scope !== 'visit' || rowKey !== undefined || !atBaseline.has(form.key)) return []
    return [{ file, form, visit: BASELINE_VISIT.visit }]
  })
}

function toItem(file: string, item: ItemDefinition): SubgroupItem | null {
  if (item.hidden === true || NO_CHARACTERISTIC.has(item.key)) return null
  const base = { key: `${file}.${item.key}`, label: item.label }
  if (item.kind === 'code') {
    return { ...base, kind: 'code', codes: item.codes, multiple: item.multiple === true }
  }
  // Dates, texts and terms divide nobody.
  if (item.kind !== 'integer' && item.kind !== 'number') return null
  return { ...base, kind: 'number', unit: item.unit ?? null }
}

/**
 * What one subject has for each item, as the form shows it: a derived item is what its inputs give.
 */
export function itemValues(subject: TrialSubject, definition: ProtocolDefinition): ItemValues {
  const values: Record<string, string> = {}
  for (const { file, form, visit } of baselineForms(definition)) {
    const row = rowsOf(subject, file).find((one) => visit === null || one['VISIT'] === visit)
    if (row === undefined) continue
    const shown = shownValues(form.items, row)
    for (const { key } of form.items) {
      const value = shown[key] ?? ''
      if (value !== '') values[`${file}.${key}`] = value
    }
  }
  const age = ageOf(rowsOf(subject, 'subjects')[0] ?? {})
  if (age !== '') values[AGE_ITEM] = age
  return values
}

function ageOf(consent: Row): string {
  return consent['AGE'] ?? ageAtConsent(consent)?.value ?? ''
}

/** What an item is called, with its unit. */
export function itemName({ label, ...item }: SubgroupItem): Bilingual {
  const unit = item.kind === 'number' && item.key !== AGE_ITEM ? item.unit : null
  if (item.key === AGE_ITEM) return { en: `${label.en}, years`, zh: `${label.zh}（岁）` }
  return unit === null ? label : { en: `${label.en}, ${unit}`, zh: `${label.zh}（${unit}）` }
}
