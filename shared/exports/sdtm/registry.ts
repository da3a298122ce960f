import { createRegistry } from '../../kernel/registry.ts'
import type { SdtmDomain } from './define.ts'
import { ae } from './domains/ae.ts'
import { cm } from './domains/cm.ts'
import { da } from './domains/da.ts'
import { dd } from './domains/dd.ts'
import { dm } from './domains/dm.ts'
import { ds } from './domains/ds.ts'
import { dv } from './domains/dv.ts'
import { ec } from './domains/ec.ts'
import { ex } from './domains/ex.ts'
import { ie } from './domains/ie.ts'
import { mh } from './domains/mh.ts'
import { pr } from './domains/pr.ts'
import { se } from './domains/se.ts'
import { ss } from './domains/ss.ts'
import { sv } from './domains/sv.ts'
import { ta, te, ti } from './domains/trial-arms.ts'
import { ts } from './domains/ts.ts'
import { tv } from './domains/tv.ts'

/** Domains that the product has rules for, in the order of their datasets; one line for each. */
export const sdtmDomains = createRegistry<SdtmDomain>('SDTM domain', [
  dm,
  se,
  sv,
  cm,
  pr,
  ex,
  ec,
  ae,
  ds,
  mh,
  dv,
  da,
  dd,
  ie,
  ss,
  ta,
  te,
  ti,
  ts,
  tv,
])
