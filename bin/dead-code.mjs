import { analyzeTsConfig } from 'ts-unused-exports'

/** Exports that no module of the product or its tests imports. Entry points export nothing. */
const unused = analyzeTsConfig('tsconfig.json', ['--excludePathsFromReport=vite.config'])
const { unusedFiles, ...byFile } = unused
const faults = Object.entries(byFile).flatMap(([file, exports]) =>
  exports.map(
    ({ exportName, location }) => `${file}:${location?.line ?? 1}: ${exportName} is not used`,
  ),
)
for (const fault of faults) console.error(fault)
if (faults.length > 0) process.exitCode = 1
