import { createRegistry } from '../kernel/registry.ts'
import { csv } from './csv.ts'
import type { ExportFormat } from './define.ts'
import { labStandard } from './lab-standard.ts'

/** Every way in which a study leaves the product, by key. */
export const exportFormats = createRegistry<ExportFormat>('export format', [csv, labStandard])
