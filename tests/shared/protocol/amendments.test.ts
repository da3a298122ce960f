import { describe, expect, it } from 'vitest'
import { amendmentFaults } from '../../../shared/protocol/amendment-faults.ts'
import type { ProtocolDefinition } from '../../../shared/protocol/define.ts'
import {
  definitionDifference,
  newQuestions,
} from '../../../shared/protocol/definition-difference.ts'
import { protocols } from '../../../shared/protocol/registry.ts'
import { versionOfRecord } from '../../../shared/protocol/record-version.ts'

const V1 = protocols.get('donafenib-switch')
const label = { en: 'Waist', zh: '腰围' }

const told = (after: ProtocolDefinition): readonly string[] =>
  definitionDifference(V1, after).map(({ part, change, key }) => `${change} ${part} ${key}`)

const withForm = (
  key: string,
  change: (form: ProtocolDefinition['forms'][number]) => ProtocolDefinition['forms'][number],
): ProtocolDefinition => ({
  ...V1,
  version: '1.1',
  forms: V1.forms.map((form) => (form.key === key ? change(form) : form)),
})

describe('the difference of two versions', () => {
  it.each(protocols.all)('of $key with itself is empty', (definition) => {
    expect(definitionDifference(definition, structuredClone(definition))).toEqual([])
  })

  it('E41: names a new question, and the form that now holds it', () => {
    const after = withForm('vitals', (form) => ({
      ...form,
      items: [...form.items, { key: 'XWAIST', kind: 'number', label }],
    }))
    expect(told(after)).toEqual([
      'changed study study',
      'changed form vitals',
      'added item vitals.XWAIST',
    ])
  })

  it('tells what a changed member was and is', () => {
    const after = withForm('visits', (form) => ({
      ...form,
      items: form.items.map((item) => (item.key === 'SVUPDES' ? { ...item, label } : item)),
    }))
    const change = definitionDifference(V1, after).find(({ part }) => part === 'item')
    expect(change).toMatchObject({
      key: 'visits.SVUPDES',
      change: 'changed',
      members: [{ member: 'label', after: '{"en":"Waist","zh":"腰围"}' }],
    })
    expect(change?.members[0]?.before).toContain('unscheduled')
  })

  it('covers checks, visits, endpoints, eligibility and conventions', () => {
    const [firstEndpoint, ...endpoints] = V1.endpoints
    const [firstCriterion, ...eligibility] = V1.eligibility
    const [firstCheck, ...checks] = V1.checks ?? []
    const [firstLine, ...lines] = V1.schedule.repeating
    if (firstLine === undefined) throw new Error('no line')
    const after: ProtocolDefinition = {
      ...V1,
      endpoints,
      eligibility,
      checks,
      schedule: { ...V1.schedule, repeating: [{ ...firstLine, after: 5 }, ...lines] },
      conventions: { ...V1.conventions, maxGapDays: 120 },
    }
    expect(told(after)).toEqual([
      `removed eligibility ${firstCriterion?.key ?? ''}`,
      'changed visit W{n}/28',
      `removed check ${firstCheck?.key ?? ''}`,
      `removed endpoint ${firstEndpoint?.id ?? ''}`,
      'changed convention conventions',
    ])
  })

  it('E41: counts as new only what a person is asked', () => {
    const [form] = V1.forms
    if (form === undefined) throw new Error('no form')
    const more = [
      { key: 'XA', kind: 'text', label },
      { key: 'XB', kind: 'text', label, hidden: true },
      { key: 'XC', kind: 'number', label, derivation: 'albi' },
    ] as const
    const after = { ...form, items: [...form.items, ...more] }
    expect(newQuestions(form, after).map(({ key }) => key)).toEqual(['XA'])
    expect(newQuestions(after, form)).toEqual([])
  })
})

