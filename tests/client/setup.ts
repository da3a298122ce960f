import { afterEach, vi } from 'vitest'
import { actAs } from '../../client/kit/acting-as.ts'

// Files share one page and what they loaded: each test leaves both as it found them.
if (typeof document !== 'undefined') {
  const { cleanup, configure } = await import('@testing-library/react')
  // Other files run beside: what is waited for may take its time.
  configure({ asyncUtilTimeout: 15_000 })
  afterEach(() => {
    cleanup()
    localStorage.clear()
    sessionStorage.clear()
    actAs(null)
    vi.unstubAllGlobals()
    vi.useRealTimers()
  })
}
