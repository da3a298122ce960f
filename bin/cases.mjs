#!/usr/bin/env node
import { runBundled } from './run-bundled.mjs'

await runBundled('tests/golden-runner/main.ts', '')
