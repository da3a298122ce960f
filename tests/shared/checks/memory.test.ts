import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { CheckInput, CheckRecord, FiredCheck } from '../../../shared/checks/define.ts'
import { evaluateChecks } from '../../../shared/checks/evaluate.ts'
import {
  checkSubject,
  createCheckMemory,
  type CheckMemory,
} from '../../../shared/checks/gather-subject.ts'
import type { CheckSubject } from '../../../shared/checks/subject.ts'
import { WatchedRecords } from '../../../shared/checks/watched-records.ts'
import type { RowValues } from '../../../shared/forms/define.ts'
import { builtInFamilies } from '../../../shared/families.ts'
import type { ProtocolDefinition } from '../../../shared/protocol/define.ts'
import { afterAct, anyTurn, RESHAPED, sourcesOf } from './typed-subject.ts'

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

/** Cells are not asked about it. */
const NOBODY = {} as CheckSubject

describe('DC-01 checks of a subject with the memory of its former states', () => {
  it.each(protocols)(
    '$key: after any sequence of changes exactly that fires which fires without a memory',
    (definition) => {
      const sources = sourcesOf(definition)
      const everFired = new Set<string>()
      const turns = fc.array(anyTurn, { minLength: 1, maxLength: 40 })
      fc.assert(
        fc.property(turns, (sequence) => {
          const memory = createCheckMemory()
          const states = [sources.start]
          evaluate(definition, sources.start, memory)
          for (const turn of sequence) {
            for (const act of turn) states.push(afterAct(states, act, sources))
            const input = states.at(-1) ?? sources.start
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

  it('knows nothing of records that were put elsewhere, or have other rows', () => {
    const [definition] = protocols
    if (definition === undefined) throw new Error('no protocol')
    const { start, examples, values } = sourcesOf(definition)
    const records = [...start.records, ...examples.map((one, at) => ({ ...one, id: `e${at}` }))]
    const memory = createCheckMemory()
    evaluate(definition, { ...start, records: [] }, memory)
    const before = evaluate(definition, { ...start, records }, memory)
    expect(before.length).toBeGreaterThan(20)
    const all = { start, examples, values, records }
    for (const kind of ['new-id', 'new-visit', 'new-key', 'add-row', 'remove-row'] as const) {
      const others = records.map((one, at) => RESHAPED[kind](one, at + 5, all))
      const input = { ...start, records: others }
      const fresh = evaluate(definition, structuredClone(input))
      expect(evaluate(definition, input, memory)).toEqual(fresh)
      expect(evaluate(definition, { ...start, records }, memory)).toEqual(before)
    }
  })

  it('sees between visits a row of a form itself where it has answers of its own', () => {
    const [definition] = protocols
    if (definition === undefined) throw new Error('no protocol')
    const { start } = sourcesOf(definition)
    const { memory, place } = { memory: createCheckMemory(), place: { visit: null, rowKey: 'u' } }
    const stored = { ...place, id: 'u', form: 'laboratory' }
    const filesWith = (items: RowValues, known?: CheckMemory) => {
      const values = { items, rows: [{ LBTESTCD: 'ALT', LBORRES: '90' }] }
      const input = { ...start, records: [{ ...stored, values }] }
      const { files } = checkSubject(definition, input, builtInFamilies, known).trial
      return [files['laboratory'], files['labs']].map((rows = []) =>
        rows.map((row) => ({ ...row })),
      )
    }
    for (const items of [{ LBDAT: '2026-03-01' }, { LBDAT: '2026-03-02' }, {}, { LBDAT: '' }]) {
      expect(filesWith(items, memory)).toEqual(filesWith(items))
    }
    expect(filesWith({})[0]).toEqual([])
    expect(filesWith({ LBDAT: '2026-03-01' })[0]).toHaveLength(1)
  })

  it('gives no rows of a record that is none of the present ones', () => {
    const [form] = protocols.flatMap(({ forms }) => forms)
    if (form === undefined) throw new Error('no form')
    const values = { items: {}, rows: [] }
    const record = { id: 'r', form: form.key, visit: null, rowKey: 'r', values }
    const watched = new WatchedRecords(({ compute }) => compute(NOBODY), form, [record])
    const [view] = watched.views
    const rows = (of: CheckRecord) => watched.fileRows(of, 'labs', () => [{}])
    expect(rows(view ?? record)).toHaveLength(1)
    expect(() => rows(record)).toThrow('not seen now')
  })

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
