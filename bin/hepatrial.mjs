#!/usr/bin/env node
import { runBundled } from './run-bundled.mjs'

await runBundled('server/main.ts', 'dist/server/main.js')
