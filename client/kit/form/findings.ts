import { createContext, useContext } from 'react'
import type { FiredCheck } from '../../../shared/checks/define.ts'
import { isSame } from '../../../shared/checks/settle-firings.ts'

/** What a person is asked to look at, in the reader's words. */
export interface ShownFinding {
  readonly text: string
  readonly severity: 'warning' | 'note'
  /** The check behind it; null for what is missing, which no reason confirms. */
  readonly fired: FiredCheck | null
}

/** Findings by JSON pointer into the values. */
export type FindingsByPointer = ReadonlyMap<string, readonly ShownFinding[]>

export const FindingsContext = createContext<FindingsByPointer>(new Map())

/** Whether the findings speak of what stands in the boxes, or of what stood there a stroke before. */
export const UpToDateContext = createContext(true)

export function useFindings(): FindingsByPointer {
  return useContext(FindingsContext)
}

interface Noted {
  readonly findings: readonly ShownFinding[]
}

/** Whether two sets of properties are the same, findings by what they say: then nothing is drawn anew. */
export function sameProps<P extends Noted>(one: P, other: P): boolean {
  const { findings, ...rest } = one
  const names = Object.keys(rest) as (keyof typeof rest)[]
  return (
    names.every((name) => Object.is(one[name], other[name])) && sameList(findings, other.findings)
  )
}

/** Whether the same is found at the same places. */
export function sameFindings(one: FindingsByPointer, other: FindingsByPointer): boolean {
  return (
    one.size === other.size &&
    [...one].every(([pointer, list]) => sameList(list, other.get(pointer) ?? []))
  )
}

function sameList(one: readonly ShownFinding[], other: readonly ShownFinding[]): boolean {
  return one.length === other.length && one.every((finding, at) => sameFinding(finding, other[at]))
}

function sameFinding({ text, severity, fired }: ShownFinding, other?: ShownFinding): boolean {
  return text === other?.text && severity === other.severity && sameFiring(fired, other.fired)
}

function sameFiring(one: FiredCheck | null, other: FiredCheck | null): boolean {
  if (one === null || other === null) return one === other
  return (
    one.check === other.check &&
    one.recordId === other.recordId &&
    one.place.groupRow === other.place.groupRow &&
    one.place.item === other.place.item &&
    isSame(one.compared, other.compared)
  )
}
