import { createRegistry } from '../../shared/kernel/registry.ts'
import type { ServerFormat } from './format.ts'
import { odmFormat, odmTransactionalFormat } from './odm/format.ts'

/** Every format that needs more than plain data, by key; one line for each. */
export const serverFormats = createRegistry<ServerFormat>('server format', [
  odmFormat,
  odmTransactionalFormat,
])
