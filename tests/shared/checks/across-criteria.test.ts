import { describe, expect, it } from 'vitest'
import {
  ENROLLED,
  FIRST_DOSES,
  lesion,
  measured,
  scan,
} from '../../../shared/checks/catalogue/example-records.ts'
import { evaluateChecks } from '../../../shared/checks/evaluate.ts'
import { acrossCriteria } from '../../../shared/checks/producers/across-criteria.ts'
import { builtInFamilies } from '../../../shared/families.ts'
import { inputOf } from './example-input.ts'

const record = { id: 'r', form: 'f', visit: 'W6', rowKey: '', values: { items: {}, rows: [] } }
const found = (criteria: string, response: string, visit = 'W6') => ({
  record,
  item: '',
  compared: { visit, criteria, response },
})

describe('what two criteria ask at one place', () => {
  it('is one question that names both', () => {
    expect(acrossCriteria([found('RECIST 1.1', 'PD'), found('mRECIST', 'PD')])).toEqual([
      found('RECIST 1.1, mRECIST', 'PD'),
    ])
  })

  it('names each value with its criterion where they differ', () => {
    const [one] = acrossCriteria([found('RECIST 1.1', 'CR'), found('mRECIST', 'PR')])
    expect(one?.compared['response']).toBe('CR (RECIST 1.1), PR (mRECIST)')
  })

  it('leaves what one criterion asks, and other visits, as they are', () => {
    const findings = [found('RECIST 1.1', 'PD'), found('RECIST 1.1', 'PD', 'W12')]
    expect(acrossCriteria(findings)).toEqual(findings)
  })

  it('shows in the catalogue: progression on a sum with a target missing, under both criteria', () => {
    const definition = builtInFamilies.protocols.get('tace-systemic')
    const records = [
      ...[ENROLLED, ...FIRST_DOSES, lesion('T01', 'TARGET', 'LIVER S5')],
      lesion('T02', 'TARGET', 'LIVER S8'),
      scan('BASELINE', '2024-01-05', measured('T01', '50'), measured('T02', '15')),
      scan('W6', '2024-02-21', measured('T01', '90'), { TRLNKID: 'T02', TRSTAT: 'NOT DONE' }),
    ]
    const fired = evaluateChecks(definition, inputOf({ records }), builtInFamilies)
    const asked = fired.filter(({ check }) => check === 'RS-03')
    expect(asked.map(({ compared }) => compared['criteria'])).toEqual(['mRECIST, RECIST 1.1'])
  })
})
