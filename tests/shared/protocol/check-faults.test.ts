import { describe, expect, it } from 'vitest'
import type { EditCheck } from '../../../shared/checks/define.ts'
import { editChecks } from '../../../shared/checks/registry.ts'
import { builtInFamilies } from '../../../shared/families.ts'
import { CHECK_FAULT_KEYS, checkFaults } from '../../../shared/protocol/check-faults.ts'
import { definitionFaults } from '../../../shared/protocol/definition-schema.ts'
import { protocols } from '../../../shared/protocol/registry.ts'
import { en } from '../../../shared/texts/en.ts'

const known = {
  criteria: builtInFamilies.criteria.keys,
  endpointKinds: builtInFamilies.endpoints.keys,
}
const definition = protocols.get('donafenib-switch')
const check = editChecks.get('DM-01')
const withChecks = (...checks: readonly EditCheck[]) => ({ ...definition, checks })
const changed = (change: Partial<EditCheck>) => withChecks({ ...check, ...change })

describe('edit checks in a definition', () => {
  it.each([
    ['definition.checkTwice', withChecks(check, check), '/checks/1/key'],
    ['definition.checkForm', changed({ form: 'nothing' }), '/checks/0/form'],
    ['definition.checkItem', changed({ item: 'NOTHING' }), '/checks/0/item'],
    [
      'definition.checkRule',
      changed({ condition: { rule: 'ENRDAT >' } }),
      '/checks/0/condition/rule',
    ],
    [
      'definition.checkRule',
      changed({ condition: { rule: 'SEX > 1' } }),
      '/checks/0/condition/rule',
    ],
    [
      'definition.checkProducer',
      changed({ condition: { producer: 'nothing' } }),
      '/checks/0/condition/producer',
    ],
    ['definition.checkCompares', changed({ compares: ['NOTHING'] }), '/checks/0/compares/0'],
  ])('%s', (key, faulty, pointer) => {
    expect(checkFaults(faulty).map((one) => [one.key, one.pointer])).toEqual([[key, pointer]])
    expect(definitionFaults(JSON.parse(JSON.stringify(faulty)), known)).toMatchObject([
      { key, pointer },
    ])
  })

  it('without examples are refused', () => {
    const faults = definitionFaults(JSON.parse(JSON.stringify(changed({ fail: [] }))), known)
    expect(faults).toMatchObject([{ pointer: '/checks/0/fail', key: 'definition.tooSmall' }])
  })

  it('may be absent, as in definitions made before there were any', () => {
    const older = JSON.parse(JSON.stringify({ ...definition, checks: undefined })) as unknown
    expect(definitionFaults(older, known)).toEqual([])
  })

  it.each(CHECK_FAULT_KEYS)('%s has a sentence', (key) => {
    expect(en[key]).not.toBe('')
  })
})
