import { describe, expect, it } from 'vitest'
import type { CheckRecord } from '../../../shared/checks/define.ts'
import { checksOf, evaluateChecks } from '../../../shared/checks/evaluate.ts'
import { builtInFamilies } from '../../../shared/families.ts'
import type { ProtocolDefinition } from '../../../shared/protocol/define.ts'
import { inputOf } from './example-input.ts'

/** Every sixth example of the definition's checks, as one subject to which they come one by one. */
function growing(definition: ProtocolDefinition): readonly (readonly CheckRecord[])[] {
  const examples = checksOf(definition)
    .flatMap(({ pass, fail }) => [...fail, ...pass])
    .filter((_example, at) => at % 6 === 0)
  const states: CheckRecord[][] = [[]]
  examples.forEach((example, at) => {
    const added = inputOf(example).records.map((record) => ({
      ...record,
      id: `${at}-${record.rowKey}`,
    }))
    const former = states.at(-1) ?? []
    const inPlace = added.filter(({ form, visit }) => form !== '' && visit !== null)
    const kept = former.filter(
      (one) => !inPlace.some(({ form, visit }) => one.form === form && one.visit === visit),
    )
    states.push([...kept, ...added])
  })
  return states
}

describe('DC-01 checks of a subject evaluated again and again', () => {
  it.each(builtInFamilies.protocols.all)(
    '$key: what is remembered of unchanged records changes no firing',
    (definition) => {
      const evaluate = (from: ProtocolDefinition, records: readonly CheckRecord[]) =>
        evaluateChecks(from, { subjid: '1001', today: null, records }, builtInFamilies)
      let number = 0
      for (const records of growing(definition)) {
        const again = evaluate(definition, records)
        // Copies of definition and records are met for the first time.
        expect(again).toEqual(evaluate(structuredClone(definition), structuredClone(records)))
        number = Math.max(number, again.length)
      }
      expect(number).toBeGreaterThan(10)
    },
    120_000,
  )
})