describe('what an amendment may not do', () => {
  const keysOf = (after: ProtocolDefinition): readonly string[] =>
    amendmentFaults(V1, after).map(({ key }) => key)

  it('passes a version that adds, hides and rewords', () => {
    const after = withForm('vitals', (form) => ({
      ...form,
      items: [
        ...form.items.map((item) => ({ ...item, hidden: true, label })),
        { key: 'XWAIST', kind: 'number', label },
      ],
    }))
    expect(keysOf(after)).toEqual([])
  })

  it('passes a version that drops a criterion, rewords one and adds one under a new key', () => {
    const [, second, ...rest] = V1.eligibility
    if (second === undefined) throw new Error('no criterion')
    const added = { ...second, key: 'I99', text: { en: 'Hip', zh: '臀围' } }
    const eligibility = [{ ...second, text: label }, ...rest, added]
    expect(keysOf({ ...V1, version: '2', eligibility })).toEqual([])
  })

  it.each([
    { why: 'another protocol', after: { ...V1, version: '2', key: 'other' }, key: 'otherProtocol' },
    { why: 'the same version', after: V1, key: 'sameVersion' },
    {
      why: 'a form less',
      after: { ...V1, version: '2', forms: V1.forms.filter(({ key }) => key !== 'ecg') },
      key: 'formDropped',
    },
    {
      why: 'an item less',
      after: withForm('visits', (form) => ({ ...form, items: form.items.slice(0, -1) })),
      key: 'itemDropped',
    },
    {
      why: 'an item less in a group',
      after: withForm('laboratory', (form) => {
        if (form.group === undefined) throw new Error('no group')
        return { ...form, group: { ...form.group, items: form.group.items.slice(0, -1) } }
      }),
      key: 'itemDropped',
    },
    {
      why: 'another kind',
      after: withForm('visits', (form) => ({
        ...form,
        items: form.items.map((item) =>
          item.kind === 'date' ? { key: item.key, kind: 'text', label: item.label } : item,
        ),
      })),
      key: 'kindChanged',
    },
    {
      why: 'another file',
      after: withForm('visits', (form) => ({ ...form, file: 'others' })),
      key: 'placeChanged',
    },
    {
      why: 'an inclusion turned into an exclusion',
      after: {
        ...V1,
        version: '2',
        eligibility: V1.eligibility.map((one) =>
          one.key === 'I01' ? { ...one, kind: 'exclusion' as const } : one,
        ),
      },
      key: 'criterionTurned',
    },
    {
      why: 'the key of a criterion for the next one',
      after: {
        ...V1,
        version: '2',
        eligibility: V1.eligibility
          .filter(({ key }) => key !== 'I02' && key !== 'I01')
          .map((one) => (one.key === 'I03' ? { ...one, key: 'I02' } : one))
          .concat(
            V1.eligibility
              .filter(({ key }) => key === 'I02')
              .map((one) => ({ ...one, key: 'I01' })),
          ),
      },
      key: 'criterionRenumbered',
    },
  ])('refuses $why', ({ after, key }) => {
    expect(keysOf(after)).toEqual([`amendment.${key}`])
  })
})

describe('the version by which a record is read', () => {
  const v1 = { number: 1, definition: V1 }
  const v2 = { number: 2, definition: { ...V1, amendment: { reopens: ['vitals'] } } }
  const v3 = { number: 3, definition: V1 }
  const versions = [v1, v2, v3]

  it.each([
    { form: 'ecg', definitionVersion: 1, expected: 1, why: 'not asked again' },
    { form: 'vitals', definitionVersion: 1, expected: 3, why: 'asked again by version 2' },
    {
      form: 'vitals',
      definitionVersion: 2,
      expected: 2,
      why: 'filled under the version that asks',
    },
    { form: 'vitals', definitionVersion: 3, expected: 3, why: 'filled under the one in force' },
    { form: 'none', definitionVersion: 1, expected: 3, why: 'its version has no such form' },
    { form: 'ecg', definitionVersion: 7, expected: 3, why: 'a version not in force here' },
  ])('DC-14: $form of version $definitionVersion: $why', ({ expected, ...record }) => {
    expect(versionOfRecord(versions, record).number).toBe(expected)
  })
})
