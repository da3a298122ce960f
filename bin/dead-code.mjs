import { relative } from 'node:path'
import { analyzeTsConfig } from 'ts-unused-exports'

/** Exports that nothing uses, neither another module nor their own. Entry points export nothing. */
const { unusedExports } = analyzeTsConfig('tsconfig.json', [
  '--ignoreLocallyUsed',
  '--excludePathsFromReport=\\.d$;\\.d\\.ts$',
])
const faults = Object.entries(unusedExports).flatMap(([file, found]) =>
  found.map(
    ({ exportName, location }) =>
      `${relative('.', file)}:${location?.line ?? 1}: ${exportName} is used nowhere`,
  ),
)
for (const fault of faults) console.error(fault)
if (faults.length > 0) process.exitCode = 1
