import { expect, it } from 'vitest'
import { inputValueWords, ruleWords, wordText } from '../../../shared/proof/words.ts'
import { speaker } from '../../../shared/texts/speaker.ts'

const zh = speaker('zh')
const en = speaker('en')

it('names events in the language of the reader, and in English as they are coded', () => {
  expect(wordText(zh, 'Diarrhea')).toBe('腹泻')
  expect(wordText(en, 'Diarrhea')).toBe('Diarrhea')
  expect(wordText(zh, 'T01')).toBe('T01')
})

it('keeps what was entered behind the term', () => {
  const from = { file: 'adverse_events', row: '1', column: 'AEDECOD' }
  const input = { name: 'AEDECOD', value: 'Diarrhea', from }
  expect(inputValueWords(zh, input, [])).toBe('腹泻 (Diarrhea)')
  expect(inputValueWords(en, input, [])).toBe('Diarrhea')
})

it('names the term by which a laboratory result is graded', () => {
  expect(ruleWords(zh, 'CTCAE 5.0 / Platelet count decreased / 1')).toContain('血小板计数降低')
})
