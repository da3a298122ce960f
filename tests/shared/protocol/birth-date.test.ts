import { describe, expect, it } from 'vitest'
import { csv } from '../../../shared/exports/csv.ts'
import { builtInFamilies } from '../../../shared/families.ts'
import { schemaOf } from '../../../shared/forms/schema-of.ts'
import { limitBirthDate, type BirthDateLimit } from '../../../shared/protocol/birth-date.ts'
import { definitionFaults } from '../../../shared/protocol/definition-schema.ts'
import { protocols } from '../../../shared/protocol/registry.ts'
import { toTrialSubject } from '../../../shared/trial/from-records.ts'

const whole = protocols.get('donafenib-switch')

function formUnder(limit: BirthDateLimit) {
  const form = limitBirthDate(whole, limit).forms.find(({ key }) => key === 'subjects')
  if (form === undefined) throw new Error('no form')
  return form
}

const takes = (limit: BirthDateLimit, items: object): boolean =>
  schemaOf(formUnder(limit)).safeParse({ items, rows: [] }).success

describe('PR-02: the birth date is limited by the setting of a study', () => {
  it.each([
    { limit: 'day', text: '1961-05-04', taken: true },
    { limit: 'month', text: '1961-05-04', taken: false },
    { limit: 'month', text: '1961-05', taken: true },
    { limit: 'year', text: '1961-05', taken: false },
    { limit: 'year', text: '1961', taken: true },
  ] as const)('the form under $limit takes $text: $taken', ({ limit, text, taken }) => {
    expect(takes(limit, { BRTHDAT: text })).toBe(taken)
  })

  it('asks for the age instead of the date, typed and not derived', () => {
    const form = formUnder('age')
    const item = (key: string) => form.items.find((one) => one.key === key)
    expect(item('BRTHDAT')).toMatchObject({ hidden: true, required: false })
    expect(item('AGE')).toMatchObject({ kind: 'integer', required: true })
    expect(item('AGE')).not.toHaveProperty('derivation')
    expect(takes('age', { AGE: '63' })).toBe(true)
  })

  it.each([
    { limit: 'day', written: '1961-05-04' },
    { limit: 'month', written: '1961-05' },
    { limit: 'year', written: '1961' },
  ] as const)(
    'an export under $limit writes $written of a date held before',
    ({ limit, written }) => {
      const definition = limitBirthDate(whole, limit)
      const forms = new Map(definition.forms.map((form) => [form.key, form]))
      const record = {
        form: 'subjects',
        visit: null,
        values: { items: { SEX: 'M', BRTHDAT: '1961-05-04' }, rows: [] },
      }
      const subject = toTrialSubject({ subjid: '1001', site: 'S1' }, [record], forms)
      const files = [...csv.files({ subjects: [subject] }, definition)]
      const text = files.find(({ name }) => name === 'subjects.csv')?.text ?? ''
      expect(text.split('\n')[1]).toContain(`,${written},`)
    },
  )

  it.each(['day', 'month', 'year', 'age'] as const)('a definition under %s is sound', (limit) => {
    const { criteria, endpoints } = builtInFamilies
    const known = { criteria: criteria.keys, endpointKinds: endpoints.keys }
    const definition = JSON.parse(JSON.stringify(limitBirthDate(whole, limit))) as unknown
    expect(definitionFaults(definition, known)).toEqual([])
  })
})
