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

it('derives nothing of a subject without any date', () => {
  const derived = derivedBook({ ...madeBook([]), definition }, builtInFamilies)
  expect(derived).toEqual({ cutoff: null, lines: [] })
})
