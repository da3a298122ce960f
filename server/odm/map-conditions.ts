import type { ShowIf } from '../../shared/forms/define.ts'
import { childrenOf, ownPartsOf, type OdmElement } from './read-odm.ts'

/**
 * When a question is asked, from when the file leaves it out. Null where the expression is not one
 * comparison of one item with texts. One that names the answers it is left out for is asked for all others.
 */
export function showIfOf(condition: OdmElement, { keyOf, answersOf }: FormItems): ShowIf | null {
  const own = ownPartsOf(condition)
  if (own !== undefined) return own as unknown as ShowIf
  const expressions = childrenOf(condition, 'FormalExpression')
  const texts = expressions.map(({ text }) => text.trim()).filter((text) => text !== '')
  const compared = texts.length === 1 ? comparison(texts[0] ?? '') : null
  if (compared === null) return null
  const item = keyOf(compared.item)
  if (item === undefined) return null
  // The file says when it is left out: what is asked is the contrary.
  if (compared.leavesOutOthers) return { item, in: compared.values }
  const others = answersOf(item)?.filter((value) => !compared.values.includes(value)) ?? []
  return others.length === 0 ? null : { item, in: ['', ...others] }
}

/** What a condition may speak of. */
interface FormItems {
  /** The key of an item of the form that an expression names. */
  readonly keyOf: (named: string) => string | undefined
  /** The coded answers of an item; null where it has none. */
  readonly answersOf: (key: string) => readonly string[] | null
}

interface Comparison {
  readonly item: string
  readonly values: readonly string[]
  /** The question is left out unless the item has one of the values. */
  readonly leavesOutOthers: boolean
}

const NAME = String.raw`\$?(?<item>[A-Za-z_][\w./-]*)`
const TEXT = String.raw`(?:'(?<single>[^']*)'|"(?<double>[^"]*)"|(?<bare>[\w-]+))`
const COMPARED = new RegExp(
  String.raw`^${NAME}\s*(?<sign>!=|<>|==|=|\bne\b|\beq\b)\s*${TEXT}$`,
  'i',
)
const LISTED = new RegExp(String.raw`^${NAME}\s+(?<not>not\s+)?in\s*\((?<list>[^()]*)\)$`, 'i')
const NOT = /^(?:not|!)\s*\((?<inner>.*)\)$/is

function comparison(text: string, negated = false): Comparison | null {
  const inner = NOT.exec(text)?.groups?.['inner']
  if (inner !== undefined) return comparison(inner.trim(), !negated)
  const found = comparedWithOne(text) ?? comparedWithList(text)
  return found === null ? null : { ...found, leavesOutOthers: found.leavesOutOthers !== negated }
}

function comparedWithOne(text: string): Comparison | null {
  const found = COMPARED.exec(text)?.groups
  if (found === undefined) return null
  const { item = '', sign = '', single, double, bare = '' } = found
  const differs = /^(?:!=|<>|ne)$/i.test(sign)
  return { item, values: [single ?? double ?? bare], leavesOutOthers: differs }
}

function comparedWithList(text: string): Comparison | null {
  const found = LISTED.exec(text)?.groups
  if (found === undefined) return null
  const { item = '', not, list = '' } = found
  const values = [...list.matchAll(/'([^']*)'|"([^"]*)"/g)].map(
    ([, single, double]) => single ?? double ?? '',
  )
  return values.length === 0 ? null : { item, values, leavesOutOthers: not !== undefined }
}
