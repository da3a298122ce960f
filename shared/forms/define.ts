import type { Bilingual } from '../kernel/bilingual.ts'
import type { Member } from '../kernel/registry.ts'

/** A coded answer: the value as the standard writes it, and what a person reads. */
export interface Code {
  readonly value: string
  readonly label: Bilingual
}

/**
 * The item is asked only when another item of the same row (or form) has one of these values;
 * `''` stands for an empty one, `<ITEM>_REASND` for the reason of an empty one.
 */
export interface ShowIf {
  readonly item: string
  readonly in: readonly string[]
}

/** What every item has. `key` is its CDASH name, its CSV column and its name in stored values. */
interface ItemBase {
  readonly key: string
  readonly label: Bilingual
  /** A complete form has a value here, or a reason for its absence. Never stops a save. */
  readonly required?: boolean
  readonly help?: Bilingual
  readonly showIf?: ShowIf
  /** A column of the file that this protocol does not ask on screen. */
  readonly hidden?: boolean
  /** Key of the derivation that computes the item from others of the form; never typed. */
  readonly derivation?: string
  /** Computed on screen only, from what is stored: neither kept nor written to a file. */
  readonly unstored?: boolean
  /**
   * The SDTM variable this item becomes: `AE.AESTDTC`, with the test in brackets where the domain
   * is one row per test (`VS.VSORRES[SYSBP]`), `SUPPAE.DLTFL` where the standard has no variable.
   */
  readonly sdtm?: string
  /** Generic names (EXTRT) of the drugs that the question is about, where it is about some alone. */
  readonly drugs?: readonly string[]
}

/**
 * A question on a form. Values are stored as the text entered, whatever the kind:
 * - `text`: free text, at most `maxLength` characters (default 2000); `multiline` draws a box;
 *   `format: 'time'` takes a time of day alone, as `14:30`
 * - `integer`, `number`: text that reads as a number; `min`/`max` is the plausible range (a warning,
 *   never a stop), `decimals` the most digits after the point, `comparator` admits `<` and `>`
 * - `date`: ISO 8601, partial allowed unless `complete`; `atMost` is all of it that may be collected
 * - `code`: one of `codes`; with `multiple` several with `;` between; with `open` any other text too
 * - `term`: a CTCAE term chosen from the catalogue
 * - `lesion`: the identifier of one of the subject's lesions
 */
export type ItemDefinition =
  | (ItemBase & {
      readonly kind: 'text'
      readonly maxLength?: number
      readonly multiline?: boolean
      readonly format?: 'time'
    })
  | (ItemBase & NumberItem & { readonly kind: 'integer' })
  | (ItemBase & NumberItem & { readonly kind: 'number'; readonly decimals?: number })
  | (ItemBase & {
      readonly kind: 'date'
      readonly complete?: boolean
      readonly atMost?: 'year' | 'month'
    })
  | (ItemBase & {
      readonly kind: 'code'
      readonly codes: readonly Code[]
      readonly multiple?: boolean
      readonly open?: boolean
    })
  | (ItemBase & { readonly kind: 'term' })
  | (ItemBase & { readonly kind: 'lesion' })

interface NumberItem {
  readonly unit?: string
  readonly min?: number
  readonly max?: number
  readonly comparator?: boolean
}

export type ItemKind = ItemDefinition['kind']

/**
 * What every check of a form has. The sentence says what is odd, names the answers in {{braces}}, and
 * what can be done. A definition made before checks of forms had version, reason and examples has none.
 */
interface FormCheckBase {
  readonly key: string
  readonly message: Bilingual
  /** Raised with each change of what the check asks. */
  readonly version?: string
  readonly rationale?: Bilingual
  /** Rows on which it passes, and rows on which it fires. */
  readonly pass?: readonly RowValues[]
  readonly fail?: readonly RowValues[]
}

/**
 * A check between items of one row, or of the form's own items. A failed one is a warning. What is not
 * answered yet, or has a reason for it, does not fail.
 * - `date-order`: `later` is not before `earlier`, as far as both dates are known
 * - `agreement`: where `when` holds, `then` holds as well
 * - `one-of`: where `when` and all of `and` hold, at least one of `items` has the value `is`
 */
export type FormCheck = FormCheckBase &
  (
    | { readonly kind: 'date-order'; readonly earlier: string; readonly later: string }
    | { readonly kind: 'agreement'; readonly when: ShowIf; readonly then: ShowIf }
    | {
        readonly kind: 'one-of'
        readonly when: ShowIf
        readonly and?: readonly ShowIf[]
        readonly items: readonly string[]
        readonly is: string | readonly string[]
      }
  )

