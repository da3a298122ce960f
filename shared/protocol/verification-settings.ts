import { z } from 'zod'
import { reasonKey, type FormDefinition, type FormValues, type RowValues } from '../forms/define.ts'
import { groupRowOf, type ValuePlace } from '../forms/verified-content.ts'

/**
 * What of a form a monitor compares with its source.
 * - `full`: every value, marked as a whole
 * - `targeted`: these items alone, each by itself; in a group only rows whose identity names one of
 *   `rows`, where that is given
 * - `none`: nothing is asked; whoever wants to may still verify
 */
export type FormVerification =
  | { readonly kind: 'full' }
  | {
      readonly kind: 'targeted'
      readonly items: readonly string[]
      readonly rows?: readonly string[]
    }
  | { readonly kind: 'none' }

/** The plan of source data verification. @source ICH E6(R3) 3.11.4; DC-15 */
export interface VerificationSettings {
  /** By key of the form; a form that is not named is verified in full. */
  readonly forms: Readonly<Record<string, FormVerification>>
  /**
   * By risk: of the first so many subjects registered at each site the targeted forms are verified in
   * full. None unless given.
   */
  readonly fullSubjectsPerSite?: number
}

const formVerificationSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('full') }),
  z.strictObject({
    kind: z.literal('targeted'),
    items: z.array(z.string().min(1)).min(1).max(200),
    rows: z.array(z.string().min(1)).min(1).max(200).exactOptional(),
  }),
  z.strictObject({ kind: z.literal('none') }),
])

export const verificationSettingsSchema: z.ZodType<VerificationSettings> = z.strictObject({
  forms: z.record(z.string(), formVerificationSchema),
  fullSubjectsPerSite: z.int().min(1).max(1000).exactOptional(),
})

const FULL: FormVerification = { kind: 'full' }

interface Planned {
  readonly verification?: VerificationSettings
}

/**
 * What a definition asks to verify of a form. A definition without a plan asks for everything.
 * `numberAtSite` counts the subject among those registered at its site, from 1; null: nobody counted.
 */
export function verificationNeeded(
  { verification }: Planned,
  form: Pick<FormDefinition, 'key'>,
  numberAtSite: number | null = null,
): FormVerification {
  const plan = verification?.forms[form.key] ?? FULL
  const first = verification?.fullSubjectsPerSite ?? 0
  const isFirst = numberAtSite !== null && numberAtSite <= first
  return plan.kind === 'targeted' && isFirst ? FULL : plan
}

/** The whole form, as a verification names it. */
export const WHOLE_FORM: ValuePlace = { item: '', groupRow: '' }

/**
 * The parts of a filled form that a plan asks to verify, in the form's order: the whole form, the
 * targeted items that hold a value or the reason for its absence, or nothing.
 */
export function partsToVerify(
  form: FormDefinition,
  values: FormValues,
  plan: FormVerification,
): readonly ValuePlace[] {
  if (plan.kind === 'none') return []
  if (plan.kind === 'full') return [WHOLE_FORM]
  const asked = (items: FormDefinition['items']): readonly string[] =>
    items.map(({ key }) => key).filter((key) => plan.items.includes(key))
  const { group } = form
  const ofForm = asked(form.items)
    .filter((item) => isFilled(values.items, item))
    .map((item) => ({ item, groupRow: '' }))
  if (group === undefined) return ofForm
  const rows = values.rows.filter((row) => isTargetedRow(row, group.identity, plan.rows))
  const inRows = asked(group.items)
  const ofRows = rows.flatMap((row) => {
    const groupRow = groupRowOf(group.identity, row)
    return inRows.filter((item) => isFilled(row, item)).map((item) => ({ item, groupRow }))
  })
  return [...ofForm, ...ofRows]
}

function isTargetedRow(
  row: RowValues,
  identity: readonly string[],
  rows: readonly string[] | undefined,
): boolean {
  return rows === undefined || identity.some((key) => rows.includes(row[key] ?? ''))
}

function isFilled(row: RowValues, key: string): boolean {
  return (row[key] ?? '') !== '' || (row[reasonKey(key)] ?? '') !== ''
}
