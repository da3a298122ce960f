import { describe, expect, it } from 'vitest'
import { rowNamer } from '../../../server/audit-trail/row-namer.ts'
import { fieldChanges } from '../../../server/audit/field-changes.ts'
import { laboratoryForm } from '../../../shared/forms/laboratory.ts'

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
    const nameRows = (rows: readonly Readonly<Record<string, unknown>>[]) =>
      rows.map((row) => String(row['TULNKID']))
    const row = (TULNKID: string, TRORRES: string) => ({ TULNKID, TRORRES })
    const before = content({ items: {}, rows: [row('T01', '20'), row('T02', '30')] })
    const after = content({ items: {}, rows: [row('T02', '31')] })
    expect(fieldChanges({ before, after }, nameRows)).toEqual([
      { path: ['rows', 'T01', 'TRORRES'], before: '20', after: null },
      { path: ['rows', 'T01', 'TULNKID'], before: 'T01', after: null },
      { path: ['rows', 'T02', 'TRORRES'], before: '30', after: '31' },
    ])
  })

  it('tells two rows of one name apart: the correction of the first is not lost', () => {
    const namer = rowNamer(laboratoryForm)
    const row = (LBORRES: string) => ({ LBDAT: '2024-03-01', LBTESTCD: 'ALT', LBORRES })
    const before = content({ items: {}, rows: [row('40'), row('45')] })
    const after = content({ items: {}, rows: [row('60'), row('45')] })
    expect(fieldChanges({ before, after }, namer)).toEqual([
      { path: ['rows', '2024-03-01 ALT', 'LBORRES'], before: '40', after: '60' },
    ])
    const second = content({ items: {}, rows: [row('60'), row('54')] })
    expect(fieldChanges({ before: after, after: second }, namer)).toEqual([
      { path: ['rows', '2024-03-01 ALT #2', 'LBORRES'], before: '45', after: '54' },
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
