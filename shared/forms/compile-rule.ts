import { Environment } from '@marcbachmann/cel-js'

/** What a name of a rule stands for: a number (a date is its day number), a text, or yes/no. */
export type RuleType = 'number' | 'text' | 'truth'

/** Values by name. An absent one was not recorded: what rests on it cannot be decided. */
export type RuleValues = Readonly<Record<string, number | string | boolean | undefined>>

/** `not-evaluable`: a value that decides is missing. It is never taken as `holds`. */
export type RuleOutcome = 'holds' | 'fails' | 'not-evaluable'

export interface CompiledRule {
  /** Names the rule reads, each once, in the order they stand. */
  readonly names: readonly string[]
  evaluate(values: RuleValues): RuleOutcome
}

/** A rule that was refused: not typed, unknown names, too long. `message` is for its author. */
export interface RuleFault {
  readonly message: string
}

const MAX_LENGTH = 2000

/** How the rule language names the types. Every number is a double, also where it is written `3`. */
const TYPE_NAMES = { number: 'double', text: 'string', truth: 'bool' } as const

/**
 * Makes a rule from its text (the common expression language), typed against the names that exist
 * before it is ever run. Beside the language's own operators there are `abs(x)`, `length(text)` and
 * `oneOf(text, 'A|B')`. A missing value follows Kleene's logic: `true || unknown` holds.
 */
export function compileRule(
  text: string,
  names: ReadonlyMap<string, RuleType>,
): CompiledRule | RuleFault {
  if (text.length > MAX_LENGTH) return { message: `A rule has at most ${MAX_LENGTH} characters.` }
  const environment = environmentOf(names)
  const doubled = withDoubles(text)
  const { valid, type, error } = environment.check(doubled)
  if (!valid) return { message: firstLine(error?.message ?? 'The rule cannot be read.') }
  if (type !== 'bool') return { message: `A rule is true or false; this one is ${String(type)}.` }
  const run = environment.parse(doubled)
  return {
    names: namesIn(run.ast),
    evaluate(values) {
      try {
        return run(presentOf(values)) === true ? 'holds' : 'fails'
      } catch {
        // The language throws where a value it needs is absent; everything else was checked above.
        return 'not-evaluable'
      }
    },
  }
}

export function isRuleFault(result: CompiledRule | RuleFault): result is RuleFault {
  return 'message' in result
}

function environmentOf(names: ReadonlyMap<string, RuleType>): Environment {
  const environment = new Environment({ unlistedVariablesAreDyn: false })
  for (const [name, type] of names) environment.registerVariable(name, TYPE_NAMES[type])
  return environment
    .registerFunction('abs(double): double', (value: number) => Math.abs(value))
    .registerFunction('length(string): double', (value: string) => Array.from(value).length)
    .registerFunction('oneOf(string, string): bool', (value: string, list: string) =>
      list.split('|').includes(value),
    )
}

/** Own members only, absent ones left out: nothing of a prototype can be reached by a name. */
function presentOf(values: RuleValues): Record<string, number | string | boolean> {
  const present = Object.create(null) as Record<string, number | string | boolean>
  for (const [name, value] of Object.entries(values)) if (value !== undefined) present[name] = value
  return present
}

const STRING_OR_INTEGER = /"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|(?<![\w.])\d+(?![\w.])/g

/** Whole numbers written as doubles: the language compares an integer with no double. */
function withDoubles(text: string): string {
  return text.replace(STRING_OR_INTEGER, (part) => (/^\d/.test(part) ? `${part}.0` : part))
}

function namesIn(tree: unknown): readonly string[] {
  const found = new Set<string>()
  const visit = (node: unknown): void => {
    if (Array.isArray(node)) node.forEach(visit)
    if (!isNode(node)) return
    if (node.op === 'id' && typeof node.args === 'string') found.add(node.args)
    else visit(node.args)
  }
  visit(tree)
  return [...found]
}

function isNode(value: unknown): value is { readonly op: unknown; readonly args: unknown } {
  return typeof value === 'object' && value !== null && 'op' in value && 'args' in value
}

function firstLine(message: string): string {
  return message.split('\n')[0] ?? message
}
