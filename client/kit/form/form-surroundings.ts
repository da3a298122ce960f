import { createContext, useContext, type ReactNode } from 'react'
import type { FormDefinition, ItemDefinition } from '../../../shared/forms/define.ts'
import type { Schedule } from '../../../shared/protocol/define.ts'

export interface LesionChoice {
  readonly id: string
  readonly label: string
}

/** What a form with a screen of its own adds to the cells of its grid. */
export interface GridCells {
  /** Drawn below the box of a cell. */
  readonly below: (item: ItemDefinition, row: number) => ReactNode
  /** Whether Tab passes the box by: there is nothing to choose. Arrows and the mouse still reach it. */
  readonly passedByTab: (item: ItemDefinition, row: number) => boolean
}

/** Where a stored record is found. */
interface StoredRecord {
  readonly study: string
  readonly subject: string
  readonly record: string
}

/** What the boxes of a form need to know of the world around them. */
export interface FormSurroundings {
  readonly form: FormDefinition
  readonly readOnly: boolean
  /** Date of the visit the form belongs to, for the shortcut `v`; null: none known. */
  readonly visitDate: string | null
  /** Day 1 of the study days shown beside dates; null before it is known. */
  readonly anchorDate: string | null
  /** The schedule, and the visit the form belongs to: for cycle and window beside dates. */
  readonly planned?: { readonly schedule: Schedule; readonly visit: string | null } | undefined
  readonly lesions: readonly LesionChoice[]
  /** The stored record that the form shows, for the proofs of what it computes; absent: none yet. */
  readonly stored?: StoredRecord | undefined
  /** Of the site the form is filled at: what day it is there; absent: where the reader sits. */
  readonly timeZone?: string | undefined
  readonly cells?: GridCells
}

export const FormSurroundingsContext = createContext<FormSurroundings | null>(null)

export function useSurroundings(): FormSurroundings {
  const surroundings = useContext(FormSurroundingsContext)
  if (surroundings === null) throw new Error('A form item stands outside its form.')
  return surroundings
}
