import { runBundled } from './run-bundled.mjs'

await runBundled('tests/server/faults/main.ts', '')
