import { useId, useState } from 'react'

export interface Reason {
  readonly text: string
  readonly id: string
  readonly missing: boolean
  readonly set: (text: string) => void
  /** Says that it is missing. */
  readonly ask: () => void
  /** Asks for it, and goes to its box, where it is needed and empty. */
  readonly isGiven: (needed: boolean) => boolean
}

/** The reason for a change, as it stands in its box. */
export function useReason(): Reason {
  const [text, set] = useState('')
  const [asked, setAsked] = useState(false)
  const id = useId()
  const empty = text.trim() === ''
  return {
    text,
    id,
    missing: asked && empty,
    set,
    ask: () => {
      setAsked(true)
    },
    isGiven: (needed) => {
      setAsked(needed && empty)
      if (needed && empty) document.getElementById(id)?.focus()
      return !(needed && empty)
    },
  }
}
