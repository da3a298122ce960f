import type { ReactNode } from 'react'
import { Link } from 'react-router'
import type { ProofEntry } from '../../shared/api/routes/analysis.ts'
import type { FormDefinition } from '../../shared/forms/define.ts'
import type { Trace, TraceInput, TraceSource } from '../../shared/kernel/trace.ts'
import { ruleSource } from '../../shared/proof/rule-sources.ts'
import {
  inputValueWords,
  inputWords,
  originWords,
  PUNCTUATION,
  ruleWords,
  sourceWords,
  valueWords,
} from '../../shared/proof/words.ts'
import { formatTime } from './format.ts'
import css from './proof.module.css'
import { formPath, historyPath, visitPath } from './subject-paths.ts'
import { useTexts } from './texts.ts'

/** Steps of the engine with what is known around them. */
interface ShownProof {
  /** The step of the value first. */
  readonly steps: readonly Trace[]
  /** Who entered what they rest on; empty of values that are not saved. */
  readonly entries: readonly ProofEntry[]
  /** By which forms and questions are named. */
  readonly forms: readonly FormDefinition[]
  /** Whose records the entries lead to. */
  readonly of: { readonly study: string; readonly subject: string } | null
}

/** Why a derived value is what it is: from its rule down to the values that were entered. */
export function ProofSteps({ proof }: { readonly proof: ShownProof }): ReactNode {
  const { t } = useTexts()
  const [first] = proof.steps
  if (first === undefined) return <p>{t('trace.none')}</p>
  return <Step step={first} proof={proof} above={[]} />
}

interface StepProps {
  readonly step: Trace
  readonly proof: ShownProof
  /** Names of the steps this one stands within: a proof never goes round in a circle. */
  readonly above: readonly string[]
}

function Step({ step, proof, above }: StepProps): ReactNode {
  const texts = useTexts()
  const { rule, under, result, unit, inputs } = step
  return (
    <div className={css['step']}>
      <p>
        <span className={css['result']}>{valueWords(texts, result, unit)}</span>{' '}
        {ruleWords(texts, rule)}{' '}
        <span className={css['soft']}>{ruleSource(rule, under, texts.language)}</span>
      </p>
      <ul className={css['inputs']}>
        {inputs.map((input, at) => (
          <li key={`${input.name}-${at}`} className={css['input']}>
            <Input
              input={input}
              proof={proof}
              above={isRepeated(inputs, at) ? [...above, input.of ?? ''] : above}
            />
          </li>
        ))}
      </ul>
    </div>
  )
}

/** Two inputs of one step rest on the same: it is shown once. */
function isRepeated(inputs: readonly TraceInput[], at: number): boolean {
  const of = inputs[at]?.of
  return of !== undefined && inputs.findIndex((one) => one.of === of) < at
}

interface InputProps extends Omit<StepProps, 'step'> {
  readonly input: TraceInput
}

function Input({ input, proof, above }: InputProps): ReactNode {
  const texts = useTexts()
  const { steps, forms } = proof
  const { is } = PUNCTUATION[texts.language]
  const said = inputWords(texts, input, forms) + is + inputValueWords(texts, input, forms)
  const { of, from } = input
  const step = steps.find(({ fact }) => fact !== undefined && fact === of)
  if (of !== undefined && step !== undefined && !above.includes(of)) {
    return (
      <details open={above.length < 1}>
        <summary>{said}</summary>
        <Step step={step} proof={proof} above={[...above, of]} />
      </details>
    )
  }
  if (from !== undefined) return <Entered said={said} from={from} proof={proof} />
  return (
    <>
      {said} <span className={css['soft']}>{originWords(texts, input)}</span>
    </>
  )
}

interface EnteredProps {
  readonly said: string
  readonly from: TraceSource
  readonly proof: ShownProof
}

/** A value as it was entered: its form and question, the codes of both, and who entered it when. */
function Entered({ said, from, proof: { entries, forms, of } }: EnteredProps): ReactNode {
  const texts = useTexts()
  const { place, codes } = sourceWords(texts, from, forms)
  const entry = entries.find(
    ({ file, at, column }) => file === from.file && at === from.at && column === from.column,
  )
  if (entry === undefined || of === null) {
    return (
      <>
        {said} <span className={css['soft']}>{`${place} ${codes}`}</span>
      </>
    )
  }
  const { who, when, reason, record } = entry
  return (
    <>
      {said} <Link to={formOf(of, entry)}>{place}</Link>{' '}
      <span className={css['soft']}>{codes}</span>{' '}
      <Link to={historyPath(of.study, of.subject, record)} className={css['soft']}>
        {texts.t('trace.entered', { who, when: formatTime(when) })}
      </Link>
      {reason !== null && <span className={css['soft']}> {reason}</span>}
    </>
  )
}

function formOf(
  { study, subject }: NonNullable<ShownProof['of']>,
  { visit, form }: ProofEntry,
): string {
  return visit === null ? formPath(study, subject, form) : visitPath(study, subject, visit, form)
}
