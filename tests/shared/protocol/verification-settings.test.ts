import { describe, expect, it } from 'vitest'
import type { ProtocolDefinition } from '../../../shared/protocol/define.ts'
import { builtInFamilies } from '../../../shared/families.ts'
import { definitionDifference } from '../../../shared/protocol/definition-difference.ts'
import { definitionFaults } from '../../../shared/protocol/definition-schema.ts'
import { protocols } from '../../../shared/protocol/registry.ts'
import {
  partsToVerify,
  verificationNeeded,
  type VerificationSettings,
} from '../../../shared/protocol/verification-settings.ts'

const known = {
  criteria: builtInFamilies.criteria.keys,
  endpointKinds: builtInFamilies.endpoints.keys,
}
const definition = protocols.get('donafenib-switch')
const withPlan = (verification: VerificationSettings): ProtocolDefinition => ({
  ...definition,
  verification,
})
const formOf = (key: string) => {
  const form = definition.forms.find((one) => one.key === key)
  if (form === undefined) throw new Error(key)
  return form
}

describe('DC-15: the plan of source data verification', () => {
  it('DC-15: asks for everything in full where a definition names nothing', () => {
    const bare: ProtocolDefinition = { ...definition }
    Reflect.deleteProperty(bare, 'verification')
    for (const form of definition.forms) {
      expect(verificationNeeded(bare, form)).toEqual({ kind: 'full' })
    }
  })

  it.each(protocols.all)(
    'DC-15: of $key verifies consent, eligibility, endpoints and treatment in full, safety by item',
    (protocol) => {
      const kindOf = (key: string) => verificationNeeded(protocol, { key }).kind
      for (const key of ['subjects', 'eligibility', 'tumour-assessment', 'lesions', 'exposure']) {
        expect(kindOf(key), key).toBe('full')
      }
      for (const key of ['deaths', 'survival', 'disposition', 'new-therapies', 'procedures']) {
        expect(kindOf(key), key).toBe('full')
      }
      for (const key of ['adverse-events', 'laboratory', 'vitals']) {
        expect(kindOf(key), key).toBe('targeted')
      }
      expect(kindOf('responses')).toBe('none')
      const events = verificationNeeded(protocol, { key: 'adverse-events' })
      const items = events.kind === 'targeted' ? events.items : []
      expect(items).toEqual(expect.arrayContaining(['AETERM', 'AESTDAT', 'AETOXGR', 'AESER']))
      expect(items.some((item) => /^AEREL\d/.test(item))).toBe(true)
    },
  )

  it('DC-15: asks the first subjects of a site in full by risk, the others by item', () => {
    const plan = withPlan({
      forms: { vitals: { kind: 'targeted', items: ['WEIGHT'] }, ecg: { kind: 'none' } },
      fullSubjectsPerSite: 3,
    })
    expect(verificationNeeded(plan, formOf('vitals'), 3)).toEqual({ kind: 'full' })
    expect(verificationNeeded(plan, formOf('vitals'), 4).kind).toBe('targeted')
    expect(verificationNeeded(plan, formOf('ecg'), 1)).toEqual({ kind: 'none' })
    expect(verificationNeeded(plan, formOf('vitals')).kind).toBe('targeted')
  })

  it('asks of a filled form what holds a value or the reason for its absence', () => {
    const plan = { kind: 'targeted', items: ['VSDAT', 'WEIGHT', 'PULSE'] } as const
    const items = { VSDAT: '2026-01-12', PULSE_REASND: 'NOT DONE' }
    expect(partsToVerify(formOf('vitals'), { items, rows: [] }, plan)).toEqual([
      { item: 'VSDAT', groupRow: '' },
      { item: 'PULSE', groupRow: '' },
    ])
    expect(partsToVerify(formOf('vitals'), { items, rows: [] }, { kind: 'none' })).toEqual([])
    expect(partsToVerify(formOf('vitals'), { items, rows: [] }, { kind: 'full' })).toEqual([
      { item: '', groupRow: '' },
    ])
  })

  it('names in its faults forms and items that the definition does not have', () => {
    const faults = definitionFaults(
      JSON.parse(
        JSON.stringify(
          withPlan({
            forms: {
              nothing: { kind: 'full' },
              vitals: { kind: 'targeted', items: ['WEIGHT', 'NOTHING'] },
              ecg: { kind: 'targeted', items: ['EGDAT'], rows: ['X'] },
            },
          }),
        ),
      ),
      known,
    )
    expect(faults.map(({ pointer, key }) => [pointer, key])).toEqual([
      ['/verification/forms/nothing', 'definition.unknownForm'],
      ['/verification/forms/vitals/items/1', 'definition.unknownItem'],
      ['/verification/forms/ecg/rows/0', 'definition.unknownItem'],
    ])
    const shape = { ...definition, verification: { forms: { vitals: { kind: 'some' } } } }
    expect(definitionFaults(JSON.parse(JSON.stringify(shape)), known)[0]?.pointer).toContain(
      '/verification/forms/vitals',
    )
  })

  it('is part of what an amendment changes', () => {
    const before = withPlan({ forms: { vitals: { kind: 'full' } } })
    const after = withPlan({ forms: { vitals: { kind: 'none' } }, fullSubjectsPerSite: 2 })
    expect(definitionDifference(before, after)).toMatchObject([
      {
        part: 'verification',
        change: 'changed',
        members: expect.arrayContaining([
          { member: 'vitals', before: '{"kind":"full"}', after: '{"kind":"none"}' },
          { member: 'fullSubjectsPerSite', before: null, after: '2' },
        ]) as unknown,
      },
    ])
  })
})
