import type { FormDefinition } from '../forms/define.ts'
import type { Trace, TraceInput } from '../kernel/trace.ts'
import { termWords } from '../safety/term-words.ts'
import type { Speaker } from '../texts/speaker.ts'
import type { ProofLine } from './proof-lines.ts'
import { ruleSource } from './rule-sources.ts'
import { PUNCTUATION, inputValueWords, inputWords, ruleWords, valueWords } from './words.ts'

/** A line of a list of proofs in one language. */
export interface LineWords {
  readonly title: string
  readonly value: string
  readonly rule: string
  readonly source: string
  /** Names with values; behind those that rest on a step of their own the code of its rule and its inputs. */
  readonly inputs: string
}

export function lineWords(
  texts: Speaker,
  { title, step, because }: ProofLine,
  forms: readonly FormDefinition[],
): LineWords {
  return {
    title: texts.say(title),
    value: valueWords(texts, step.result, step.unit),
    rule: ruleWords(texts, step.rule),
    source: ruleSource(step.rule, step.under, texts.language),
    inputs: inputsText({ texts, forms, because }, step),
  }
}

interface Told {
  readonly texts: Speaker
  readonly forms: readonly FormDefinition[]
  readonly because: readonly Trace[]
}

function inputsText(told: Told, { rule, inputs }: Trace): string {
  return rule === 'AE-count' ? countedText(told, inputs) : listed(told, inputs)
}

function listed(told: Told, inputs: readonly TraceInput[]): string {
  const seen = new Set<string>()
  return inputs
    .map((input) => {
      const text = inputText(told, input)
      const step = told.because.find(({ fact }) => fact !== undefined && fact === input.of)
      if (step?.fact === undefined || seen.has(step.fact)) return text
      seen.add(step.fact)
      const rest = listed({ ...told, because: [] }, step.inputs)
      return `${text} [${step.rule}${PUNCTUATION[told.texts.language].is}${rest}]`
    })
    .join(PUNCTUATION[told.texts.language].and)
}

function inputText({ texts, forms }: Told, input: TraceInput): string {
  const { from } = input
  const place =
    from === undefined
      ? ''
      : ` {${[from.file, from.row, from.column].filter((part) => part.trim() !== '').join(' ')}}`
  const value = inputValueWords(texts, input, forms)
  const name = isEvent(input) ? texts.say(termWords(input.name)) : inputWords(texts, input, forms)
  return `${name}${PUNCTUATION[texts.language].is}${value}${place}`
}

/** An adverse event is named by its term. */
function isEvent({ of = '' }: TraceInput): boolean {
  return /\/event\/\d+$/.test(of)
}

/** Events that count by name; the others by their number. */
function countedText(told: Told, inputs: readonly TraceInput[]): string {
  const { texts } = told
  const others = inputs.filter(({ value }) => value === 'not counted').length
  const counted = inputs.filter(({ value }) => value !== 'not counted')
  return [
    listed(told, counted),
    ...(others === 0 ? [] : [texts.t('proof.notCounted', { count: others })]),
  ]
    .filter((part) => part !== '')
    .join(PUNCTUATION[texts.language].and)
}
