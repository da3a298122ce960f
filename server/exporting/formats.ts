import { createRegistry } from '../../shared/kernel/registry.ts'
import { blankCasebookFormat, casebookFormat } from './casebook-formats.ts'
import { datasetFormats } from './datasets/dataset-formats.ts'
import type { ServerFormat } from './format.ts'
import { formsCsv } from './forms/forms-csv.ts'
import { odmFormat, odmTransactionalFormat } from './odm/format.ts'
import { reportFormat } from './report-format.ts'
import { xlsx } from './xlsx/xlsx.ts'

const loadFamilies = async () =>
  (await import('../../shared/exports/datasets/registry.ts')).datasetFamilies

/** Every format that needs more than plain data, by key; one line for each. */
export const serverFormats = createRegistry<ServerFormat>('server format', [
  ...datasetFormats('SDTM', async () => {
    const sdtm = (await loadFamilies()).get('sdtm')
    return { sdtm, adam: null }
  }),
  ...datasetFormats('ADaM', async () => {
    const families = await loadFamilies()
    return { sdtm: families.get('sdtm'), adam: families.get('adam') }
  }),
  formsCsv,
  xlsx,
  odmFormat,
  odmTransactionalFormat,
  reportFormat,
  casebookFormat,
  blankCasebookFormat,
])
