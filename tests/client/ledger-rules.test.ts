import { describe, expect, it } from 'vitest'
import { KEYS } from '../../client/kit/keys.ts'
import { cellText, readCell } from '../../client/tumour-ledger/cell-entry.ts'
import { ledgerRecords } from '../../client/tumour-ledger/ledger-checks.ts'
import {
  editedRow,
  unsavedAt,
  valuesForDraft,
  withScanDate,
  type Edits,
} from '../../client/tumour-ledger/ledger-edits.ts'
import { assessmentForm, toLedger } from '../../client/tumour-ledger/ledger.ts'
import { referencesOf } from '../../client/tumour-ledger/references.ts'
import { readState, stateChoices, stateOf } from '../../client/tumour-ledger/state-entry.ts'
import type { RecordView } from '../../shared/api/routes/subjects.ts'
import { evaluateChecks } from '../../shared/checks/evaluate.ts'
import { builtInFamilies } from '../../shared/families.ts'
import type { RowValues } from '../../shared/forms/define.ts'
import { protocols } from '../../shared/protocol/registry.ts'
import { typedInto } from './ledger-typing.ts'

const definition = protocols.get('lenvatinib-toripalimab')

function theForm() {
  const found = assessmentForm(definition.forms)
  if (found === null) throw new Error('The protocol has no tumour assessment.')
  return found
}
const form = theForm()

