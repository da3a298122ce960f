import { describe, expect, it } from 'vitest'
import { rowTrail } from '../../client/read-audit/row-trail.ts'
import type { AuditEntryView } from '../../shared/api/routes/trail.ts'

type Change = readonly [row: string, item: string, before: string | null, after: string | null]

function entry(seq: number, ...changes: readonly Change[]): AuditEntryView {
  return {
    ...{ seq, at: '2024-03-10T06:00:00Z', enteredAt: null, username: 'li', displayName: 'Li Wei' },
    ...{ role: 'coordinator', act: 'record.amend', subjid: '1', entity: 'record', entityId: 'r' },
    ...{ form: 'laboratory', visit: 'W8', hash: '', origin: 'person', reason: null, site: '01' },
    reasonRedacted: false,
    changes: changes.map(([row, item, before, after]) => ({
      ...{ pointer: `/rows/${row}/${item}`, item, before, after, redacted: [] },
    })),
  }
}
const told = (entries: readonly AuditEntryView[]) =>
  entries.map(({ seq, changes }) => [
    seq,
    ...changes.map(({ pointer, before, after }) => [pointer.slice(6), before, after].join(' ')),
  ])

const FIRST = entry(
  1,
  ['2024-03-01 ALT', 'LBDAT', null, '2024-03-01'],
  ['2024-03-01 ALT', 'LBORRES', null, '400'],
  ['2024-03-01 ALB', 'LBORRES', null, '41'],
)

describe('AT-10: what was changed in one row', () => {
  it('is what stands under its name, and nothing of its neighbours', () => {
    const second = entry(2, ['2024-03-01 ALT', 'LBORRES', '400', '40'])
    const third = entry(3, ['2024-03-01 ALB', 'LBORRES', '41', '42'])
    expect(told(rowTrail([third, second, FIRST], '2024-03-01 ALT'))).toEqual([
      [2, '2024-03-01 ALT/LBORRES 400 40'],
      [1, '2024-03-01 ALT/LBDAT  2024-03-01', '2024-03-01 ALT/LBORRES  400'],
    ])
  })

  it('goes on under the former name where date or test were corrected', () => {
    const renamed = entry(
      2,
      ['2024-03-01 ALT', 'LBDAT', '2024-03-01', null],
      ['2024-03-01 ALT', 'LBORRES', '400', null],
      ['2024-03-01 ALT', 'LBORRESU', 'U/L', null],
      ['2024-03-02 ALT', 'LBDAT', null, '2024-03-02'],
      ['2024-03-02 ALT', 'LBORRES', null, '40'],
      ['2024-03-02 ALT', 'LBORRESU', null, 'U/L'],
    )
    const trail = rowTrail([renamed, FIRST], '2024-03-02 ALT')
    expect(trail.map(({ seq }) => seq)).toEqual([2, 1])
    expect(told(trail)[0]).toContain('2024-03-01 ALT/LBORRES 400 ')
    expect(told(trail)[0]).toContain('2024-03-02 ALT/LBORRES  40')
    expect(told(trail)[1]).toContain('2024-03-01 ALT/LBORRES  400')
  })

  it('ends where the row was added beside one that went and says nothing alike', () => {
    const other = entry(
      2,
      ['2024-03-01 ALB', 'LBORRES', '41', null],
      ['2024-03-09 PLT', 'LBORRES', null, '120'],
    )
    expect(rowTrail([other, FIRST], '2024-03-09 PLT').map(({ seq }) => seq)).toEqual([2])
  })
})
