import { describe, expect, it } from 'vitest'
import { adverseEventsForm } from '../../../shared/forms/adverse-events.ts'
import type { FormDefinition, RowValues } from '../../../shared/forms/define.ts'
import { findingsOf, missingOf } from '../../../shared/forms/findings.ts'
import { parseFormValues } from '../../../shared/forms/schema-of.ts'
import { withTreatments } from '../../../shared/forms/treatment-items.ts'
import { protocols } from '../../../shared/protocol/registry.ts'

const CRITERIA = ['AESDTH', 'AESLIFE', 'AESHOSP', 'AESDISAB', 'AESCONG', 'AESMIE']

const missing = (form: FormDefinition, items: RowValues): readonly string[] =>
  missingOf(form, { items, rows: [] }).map(({ pointer }) => pointer.replace('/items/', ''))

const checks = (form: FormDefinition, items: RowValues): readonly unknown[] =>
  findingsOf(form, { items, rows: [] })
    .filter(({ key }) => key === 'finding.check')
    .map(({ params }) => params['check'])

describe('the adverse-event form', () => {
  it('DC-08 asks the six criteria of seriousness one by one, yes or no', () => {
    for (const key of CRITERIA) {
      const item = adverseEventsForm.items.find((one) => one.key === key)
      expect(item).toMatchObject({ kind: 'code', required: true })
      expect(item?.kind === 'code' ? item.codes.map(({ value }) => value) : []).toEqual(['Y', 'N'])
      expect(item?.kind === 'code' && 'multiple' in item).toBe(false)
    }
  })

  it('DC-08 asks all six of a serious event, and none of another', () => {
    expect(missing(adverseEventsForm, { AESER: 'Y' })).toEqual(expect.arrayContaining(CRITERIA))
    const asked = missing(adverseEventsForm, { AESER: 'N' })
    expect(asked.filter((key) => CRITERIA.includes(key))).toEqual([])
  })

  it('asks a serious event when the site became aware, and a stay in hospital when it began', () => {
    expect(missing(adverseEventsForm, { AESER: 'Y' })).toContain('AEAWDAT')
    expect(missing(adverseEventsForm, { AESER: 'N' })).not.toContain('AEAWDAT')
    expect(missing(adverseEventsForm, { AESER: 'Y', AESHOSP: 'Y' })).toContain('AEHOSDAT')
    expect(missing(adverseEventsForm, { AESER: 'Y', AESHOSP: 'N' })).not.toContain('AEHOSDAT')
  })

  it.each([
    ['14:30', true],
    ['00:00', true],
    ['23:59', true],
    ['24:00', false],
    ['9:30', false],
    ['14:60', false],
    ['afternoon', false],
  ])('takes %s as a time of day: %s', (AEAWTIM, ok) => {
    expect(parseFormValues(adverseEventsForm, { items: { AEAWTIM }, rows: [] }).ok).toBe(ok)
  })

  it('DC-12 keeps the suggested grade beside the assigned one', () => {
    const values = { items: { AETOXGR: '2', AETOXGRS: '3', AESER: 'N' }, rows: [] }
    const parsed = parseFormValues(adverseEventsForm, values)
    expect(parsed).toMatchObject({ ok: true, values: { items: { AETOXGR: '2', AETOXGRS: '3' } } })
  })
})

describe('questions by treatment', () => {
  it.each([
    ['donafenib-switch', ['donafenib', 'PD-1/PD-L1 antibody', 'TACE or HAIC']],
    ['lenvatinib-toripalimab', ['lenvatinib', 'toripalimab']],
    ['regorafenib-pd1', ['regorafenib', 'PD-1/PD-L1 antibody']],
    ['tace-systemic', ['tyrosine-kinase inhibitor', 'PD-1/PD-L1 antibody', 'TACE or HAIC']],
    ['toripalimab-donafenib', ['toripalimab', 'donafenib']],
  ])('of %s name its own treatments', (key, names) => {
    const form = protocols.get(key).forms.find((one) => one.key === 'adverse-events')
    const labels = (part: string): readonly string[] =>
      (form?.items ?? [])
        .filter((item) => new RegExp(`^${part}\\d+$`).test(item.key))
        .map(({ label }) => label.en)
    expect(labels('AEACN')).toEqual(names.map((name) => `Action taken, ${name}`))
    expect(labels('AEREL')).toEqual(names.map((name) => `Relation, ${name}`))
  })

  it('does not ask of a procedure what is done with a dose', () => {
    const form = protocols.get('donafenib-switch').forms.find(({ key }) => key === 'adverse-events')
    const item = form?.items.find(({ key }) => key === 'AEACN3')
    const codes = item?.kind === 'code' ? item.codes.map(({ value }) => value) : []
    expect(codes).toContain('NOT REPEATED')
    expect(codes.filter((value) => /DOSE|DRUG/.test(value))).toEqual([])
  })

  it('warns where the answer for all treatments contradicts the answer for one', () => {
    const form = withTreatments(adverseEventsForm, [
      { kind: 'drug', label: { en: 'one', zh: '一' } },
      { kind: 'procedure', label: { en: 'two', zh: '二' } },
    ])
    const event = { AESER: 'N', AEREL: 'NOT RELATED', AEACN: 'DOSE NOT CHANGED' }
    expect(checks(form, { ...event, AEREL2: 'POSSIBLE' })).toEqual(['ae-relation-agrees-2'])
    expect(checks(form, { ...event, AEACN1: 'DRUG WITHDRAWN' })).toEqual(['ae-action-agrees-1'])
    const agreeing = { AEREL1: 'NOT RELATED', AEACN1: 'DOSE NOT CHANGED', AEACN2: 'DELAYED' }
    expect(checks(form, { ...event, ...agreeing })).toEqual([])
  })
})

describe('dose-limiting toxicity', () => {
  const shown = (key: string): boolean | undefined =>
    protocols
      .get(key)
      .forms.find((form) => form.key === 'adverse-events')
      ?.items.filter((item) => item.key.startsWith('AEDLT'))
      .every((item) => item.hidden !== true)

  it('is asked in dose-finding protocols alone, proposal and decision each with a date', () => {
    expect(shown('toripalimab-donafenib')).toBe(true)
    expect(shown('donafenib-switch')).toBe(false)
    const keys = adverseEventsForm.items.map((item) => item.key)
    expect(keys).toEqual(expect.arrayContaining(['AEDLT', 'AEDLTDAT', 'AEDLTCM', 'AEDLTCMD']))
  })
})
