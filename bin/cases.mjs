#!/usr/bin/env node
import { runBundled } from './run-bundled.mjs'

await runBundled('server/reference-cases/main.ts', '')
