import type { ShowIf } from '../../shared/forms/define.ts'
import { childrenOf, ownPartsOf, type OdmElement } from './read-odm.ts'

/**
 * When a question is asked, from when the file leaves it out. Null where the expression is not one
 * comparison of one item with texts. `ownKey` gives the key of an item of the form that an expression
 * names.
 */
export function showIfOf(
  condition: OdmElement,
  ownKey: (named: string) => string | undefined,
): ShowIf | null {
  const own = ownPartsOf(condition)
  if (own !== undefined) return own as unknown as ShowIf
  const expressions = childrenOf(condition, 'FormalExpression')
  const texts = expressions.map(({ text }) => text.trim()).filter((text) => text !== '')
  const [text, ...others] = texts
  if (text === undefined || others.length > 0) return null
  const compared = comparison(text)
  if (compared === null) return null
  const item = ownKey(compared.item)
  // The file says when it is left out: what is asked is the contrary.
  return item !== undefined && compared.leavesOutOthers ? { item, in: compared.values } : null
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
  const one = COMPARED.exec(text)?.groups
  if (one !== undefined) {
    const differs = /^(?:!=|<>|ne)$/i.test(one['sign'] ?? '')
    const value = one['single'] ?? one['double'] ?? one['bare'] ?? ''
    return { item: one['item'] ?? '', values: [value], leavesOutOthers: differs !== negated }
  }
  const many = LISTED.exec(text)?.groups
  if (many === undefined) return null
  const values = [...(many['list'] ?? '').matchAll(/'([^']*)'|"([^"]*)"/g)].map(
    ([, single, double]) => single ?? double ?? '',
  )
  if (values.length === 0) return null
  const differs = many['not'] !== undefined
  return { item: many['item'] ?? '', values, leavesOutOthers: differs !== negated }
}
