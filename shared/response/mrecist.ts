import type { Tenths } from '../kernel/brand.ts'
import { createCriterion } from './criterion.ts'
import type { ResponseSettings } from './define.ts'
import { RECIST_11_DEFAULTS } from './recist11.ts'

/** As published, progression needs no 5 mm (M-4). @source response criteria, section 12, column mRECIST */
export const MRECIST_DEFAULTS: ResponseSettings = {
  ...RECIST_11_DEFAULTS,
  pdAbsoluteIncreaseMm: 0,
}

/** mRECIST: viable, arterially enhancing diameters. @source Lencioni and Llovet, Semin Liver Dis 2010;30:52-60 */
export const MRECIST = createCriterion({
  key: 'mRECIST',
  title: 'mRECIST',
  columns: { diameter: 'VDIAM', state: 'VTUMSTATE' },
  defaults: MRECIST_DEFAULTS,
  baselineRules: { viableLiverLesions: true, portaHepatisNode: 200 as Tenths },
  sdtm: { category: 'MRECIST LENCIONI LIVER CANCER 2010', prefix: 'M', sum: 'SUMVDIAM' },
  rules: {
    intrahepatic: { minimum: 100 as Tenths, growth: 100 as Tenths },
    portaHepatisNode: 200 as Tenths,
    node: 100 as Tenths,
    effusionNeedsCytology: true,
  },
})
