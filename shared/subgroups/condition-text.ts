import type { Bilingual } from '../kernel/bilingual.ts'
import { parseNumberText } from '../kernel/number-text.ts'
import { codeWords } from '../forms/shown-value.ts'
import type { SubgroupCondition, SubgroupItem } from './define.ts'
import { itemName } from './items.ts'

const ITEM = '[A-Za-z0-9_-]+\\.[A-Za-z0-9_]+'
const NUMBER = new RegExp(`^(${ITEM})(>=|<)(.+)$`)
const CODE = new RegExp(`^(${ITEM})=(.*)$`)

/** Conditions as an address carries them: `baseline.AFP>=400;baseline.BCLC=B,C`. */
export function conditionsText(conditions: readonly SubgroupCondition[]): string {
  return conditions.map(conditionText).join(';')
}

function conditionText(condition: SubgroupCondition): string {
  const { item } = condition
  if (condition.kind === 'one-of') {
    return `${item}=${condition.answers.map(encodeURIComponent).join(',')}`
  }
  return `${item}${condition.kind === 'below' ? '<' : '>='}${condition.limit}`
}

/** Reads conditions from an address; null where a part is none. */
export function parseConditions(text: string): readonly SubgroupCondition[] | null {
  const parts = text.split(';').filter((part) => part.trim() !== '')
  const read = parts.map(parseCondition)
  return read.includes(null) ? null : read.flatMap((one) => one ?? [])
}

function parseCondition(text: string): SubgroupCondition | null {
  const [, item, sign, limit = ''] = NUMBER.exec(text) ?? []
  if (item !== undefined) return parseLimit(item, sign === '<' ? 'below' : 'at-least', limit)
  const [, coded, list = ''] = CODE.exec(text) ?? []
  return coded === undefined ? null : parseAnswers(coded, list)
}

function parseLimit(
  item: string,
  kind: 'below' | 'at-least',
  text: string,
): SubgroupCondition | null {
  const limit = parseNumberText(text)
  return limit?.comparator === null ? { kind, item, limit: limit.value } : null
}

function parseAnswers(item: string, list: string): SubgroupCondition | null {
  const answers = list.split(',').map(decoded)
  const known = answers.flatMap((answer) => (answer === null || answer === '' ? [] : [answer]))
  if (known.length === 0 || known.length < answers.length) return null
  return { kind: 'one-of', item, answers: known }
}

function decoded(text: string): string | null {
  try {
    return decodeURIComponent(text)
  } catch {
    return null
  }
}

/** Whether the study has the item, and asks it in that way. */
export function isCondition(condition: SubgroupCondition, items: readonly SubgroupItem[]): boolean {
  const item = items.find(({ key }) => key === condition.item)
  if (item === undefined) return false
  return item.kind === (condition.kind === 'one-of' ? 'code' : 'number')
}

/** A condition as people read it: `AFP, ng/mL ≥ 400`, `BCLC stage: B (intermediate) or C (advanced)`. */
export function conditionWords(
  condition: SubgroupCondition,
  items: readonly SubgroupItem[],
): Bilingual {
  const item = items.find(({ key }) => key === condition.item)
  const name = item === undefined ? { en: condition.item, zh: condition.item } : itemName(item)
  if (condition.kind !== 'one-of') {
    const sign = condition.kind === 'below' ? '<' : '≥'
    const limit = String(condition.limit)
    return { en: `${name.en} ${sign} ${limit}`, zh: `${name.zh} ${sign} ${limit}` }
  }
  const codes = item?.kind === 'code' ? item.codes : []
  const answers = condition.answers.map((answer) => codeWords(codes, answer))
  return {
    en: `${name.en}: ${answers.map(({ en }) => en).join(' or ')}`,
    zh: `${name.zh}：${answers.map(({ zh }) => zh).join('或')}`,
  }
}
