import { expect, it } from 'vitest'
import { derivedBook } from '../../../shared/casebook/derived-book.ts'
import { builtInFamilies } from '../../../shared/families.ts'
import { speaker } from '../../../shared/texts/speaker.ts'
import { lineWords } from '../../../shared/proof/line-words.ts'
import { madeBook, madeRecord } from './made-book.ts'

const definition = builtInFamilies.protocols.get('tace-systemic')
const enrolled = madeRecord('r1', 'subjects', {
  items: { RFICDAT: '2026-01-05', ENRDAT: '2026-01-10' },
  rows: [],
})
const died = madeRecord('r2', 'deaths', { items: { DTHDAT: '2026-03-01' }, rows: [] })

it('R3 the casebook proves what is derived of its subject, by the records that are not removed', () => {
  const book = madeBook([enrolled, died])
  const derived = derivedBook({ ...book, definition }, builtInFamilies)
  expect(derived.cutoff).toBe('2026-03-01')
  const lines = derived.lines.map((line) => lineWords(speaker('en'), line, definition.forms))
  expect(lines.find(({ title }) => title === 'death')).toMatchObject({
    value: '1 Mar 2026',
    rule: 'Date of death',
    inputs: 'entry: 1 Mar 2026 {deaths DTHDAT}',
  })
  const survival = lines.find(({ title }) => title === 'Overall survival')
  expect(survival?.inputs).toContain('enrolment: 10 Jan 2026')
  const without = derivedBook(
    { ...madeBook([enrolled, { ...died, removed: true }]), definition },
    builtInFamilies,
  )
  expect(without.cutoff).toBe('2026-01-10')
  const alive = without.lines.find(({ step }) => step.fact === 'date/death')
  expect(alive?.step.result).toBe('none')
})

it('R3 proves the best response that the protocol asks for, and names imputed dates as such', () => {
  const event = madeRecord('r3', 'adverse-events', {
    items: { AETERM: 'Nausea', AESTDAT: '2026-02' },
    rows: [],
  })
  const book = madeBook([enrolled, event, died])
  const titles = (confirmation: boolean): readonly string[] => {
    const criteria = definition.criteria.map((one) => ({
      ...one,
      settings: { ...one.settings, confirmation },
    }))
    const changed = { ...definition, criteria }
    return derivedBook({ ...book, definition: changed }, builtInFamilies).lines.map(
      ({ title }) => title.en,
    )
  }
  const [{ key } = { key: '' }] = definition.criteria
  expect(titles(true)).toContain(`confirmed best overall response, ${key}`)
  expect(titles(false)).toContain(`best overall response, ${key}`)
  expect(titles(false)).toContain('last known alive, imputed')
})

it('R3 names adverse events in the language of the reader', () => {
  const step = {
    ...{ fact: 'endpoint/AE', rule: 'AE-count', result: '1' },
    inputs: [{ name: 'Nausea', value: 'counted', of: 'endpoint/AE/event/0' }],
  }
  const line = { title: { en: 'Events', zh: '事件' }, step, because: [] }
  expect(lineWords(speaker('zh'), line, definition.forms).inputs).toMatch(/^恶心：/)
})

it('R3 names a lesion and what is told of it apart', () => {
  const step = {
    ...{ rule: 'L-6', under: 'mRECIST', result: 'YES' },
    inputs: [{ name: 'size NL01', value: '18', unit: 'mm' as const }],
  }
  const line = { title: { en: 'New lesion', zh: '新病灶' }, step, because: [] }
  expect(lineWords(speaker('zh'), line, definition.forms).inputs).toBe('NL01 大小：18 mm')
})

it('derives nothing of a subject without any date', () => {
  const derived = derivedBook({ ...madeBook([]), definition }, builtInFamilies)
  expect(derived).toEqual({ cutoff: null, lines: [] })
})
