import type { Cell, DatasetRecord } from '../datasets/define.ts'
import type { Draft, SdtmDomain, SubjectContext } from './define.ts'

/**
 * The values of a draft with those that the engine knows: identifiers, --SPID, the visit, --DTC of
 * findings, EPOCH and study days, each where the domain has it and the draft does not say it.
 */
export function completeValues(
  domain: Pick<SdtmDomain, 'key' | 'class'>,
  variables: ReadonlySet<string>,
  { draft, context }: { readonly draft: Draft; readonly context: SubjectContext },
): Record<string, Cell> {
  const { key } = domain
  const { row } = draft
  const values: Record<string, Cell> = {
    STUDYID: context.study.studyId,
    DOMAIN: key,
    USUBJID: context.usubjid,
    [`${key}SPID`]: row?.spid ?? null,
    ...context.visit(draft.visit === undefined ? (row?.visit ?? null) : draft.visit),
    ...(domain.class.startsWith('FINDINGS') ? { [`${key}DTC`]: row?.date ?? null } : {}),
    ...draft.values,
  }
  const start = values[`${key}STDTC`] ?? values[`${key}DTC`] ?? null
  values['EPOCH'] ??= context.epoch(start, row?.preDose ?? false)
  values[`${key}DY`] ??= context.studyDay(values[`${key}DTC`] ?? null)
  values[`${key}STDY`] ??= context.studyDay(values[`${key}STDTC`] ?? null)
  values[`${key}ENDY`] ??= context.studyDay(values[`${key}ENDTC`] ?? null)
  return kept(values, variables)
}

/** What the domain has a variable for, in its order: objects of few shapes, which are quick to read. */
function kept(
  values: Readonly<Record<string, Cell>>,
  variables: ReadonlySet<string>,
): Record<string, Cell> {
  const own: Record<string, Cell> = {}
  for (const name of variables) {
    const value = values[name] ?? null
    if (value !== null) own[name] = value
  }
  return own
}

/** Source of a draft's record: its row, and the column where it is one value's. */
export function sourceOf({ row, column }: Draft): Pick<DatasetRecord, 'source'> {
  if (row === undefined) return {}
  return { source: column === undefined ? row.source : { ...row.source, column } }
}
