import { splitCodes } from '../forms/split-codes.ts'
import { parseNumberText } from '../kernel/number-text.ts'
import { unreachable } from '../kernel/unreachable.ts'
import type { ItemValues, Membership, SubgroupCondition } from './define.ts'

/**
 * Whether a subject fulfils a condition. A number given as above or below a limit of measurement
 * (`>12100`), or as one of two that a partial date leaves open (`64–65`), counts where that settles the
 * question, and is unknown where it does not. So is an answer that says itself that it is not known.
 */
export function membership(condition: SubgroupCondition, values: ItemValues): Membership {
  const text = values[condition.item] ?? ''
  if (text === '') return 'unknown'
  switch (condition.kind) {
    case 'one-of':
      if (isOneOf(condition.answers, text)) return 'in'
      return splitCodes(text).includes(NOT_KNOWN) ? 'unknown' : 'out'
    case 'at-least':
      return areAtLeast(condition.limit, text)
    case 'below':
      return opposite(areAtLeast(condition.limit, text))
    default:
      return unreachable(condition)
  }
}

/** All conditions hold; one that fails settles it, whatever else is unknown. */
export function fulfilsAll(
  conditions: readonly SubgroupCondition[],
  values: ItemValues,
): Membership {
  const each = conditions.map((condition) => membership(condition, values))
  if (each.includes('out')) return 'out'
  return each.includes('unknown') ? 'unknown' : 'in'
}

const NOT_KNOWN = 'UNKNOWN'

function isOneOf(answers: readonly string[], text: string): boolean {
  return answers.includes(text) || splitCodes(text).some((one) => answers.includes(one))
}

/** Of two numbers that it may be both have to say the same. */
function areAtLeast(limit: number, text: string): Membership {
  const [first = 'unknown', ...others] = text.split('–').map((one) => isAtLeast(limit, one))
  return others.every((one) => one === first) ? first : 'unknown'
}

/** A bound settles the question where all values beyond it are on one side of the limit. */
function isAtLeast(limit: number, text: string): Membership {
  const parsed = parseNumberText(text)
  if (parsed === null) return 'unknown'
  const { value, comparator } = parsed
  switch (comparator) {
    case null:
      return value >= limit ? 'in' : 'out'
    case '>':
    case '>=':
      return where(value >= limit, 'in')
    case '<':
      return where(value <= limit, 'out')
    case '<=':
      return where(value < limit, 'out')
    default:
      return unreachable(comparator)
  }
}

function where(settled: boolean, answer: Membership): Membership {
  return settled ? answer : 'unknown'
}

function opposite(one: Membership): Membership {
  if (one === 'unknown') return one
  return one === 'in' ? 'out' : 'in'
}
