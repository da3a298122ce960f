import { createContext, useContext } from 'react'

/** Findings in the reader's words, by JSON pointer into the values. */
export type FindingsByPointer = ReadonlyMap<string, readonly string[]>

export const FindingsContext = createContext<FindingsByPointer>(new Map())

export function useFindings(): FindingsByPointer {
  return useContext(FindingsContext)
}
