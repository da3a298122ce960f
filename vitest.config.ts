import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'
import { guidePages } from './bin/guide.mjs'
import { longestFirst } from './bin/longest-first.mjs'

const OWN_RUNS = ['tests/e2e/**', 'tests/bench/**']
/** Half a minute or more on a machine of two processors. */
const LONGEST = [
  'faults/kill.test.ts',
  'reporting/study-report.test.ts',
  'datasets/golden-trials.test.ts',
  'reporting/figure-files.test.ts',
  'exporting/odm-studies.test.ts',
  'export-packages/twin-formats.test.ts',
  'fuzz/routes.test.ts',
]
const SERVER = ['tests/server/**', 'tests/db/**']

export default defineConfig({
  plugins: [guidePages()],
  test: {
    setupFiles: ['tests/setup.ts'],
    testTimeout: 90_000,
    hookTimeout: 120_000,
    // A third of the time of a file is waiting: one more of them than there are processors.
    maxWorkers: availableParallelism() + 1,
    // Each file makes and drops much: room for what is young spares the processor a part of the collecting.
    execArgv: ['--max-semi-space-size=64'],
    sequence: { sequencer: longestFirst(LONGEST) },
    projects: [
      {
        extends: true,
        test: {
          name: 'rules',
          include: ['tests/**/*.test.ts', 'tests/shared/**/*.test.tsx'],
          exclude: [...OWN_RUNS, ...SERVER],
          // What is pure leaves nothing behind: its files share what they load.
          isolate: false,
        },
      },
      {
        extends: true,
        test: {
          name: 'server',
          include: SERVER.map((folder) => `${folder}/*.test.ts`),
          // Each test has a database and a server of its own, and none replaces a module.
          isolate: false,
        },
      },
      {
        extends: true,
        test: {
          name: 'client',
          include: ['tests/client/**/*.test.tsx'],
          // Of all of its files: a worker that changes between two starts anew.
          environment: 'jsdom',
          // What files load is loaded once, and none replaces a module; the setup leaves a clean page.
          isolate: false,
          setupFiles: ['tests/client/setup.ts'],
        },
      },
    ],
  },
})
