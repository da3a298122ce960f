import { runBundled } from './run-bundled.mjs'

await runBundled('tests/bench/main.ts', '')
