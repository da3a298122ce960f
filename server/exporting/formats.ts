import { datasetFamilies } from '../../shared/exports/datasets/registry.ts'
import { createRegistry } from '../../shared/kernel/registry.ts'
import { blankCasebookFormat, casebookFormat } from './casebook-formats.ts'
import { datasetFormats } from './datasets/dataset-formats.ts'
import type { ServerFormat } from './format.ts'
import { formsCsv } from './forms/forms-csv.ts'
import { odmFormat, odmTransactionalFormat } from './odm/format.ts'
import { reportFormat } from './report-format.ts'
import { xlsx } from './xlsx/xlsx.ts'

const sdtm = datasetFamilies.get('sdtm')
const adam = datasetFamilies.get('adam')

/** Every format that needs more than plain data, by key; one line for each. */
export const serverFormats = createRegistry<ServerFormat>('server format', [
  ...datasetFormats('SDTM', { sdtm, adam: null }),
  ...datasetFormats('ADaM', { sdtm, adam }),
  formsCsv,
  xlsx,
  odmFormat,
  odmTransactionalFormat,
  reportFormat,
  casebookFormat,
  blankCasebookFormat,
])
