import { createRegistry } from '../../kernel/registry.ts'
import type { SdtmDomain } from './define.ts'
import { ae } from './domains/ae.ts'

/** Domains that the product has rules for, in the order of their datasets; one line for each. */
export const sdtmDomains = createRegistry<SdtmDomain>('SDTM domain', [ae])
