import { describe, expect, it } from 'vitest'
import { filledCasebook, type FilledCasebook } from '../../../shared/casebook/filled.ts'
import type { BookValue } from '../../../shared/casebook/record.ts'
import { valueText } from '../../../shared/casebook/wording.ts'
import { reasonKey } from '../../../shared/forms/define.ts'
import { protocols } from '../../../shared/protocol/registry.ts'
import { speaker } from '../../../shared/texts/speaker.ts'
import { fileLayouts } from '../../../shared/trial/layout.ts'
import { toFilledForms } from '../../../shared/trial/to-records.ts'
import { readTrialFolder } from '../../../server/reference-cases/trial-folder.ts'
import { madeBook, madeChange, madeEntry, madeRecord } from './made-book.ts'

const definition = protocols.get('donafenib-switch')
const VERSIONS = [{ number: 1, definition }]

const valuesIn = (filled: FilledCasebook): readonly BookValue[] =>
  filled.sections
    .flatMap(({ records }) => records)
    .flatMap(({ values, rows }) => [...values, ...(rows?.rows ?? []).flatMap(({ cells }) => cells)])

/** Every stored text of a casebook with its key, sorted. */
const printed = (filled: FilledCasebook): readonly string[] =>
  valuesIn(filled)
    .flatMap(({ key, value, reason }) => [
      ...(value === '' ? [] : [`${key}=${value}`]),
      ...(reason === '' ? [] : [`${reasonKey(key)}=${reason}`]),
    ])
    .sort()

describe.each(protocols.all)('EX-01: the casebooks of the reference trial of $key', (protocol) => {
  const folder = new URL(`../../golden/trials/${protocol.key}`, import.meta.url).pathname
  const { subjects } = readTrialFolder(folder)
  const layouts = fileLayouts(protocol)
  const books = subjects.map((subject) =>
    toFilledForms(subject, layouts).map(({ form, values, visit, rowKey }, at) =>
      madeRecord(`record-${at}`, form, values, { visit, rowKey }),
    ),
  )

  it('hold every stored value of every subject, each once', () => {
    expect(books.length).toBeGreaterThan(10)
    for (const records of books) {
      const filled = filledCasebook(madeBook(records), [{ number: 1, definition: protocol }])
      const stored = records
        .flatMap(({ values }) => [values.items, ...values.rows])
        .flatMap((row) => Object.entries(row).map(([key, text]) => `${key}=${text}`))
        .sort()
      expect(printed(filled)).toEqual(stored)
      expect(filled.values).toBe(stored.length)
    }
  })

  it('list every form that is offered, those without a record too', () => {
    const filled = filledCasebook(madeBook([]), [{ number: 1, definition: protocol }])
    const offered = protocol.forms.filter(({ hidden }) => hidden !== true)
    expect(filled.contents.map(({ form, records }) => [form, records])).toEqual(
      offered.map(({ key }) => [key, 0]),
    )
  })
})

