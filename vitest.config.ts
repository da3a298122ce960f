import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'
import { guidePages } from './bin/guide.mjs'

const OWN_RUNS = ['tests/e2e/**', 'tests/bench/**']
const SHARING = ['shared', 'server', 'db']

export default defineConfig({
  plugins: [guidePages()],
  test: {
    setupFiles: ['tests/setup.ts'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // Half of the time of a file is waiting: a machine of two processors runs two of them.
    maxWorkers: availableParallelism(),
    projects: [
      {
        extends: true,
        test: {
          name: 'rules',
          include: ['tests/shared/**/*.test.ts', 'tests/shared/**/*.test.tsx'],
          // What is pure leaves nothing behind: its files share what they load.
          isolate: false,
        },
      },
      {
        extends: true,
        test: {
          name: 'server',
          include: ['tests/server/**/*.test.ts', 'tests/db/**/*.test.ts'],
          // Each test has a database and a server of its own, and none replaces a module.
          isolate: false,
        },
      },
      {
        extends: true,
        test: {
          name: 'client',
          include: ['tests/**/*.test.ts', 'tests/**/*.test.tsx'],
          exclude: [...OWN_RUNS, ...SHARING.map((name) => `tests/${name}/**`)],
          // What files load is loaded once, and none replaces a module; the setup leaves a clean page.
          isolate: false,
          setupFiles: ['tests/client/setup.ts'],
        },
      },
    ],
  },
})
