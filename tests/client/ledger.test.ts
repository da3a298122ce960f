import { describe, expect, it } from 'vitest'
import { readCell } from '../../client/tumour-ledger/cell-entry.ts'
import { deriveLedger, type CriterionBand } from '../../client/tumour-ledger/derive-ledger.ts'
import type { Edits } from '../../client/tumour-ledger/ledger-edits.ts'
import { assessmentForm, toLedger } from '../../client/tumour-ledger/ledger.ts'
import type { RecordView } from '../../shared/api/routes/subjects.ts'
import type { RowValues } from '../../shared/forms/define.ts'
import { protocols } from '../../shared/protocol/registry.ts'
import { responseCriteria } from '../../shared/response/registry.ts'
import { typedInto } from './ledger-typing.ts'

const definition = protocols.get('tace-systemic')

function record(
  form: string,
  visit: string | null,
  items: RowValues,
  rows: readonly RowValues[] = [],
): RecordView {
  return {
    id: `${form}-${visit ?? ''}-${items['TULNKID'] ?? ''}`,
    form,
    visit,
    rowKey: '',
    values: { items: { ...items }, rows: rows.map((row) => ({ ...row })) },
    version: 1,
    completeness: 'complete',
    definitionVersion: '1',
    removed: false,
    findings: [],
    derivation: null,
    updatedAt: '2024-01-01T00:00:00Z',
    updatedBy: 'x',
  }
}

const target = (id: string, whole: string, viable: string, date: string): RowValues => ({
  TRLNKID: id,
  TRDAT: date,
  LDIAM: whole,
  VDIAM: viable,
})
const lesion = (id: string): RecordView =>
  record('lesions', null, { TULNKID: id, TUGRPID: 'TARGET', TULOC: 'LIVER S4', TUNODE: 'N' })

const records = [
  record('subjects', null, { ENRDAT: '2024-01-10' }),
  lesion('T01'),
  lesion('T02'),
  record('tumour-assessment', 'BASELINE', {}, [
    target('T01', '60', '50', '2024-01-05'),
    target('T02', '40', '30', '2024-01-05'),
  ]),
  record('tumour-assessment', 'W6', {}, [
    target('T01', '50', '40', '2024-02-20'),
    target('T02', '40', '30', '2024-02-20'),
  ]),
]

function bandsWith(edits: Edits): ReadonlyMap<string, CriterionBand> {
  const form = assessmentForm(definition.forms)
  if (form === null) throw new Error('The protocol has no tumour assessment.')
  const ledger = toLedger(form, records, [], edits)
  const subject = { subjid: '1', site: '01' }
  const bands = deriveLedger({ definition, subject, records, form, ledger }, responseCriteria)
  return new Map(bands.map((band) => [band.key, band]))
}

describe('the tumour ledger', () => {
  it('adds up the targets under each criterion of the protocol', () => {
    const bands = bandsWith({})
    expect(bands.get('RECIST 1.1')?.baselineSum).toBe(100)
    expect(bands.get('mRECIST')?.baselineSum).toBe(80)
    expect(bands.get('RECIST 1.1')?.timePoints.get('W6')?.overall).toBe('SD')
  })

  it('follows an unsaved diameter with sum, change and response', () => {
    const edits = typedInto(records, { visit: 'W6', lesion: 'T01' }, { LDIAM: '30' })
    const point = bandsWith(edits).get('RECIST 1.1')?.timePoints.get('W6')
    expect(point?.sum).toBe(700)
    expect(point?.percentFromBaseline).toBeCloseTo(-30, 10)
    expect(point?.overall).toBe('PR')
  })

  it('changes one criterion only when only its diameter changes', () => {
    const edits = typedInto(records, { visit: 'W6', lesion: 'T01' }, { VDIAM: '0' })
    const bands = bandsWith(edits)
    expect(bands.get('mRECIST')?.timePoints.get('W6')?.overall).toBe('PR')
    expect(bands.get('RECIST 1.1')?.timePoints.get('W6')?.overall).toBe('SD')
  })

  it('has no sum while a target is not evaluable', () => {
    const entry = readCell('LDIAM', 'ne')
    const change = entry.kind === 'change' ? entry.change : {}
    const point = bandsWith(typedInto(records, { visit: 'W6', lesion: 'T02' }, change))
      .get('RECIST 1.1')
      ?.timePoints.get('W6')
    expect(point?.sum).toBeNull()
    expect(point?.overall).toBe('NE')
  })

  it('keeps the proof of a derived value beside it', () => {
    const trace = bandsWith({}).get('RECIST 1.1')?.timePoints.get('W6')?.trace() ?? []
    expect(trace.map(({ rule }) => rule)).toContain('A-2')
  })
})
