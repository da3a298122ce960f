import { createContext, useContext } from 'react'
import type { FiredCheck } from '../../../shared/checks/define.ts'

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

export function useFindings(): FindingsByPointer {
  return useContext(FindingsContext)
}
