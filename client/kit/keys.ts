import { useEffect, useRef } from 'react'

/** Whether a key goes into a box (or an input method is composing), so that it is no shortcut. */
export function isTyping(event: KeyboardEvent): boolean {
  const { target } = event
  if (event.isComposing) return true
  if (!(target instanceof HTMLElement)) return false
  return target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName)
}

/** Name of a key stroke with its control key: `ctrl+s`, `ctrl+enter`, `[`. */
export function strokeOf(event: KeyboardEvent): string {
  const control = event.ctrlKey || event.metaKey ? 'ctrl+' : ''
  return `${control}${event.altKey ? 'alt+' : ''}${event.key.toLowerCase()}`
}

/** Listens for strokes on the whole page while the component is shown. Plain keys wait while a box is typed in. */
export function useShortcuts(shortcuts: Readonly<Record<string, () => void>>): void {
  const latest = useRef(shortcuts)
  useEffect(() => {
    latest.current = shortcuts
  })
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      const stroke = strokeOf(event)
      const act = latest.current[stroke]
      if (act === undefined || event.isComposing) return
      if (!stroke.startsWith('ctrl+') && isTyping(event)) return
      event.preventDefault()
      act()
    }
    window.addEventListener('keydown', onKey)
    return () => {
      window.removeEventListener('keydown', onKey)
    }
  }, [])
}
