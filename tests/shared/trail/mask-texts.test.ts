import { describe, expect, it } from 'vitest'
import { filled } from '../../../shared/checks/fired.ts'
import { shownDate } from '../../../shared/checks/variables.ts'
import { builtInFamilies } from '../../../shared/families.ts'
import { MASK, maskTexts } from '../../../shared/trail/mask-texts.ts'

describe('AT-16: a redacted text inside another one', () => {
  it.each([
    ['call 13800138000 today', ['13800138000'], `call ${MASK} today`],
    ['13800138000, 13800138000', ['13800138000'], `${MASK}, ${MASK}`],
    ['120 and 12', ['12'], `120 and ${MASK}`],
    ['此处记录为张三，请核对', ['张三'], `此处记录为${MASK}，请核对`],
    ['Wang (ZM)', ['ZM', 'Wang'], `${MASK} (${MASK})`],
    ['a+b (c) is no pattern', ['a+b (c)'], `${MASK} is no pattern`],
    ['call 138 now', ['call 138', '138'], `${MASK} now`],
    ['nothing here', ['13800138000', ''], 'nothing here'],
  ] as const)('%s', (text, hidden, shown) => {
    expect(maskTexts(text, hidden)).toBe(shown)
  })
})

describe('AT-16: a redacted date, as the product itself writes it', () => {
  const [form] = builtInFamilies.protocols.get('donafenib-switch').forms
  if (form === undefined) throw new Error('no form')
  const message = { en: 'from {{date}}.', zh: '自{{date}}起。' }
  const inMessage = (date: string) =>
    filled(message, { date: shownDate(date) }, { form, item: '', forms: new Map() })

  it.each([
    ['2026-01-13', '13 Jan 2026'],
    ['2026-03-03', '3 Mar 2026'],
    ['2026-12', 'Dec 2026'],
    ['2026', '2026'],
  ])('%s, on a page %s', (date, onPage) => {
    const hide = (text: string) => maskTexts(text, [date])
    expect(hide(inMessage(date).en)).toBe(`from ${MASK}.`)
    expect(hide(inMessage(date).zh)).toBe(`自${MASK}起。`)
    expect(hide(`on ${onPage}`)).toBe(`on ${MASK}`)
    expect(hide(`ALT 250 U/L, ${shownDate(date)}`)).toBe(`ALT 250 U/L, ${MASK}`)
  })

  it.each([
    ['13 JAN 2026, 2026-01-13', ['2026-01-03']],
    ['03 JAN 2026, 2026-01-03', ['2026-01-13', '2025-01-03', '2026-02']],
    ['10 FEB 2026', ['2026-01']],
    ['13 JAN 2026', ['2026-01-13x']],
  ])('leaves %s beside %j', (text, hidden) => {
    expect(maskTexts(text, hidden)).toBe(text)
  })

  it('is hidden whole where its month is hidden too', () => {
    expect(maskTexts('13 JAN 2026, UN JAN 2026', ['2026-01', '2026-01-13'])).toBe(
      `${MASK}, ${MASK}`,
    )
  })
})
