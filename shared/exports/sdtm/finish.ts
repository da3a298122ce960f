import { oncePer } from '../../kernel/remembered.ts'
import type { Cell } from '../datasets/define.ts'
import { completeValues, sourceOf } from './complete.ts'
import type { Draft, FinishedRecord, SdtmDomain, SubjectContext } from './define.ts'
import { compareByKeys } from './order.ts'
import { namesOfDomain } from './variables-of.ts'

/**
 * The records of one subject in a domain: completed, ordered by the natural keys and then by all else
 * they hold, so that two exports of the same data agree, and numbered from 1 in that order.
 */
export function finishDomain(
  domain: SdtmDomain,
  drafts: readonly Draft[],
  context: SubjectContext,
): readonly FinishedRecord[] {
  const names = namesOfDomain(domain)
  const completed = drafts
    .filter(({ noRecord }) => noRecord !== true)
    .map((draft) => ({ draft, values: completeValues(domain, names, { draft, context }) }))
  const order = orderOf(domain)
  completed.sort(
    (a, b) => compareByKeys(order, a.values, b.values) || compareSources(a.draft, b.draft),
  )
  const sequence = `${domain.key}SEQ`
  const isNumbered = names.has(sequence)
  return completed.map(({ draft, values }, at) => {
    if (isNumbered) values[sequence] = at + 1
    return { draft, values, ...sourceOf(draft) }
  })
}

/** Names by which records are ordered: the keys, then all else, the form's own number last. */
const orderOf = oncePer((domain: SdtmDomain): readonly string[] => {
  const id = `${domain.key}SPID`
  return [...domain.keys, ...[...namesOfDomain(domain)].filter((name) => name !== id), id]
})

function compareSources(a: Draft, b: Draft): number {
  const keyed = ({ row, column }: Draft): Record<string, Cell> => ({
    file: row?.source.file ?? null,
    row: row?.source.row ?? null,
    column: column ?? null,
  })
  return compareByKeys(['file', 'row', 'column'], keyed(a), keyed(b))
}
