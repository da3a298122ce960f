import { useEffect, useRef, type FocusEvent } from 'react'

/** Reads what is still being typed as if its box were left; the focus comes back to it. */
export function commitTyping(): void {
  const box = document.activeElement
  if (!(box instanceof HTMLInputElement) || box.getAttribute('role') === 'combobox') return
  box.blur()
  box.focus()
}

/** Where somebody typed last: the box, and the form around it. */
interface Place {
  readonly form: HTMLFormElement
  readonly box: HTMLElement
}

/**
 * Remembers the box typed in last, `reasonId` aside, and goes back to it when a save took away what
 * had the focus: the box for the reason, the button, or a grid's boxes, which are drawn anew. Gives
 * the form's handler for focus.
 */
export function useTypingPlace(
  savedAt: string | null,
  reasonId: string,
): (event: FocusEvent<HTMLFormElement>) => void {
  const last = useRef<Place | null>(null)
  useEffect(() => {
    if (savedAt === null) return undefined
    const frame = requestAnimationFrame(() => {
      const { activeElement } = document
      const lost = activeElement === document.body || activeElement?.matches(':disabled') === true
      if (lost) boxNowAt(last.current)?.focus()
    })
    return () => {
      cancelAnimationFrame(frame)
    }
  }, [savedAt])
  return ({ target, currentTarget }) => {
    const typedIn = target.id !== reasonId && target.matches('input, textarea')
    if (typedIn) last.current = { form: currentTarget, box: target }
  }
}

/** The box itself or, where it was drawn anew, the one that now bears its name. */
function boxNowAt(place: Place | null): HTMLElement | null {
  if (place === null || place.box.isConnected) return place?.box ?? null
  const name = place.box.getAttribute('aria-label')
  const boxes = [...place.form.querySelectorAll<HTMLElement>('input, textarea')]
  return boxes.find((box) => name !== null && box.getAttribute('aria-label') === name) ?? null
}
