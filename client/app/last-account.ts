import { useState } from 'react'

/** The account that is signed in or, after its session ended, was the last to be. */
export function useLastAccount(current: string | null): string | null {
  const [last, setLast] = useState(current)
  if (current !== null && current !== last) setLast(current)
  return current ?? last
}
