import { describe, expect, it } from 'vitest'
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
