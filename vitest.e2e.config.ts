import { defineConfig } from 'vitest/config'
import { longestFirst } from './bin/longest-first.mjs'

/** Tests in a real browser against the built server; three files at a time, since each waits a part of it. */
export default defineConfig({
  test: {
    include: ['tests/e2e/**/*.test.ts'],
    testTimeout: 180_000,
    hookTimeout: 120_000,
    // As patient as waiting for something on a page: a machine may be busy.
    expect: { poll: { timeout: 20_000 } },
    maxWorkers: 3,
    sequence: { sequencer: longestFirst(['screens.test.ts', 'every-page.test.ts']) },
  },
})
