import { describe, expect, it } from 'vitest'
import { editChecks } from '../../../shared/checks/registry.ts'
import { protocols } from '../../../shared/protocol/registry.ts'
import { leadingWords } from '../../../shared/queries/leading-text.ts'
import { en } from '../../../shared/texts/en.ts'
import { zh } from '../../../shared/texts/zh.ts'

const LEADING = `
The weight should be 64.0 kg.
Please change to 46
Please correct the date to 12 MAR 2024
Correct it to the value of the report
Please enter 64
The correct value is 46
Did you mean 64?
Shouldn't this be grade 3?
Please replace the value with that of the report
Please delete this row
Update the grade to grade 2
体重应为64.0 kg
请改为46
请将日期更正为2024-03-12
正确的值是46
请填写64
请将分级修改成2级
请删除该行`

const NEUTRAL = `
What does the source say?
Which page of the source names the weight?
End date 03 MAR 2024 is before start date 10 MAR 2024. Correct one of them, or confirm with a reason.
Weight fell from 64 to 46 kg within a week. Please check the source.
Please correct or confirm with a reason
The change from baseline to week 8 is large. What does the report say?
Is the event related to the study drug?
体重由64 kg降至46 kg，请核对原始记录。
结束日期早于开始日期，请更正其中之一，或说明理由予以确认。
请说明该日期的来源。
原始资料中的体重是多少？`

const rows = (text: string): readonly string[] => text.trim().split('\n')

describe('DC-04: words that lead to a wanted answer', () => {
  it.each(rows(LEADING))('DC-04: are found in "%s"', (text) => {
    expect(leadingWords(text)).not.toBeNull()
  })

  it.each(rows(NEUTRAL))('are not found in "%s"', (text) => {
    expect(leadingWords(text)).toBeNull()
  })

  it('are shown as they stand in the text, the proposed value included', () => {
    expect(leadingWords('Please change to 46.5 kg')).toBe('change to 46.5')
    expect(leadingWords('请改为46')).toBe('请改为46')
  })
})

/** Every sentence that the program itself opens a query with, in all protocols, in both languages. */
const messages = [
  ...editChecks.all,
  ...protocols.all.flatMap((protocol) => [
    ...(protocol.checks ?? []),
    ...protocol.forms.flatMap(({ checks = [], group }) => [...checks, ...(group?.checks ?? [])]),
  ]),
].map(({ key, message }) => ({ key, message }))
const catalogue = [...new Map(messages.map((one) => [JSON.stringify(one), one])).values()]

const queryTexts = (texts: Readonly<Record<string, string>>): readonly (readonly string[])[] =>
  Object.entries(texts).filter(([key]) => /^(?:query|check|finding)\./.test(key))

describe('DC-04: what the program asks', () => {
  it('is a whole catalogue', () => {
    expect(catalogue.length).toBeGreaterThan(80)
    expect(queryTexts(en).length).toBeGreaterThan(60)
  })

  it.each(catalogue)('DC-04: $key suggests no value, in English or Chinese', ({ message }) => {
    expect(leadingWords(message.en)).toBeNull()
    expect(leadingWords(message.zh)).toBeNull()
  })

  it('DC-04: no sentence of queries and checks suggests a value, in English or Chinese', () => {
    const leading = [...queryTexts(en), ...queryTexts(zh)].filter(
      ([, text = '']) => leadingWords(text) !== null,
    )
    expect(leading).toEqual([])
  })
})
