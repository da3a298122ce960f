import { createContext, useContext } from 'react'
import type { FormDefinition } from '../../../shared/forms/define.ts'

export interface LesionChoice {
  readonly id: string
  readonly label: string
}

/** What the boxes of a form need to know of the world around them. */
export interface FormSurroundings {
  readonly form: FormDefinition
  readonly readOnly: boolean
  /** Date of the visit the form belongs to, for the shortcut `v`; null: none known. */
  readonly visitDate: string | null
  /** Day 1 of the study days shown beside dates; null before it is known. */
  readonly anchorDate: string | null
  readonly lesions: readonly LesionChoice[]
}

export const FormSurroundingsContext = createContext<FormSurroundings | null>(null)

export function useSurroundings(): FormSurroundings {
  const surroundings = useContext(FormSurroundingsContext)
  if (surroundings === null) throw new Error('A form item stands outside its form.')
  return surroundings
}
