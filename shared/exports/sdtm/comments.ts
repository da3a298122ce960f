import type { RecordSource } from '../datasets/define.ts'
import type { Draft, FinishedDomains, SdtmDomain, SubjectContext } from './define.ts'
import { parentOf } from './supplementals.ts'

/** CO before it is numbered: remarks about records, and what has no record to stand with. */
export function commentDrafts(
  domains: readonly SdtmDomain[],
  made: {
    readonly drafts: ReadonlyMap<string, readonly Draft[]>
    readonly finished: FinishedDomains
  },
  context: SubjectContext,
): readonly Draft[] {
  return domains.flatMap((domain) => [
    ...(made.finished.get(domain.key) ?? []).flatMap((record) =>
      (record.draft.comments ?? []).map(({ text, date, column, source }): Draft => ({
        values: { RDOMAIN: domain.key, ...parentOf(domain, record), COVAL: text, CODTC: date },
        ...rowOf(record.draft.row, source),
        column,
      })),
    ),
    ...(made.drafts.get(domain.key) ?? []).filter(isWithoutRecord).flatMap(looseComments),
    ...unsaidPerformed(domain, made.finished, context),
  ])

  function looseComments({ values, row, ...draft }: Draft): Draft[] {
    const about = {
      RDOMAIN: String(values['RDOMAIN'] ?? row?.part.domain ?? ''),
      COREF: coref(row),
    }
    const texts = [
      ...(draft.comments ?? []).map(({ text, column }) => ({ text, column })),
      ...(draft.supplementals ?? []).map(({ label, value, column }) => ({
        text: `${label}: ${value}`,
        column,
      })),
    ]
    return texts.map(({ text, column }) => ({
      values: { ...about, COVAL: text, CODTC: row?.date ?? null },
      ...(row === undefined ? {} : { row, column }),
    }))
  }
}

/** The row that a remark was written in. */
function rowOf(row: Draft['row'], source: RecordSource | undefined): Pick<Draft, 'row'> {
  return row === undefined ? {} : { row: { ...row, source: source ?? row.source } }
}

function isWithoutRecord({ noRecord }: Draft): boolean {
  return noRecord === true
}

/** Where a remark about no record belongs: its form, and its visit. */
function coref(row: Draft['row']): string | null {
  if (row === undefined) return null
  const { title } = row.part.layout.form
  return row.visit === null ? title.en : `${title.en}, ${row.visit}`
}

/** An assessment said to be performed of which no result stands anywhere: kept as a remark. */
function unsaidPerformed(
  { key }: SdtmDomain,
  finished: FinishedDomains,
  context: SubjectContext,
): readonly Draft[] {
  const asking = context.plan.parts.filter(
    ({ layout, domain }) =>
      domain === key && layout.part === 'items' && layout.form.performed !== undefined,
  )
  if (asking.length === 0) return []
  const visits = new Set((finished.get(key) ?? []).map(({ draft }) => draft.row?.visit))
  return asking.flatMap(({ layout, items }) => {
    const { performed } = layout.form
    if (performed === undefined) return []
    const label = items.find(({ item }) => item.key === performed.item)?.item.label.en ?? ''
    return context.rows(layout.file).flatMap((row): Draft[] => {
      const answer = row.row[performed.item] ?? ''
      if (answer === '' || answer === 'N' || visits.has(row.visit)) return []
      const values = { RDOMAIN: key, COREF: coref(row), COVAL: `${label}: ${answer}` }
      return [{ values, row, column: performed.item }]
    })
  })
}
