import { createRegistry } from '../../kernel/registry.ts'
import type { SdtmDomain } from './define.ts'
import { ae } from './domains/ae.ts'
import { be } from './domains/be.ts'
import { eg } from './domains/eg.ts'
import { fa } from './domains/fa.ts'
import { is } from './domains/is.ts'
import { lb } from './domains/lb.ts'
import { mb } from './domains/mb.ts'
import { rs } from './domains/rs.ts'
import { tr } from './domains/tr.ts'
import { tu } from './domains/tu.ts'
import { vs } from './domains/vs.ts'

/** Domains that the product has rules for, in the order of their datasets; one line for each. */
export const sdtmDomains = createRegistry<SdtmDomain>('SDTM domain', [
  ae,
  be,
  eg,
  fa,
  is,
  lb,
  mb,
  rs,
  tr,
  tu,
  vs,
])