function record(
  key: string,
  visit: string | null,
  items: RowValues,
  rows: readonly RowValues[] = [],
): RecordView {
  return {
    id: `${key}-${visit ?? ''}-${items['TULNKID'] ?? ''}`,
    form: key,
    visit,
    rowKey: items['TULNKID'] ?? '',
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
const row = (id: string, date: string, length: string, more: RowValues = {}): RowValues => ({
  TRLNKID: id,
  TRDAT: date,
  LDIAM: length,
  ...more,
})
const target = (id: string, more: RowValues = {}): RecordView =>
  record('lesions', null, {
    TULNKID: id,
    TUGRPID: 'TARGET',
    TULOC: 'LIVER S4',
    TUNODE: 'N',
    ...more,
  })
const BASELINE = record('tumour-assessment', 'BASELINE', {}, [
  row('T01', '2024-01-05', '60', { TRMETHOD: 'CT' }),
  row('T02', '2024-01-05', '15', { TRMETHOD: 'CT' }),
])
const subject = [
  record('subjects', null, { RFICDAT: '2024-01-02', ENRDAT: '2024-01-08' }),
  target('T01', { TUSIDE: 'LEFT', TUSEGM: 'S4' }),
  target('T02'),
]
const later = (visit: string, ...rows: readonly RowValues[]): RecordView =>
  record('tumour-assessment', visit, {}, rows)

function firedOn(records: readonly RecordView[], edits: Edits): readonly string[] {
  const asked = ledgerRecords(records, form, toLedger(form, records, [], edits))
  const input = { subjid: '1', records: asked, today: null }
  return evaluateChecks(definition, input, builtInFamilies).map(({ check }) => check)
}

describe('E33: the ledger', () => {
  const ledger = toLedger(form, [...subject, BASELINE], [])

  it('carries what was fixed at baseline along the row: organ, side, segment, method, axis', () => {
    const [first] = ledger.lesions
    expect(first).toMatchObject({ id: 'T01', location: 'LIVER S4', nodal: false, method: 'CT' })
    expect(first?.items).toMatchObject({ TUSIDE: 'LEFT', TUSEGM: 'S4' })
  })

  it('links a lesion that has merged to the one that carries the common diameter', () => {
    const entry = readCell('LDIAM', 't02', ['T02', 'T03'])
    const change = entry.kind === 'change' ? entry.change : {}
    const merged = editedRow(row('T01', '2024-02-20', '50'), change)
    expect(merged).toEqual({ TRLNKID: 'T01', TRDAT: '2024-02-20', TRMERGE: 'T02' })
    expect(cellText('LDIAM', merged)).toBe('→T02')
    expect(readCell('LDIAM', '→T02', ['T02'])).toEqual(entry)
  })

  it('never merges a lesion with itself, or with one that is not there', () => {
    expect(readCell('LDIAM', 'T01', ['T02']).kind).toBe('fault')
  })

  it('keeps the parts of a split lesion, and their sum as its diameter', () => {
    expect(readCell('LDIAM', '12.5 + 8')).toEqual({
      kind: 'change',
      change: { LDIAM: '20.5', TRSPLIT: '12.5;8', TRSTAT: '', TRMERGE: '' },
    })
    expect(readCell('VDIAM', '12+8').kind).toBe('fault')
    expect(readCell('LDIAM', '12+').kind).toBe('fault')
  })

  it('takes the link away with a new length of the whole lesion', () => {
    const entry = readCell('LDIAM', '30')
    const change = entry.kind === 'change' ? entry.change : {}
    const before = row('T01', '2024-02-20', '20', { TRSPLIT: '12;8', TRMERGE: 'T02' })
    expect(editedRow(before, change)).toEqual(row('T01', '2024-02-20', '30'))
  })
})

describe('E34: beside a box', () => {
  const records = [
    ...subject,
    BASELINE,
    later('W6', row('T01', '2024-02-20', '40')),
    later('W12', row('T01', '2024-04-02', '45')),
    later('W18', row('T01', '2024-05-14', '50')),
  ]
  const at = (visit: string, edits: Edits = {}) =>
    referencesOf(toLedger(form, records, [], edits), { lesion: 'T01', visit, column: 'LDIAM' })

  it('stand baseline, nadir and previous of the lesion', () => {
    expect(at('W18')).toEqual({ baseline: 60, nadir: 40, previous: 45 })
    expect(at('BASELINE')).toBeNull()
  })

  it('follow what is typed, and leave out what was not evaluable', () => {
    const edits = typedInto(
      records,
      { visit: 'W12', lesion: 'T01' },
      { LDIAM: '', TRSTAT: 'NOT DONE' },
    )
    expect(at('W18', edits)).toEqual({ baseline: 60, nadir: 40, previous: 40 })
  })

  it('go by the dates of the scans, not by the order of the columns', () => {
    const edits = typedInto(records, { visit: 'W12', lesion: 'T01' }, { TRDAT: '2024-02-01' })
    expect(at('W18', edits)).toEqual({ baseline: 60, nadir: 40, previous: 40 })
    expect(at('W12', edits)).toEqual({ baseline: 60, nadir: 60, previous: 60 })
  })
})

describe('E35: before the fact the ledger warns of', () => {
  const both = (visit: string, date: string, first: string, second: string) =>
    later(visit, row('T01', date, first), row('T02', date, second))
  const stable = both('W6', '2024-02-20', '60', '15')
  const type = (records: readonly RecordView[], lesion: string, change: RowValues): Edits =>
    typedInto(records, { visit: 'W6', lesion }, change)

  it('nothing where nothing is odd', () => {
    const fired = firedOn([...subject, BASELINE, stable], {})
    expect(fired.filter((key) => /^(TU|RS)-/.test(key))).toEqual([])
  })

  it.each([
    ['a lesion below 10 mm as target', 'TU-02', 'BASELINE', { LDIAM: '9.9' }],
    [
      'a slice so thick that the lesion is below twice of it',
      'TU-02',
      'BASELINE',
      { TRSLTHK: '8' },
    ],
    ['a changed method', 'RS-11', 'W6', { TRMETHOD: 'MRI' }],
    ['a response before its confirmation', 'RS-13', 'W6', { LDIAM: '5', AND: '20' }],
  ])('%s', (_what, check, visit, { AND, ...change }: RowValues) => {
    const records = [...subject, BASELINE, stable]
    const whole =
      AND === undefined ? {} : typedInto(records, { visit, lesion: 'T01' }, { LDIAM: AND })
    const edits = typedInto(records, { visit, lesion: 'T02' }, change, whole)
    expect(firedOn(records, {})).not.toContain(check)
    expect(firedOn(records, edits)).toContain(check)
  })

  it('a node with a short axis below 15 mm as target', () => {
    const node = target('T03', { TULOC: 'LYMPH NODE', TUNODE: 'Y' })
    const axis = (SAXIS: string) =>
      firedOn(
        [...subject, node, BASELINE],
        typedInto([BASELINE], { visit: 'BASELINE', lesion: 'T03' }, { TRDAT: '2024-01-05', SAXIS }),
      )
    expect(axis('14.9')).toContain('TU-03')
    expect(axis('15')).not.toContain('TU-03')
  })

  it('more than 2 targets in an organ and more than 5 in all, before anything is measured', () => {
    const organs = ['LUNG', 'BRAIN', 'BONE', 'PERITONEUM']
    const others = organs.map((TULOC, index) => target(`T0${index + 3}`, { TULOC }))
    expect(firedOn([...subject, ...others.slice(0, 3)], {})).not.toContain('TU-10')
    expect(firedOn([...subject, ...others], {})).toContain('TU-10')
    expect(firedOn(subject, {})).not.toContain('TU-11')
    expect(firedOn([...subject, target('T03')], {})).toContain('TU-11')
  })

  it('a missing lesion', () => {
    const withColumn = [...subject, BASELINE, later('W6', row('T01', '2024-02-20', '60'))]
    expect(firedOn(withColumn, {})).toContain('RS-14')
    const second = { TRDAT: '2024-02-20', TRSTAT: 'NOT DONE' }
    expect(firedOn(withColumn, type(withColumn, 'T02', second))).not.toContain('RS-14')
  })

  it('an increase of 20 % that lacks the 5 mm', () => {
    const small = [
      subject[0],
      target('T01'),
      record('tumour-assessment', 'BASELINE', {}, [row('T01', '2024-01-05', '15')]),
      later('W6', row('T01', '2024-02-20', '15')),
    ].filter((one) => one !== undefined)
    expect(firedOn(small, type(small, 'T01', { LDIAM: '18' }))).toContain('RS-12')
    expect(firedOn(small, type(small, 'T01', { LDIAM: '17.9' }))).not.toContain('RS-12')
    expect(firedOn(small, type(small, 'T01', { LDIAM: '20' }))).not.toContain('RS-12')
  })
})

describe('E37: small states are keys', () => {
  const clear = { TRSPLIT: '', TRSTAT: '', TRMERGE: '' }

  it.each([
    ['a', { LDIAM: '0', ...clear }],
    ['t', { LDIAM: '5', ...clear }],
    ['ts', { LDIAM: '5', ...clear }],
    ['12.5', { LDIAM: '12.5', ...clear }],
    ['１２', { LDIAM: '12', ...clear }],
  ])('a diameter box reads %s', (typed, change) => {
    expect(readCell('LDIAM', typed)).toEqual({ kind: 'change', change })
  })

  it.each(['12.55', 'big', '-3', '+', 'x'])('a diameter box refuses %s', (typed) => {
    expect(readCell('LDIAM', typed)).toEqual({ kind: 'fault' })
  })

  it('takes every diameter away where a lesion is not evaluable, and shows NE', () => {
    const entry = readCell('LDIAM', 'n')
    const change = entry.kind === 'change' ? entry.change : {}
    const before = row('T01', '2024-02-20', '40', { VDIAM: '30' })
    const after = editedRow(before, change)
    expect(after).toEqual({ TRLNKID: 'T01', TRDAT: '2024-02-20', TRSTAT: 'NOT DONE' })
    expect(cellText('LDIAM', after)).toBe('NE')
    expect(cellText('VDIAM', after)).toBe('NE')
  })

  it('every key of the ledger on the sheet of keys is read', () => {
    const keys = KEYS.filter(({ context }) => context === 'ledger').flatMap(
      ({ strokes }) => strokes,
    )
    expect(keys.length).toBe(3)
    for (const key of keys) expect(readCell('LDIAM', key).kind, key).toBe('change')
  })

  it.each([
    ['NON-TARGET', 'p', 'PRESENT'],
    ['NON-TARGET', 'a', 'ABSENT'],
    ['NON-TARGET', 'u', 'UNEQUIVOCAL PROGRESSION'],
    ['NON-TARGET', '3', 'UNEQUIVOCAL PROGRESSION'],
    ['NON-TARGET', '明确进展', 'UNEQUIVOCAL PROGRESSION'],
    ['NEW', 'e', 'EQUIVOCAL'],
    ['NEW', 'u', 'UNEQUIVOCAL'],
  ])('the state of a %s lesion: %s is %s', (group, typed, state) => {
    const choices = stateChoices(form, group, 'TUMSTATE')
    expect(readState('TUMSTATE', choices, typed)).toEqual({ TUMSTATE: state, TRSTAT: '' })
  })

  it('n is not evaluable, and free text is no state', () => {
    const choices = stateChoices(form, 'NON-TARGET', 'TUMSTATE')
    const change = { TRSTAT: 'NOT DONE', TUMSTATE: '', VTUMSTATE: '' }
    expect(readState('TUMSTATE', choices, 'n')).toEqual(change)
    expect(stateOf('TUMSTATE', { TRSTAT: 'NOT DONE' })).toBe('NE')
    expect(readState('TUMSTATE', choices, 'smaller')).toBeNull()
  })
})

describe('E6: a scan date typed before any diameter', () => {
  it.each([
    ['2026-02-10', null],
    ['', '2026-02-1'],
  ])('is kept in the draft: %s %s', (typed, fault) => {
    const column = { visit: 'W6', record: null }
    const typing = unsavedAt(withScanDate({}, column, { ofRows: [], typed, fault }), 'W6')
    const kept = typing === null ? null : valuesForDraft(typing).rows
    expect(kept).toEqual([{ TRDAT: fault ?? typed }])
  })
})
