import { createRegistry } from '../../kernel/registry.ts'
import { adae } from './adae.ts'
import { adeff } from './adeff.ts'
import { adlb } from './adlb.ts'
import { adrs } from './adrs.ts'
import { adsl } from './adsl.ts'
import { adtr } from './adtr.ts'
import { adtte } from './adtte.ts'
import type { AdamDataset } from './define.ts'

/** Every analysis dataset, ADSL first; one line for each. */
export const adamDatasets = createRegistry<AdamDataset>('analysis dataset', [
  adsl,
  adae,
  adeff,
  adlb,
  adrs,
  adtr,
  adtte,
])
