import { useSyncExternalStore } from 'react'

const REMEMBERED_UNDER = 'hepatrial.singleKeys'
const listeners = new Set<() => void>()

/** Whether a key pressed alone, without Ctrl or Alt, acts on the page (WCAG 2.2, 2.1.4); kept in the browser. */
export function singleKeysAct(): boolean {
  return localStorage.getItem(REMEMBERED_UNDER) !== 'off'
}

export function setSingleKeys(act: boolean): void {
  localStorage.setItem(REMEMBERED_UNDER, act ? 'on' : 'off')
  for (const listener of listeners) listener()
}

/** Drawn anew when it is switched. */
export function useSingleKeys(): boolean {
  return useSyncExternalStore(subscribe, singleKeysAct)
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
