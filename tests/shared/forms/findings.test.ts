import { describe, expect, it } from 'vitest'
import { adverseEventsForm } from '../../../shared/forms/adverse-events.ts'
import type { FormDefinition, FormValues, RowValues } from '../../../shared/forms/define.ts'
import { completenessOf, findingsOf } from '../../../shared/forms/findings.ts'
import { laboratoryForm } from '../../../shared/forms/laboratory.ts'
import { parseDay } from '../../../shared/kernel/dates.ts'
import { protocols } from '../../../shared/protocol/registry.ts'
import { toyForm } from './toy-form.ts'

const complete = { NAME: 'a', SERIOUS: 'N' }
const keysOf = (
  items: RowValues,
  rows: readonly RowValues[] = [],
  form: FormDefinition = toyForm,
) => findingsOf(form, { items, rows }).map(({ pointer, key }) => `${pointer} ${key}`)

describe('findings of a form', () => {
  it.each<[string, FormValues, object]>([
    [
      'a reason beside a value',
      { items: { ...complete, NAME_REASND: 'UNKNOWN' }, rows: [] },
      { value: 'a', reason: 'UNKNOWN' },
    ],
    ['a value not asked', { items: { ...complete, WHY: 'fell' }, rows: [] }, { value: 'fell' }],
  ])(
    '%s names what it speaks of, so that a confirmation holds for it alone',
    (_, values, named) => {
      expect(findingsOf(toyForm, values)[0]?.params).toMatchObject(named)
    },
  )

  it.each<[string, RowValues, string[]]>([
    ['nothing wrong', complete, []],
    ['a required item is empty', { SERIOUS: 'N' }, ['/items/NAME finding.missing']],
    ['a reason stands for the value', { SERIOUS: 'N', NAME_REASND: 'UNKNOWN' }, []],
    [
      'a reason beside a value',
      { ...complete, NAME_REASND: 'UNKNOWN' },
      ['/items/NAME finding.reasonBesideValue'],
    ],
    ['the lower end of the range', { ...complete, COUNT: '0' }, []],
    ['below the range', { ...complete, COUNT: '-1' }, ['/items/COUNT finding.outOfRange']],
    ['the upper end of the range', { ...complete, COUNT: '10' }, []],
    ['above the range', { ...complete, COUNT: '11' }, ['/items/COUNT finding.outOfRange']],
    [
      'a value where the question does not apply',
      { ...complete, WHY: 'fell' },
      ['/items/WHY finding.notAsked'],
    ],
    [
      'a date that should be complete',
      { ...complete, LAST: '2024-05' },
      ['/items/LAST finding.partialDate'],
    ],
    ['a partial date where that is enough', { ...complete, FIRST: '2024-05' }, []],
    [
      'a date of another century',
      { ...complete, FIRST: '1890' },
      ['/items/FIRST finding.implausibleDate'],
    ],
    [
      'the end before the start',
      { ...complete, FIRST: '2024-05-02', LAST: '2024-05-01' },
      ['/items/LAST finding.check'],
    ],
    ['the end on the start', { ...complete, FIRST: '2024-05-02', LAST: '2024-05-02' }, []],
    [
      'an order that a partial date leaves open',
      { ...complete, FIRST: '2024-05', LAST: '2024-05-01' },
      [],
    ],
    [
      'an order that a partial date decides',
      { ...complete, FIRST: '2024-06', LAST: '2024-05-31' },
      ['/items/LAST finding.check'],
    ],
  ])('%s', (_what, items, expected) => {
    expect(keysOf(items)).toEqual(expected)
  })

  it('asks for the conditional item, its rows and its checks when the condition holds', () => {
    expect(keysOf({ NAME: 'a', SERIOUS: 'Y', DRUG: 'B', SIGNS: 'N' })).toEqual([
      '/items/WHY finding.missing',
      '/rows finding.noRows',
      '/items/DRUG finding.check',
      '/items/SERIOUS finding.check',
    ])
  })

  it('finds rows that are missing values, rows of one identity, and rows that were not asked', () => {
    const rows = [{ LESION: 'T01', LDIAM: '10' }, { LESION: 'T01' }]
    expect(keysOf(complete, rows)).toEqual([
      '/rows/1/LDIAM finding.missing',
      '/rows/1/LESION finding.duplicateRow',
      '/rows finding.notAsked',
    ])
  })

  it('finds a date after today only when it is told the day', () => {
    const values = { items: { ...complete, FIRST: '2024-06' }, rows: [] }
    const today = parseDay('2024-05-31')
    expect(today).not.toBeNull()
    if (today === null) return
    expect(findingsOf(toyForm, values, { today }).map(({ key }) => key)).toEqual([
      'finding.futureDate',
    ])
    expect(findingsOf(toyForm, values)).toEqual([])
  })

  it('names the values compared, as answers and as dates', () => {
    const items = { AESTDAT: '2024-03-10', AEENDAT: '2024-03-03', AETOXGR: '5', AESER: 'N' }
    const said = findingsOf(adverseEventsForm, { items, rows: [] }).flatMap(({ key, params }) =>
      key === 'finding.check' ? [[params['en'], params['zh']]] : [],
    )
    expect(said).toEqual([
      [
        'The end date 03 MAR 2024 is before the start date 10 MAR 2024. Correct one of them, or confirm with a reason.',
        '结束日期2024-03-03早于开始日期2024-03-10。请更正其一，或说明理由予以确认。',
      ],
      [
        'Grade: 5; serious: No. Correct one of them, or confirm with a reason.',
        '分级：5；是否为严重不良事件：否。请更正其一，或说明理由予以确认。',
      ],
    ])
  })

  it('names the item in both languages and the values compared', () => {
    const [finding] = findingsOf(toyForm, { items: { ...complete, COUNT: '11' }, rows: [] })
    expect(finding?.params).toEqual({
      value: '11',
      min: 0,
      max: 10,
      unit: '',
      labelEn: 'Label',
      labelZh: '标签',
    })
  })
})

