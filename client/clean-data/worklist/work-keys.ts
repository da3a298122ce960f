import { useEffect, useRef } from 'react'
import { actOf, type KeyAct } from '../../kit/keys.ts'
import { singleKeysAct } from '../../kit/single-keys.ts'

/** What is typed into, or acts on Enter by itself. */
const OWN_KEYS = 'input, textarea, select, [contenteditable="true"], [role="dialog"]'
const OWN_ENTER = 'a, button'

/**
 * Listens for the keys of the worklist on the whole page, so that they act at once when it is opened.
 * They wait while something is typed; Enter on a link or a button stays its own.
 */
export function useWorkKeys(acts: Readonly<Partial<Record<KeyAct, () => void>>>): void {
  const latest = useRef(acts)
  useEffect(() => {
    latest.current = acts
  })
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      const { target } = event
      if (event.defaultPrevented || !singleKeysAct()) return
      if (target instanceof Element && target.closest(OWN_KEYS) !== null) return
      const act = actOf('work', event)
      if (act === null) return
      if (act === 'workOpen' && target instanceof Element && target.closest(OWN_ENTER) !== null) {
        return
      }
      event.preventDefault()
      latest.current[act]?.()
    }
    window.addEventListener('keydown', onKey)
    return () => {
      window.removeEventListener('keydown', onKey)
    }
  }, [])
}
