import { createRegistry } from '../../kernel/registry.ts'
import type { SdtmDomain } from './define.ts'
import { ae } from './domains/ae.ts'
import { be } from './domains/be.ts'
import { cm } from './domains/cm.ts'
import { da } from './domains/da.ts'
import { dd } from './domains/dd.ts'
import { dm } from './domains/dm.ts'
import { ds } from './domains/ds.ts'
import { dv } from './domains/dv.ts'
import { ec } from './domains/ec.ts'
import { eg } from './domains/eg.ts'
import { ex } from './domains/ex.ts'
import { fa } from './domains/fa.ts'
import { ie } from './domains/ie.ts'
import { is } from './domains/is.ts'
import { lb } from './domains/lb.ts'
import { mb } from './domains/mb.ts'
import { mh } from './domains/mh.ts'
import { pr } from './domains/pr.ts'
import { rs } from './domains/rs.ts'
import { se } from './domains/se.ts'
import { ss } from './domains/ss.ts'
import { sv } from './domains/sv.ts'
import { tr } from './domains/tr.ts'
import { ta, te, ti } from './domains/trial-arms.ts'
import { ts } from './domains/ts.ts'
import { tu } from './domains/tu.ts'
import { tv } from './domains/tv.ts'
import { vs } from './domains/vs.ts'

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
  be,
  ds,
  mh,
  dv,
  da,
  dd,
  eg,
  fa,
  ie,
  is,
  lb,
  mb,
  rs,
  ss,
  tr,
  tu,
  vs,
  ta,
  te,
  ti,
  ts,
  tv,
])
