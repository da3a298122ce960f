import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { CheckInput, CheckRecord, FiredCheck } from '../../../shared/checks/define.ts'
import { evaluateChecks } from '../../../shared/checks/evaluate.ts'
import { createCheckMemory, type CheckMemory } from '../../../shared/checks/gather-subject.ts'
import { builtInFamilies } from '../../../shared/families.ts'
import type { ProtocolDefinition } from '../../../shared/protocol/define.ts'
import { afterAct, anyAct, sourcesOf } from './typed-subject.ts'

const protocols = builtInFamilies.protocols.all

function evaluate(
  definition: ProtocolDefinition,
  input: CheckInput,
  memory?: CheckMemory,
): readonly FiredCheck[] {
  return evaluateChecks(definition, input, builtInFamilies, memory)
}

function withItem(record: CheckRecord, item: string, text: string): CheckRecord {
  const { items, rows } = record.values
  return { ...record, values: { items: { ...items, [item]: text }, rows } }
}

describe('DC-01 checks of a subject with the memory of its former states', () => {
  it.each(protocols)(
    '$key: after any sequence of changes exactly that fires which fires without a memory',
    (definition) => {
      const sources = sourcesOf(definition)
      const everFired = new Set<string>()
      const acts = fc.array(anyAct, { minLength: 1, maxLength: 40 })
      fc.assert(
        fc.property(acts, (sequence) => {
          const memory = createCheckMemory()
          let input = sources.start
          evaluate(definition, input, memory)
          for (const act of sequence) {
            input = afterAct(input, act, sources)
            const fired = evaluate(definition, input, memory)
            // Copies of the records are met for the first time.
            expect(fired).toEqual(evaluate(definition, structuredClone(input)))
            for (const { check } of fired) everFired.add(check)
          }
        }),
        { numRuns: 20 },
      )
      expect(everFired.size).toBeGreaterThan(20)
    },
    120_000,
  )

  it('finds out nothing again about a subject that did not change', () => {
    const [definition] = protocols
    if (definition === undefined) throw new Error('no protocol')
    const { start, examples } = sourcesOf(definition)
    const records = [...start.records, ...examples.map((one, at) => ({ ...one, id: `e${at}` }))]
    const memory = createCheckMemory()
    const before = evaluate(definition, { ...start, records }, memory)
    const again = evaluate(definition, { ...start, records: [...records] }, memory)
    expect(before.length).toBeGreaterThan(20)
    expect(again.every((one, at) => one === before[at])).toBe(true)
  })

  it('finds out nothing again that did not look at the items which changed', () => {
    const [definition] = protocols
    if (definition === undefined) throw new Error('no protocol')
    const { start, examples } = sourcesOf(definition)
    const records = [...start.records, ...examples.map((one, at) => ({ ...one, id: `e${at}` }))]
    const memory = createCheckMemory()
    const firedWith = (text: string) => {
      const typed = records.map((one) =>
        one.form === 'adverse-events' ? withItem(one, 'AETERM', text) : one,
      )
      return evaluate(definition, { ...start, records: typed }, memory)
    }
    firedWith('Pain')
    const before = firedWith('Pain in the liver')
    const kept = firedWith('Hepatic pain').filter((one) => before.includes(one))
    const isOfEvents = ({ place }: FiredCheck): boolean => place.form === 'adverse-events'
    const named = before.filter(({ compared }) => compared['AETERM'] ?? compared['term'])
    expect(kept.filter(isOfEvents).length).toBeGreaterThan(5)
    expect(named.length).toBeGreaterThan(0)
    expect(kept.filter(({ compared }) => compared['AETERM'] === 'Pain in the liver')).toEqual([])
  })

  it('tells subjects, definitions and days apart that come to one memory', () => {
    const memory = createCheckMemory()
    for (const definition of protocols) {
      const { start } = sourcesOf(definition)
      for (const today of [start.today, null]) {
        const input = { ...start, today }
        expect(evaluate(definition, input, memory)).toEqual(evaluate(definition, input))
      }
    }
  })
})
