import { createRegistry } from '../kernel/registry.ts'
import type { ProtocolDefinition } from './define.ts'
import { donafenibSwitch } from './donafenib-switch.ts'
import { lenvatinibToripalimab } from './lenvatinib-toripalimab.ts'
import { regorafenibPd1 } from './regorafenib-pd1.ts'
import { taceSystemic } from './tace-systemic.ts'
import { toripalimabDonafenib } from './toripalimab-donafenib.ts'

/** The built-in protocols, in the order of the reference. */
export const protocols = createRegistry<ProtocolDefinition>('protocol', [
  donafenibSwitch,
  toripalimabDonafenib,
  regorafenibPd1,
  taceSystemic,
  lenvatinibToripalimab,
])
