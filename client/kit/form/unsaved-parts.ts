import { useSyncExternalStore } from 'react'

/** `kept`: what is not saved stays as drafts; `lost`: some of it is gone when it is left. */
export type Unsaved = 'none' | 'kept' | 'lost'

/** What is typed and not saved in a page, or in a part of it that can be closed. */
export class UnsavedParts {
  private readonly around: UnsavedParts | null
  private readonly parts = new Map<string, Unsaved>()
  private readonly listeners = new Set<() => void>()

  constructor(around: UnsavedParts | null) {
    this.around = around
  }

  /** A part says how it stands; what is around it hears it too. */
  readonly note = (part: string, unsaved: Unsaved): void => {
    if (unsaved === 'none') this.parts.delete(part)
    else this.parts.set(part, unsaved)
    this.around?.note(part, unsaved)
    for (const listener of this.listeners) listener()
  }

  readonly state = (): Unsaved => {
    const all = [...this.parts.values()]
    if (all.length === 0) return 'none'
    return all.includes('lost') ? 'lost' : 'kept'
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }
}

export function useUnsaved(parts: UnsavedParts): Unsaved {
  return useSyncExternalStore(parts.subscribe, parts.state)
}
