import { describe, expect, it } from 'vitest'
import { readFileSync } from 'node:fs'
import { dataDictionary } from '../../../shared/forms/data-dictionary.ts'
import { adverseEventsForm } from '../../../shared/forms/adverse-events.ts'
import { defineForm, type ValuesOf } from '../../../shared/forms/define.ts'
import { schemaOf } from '../../../shared/forms/schema-of.ts'
import { formFaults } from '../../../shared/forms/form-faults.ts'
import { formSchema } from '../../../shared/forms/form-schema.ts'
import { LAB_TESTS } from '../../../shared/forms/lab-tests.ts'
import { forms } from '../../../shared/forms/registry.ts'
import { withCodes, withHidden } from '../../../shared/forms/vary.ts'
import { protocols } from '../../../shared/protocol/registry.ts'
import { toyForm } from './toy-form.ts'

describe.each(forms.all)('the form $key', (form) => {
  it('is sound JSON, and its parts name each other rightly', () => {
    expect(formSchema.safeParse(JSON.parse(JSON.stringify(form))).error?.issues).toBeUndefined()
    expect(formFaults(form)).toEqual([])
  })

  it('says of every item which variable of the standard it becomes', () => {
    const items = [...form.items, ...(form.group?.items ?? [])]
    const wrong = items.filter(
      ({ sdtm }) => !/^(SUPP)?[A-Z]{2}\.[A-Z0-9]{2,8}(\[[A-Z0-9 ]+\])?$/.test(sdtm ?? ''),
    )
    expect(wrong.map(({ key }) => key)).toEqual([])
  })

  it("has item keys of at most eight characters, as CDASH has; VTUMSTATE is the layout's own", () => {
    const items = [...form.items, ...(form.group?.items ?? [])]
    const long = items.map(({ key }) => key).filter((key) => key.length > 8)
    expect(long.filter((key) => key !== 'VTUMSTATE')).toEqual([])
  })
})

describe('the registry', () => {
  it('takes a toy form without losing the built-in ones', () => {
    const more = forms.with(toyForm)
    expect(more.get('toy')).toBe(toyForm)
    expect(forms.has('toy')).toBe(false)
  })

  it('is sorted by key', () => {
    expect([...forms.keys].sort()).toEqual([...forms.keys])
  })

  it('offers every laboratory test of the reference trials', () => {
    const file = new URL('../../golden/trials/regorafenib-pd1/labs.csv', import.meta.url)
    const used = new Set(
      readFileSync(file, 'utf8')
        .trim()
        .split('\n')
        .slice(1)
        .map((line) => line.split(',')[2]),
    )
    const offered = LAB_TESTS.map(({ test }) => test.value)
    expect(offered).toEqual(expect.arrayContaining([...used]))
    expect(new Set(offered).size).toBe(offered.length)
  })
})

describe('a varied form', () => {
  it('has other codes at one item, which is then asked, and leaves the family as it was', () => {
    const codes = [{ value: 'A', label: { en: 'A', zh: '甲' } }]
    const varied = withCodes(forms.get('subjects'), 'COHORT', codes)
    expect(varied.items.find(({ key }) => key === 'COHORT')).toMatchObject({ codes, hidden: false })
    expect(forms.get('subjects').items.find(({ key }) => key === 'COHORT')).toMatchObject({
      codes: [],
      hidden: true,
    })
  })

  it('can hide items of its group, and knows its items', () => {
    const varied = withHidden(forms.get('tumour-assessment'), ['VDIAM'], true)
    expect(varied.group?.items.find(({ key }) => key === 'VDIAM')?.hidden).toBe(true)
    expect(() => withHidden(varied, ['NOPE'], true)).toThrow('NOPE')
    expect(() => withCodes(varied, 'TRCOMM', [])).toThrow('TRCOMM')
  })
})

describe('the data dictionary', () => {
  it('has one row for each item of each form, in the order of the definition', () => {
    const definition = protocols.get('toripalimab-donafenib')
    const rows = dataDictionary(definition)
    const items = definition.forms.flatMap((form) => [
      ...form.items.map(({ key }) => `${form.key} ${key}`),
      ...(form.group?.items ?? []).map(({ key }) => `${form.key} ${key}`),
    ])
    expect(rows.map(({ form, item }) => `${form} ${item}`)).toEqual(items)
    expect(rows.find(({ item }) => item === 'COHORT')?.codes).toContain('DL1 = Dose level 1')
  })

  it('OR-06: tells transcribed, directly entered and computed values apart', () => {
    const rows = dataDictionary(protocols.get('toripalimab-donafenib'))
    const captureOf = (form: string, item: string) =>
      rows.find((row) => row.form === form && row.item === item)?.capture
    expect(captureOf('vitals', 'WEIGHT')).toBe('transcribed')
    expect(captureOf('vitals', 'BMI')).toBe('derived')
    expect(captureOf('eligibility', 'IEORRES')).toBe('direct')
    expect(captureOf('responses', 'OVRLRESP')).toBe('direct')
  })

  it('prints codes, ranges, conditions and units', () => {
    const [row] = dataDictionary({
      forms: [
        defineForm({
          key: 'one',
          title: { en: 'One', zh: '一' },
          scope: 'log',
          owner: 'site',
          file: 'one',
          items: [
            {
              key: 'SIZE',
              kind: 'number',
              unit: 'mm',
              min: 0,
              max: 300,
              label: { en: 'Size', zh: '大小' },
              required: true,
              showIf: { item: 'SEEN', in: ['Y', ''] },
              sdtm: 'TR.TRORRES',
            },
          ],
        }),
      ],
    })
    expect(row).toMatchObject({
      file: 'one',
      labelZh: '大小',
      unit: 'mm',
      range: '0 to 300',
      required: true,
      condition: 'SEEN = Y or (empty)',
      sdtm: 'TR.TRORRES',
    })
  })
})

describe('the value type of a form', () => {
  it('has the keys of its items, and no other', () => {
    const event: ValuesOf<(typeof adverseEventsForm)['items']> = { AETERM: 'Nausea', AETOXGR: '2' }
    // @ts-expect-error the form has no such item
    const typo: ValuesOf<(typeof adverseEventsForm)['items']> = { AETREM: 'Nausea' }
    const form = schemaOf(adverseEventsForm)
    expect(form.safeParse({ items: event, rows: [] }).success).toBe(true)
    expect(form.safeParse({ items: typo, rows: [] }).success).toBe(false)
  })
})