describe('a filled casebook', () => {
  const vitals = (id: string, visit: string, pulse = '72') =>
    madeRecord(id, 'vitals', { items: { VSDAT: '2026-01-12', PULSE: pulse }, rows: [] }, { visit })
  const only = (filled: FilledCasebook) => {
    const [record] = filled.sections.flatMap(({ records }) => records)
    if (record === undefined) throw new Error('no record')
    return record
  }

  it('orders the records of a form by visit, unscheduled ones by their date', () => {
    const planned = ['W16', 'UNS-2026-02-20', 'BASELINE', 'W8']
    const records = planned.map((visit, at) => vitals(`r${at}`, visit))
    const filled = filledCasebook(madeBook(records), VERSIONS)
    const visits = filled.sections[0]?.records.map(({ record }) => record.visit)
    expect(visits).toEqual(['BASELINE', 'UNS-2026-02-20', 'W8', 'W16'])
  })

  it('EX-02: marks a changed value and tells the former ones, with who, when and why', () => {
    const history = [
      madeEntry(1, 'r1', {
        act: 'record.create',
        changes: [madeChange('/items/PULSE', null, '70')],
      }),
      madeEntry(2, 'r1', { reason: 'misread', changes: [madeChange('/items/PULSE', '70', '71')] }),
      madeEntry(3, 'r2', { changes: [madeChange('/items/PULSE', '1', '2')] }),
      madeEntry(4, 'r1', {
        reason: 'typing slip',
        changes: [
          madeChange('/completeness', 'partial', 'complete'),
          madeChange('/items/PULSE', '71', '72'),
          madeChange('/items/TEMP_REASND', 'UNKNOWN', null),
        ],
      }),
    ]
    const { values, notes } = only(
      filledCasebook(madeBook([vitals('r1', 'W8')], { history }), VERSIONS),
    )
    expect(values.find(({ key }) => key === 'PULSE')?.note).toBe(1)
    expect(values.find(({ key }) => key === 'VSDAT')?.note).toBeNull()
    expect(
      notes.values.map(({ item, number, steps }) => [
        item,
        number,
        steps.map(({ ofReason, before, after, entry }) => [ofReason, before, after, entry.reason]),
      ]),
    ).toEqual([
      [
        'PULSE',
        1,
        [
          [false, '70', '71', 'misread'],
          [false, '71', '72', 'typing slip'],
        ],
      ],
      ['TEMP', 2, [[true, 'UNKNOWN', null, 'typing slip']]],
    ])
  })

  it('EX-02: keeps what stood in a row that was taken out', () => {
    const row = { LBDAT: '2026-01-12', LBTESTCD: 'ALT', LBORRES: '40' }
    const record = madeRecord('r1', 'laboratory', { items: {}, rows: [row] }, { visit: 'W8' })
    const history = [
      madeEntry(1, 'r1', { act: 'record.create' }),
      madeEntry(2, 'r1', {
        changes: [
          madeChange('/rows/2026-01-12 ALT/LBORRES', '41', '40'),
          madeChange('/rows/2026-01-12 AST/LBORRES', '33', null),
        ],
      }),
    ]
    const { rows, notes } = only(filledCasebook(madeBook([record], { history }), VERSIONS))
    const result = rows?.rows[0]?.cells.find(({ key }) => key === 'LBORRES')
    expect([result?.value, result?.note]).toEqual(['40', 1])
    expect(notes.values.map(({ row: name, item }) => [name, item])).toEqual([
      ['2026-01-12 ALT', 'LBORRES'],
      ['2026-01-12 AST', 'LBORRES'],
    ])
  })

  it('names entries that changed no value: a removal, a review reopened', () => {
    const record = { ...vitals('r1', 'W8'), removed: true }
    const history = [
      madeEntry(1, 'r1', { act: 'record.create' }),
      madeEntry(2, 'r1', {
        act: 'record.remove',
        reason: 'of another subject',
        changes: [madeChange('/removed', null, 'true')],
      }),
    ]
    const filled = filledCasebook(madeBook([record], { history }), VERSIONS)
    expect(only(filled).notes.entries.map(({ reason }) => reason)).toEqual(['of another subject'])
    const content = filled.contents.find(({ form }) => form === 'vitals')
    expect([content?.records, content?.removed]).toEqual([0, 1])
  })

  it('reads a record by the version it was filled under, with what a later one no longer asks', () => {
    const without = {
      ...definition,
      version: '2',
      forms: definition.forms.map((form) =>
        form.key === 'vitals'
          ? { ...form, items: form.items.filter(({ key }) => key !== 'PULSE') }
          : form,
      ),
    }
    const versions = [...VERSIONS, { number: 2, definition: without }]
    const records = [vitals('r1', 'W8'), { ...vitals('r2', 'W16'), definitionVersion: '2' }]
    const { sections } = filledCasebook(madeBook(records), versions)
    expect(sections.map(({ form, version }) => [form, version])).toEqual([
      ['vitals', 1],
      ['vitals', 2],
    ])
    const pulse = sections.map(({ records: [record] }) =>
      record?.values.find(({ key }) => key === 'PULSE'),
    )
    expect(pulse.map((one) => [one?.label.en, one?.value])).toEqual([
      ['Pulse', '72'],
      ['PULSE', '72'],
    ])
  })

  it('keeps a record whose form no version has', () => {
    const record = madeRecord('r1', 'withdrawn-form', { items: { X: 'kept' }, rows: [{ Y: '1' }] })
    const filled = filledCasebook(madeBook([record]), VERSIONS)
    expect(printed(filled)).toEqual(['X=kept', 'Y=1'])
    expect(filled.contents.at(-1)?.form).toBe('withdrawn-form')
  })

  it('prints a required question that stands open, and none that is not asked', () => {
    const { values } = only(
      filledCasebook(
        madeBook([
          madeRecord('r1', 'vitals', { items: { VSPERF: 'Y' }, rows: [] }, { visit: 'W8' }),
        ]),
        VERSIONS,
      ),
    )
    expect(values.find(({ key }) => key === 'PULSE')?.value).toBe('')
    expect(values.some(({ key }) => key === 'VSREASND')).toBe(false)
  })

  it('says what the form computes where an import stored nothing, or something else', () => {
    const points = { CPS0101: '1', CPS0102: '2', CPS0103: '1', CPS0104: '2', CPS0105: '1' }
    const textOf = (items: Record<string, string>, key: string): string => {
      const record = madeRecord('r1', 'baseline', { items, rows: [] })
      const { values } = only(filledCasebook(madeBook([record]), VERSIONS))
      const value = values.find((one) => one.key === key)
      return value === undefined ? '' : valueText(speaker('en'), value)
    }
    expect(textOf(points, 'CPS0106')).toBe('7 (computed, rule version 1)')
    expect(textOf(points, 'CPS0107')).toBe('Class B [B] (computed, rule version 1)')
    expect(textOf({ ...points, CPS0106: '7' }, 'CPS0106')).toBe('7')
    expect(textOf({ ...points, CPS0106: '6' }, 'CPS0106')).toBe('6; 7 (computed, rule version 1)')
    expect(textOf({ ...points, CPS0105: '' }, 'CPS0106')).toBe('–')
    // The same number as another system writes it is no difference.
    const liver = { BLBILI: '10', BLALB: '36' }
    expect(textOf(liver, 'ALBI')).toBe('-2.40 (computed, rule version 1)')
    expect(textOf({ ...liver, ALBI: '-2.4' }, 'ALBI')).toBe('-2.4')
  })
})
