import type { FormDefinition } from '../forms/define.ts'
import type { BookRecord } from './record.ts'
import {
  entryText,
  firingText,
  placeText,
  signatureText,
  verificationText,
  type Wording,
} from './wording.ts'

/** What was said about a record; `verifications` are a record's own. */
export type Marks = Pick<BookRecord, 'queries' | 'firings' | 'signatures'> &
  Partial<Pick<BookRecord, 'verifications'>>

/** One thing that was said: about which place (null: the whole), and what followed it. */
export interface SaidPoint {
  readonly place: string | null
  readonly text: string
  readonly below: readonly string[]
}

export interface Said {
  readonly title: string
  readonly points: readonly SaidPoint[]
}

/** What was asked, checked, verified and signed, in this order; a kind of which there is nothing is left out. */
export function saidOf(
  wording: Wording,
  { queries, firings, verifications = [], signatures }: Marks,
  form: FormDefinition | null,
): readonly Said[] {
  const { t } = wording
  const at = (place: Parameters<typeof placeText>[2], text: string): SaidPoint => ({
    ...{ place: placeText(wording, form, place), text },
    below: [],
  })
  const kinds: readonly Said[] = [
    {
      title: t('book.queries'),
      points: queries.map((query) => ({
        ...at(query, t(`query.state.${query.state}`)),
        below: query.entries.map((entry) => entryText(wording, entry)),
      })),
    },
    {
      title: t('book.checks'),
      points: firings.map((firing) => at(firing, firingText(wording, firing))),
    },
    {
      title: t('book.verifications'),
      points: verifications.map((one) => at(one, verificationText(wording, one))),
    },
    {
      title: t('book.signatures'),
      points: signatures.map((one) => ({
        ...{ place: null, text: signatureText(wording, one) },
        below: [],
      })),
    },
  ]
  return kinds.filter(({ points }) => points.length > 0)
}
