import type { Code } from '../forms/define.ts'
import type { Bilingual } from '../kernel/bilingual.ts'

/** An item by which subjects are divided: what is known of them before treatment. */
export type SubgroupItem =
  | {
      readonly kind: 'code'
      /** File and item: `baseline.BCLC`. */
      readonly key: string
      readonly label: Bilingual
      readonly codes: readonly Code[]
      /** Several answers at once; each of them counts. */
      readonly multiple: boolean
    }
  | {
      readonly kind: 'number'
      readonly key: string
      readonly label: Bilingual
      readonly unit: string | null
    }

/** What a subgroup asks of a subject: one of some answers, or a number on one side of a limit. */
export type SubgroupCondition =
  | { readonly kind: 'one-of'; readonly item: string; readonly answers: readonly string[] }
  | { readonly kind: 'at-least'; readonly item: string; readonly limit: number }
  | { readonly kind: 'below'; readonly item: string; readonly limit: number }

/** Whether a subject is in a subgroup; `unknown` where its value is missing or leaves it open. */
export type Membership = 'in' | 'out' | 'unknown'

/** What a subject has for each item, as entered; absent where nothing was. */
export type ItemValues = Readonly<Record<string, string>>
