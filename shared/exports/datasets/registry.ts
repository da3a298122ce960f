import { createRegistry } from '../../kernel/registry.ts'
import { adam } from '../adam/family.ts'
import { sdtm } from '../sdtm/sdtm.ts'
import type { DatasetFamily } from './define.ts'

/** Every family of datasets, by key; one line for each. */
export const datasetFamilies = createRegistry<DatasetFamily>('dataset family', [sdtm, adam])