describe('completeness', () => {
  it('is reached with a value or a reason for each required item that is asked', () => {
    expect(completenessOf(toyForm, { items: complete, rows: [] })).toBe('complete')
    expect(completenessOf(toyForm, { items: { NAME: 'a' }, rows: [] })).toBe('incomplete')
    expect(completenessOf(laboratoryForm, { items: {}, rows: [] })).toBe('incomplete')
  })

  it('of eligibility needs an answer to each criterion of the protocol', () => {
    const { forms, eligibility } = protocols.get('donafenib-switch')
    const form = forms.find(({ key }) => key === 'eligibility')
    if (form === undefined) throw new Error('no eligibility form')
    const rows = eligibility.map(({ key }) => ({ IETESTCD: key, IEORRES: 'Y' }))
    expect(completenessOf(form, { items: {}, rows })).toBe('complete')
    const missing = findingsOf(form, { items: {}, rows: rows.slice(1) })
    expect(missing.map(({ key, params }) => [key, params['code']])).toEqual([
      ['finding.rowMissing', 'I01'],
    ])
  })

  it('does not ask what the protocol hides', () => {
    const hidden = { ...toyForm, items: toyForm.items.map((item) => ({ ...item, hidden: true })) }
    expect(completenessOf(hidden, { items: {}, rows: [{ LESION: 'T01', LDIAM: '1' }] })).toBe(
      'complete',
    )
  })
})

describe('checks of adverse events', () => {
  const event = {
    AESTDAT: '2024-05-01',
    AETERM: 'Fever',
    AEENDAT: '2024-05-03',
    AEDECOD: 'Fever',
    AETOXGR: '2',
    AESER: 'N',
    AEREL: 'POSSIBLE',
    AEACN: 'DOSE NOT CHANGED',
    AEOUT: 'RECOVERED/RESOLVED',
  }
  const noCriterion = {
    AESDTH: 'N',
    AESLIFE: 'N',
    AESHOSP: 'N',
    AESDISAB: 'N',
    AESCONG: 'N',
    AESMIE: 'N',
  }
  const checksOf = (change: RowValues) =>
    findingsOf(adverseEventsForm, { items: { ...event, ...change }, rows: [] })
      .filter(({ key }) => key === 'finding.check')
      .map(({ params }) => params['check'])

  it.each<[RowValues, string[]]>([
    [{}, []],
    [{ AEENDAT: '2024-04-30' }, ['ae-end-after-start']],
    [{ AETOXGR: '5' }, ['ae-grade-5-is-serious']],
    [{ AETOXGR: '4' }, []],
    [{ AESER: 'Y' }, []],
    [{ AESER: 'Y', ...noCriterion }, ['ae-serious-has-criterion']],
    [{ AESER: 'Y', AESHOSP: 'Y' }, []],
    [{ AEDLT: 'Y', AEREL: 'UNLIKELY' }, ['ae-dlt-is-related']],
  ])('%j', (change, expected) => {
    expect(checksOf(change)).toEqual(expected)
  })

  it('an event that recovered has an end date', () => {
    const { AETERM, AESTDAT, AEDECOD, AETOXGR, AESER, AEREL, AEACN, AEOUT } = event
    const ongoing = { AETERM, AESTDAT, AEDECOD, AETOXGR, AESER, AEREL, AEACN, AEOUT }
    const found = findingsOf(adverseEventsForm, { items: ongoing, rows: [] })
    expect(found.map(({ params }) => params['check'])).toEqual(['ae-resolved-has-end'])
    const unknown = { items: { ...ongoing, AEENDAT_REASND: 'UNKNOWN' }, rows: [] }
    expect(findingsOf(adverseEventsForm, unknown)).toEqual([])
  })
})
