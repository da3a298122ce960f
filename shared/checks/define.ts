import type { FormValues } from '../forms/define.ts'
import type { Bilingual } from '../kernel/bilingual.ts'
import type { Day } from '../kernel/brand.ts'
import type { Member } from '../kernel/registry.ts'
import { oncePer } from '../kernel/remembered.ts'
import type { RangedLaboratory } from '../laboratory/row-limits.ts'

/** What a check looks at: one value, one form, the forms of one visit, or all of a subject. */
export type CheckLevel = 'field' | 'form' | 'visit' | 'subject'

/**
 * `warning`: correct it or confirm it with a reason. `note`: shown only. What stops a save is an
 * impossible format alone, and is no check but a fault of the entry (`forms/entry-faults.ts`).
 */
export type CheckSeverity = 'warning' | 'note'

/** A filled form as checks see it. `id` is null for one that is being typed and was never saved. */
export interface CheckRecord {
  readonly id: string | null
  readonly form: string
  readonly visit: string | null
  readonly rowKey: string
  readonly values: FormValues
}

/** Where a check fires: the record, the row of its group and the item, as a JSON pointer too. */
export interface CheckPlace {
  readonly form: string
  readonly visit: string | null
  readonly rowKey: string
  /** Identity of the row in the form's group, its values joined by `|`; empty outside a group. */
  readonly groupRow: string
  readonly item: string
  /** JSON pointer into the record's values, e.g. `/items/AEENDAT`, `/rows/2/LBORRES`. */
  readonly pointer: string
}

/** A check that fired, with the values it compared and whatever its sentence names. */
export interface FiredCheck {
  readonly check: string
  readonly version: string
  readonly level: CheckLevel
  readonly severity: CheckSeverity
  readonly recordId: string | null
  readonly place: CheckPlace
  /** The sentence: what is odd, the values compared, what to do. Values are filled in. */
  readonly message: Bilingual
  /** The values compared, by their name: a confirmation holds while they stay the same. */
  readonly compared: Readonly<Record<string, string>>
}

/** Names a firing's place inside a subject: one firing of a check stands there at most. */
export const placeKey = oncePer((place: CheckPlace): string => {
  const { form, visit, rowKey, groupRow, item } = place
  return JSON.stringify([form, visit, rowKey, groupRow, item])
})

/** What is checked: the subject's records, the typed one in place of its stored state. */
export interface CheckInput {
  readonly subjid: string
  readonly records: readonly CheckRecord[]
  /** Dates after this day are odd; null: none is. */
  readonly today: Day | null
  /** Those of the subject's site, whose ranges hold for results without limits; left out: none. */
  readonly laboratories?: readonly RangedLaboratory[]
}

/** One filled form of an example, in few words: `visit` is null where it is left out. */
export interface ExampleRecord {
  readonly form: string
  readonly visit?: string
  readonly items?: Readonly<Record<string, string>>
  readonly rows?: readonly Readonly<Record<string, string>>[]
}

/** A subject's records on which a check passes, or fires. */
export interface CheckExample {
  readonly records: readonly ExampleRecord[]
}

/**
 * What clean data fulfil: a rule over the names of `variables.ts` and `facts.ts`, evaluated for each
 * record of the form (each row, where the item stands in its group); or a producer, code that finds
 * what no rule over one row can say.
 */
export type CheckCondition =
  | { readonly rule: string }
  | {
      readonly producer: string
      readonly params?: Readonly<Record<string, string | number>>
    }

/**
 * An edit check as data. `key` is its identifier, for ever; a changed condition is a new version.
 * The sentence says what is odd, names the values in {{braces}}, and what can be done. `compares`
 * lists the names whose values are shown and kept with a firing (a producer brings its own).
 */
export interface EditCheck extends Member {
  readonly version: string
  readonly level: CheckLevel
  readonly severity: CheckSeverity
  readonly form: string
  readonly item: string
  readonly rationale: Bilingual
  readonly message: Bilingual
  readonly condition: CheckCondition
  readonly compares: readonly string[]
  readonly pass: readonly CheckExample[]
  readonly fail: readonly CheckExample[]
}

/** A value of a check: what it computes with, and how its sentence names it. */
export interface CheckValue {
  readonly value: number | string | boolean | undefined
  readonly text: string
}
