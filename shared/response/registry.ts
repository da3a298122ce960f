import { createRegistry } from '../kernel/registry.ts'
import { MRECIST } from './mrecist.ts'
import { RECIST_11 } from './recist11.ts'

/** The built-in response criteria, by the name that RSCAT bears. */
export const responseCriteria = createRegistry('response criterion', [RECIST_11, MRECIST])
