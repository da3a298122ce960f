import { describe, expect, it } from 'vitest'
import { blankCasebook, type PaperForm } from '../../../shared/casebook/blank.ts'
import type { ItemDefinition } from '../../../shared/forms/define.ts'
import { protocols } from '../../../shared/protocol/registry.ts'

const itemsOf = ({ blocks, rows }: PaperForm): readonly ItemDefinition[] => [
  ...blocks.flatMap(({ items }) => items),
  ...(rows?.columns ?? []),
]

describe.each(protocols.all)('E38: the blank casebook of $key', (definition) => {
  const paper = blankCasebook(definition)

  it('BK-06: has every form that is offered, once, in the order of the definition', () => {
    const offered = definition.forms.filter(({ hidden }) => hidden !== true)
    expect(paper.map(({ form }) => form)).toEqual(offered.map(({ key }) => key))
  })

  it('asks every item that is asked on screen, with a label in both languages', () => {
    for (const page of paper) {
      const form = definition.forms.find(({ key }) => key === page.form)
      const asked = [...(form?.items ?? []), ...(form?.group?.items ?? [])].filter(
        ({ hidden }) => hidden !== true,
      )
      expect(itemsOf(page).map(({ key }) => key)).toEqual(asked.map(({ key }) => key))
      for (const { key, label } of itemsOf(page)) {
        expect(label.en, key).toMatch(/\S/)
        expect(label.zh, key).toMatch(/\S/)
      }
    }
  })

  it('annotates every stored item with its SDTM variable, and the form with their domains', () => {
    for (const page of paper) {
      const variables = itemsOf(page).flatMap(({ sdtm }) => sdtm ?? [])
      const bare = itemsOf(page).filter(({ sdtm, unstored }) => sdtm === undefined && !unstored)
      expect(bare.map(({ key }) => `${page.form}.${key}`)).toEqual([])
      for (const variable of variables) {
        expect(page.domains.some((domain) => variable.startsWith(`${domain}.`))).toBe(true)
      }
    }
  })

  it('names the visits of the schedule on the forms that are filled there', () => {
    const planned = new Set(definition.schedule.single.flatMap(({ forms }) => forms))
    for (const { form, visits } of paper) if (planned.has(form)) expect(visits).not.toEqual([])
  })
})

describe('a form on paper', () => {
  const definition = protocols.get('donafenib-switch')
  const paper = blankCasebook(definition)
  const form = (key: string): PaperForm => {
    const found = paper.find((page) => page.form === key)
    if (found === undefined) throw new Error(key)
    return found
  }

  it('says once under which condition the questions below are asked', () => {
    const [always, ...others] = form('vitals').blocks
    expect(always?.condition).toBeNull()
    expect(always?.items.map(({ key }) => key)).toEqual(['VSPERF'])
    const conditions = others.map(({ condition, items }) => [
      condition?.label.en,
      condition?.answers.map(({ en }) => en),
      condition?.orEmpty,
      items.length > 1,
    ])
    expect(conditions).toEqual([
      ['Vital signs taken', ['No'], false, false],
      ['Vital signs taken', ['Yes'], true, true],
    ])
  })

  it('names the question whose reason of being empty asks another one', () => {
    const conditions = form('visits').blocks.flatMap(({ condition }) => condition ?? [])
    expect(
      conditions.map(({ label, answers, ofReason }) => [label.en, answers[0]?.en, ofReason]),
    ).toEqual([['Date of visit', 'NOT DONE', true]])
  })

  it('prints a row for each criterion, and none to add', () => {
    const { rows } = form('eligibility')
    expect(rows?.printed.map(({ value }) => value)).toEqual(
      definition.eligibility.map(({ key }) => key),
    )
    expect(rows?.empty).toBe(0)
  })

  it('prints the tests of the panels once each, with rows for further ones', () => {
    const { rows } = form('laboratory')
    const tests = rows?.printed.map(({ value }) => value) ?? []
    expect(rows?.printedIn).toBe('LBTESTCD')
    expect(tests).toContain('ALT')
    expect(new Set(tests).size).toBe(tests.length)
    expect(rows?.empty).toBeGreaterThan(0)
  })

  it('leaves rows to fill where none are known beforehand', () => {
    const { rows } = form('tumour-assessment')
    expect(rows?.printed).toEqual([])
    expect(rows?.empty).toBeGreaterThan(4)
  })
})
