import { describe, expect, it } from 'vitest'
import { evaluateChecks } from '../../../shared/checks/evaluate.ts'
import { builtInFamilies } from '../../../shared/families.ts'
import type { FormDefinition, FormValues } from '../../../shared/forms/define.ts'
import { completenessOf, findingsOf } from '../../../shared/forms/findings.ts'
import { leftoversOf, withoutLeftovers } from '../../../shared/forms/leftovers.ts'
import {
  isNotDone,
  leftWhole,
  mayBeLeftWhole,
  reasonOfWhole,
} from '../../../shared/forms/not-done.ts'
import { forms } from '../../../shared/forms/registry.ts'
import { parseDay } from '../../../shared/kernel/dates.ts'
import { protocols } from '../../../shared/protocol/registry.ts'

const notPerformed = ({ performed }: FormDefinition): FormValues => {
  if (performed === undefined) throw new Error('no planned assessment')
  return { items: { [performed.item]: 'N', [performed.reason]: 'SUBJECT REFUSED' }, rows: [] }
}

describe('DC-07 a planned assessment', () => {
  const assessments = forms.all.filter(({ performed }) => performed !== undefined)

  it('is every form of the baseline visit but the visit itself', () => {
    const { schedule } = protocols.get('tace-systemic')
    const planned = schedule.single.find(({ visit }) => visit === 'BASELINE')?.forms ?? []
    const asked = assessments.map(({ key }) => key)
    expect(planned.filter((key) => !asked.includes(key))).toEqual(['visits'])
  })

  it.each(assessments)('$key asks nothing more once it was not done', (form) => {
    const values = notPerformed(form)
    expect(findingsOf(form, values)).toEqual([])
    expect(completenessOf(form, values)).toBe('complete')
    expect(isNotDone(form, values)).toBe(true)
  })

  it.each(assessments)('$key has to say so where nothing else stands', (form) => {
    const [first] = findingsOf(form, { items: {}, rows: [] })
    expect(first).toMatchObject({
      kind: 'missing',
      pointer: `/items/${form.performed?.item ?? ''}`,
    })
  })

  it.each(protocols.all)('of $key fires no check when it was not done', (definition) => {
    const records = definition.forms
      .filter(({ performed }) => performed !== undefined)
      .map((form, at) => ({
        id: `r${at}`,
        form: form.key,
        visit: 'BASELINE',
        rowKey: '',
        values: notPerformed(form),
      }))
    const fired = evaluateChecks(
      definition,
      { subjid: '1001', records, today: parseDay('2026-03-02') },
      builtInFamilies,
    )
    expect(records.length).toBeGreaterThan(4)
    expect(fired.map(({ check, place }) => `${check} ${place.form}`)).toEqual([])
  })
})

describe('E21 a whole form left empty', () => {
  const baseline = forms.get('baseline')

  it('has the one reason at every question asked, and is complete', () => {
    const values = leftWhole(baseline, 'UNKNOWN')
    expect(values.items).toMatchObject({ BLDAT_REASND: 'UNKNOWN', CIRRHOS_REASND: 'UNKNOWN' })
    expect(Object.keys(values.items)).not.toContain('HBDNA_REASND')
    expect(Object.keys(values.items)).not.toContain('ALBI_REASND')
    expect(findingsOf(baseline, values)).toEqual([])
    expect(completenessOf(baseline, values)).toBe('complete')
    expect(reasonOfWhole(baseline, values)).toBe('UNKNOWN')
  })

  it('is recognised by that alone: a value, another reason or a question without one end it', () => {
    const values = leftWhole(baseline, 'REFUSED')
    const [, ...others] = Object.entries(values.items)
    const changed: readonly FormValues['items'][] = [
      { ...values.items, BLDAT_REASND: 'UNKNOWN' },
      { ...values.items, AFP: '3' },
      Object.fromEntries(others),
      {},
    ]
    for (const items of changed) expect(reasonOfWhole(baseline, { items, rows: [] })).toBeNull()
  })

  it('is not done as a whole when that is the reason', () => {
    expect(isNotDone(baseline, leftWhole(baseline, 'NOT DONE'))).toBe(true)
    expect(isNotDone(baseline, leftWhole(baseline, 'UNKNOWN'))).toBe(false)
  })

  it('is offered where a form stands once and has no question of its own', () => {
    const offered = forms.all.filter(mayBeLeftWhole).map(({ key }) => key)
    expect(offered).toContain('baseline')
    for (const key of ['vitals', 'adverse-events', 'eligibility'])
      expect(offered).not.toContain(key)
  })
})

describe('DC-13 what is left over of hidden questions', () => {
  const vitals = forms.get('vitals')
  const filled = { VSPERF: 'N', VSREASND: 'FORGOTTEN', PULSE: '72', TEMP_REASND: 'UNKNOWN' }

  it('are values and reasons, in the order of the form', () => {
    expect(leftoversOf(vitals, { items: filled, rows: [] })).toEqual([
      { pointer: '/items/PULSE', item: 'PULSE', trigger: 'VSPERF', value: '72', row: null },
      {
        pointer: '/items/TEMP_REASND',
        item: 'TEMP',
        trigger: 'VSPERF',
        value: 'UNKNOWN',
        row: null,
      },
    ])
  })

  it('goes, and nothing else does', () => {
    expect(withoutLeftovers(vitals, { items: filled, rows: [] })).toEqual({
      items: { VSPERF: 'N', VSREASND: 'FORGOTTEN' },
      rows: [],
    })
    const asked = { items: { VSPERF: 'Y', PULSE: '72' }, rows: [] }
    expect(withoutLeftovers(vitals, asked)).toBe(asked)
  })

  it('goes with the rows of a group that is not asked', () => {
    const values = { items: { LBPERF: 'N' }, rows: [{ LBTESTCD: 'ALT', LBORRES: '40' }] }
    expect(withoutLeftovers(forms.get('laboratory'), values)).toEqual({
      items: { LBPERF: 'N' },
      rows: [],
    })
  })

  it('keeps columns that a protocol does not ask on screen', () => {
    const subjects = protocols.get('donafenib-switch').forms.find(({ key }) => key === 'subjects')
    if (subjects === undefined) throw new Error('no enrolment form')
    expect(leftoversOf(subjects, { items: { COHORT: 'A' }, rows: [] })).toEqual([])
  })
})
