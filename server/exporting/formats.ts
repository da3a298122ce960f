import { createRegistry } from '../../shared/kernel/registry.ts'
import { blankCasebookFormat, casebookFormat } from './casebook-formats.ts'
import type { ServerFormat } from './format.ts'

/** Every format that needs more than plain data, by key; one line for each. */
export const serverFormats = createRegistry<ServerFormat>('server format', [
  casebookFormat,
  blankCasebookFormat,
])
