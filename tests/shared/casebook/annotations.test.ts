import { describe, expect, it } from 'vitest'
import { annotationOf, domainLabel, domainsOf } from '../../../shared/casebook/annotations.ts'
import type { ItemDefinition } from '../../../shared/forms/define.ts'
import { builtInFamilies } from '../../../shared/families.ts'

function item(sdtm?: string): ItemDefinition {
  const label = { en: 'A', zh: '甲' }
  return { key: 'A', label, kind: 'text', ...(sdtm === undefined ? {} : { sdtm }) }
}

describe('annotations of a casebook', () => {
  it.each([
    ['AE.AETERM', 'AE', 'AETERM'],
    ['SUPPAE.AERELTRT', 'AE', 'AERELTRT in SUPPAE'],
    ['VS.VSORRES[SYSBP]', 'VS', 'VSORRES when VSTESTCD = SYSBP'],
    ['DS.DSSTDTC[ENTERED INTO TRIAL]', 'DS', 'DSSTDTC when DSDECOD = ENTERED INTO TRIAL'],
    ['MH.MHOCCUR[CIRRHOSIS]', 'MH', 'MHOCCUR when MHTERM = CIRRHOSIS'],
    ['CM.CMTRT[ANTIVIRAL]', 'CM', 'CMTRT when CMCAT = ANTIVIRAL'],
    ['XX.XXORRES[OWN]', 'XX', 'XXORRES when XXTESTCD = OWN'],
  ])('writes %s as guideline readers know it', (sdtm, domain, text) => {
    expect(annotationOf(item(sdtm))).toEqual({ domain, text })
  })

  it('says of what becomes no variable that it is not submitted', () => {
    expect(annotationOf(item())).toBeNull()
  })

  it('names each domain once, and knows the name of every domain of the built-in studies', () => {
    expect(domainsOf([item('AE.AETERM'), item('SUPPAE.AEIR'), item('DM.SEX'), item()])).toEqual([
      'AE',
      'DM',
    ])
    expect(domainLabel('XX')).toEqual({ en: 'XX', zh: 'XX' })
    for (const { forms } of builtInFamilies.protocols.all) {
      const items = forms.flatMap((form) => [...form.items, ...(form.group?.items ?? [])])
      for (const domain of domainsOf(items)) expect(domainLabel(domain).en).not.toBe(domain)
    }
  })
})
