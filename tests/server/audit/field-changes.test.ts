import { describe, expect, it } from 'vitest'
import { fieldChanges } from '../../../server/audit/field-changes.ts'

const content = (values: object, more: object = {}) =>
  JSON.stringify({ values, completeness: 'complete', definitionVersion: 1, ...more })

describe('the fields that an entry changed', () => {
  it('lists every filled field of a first entry, each once', () => {
    const after = content({ items: { AETERM: 'Pain', AESER: 'N' }, rows: [] })
    expect(fieldChanges({ before: null, after })).toEqual([
      { path: ['completeness'], before: null, after: 'complete' },
      { path: ['definitionVersion'], before: null, after: '1' },
      { path: ['items', 'AESER'], before: null, after: 'N' },
      { path: ['items', 'AETERM'], before: null, after: 'Pain' },
    ])
  })

  it('lists a changed, an emptied and a new field, and no other', () => {
    const before = content({ items: { AETERM: 'Pain', AESER: 'N', AETOXGR: '2' }, rows: [] })
    const after = content({ items: { AETERM: 'Ache', AESER: 'N', AEOUT: 'RECOVERED' }, rows: [] })
    expect(fieldChanges({ before, after })).toEqual([
      { path: ['items', 'AEOUT'], before: null, after: 'RECOVERED' },
      { path: ['items', 'AETERM'], before: 'Pain', after: 'Ache' },
      { path: ['items', 'AETOXGR'], before: '2', after: null },
    ])
  })

  it('tells 1.0 from 1', () => {
    const before = content({ items: { LBORRES: '1' }, rows: [] })
    const after = content({ items: { LBORRES: '1.0' }, rows: [] })
    expect(fieldChanges({ before, after })).toHaveLength(1)
  })

  it('keeps the names of rows when one before them goes', () => {
    const nameRow = (row: Readonly<Record<string, unknown>>) => String(row['TULNKID'])
    const row = (TULNKID: string, TRORRES: string) => ({ TULNKID, TRORRES })
    const before = content({ items: {}, rows: [row('T01', '20'), row('T02', '30')] })
    const after = content({ items: {}, rows: [row('T02', '31')] })
    expect(fieldChanges({ before, after }, nameRow)).toEqual([
      { path: ['rows', 'T01', 'TRORRES'], before: '20', after: null },
      { path: ['rows', 'T01', 'TULNKID'], before: 'T01', after: null },
      { path: ['rows', 'T02', 'TRORRES'], before: '30', after: '31' },
    ])
  })

  it('shows a removal as a field of its own', () => {
    const values = { items: { AETERM: 'Pain' }, rows: [] }
    const entry = { before: content(values), after: content(values, { removed: true }) }
    expect(fieldChanges(entry)).toEqual([{ path: ['removed'], before: null, after: 'true' }])
  })

  it('finds nothing in an act without values', () => {
    expect(fieldChanges({ before: null, after: null })).toEqual([])
  })
})
