import type { KeyboardEvent } from 'react'

/** Where a stroke led: to another cell, below the last row (a new row is wanted), or nowhere. */
export type GridMove = 'moved' | 'below-last' | 'none'

/** Enter and the vertical arrows move along the column; an open list keeps its arrows for itself. */
export function moveInGrid(event: KeyboardEvent): GridMove {
  const step = stepOf(event)
  const { target } = event
  if (step === 0 || !(target instanceof HTMLInputElement) || keepsKeys(event, target)) return 'none'
  const row = target.closest('tr')
  if (!row) return 'none'
  event.preventDefault()
  const next = step > 0 ? row.nextElementSibling : row.previousElementSibling
  if (next !== null) return enter(next, target)
  return event.key === 'Enter' && step > 0 ? 'below-last' : 'none'
}

function enter(row: Element, from: Element): GridMove {
  const column = from.closest('td')?.cellIndex ?? 0
  const box = row.children[column]?.querySelector('input')
  box?.focus()
  box?.select()
  return 'moved'
}

/** An input method is composing; or a list is open, which keeps Enter only to take a marked entry. */
function keepsKeys(event: KeyboardEvent, box: HTMLInputElement): boolean {
  if (event.nativeEvent.isComposing) return true
  const opened = box.getAttribute('aria-expanded') === 'true'
  return opened && (event.key !== 'Enter' || event.defaultPrevented)
}

function stepOf(event: KeyboardEvent): number {
  if (event.ctrlKey || event.altKey || event.metaKey) return 0
  if (event.key === 'Enter') return event.shiftKey ? -1 : 1
  if (event.key === 'ArrowDown') return 1
  return event.key === 'ArrowUp' ? -1 : 0
}
