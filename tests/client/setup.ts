import * as React from 'react'
import { afterEach, vi } from 'vitest'
import { actAs } from '../../client/kit/acting-as.ts'

// Files share one page and what they loaded: each test leaves both as it found them.
if (typeof document !== 'undefined') {
  const { cleanup, configure } = await import('@testing-library/react')
  // Other files run beside: what is waited for may take its time.
  configure({ asyncUtilTimeout: 15_000 })
  makeNoStacks()
  afterEach(() => {
    cleanup()
    localStorage.clear()
    sessionStorage.clear()
    actAs(null)
    vi.unstubAllGlobals()
    vi.useRealTimers()
  })
}

/**
 * React, as it is developed with, notes the stack at which each of the first ten thousand elements of a
 * second is made, to print it below its warnings. That is a quarter of the time of these tests: here
 * the ten thousand are always reached. Where React has no such count any more, nothing changes.
 */
function makeNoStacks(): void {
  const internals: unknown = Reflect.get(
    React,
    '__CLIENT_INTERNALS_DO_NOT_USE_OR_WARN_USERS_THEY_CANNOT_UPGRADE',
  )
  if (typeof internals !== 'object' || internals === null) return
  Object.defineProperty(internals, 'recentlyCreatedOwnerStacks', {
    get: () => 10_000,
    set: () => undefined,
    configurable: true,
  })
}
