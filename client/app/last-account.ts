import { useState } from 'react'

/**
 * The account whose pages have been shown: they stay, hidden, when a duty such as a new password comes
 * up in the middle of work, so that nothing typed is lost. Before the first page there is nothing to keep.
 */
export function useShownAccount(current: string | null, free: boolean): string | null {
  const [shown, setShown] = useState<string | null>(null)
  if (free && current !== null && current !== shown) setShown(current)
  return shown
}

/** The account that is signed in or, after its session ended, was the last to be. */
export function useLastAccount(current: string | null): string | null {
  const [last, setLast] = useState(current)
  if (current !== null && current !== last) setLast(current)
  return current ?? last
}
