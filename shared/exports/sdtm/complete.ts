import { remembered } from '../../kernel/remembered.ts'
import type { Cell, DatasetRecord } from '../datasets/define.ts'
import type { Draft, SdtmDomain, SubjectContext } from './define.ts'

/**
 * The values of a draft with those that the engine knows: identifiers, --SPID, the visit, --DTC of
 * findings, EPOCH and study days, each where the domain has it and the draft does not say it.
 */
export function completeValues(
  { key, class: kind }: Pick<SdtmDomain, 'key' | 'class'>,
  variables: ReadonlySet<string>,
  { draft, context }: { readonly draft: Draft; readonly context: SubjectContext },
): Record<string, Cell> {
  const { row } = draft
  const values: Record<string, Cell> = {
    STUDYID: context.study.studyId,
    DOMAIN: key,
    USUBJID: context.usubjid,
  }
  copyHeld(draft.values, values, variables)
  // What the draft says is empty stays so.
  const fill = (name: string, value: Cell): void => {
    if (value !== null && variables.has(name) && !(name in draft.values)) values[name] = value
  }
  const names = namesOf(key)
  fill(names.id, row?.spid ?? null)
  if (kind.startsWith('FINDINGS')) fill(names.date, row?.date ?? null)
  const visit = context.visit(draft.visit === undefined ? (row?.visit ?? null) : draft.visit)
  for (const name of VISIT) fill(name, visit[name])
  addTiming(names, { values, variables }, { draft, context })
  return inOrder(values, variables)
}

/** Values in the order of the domain's variables: objects of few shapes, which are quick to read. */
function inOrder(
  values: Readonly<Record<string, Cell>>,
  variables: ReadonlySet<string>,
): Record<string, Cell> {
  const own: Record<string, Cell> = {}
  for (const name of variables) {
    const value = values[name]
    if (value !== undefined && value !== null) own[name] = value
  }
  return own
}

/** The variables of a domain that the engine fills, put together once for all its records. */
const namesOf = remembered(
  (key: string) => ({
    ...{ id: `${key}SPID`, date: `${key}DTC`, start: `${key}STDTC`, end: `${key}ENDTC` },
    ...{ day: `${key}DY`, startDay: `${key}STDY`, endDay: `${key}ENDY` },
  }),
  (key) => key,
  1_000,
)
type EngineNames = ReturnType<typeof namesOf>

const VISIT = ['VISITNUM', 'VISIT', 'VISITDY'] as const

/** Copies values that are there and whose variable the domain has. */
function copyHeld(
  from: Readonly<Record<string, Cell>>,
  to: Record<string, Cell>,
  variables: ReadonlySet<string>,
): void {
  for (const name in from) {
    const value = from[name] ?? null
    if (value !== null && variables.has(name)) to[name] = value
  }
}

/** Adds EPOCH and study days where the domain has them and they are not there yet. */
function addTiming(
  names: EngineNames,
  { values, variables }: { values: Record<string, Cell>; variables: ReadonlySet<string> },
  { draft, context }: { readonly draft: Draft; readonly context: SubjectContext },
): void {
  const start = values[names.start] ?? null
  const date = values[names.date] ?? null
  const add = (name: string, value: Cell): void => {
    if (value !== null && variables.has(name) && values[name] === undefined) values[name] = value
  }
  const { epoch, studyDay } = context
  add('EPOCH', epoch(start ?? date, draft.row?.preDose ?? false))
  add(names.day, studyDay(date))
  add(names.startDay, studyDay(start))
  add(names.endDay, studyDay(values[names.end] ?? null))
}

/** Source of a draft's record: its row, and the column where it is one value's. */
export function sourceOf({ row, column }: Draft): Pick<DatasetRecord, 'source'> {
  if (row === undefined) return {}
  return { source: column === undefined ? row.source : { ...row.source, column } }
}
