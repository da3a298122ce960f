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
  const values: Record<string, Cell> = {
    STUDYID: context.study.studyId,
    DOMAIN: domain.key,
    USUBJID: context.usubjid,
    ...placeOf(domain, draft, context),
    ...draft.values,
  }
  const all = { ...values, ...timingOf(domain.key, values, { draft, context }) }
  return kept(all, variables)
}

/** Where a draft comes from: the id of its record, its visit and, of a finding, its date. */
function placeOf(
  { key, class: kind }: Pick<SdtmDomain, 'key' | 'class'>,
  { row, visit }: Draft,
  context: SubjectContext,
): Readonly<Record<string, Cell>> {
  return {
    [`${key}SPID`]: row?.spid ?? null,
    ...context.visit(visit === undefined ? (row?.visit ?? null) : visit),
    ...(kind.startsWith('FINDINGS') ? { [`${key}DTC`]: row?.date ?? null } : {}),
  }
}

/** EPOCH and study days, where the draft does not say them. */
function timingOf(
  key: string,
  values: Readonly<Record<string, Cell>>,
  { draft, context }: { readonly draft: Draft; readonly context: SubjectContext },
): Readonly<Record<string, Cell>> {
  const { epoch, studyDay } = context
  const date = (name: string): Cell => values[`${key}${name}`] ?? null
  return {
    EPOCH: values['EPOCH'] ?? epoch(date('STDTC') ?? date('DTC'), draft.row?.preDose ?? false),
    [`${key}DY`]: date('DY') ?? studyDay(date('DTC')),
    [`${key}STDY`]: date('STDY') ?? studyDay(date('STDTC')),
    [`${key}ENDY`]: date('ENDY') ?? studyDay(date('ENDTC')),
  }
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