/** Rows inside a form: the lesions of a tumour assessment, the results of a laboratory panel. */
export interface GroupDefinition {
  readonly title: Bilingual
  /** The file of the trial-CSV layout that holds the rows, without its ending. */
  readonly file: string
  readonly items: readonly ItemDefinition[]
  /** Items that tell one row of the group from another, as the lesion's identifier does. */
  readonly identity: readonly string[]
  /** Columns by which the file's rows are ordered after SUBJID (bold in the layout). */
  readonly sortBy: readonly string[]
  /** One row is expected for each code of the (single) identity item; the screen draws them all. */
  readonly everyCode?: boolean
  /** Rows are asked only when an item of the form has one of these values. */
  readonly showIf?: ShowIf
  readonly checks?: readonly FormCheck[]
  /** Codes of the identity item that are often asked together, as a laboratory's panels are. */
  readonly panels?: readonly RowPanel[]
}

/** Rows of a group that are offered together. */
export interface RowPanel {
  readonly title: Bilingual
  readonly codes: readonly string[]
}

/** The items of a form that say whether a planned assessment was done, and if not, why. */
export interface PerformedQuestion {
  readonly item: string
  readonly reason: string
}

/** Who fills the form: the site's coordinator, or the investigator alone. */
export type FormOwner = 'site' | 'investigator'

/**
 * How a value comes to be in the product: copied from a source document, entered here first (the
 * product is its source), or computed from other values. Source: ICH E6(R3) 4.2.1.
 */
export type Capture = 'transcribed' | 'direct' | 'derived'

/**
 * A form: what is asked, where it belongs, and which file of the trial-CSV layout it becomes.
 * - `subject`: once per subject
 * - `visit`: at visits, once each, or once per value of the `rowKey` items (one review per criterion)
 * - `log`: any number of rows per subject, not bound to a visit
 * `visitColumn`: a log row may name a visit (antibody samples do), and a visit's form may go without
 * one (laboratory results between visits do).
 * `hidden`: the file belongs to the layout, but this protocol does not offer the form on screen.
 * `performed`: a planned assessment, which says first whether it was done. Unanswered beside details,
 * it stands for done.
 * `capture`: whether the form's values are entered here first; absent: an investigator's judgements
 * are, and whatever else a site enters is transcribed.
 */
export interface FormDefinition extends Member {
  readonly title: Bilingual
  readonly scope: 'subject' | 'visit' | 'log'
  readonly owner: FormOwner
  /** File stem of the form's own items; absent where the form has only a group. */
  readonly file?: string
  readonly items: readonly ItemDefinition[]
  readonly sortBy?: readonly string[]
  readonly rowKey?: readonly string[]
  readonly visitColumn?: boolean
  readonly hidden?: boolean
  readonly performed?: PerformedQuestion
  readonly capture?: Exclude<Capture, 'derived'>
  readonly checks?: readonly FormCheck[]
  readonly group?: GroupDefinition
}

/** How the values of an item of a form come to be in the product. */
export function captureOf(form: FormDefinition, item: ItemDefinition): Capture {
  if (item.derivation !== undefined) return 'derived'
  return form.capture ?? (form.owner === 'investigator' ? 'direct' : 'transcribed')
}

/** One row of values: item key to the text entered; `<ITEM>_REASND` holds the reason of an empty one. */
export type RowValues = Readonly<Record<string, string>>

/** What a filled form holds: its own items, and the rows of its group (none without one). */
export interface FormValues {
  readonly items: RowValues
  readonly rows: readonly RowValues[]
}

/** The value type of a list of items, for code that names them. Absent = not recorded. */
export type ValuesOf<Items extends readonly ItemDefinition[]> = {
  readonly [I in Items[number] as I['key']]?: string
}

/** The key of the column that holds the reason for an empty item. */
export function reasonKey(itemKey: string): string {
  return `${itemKey}_REASND`
}

/** Why a required item is empty. Stored as a reason beside the item, never as its value. */
export const MISSING_REASONS = [
  'NOT DONE',
  'UNKNOWN',
  'NOT APPLICABLE',
  'REFUSED',
  'NOT EVALUABLE',
  'PENDING',
] as const
export type MissingReason = (typeof MISSING_REASONS)[number]

/** Keeps a form's literal types while checking its shape. */
export function defineForm<const F extends FormDefinition>(form: F): F {
  return form
}
