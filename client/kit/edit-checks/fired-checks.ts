import { useQuery } from '@tanstack/react-query'
import { useDeferredValue, useMemo } from 'react'
import { useFormContext, useWatch } from 'react-hook-form'
import type { RecordView } from '../../../shared/api/routes/subjects.ts'
import type { CheckRecord, FiredCheck } from '../../../shared/checks/define.ts'
import type { evaluateChecks } from '../../../shared/checks/evaluate.ts'
import type { builtInFamilies } from '../../../shared/families.ts'
import type { FormDefinition, FormValues, ItemDefinition } from '../../../shared/forms/define.ts'
import { entryCheckOf } from '../../../shared/forms/entry-faults.ts'
import { parseDay } from '../../../shared/kernel/dates.ts'
import type { RangedLaboratory } from '../../../shared/laboratory/row-limits.ts'
import type { ProtocolDefinition } from '../../../shared/protocol/define.ts'
import { toValues, type FormInput } from '../form/form-input.ts'
import type { Query } from '../query.ts'
import { todayAt } from '../today.ts'
import { inTheirPlace } from './in-their-place.ts'

/** The subject around a form: what its checks look at beside the boxes. */
export interface CheckedSubject {
  readonly definition: ProtocolDefinition
  readonly subjid: string
  /** Code of the subject's site. */
  readonly site: string
  /** Of the site, for what is said of dates to come. */
  readonly timeZone: string | undefined
  /** Records that are not removed. */
  readonly records: readonly RecordView[]
  /** Those of the site, whose ranges hold for results without limits. */
  readonly laboratories: readonly RangedLaboratory[]
}

interface Engine {
  readonly evaluateChecks: typeof evaluateChecks
  readonly builtInFamilies: typeof builtInFamilies
}

/** The engine of the checks, fetched when something is first checked. */
export const engineQuery: Query<Engine> = {
  queryKey: ['check-engine'],
  queryFn: async () => {
    const { evaluateChecks, builtInFamilies } = await import('./check-engine.ts')
    return { evaluateChecks, builtInFamilies }
  },
  staleTime: Infinity,
}

interface Typed {
  readonly form: FormDefinition
  readonly visit: string | null
  /** The record being changed; null: a new one. */
  readonly record: RecordView | null
  /** null: the form stands alone, and only its own findings are shown. */
  readonly checked: CheckedSubject | null
}

export interface FiredNow {
  /** null while they cannot be told yet. */
  readonly fired: readonly FiredCheck[] | null
  /** They speak of what stands in the boxes; false for the moment after a stroke until they do. */
  readonly upToDate: boolean
}

/** The checks that fire on a form as it stands in its boxes. */
export function useFiredChecks(typed: Typed): FiredNow {
  const { form, visit, record, checked } = typed
  const { data: engine } = useQuery({ ...engineQuery, enabled: checked !== null })
  const { control } = useFormContext<FormInput>()
  const items = useWatch({ control, name: 'items' })
  const rows = useWatch({ control, name: 'rows' })
  // The typed sign is drawn first, then what the checks say of it.
  const latest = useMemo(() => ({ items, rows }), [items, rows])
  const input = useDeferredValue(latest)
  const id = record?.id ?? null
  const rowKey = record?.rowKey ?? ''
  const fired = useMemo(() => {
    if (engine === undefined || checked === null) return null
    const own: CheckRecord = { id, form: form.key, visit, rowKey, values: storable(form, input) }
    const { subjid, laboratories } = checked
    const today = parseDay(todayAt(checked.timeZone))
    const asked = { subjid, records: inTheirPlace(checked.records, [own]), today, laboratories }
    const all = engine.evaluateChecks(checked.definition, asked, engine.builtInFamilies)
    return all.filter(({ recordId, place }) => recordId === id && place.form === form.key)
  }, [engine, checked, form, visit, id, rowKey, input])
  return { fired, upToDate: input === latest }
}

/** The boxes' values without what cannot be stored: half a date says nothing yet. */
function storable(form: FormDefinition, input: FormInput): FormValues {
  const { items, rows } = toValues(input)
  return {
    items: withoutFaults(form.items, items),
    rows: rows.map((row) => withoutFaults(form.group?.items ?? [], row)),
  }
}

function withoutFaults(
  items: readonly ItemDefinition[],
  row: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  const faulty = items.filter((item) => {
    const text = row[item.key]
    return text !== undefined && entryCheckOf(item)(text) !== null
  })
  if (faulty.length === 0) return row
  const keys = new Set(faulty.map(({ key }) => key))
  return Object.fromEntries(Object.entries(row).filter(([key]) => !keys.has(key)))
}
