import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import type { ProofEntry, ProofView } from '../../shared/api/routes/analysis.ts'
import type { Trace, TraceInput, TraceSource } from '../../shared/kernel/trace.ts'
import { ruleSource } from '../../shared/proof/rule-sources.ts'
import type { AnalysisView } from './derivation-query.ts'
import { formatDate, formatTime } from './format.ts'
import { ProblemNotice } from './problem-notice.tsx'
import { proofQuery } from './proof-query.ts'
import css from './proof.module.css'
import { ruleText, wordText } from './rule-text.ts'
import { formPath, historyPath, visitPath } from './subject-paths.ts'
import { isTextKey, useTexts, type Texts } from './texts.ts'

interface ProofProps {
  readonly study: string
  readonly subject: string
  /** Name of the value's step. */
  readonly fact: string
  readonly view: AnalysisView
}

/** Why a derived value is what it is: from its rule down to the entries, and who made them. */
export function Proof({ study, subject, fact, view }: ProofProps): ReactNode {
  const { t } = useTexts()
  const { data, error } = useQuery(proofQuery(study, subject, { ...view, fact }))
  if (data === undefined) {
    return error === null ? (
      <p role="status">{t('frame.loading')}</p>
    ) : (
      <ProblemNotice error={error} />
    )
  }
  const [first] = data.steps
  if (first === undefined) return <p>{t('trace.none')}</p>
  return <Step step={first} place={{ study, subject, proof: data }} above={[]} />
}

interface Place {
  readonly study: string
  readonly subject: string
  readonly proof: ProofView
}

interface StepProps {
  readonly step: Trace
  readonly place: Place
  /** Names of the steps this one stands within: a proof never goes round in a circle. */
  readonly above: readonly string[]
}

function Step({ step, place, above }: StepProps): ReactNode {
  const texts = useTexts()
  const { rule, under, result, unit, inputs } = step
  return (
    <div className={css['step']}>
      <p>
        <span className={css['result']}>{valueText(texts, result, unit)}</span>{' '}
        {rulesWords(texts, rule)}{' '}
        <span className={css['soft']}>{ruleSource(rule, under, texts.language)}</span>
      </p>
      <ul className={css['inputs']}>
        {inputs.map((input, at) => (
          <li key={`${input.name}-${at}`} className={css['input']}>
            <Input
              input={input}
              place={place}
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

/** A rule of the criteria with its number; what the product names for itself in words alone. */
function rulesWords(texts: Texts, rule: string): string {
  const key = `rule.${rule}`
  return /^[A-Z]-\d+$/.test(rule) || !isTextKey(key) ? ruleText(texts, rule) : texts.t(key)
}

interface InputProps extends Omit<StepProps, 'step'> {
  readonly input: TraceInput
}

function Input({ input, place, above }: InputProps): ReactNode {
  const texts = useTexts()
  const said = `${wordText(texts, input.name)}: ${valueText(texts, input.value, input.unit)}`
  const { of, from } = input
  const step = place.proof.steps.find(({ fact }) => fact !== undefined && fact === of)
  if (of !== undefined && step !== undefined && !above.includes(of)) {
    return (
      <details open={above.length < 1}>
        <summary>{said}</summary>
        <Step step={step} place={place} above={[...above, of]} />
      </details>
    )
  }
  if (from !== undefined) return <Entered said={said} from={from} place={place} />
  return (
    <>
      {said} <span className={css['soft']}>{originText(texts, input)}</span>
    </>
  )
}

function originText({ t }: Texts, { constant, absent }: TraceInput): string {
  if (absent !== undefined) return t('trace.absent')
  if (constant === undefined) return ''
  return t(constant === 'definition' ? 'trace.definition' : 'trace.question')
}

interface EnteredProps {
  readonly said: string
  readonly from: TraceSource
  readonly place: Place
}

/** A value as it was entered: its form, and who entered it when. */
function Entered({ said, from, place: { study, subject, proof } }: EnteredProps): ReactNode {
  const { t } = useTexts()
  const entry = proof.entries.find(
    ({ file, at, column }) => file === from.file && at === from.at && column === from.column,
  )
  const label = [from.file, from.row, from.column].filter((part) => part !== '').join(' · ')
  if (entry === undefined) {
    return (
      <>
        {said} <span className={css['soft']}>{label}</span>
      </>
    )
  }
  const { who, when, reason, record } = entry
  return (
    <>
      {said} <Link to={formOf(study, subject, entry)}>{label}</Link>{' '}
      <Link to={historyPath(study, subject, record)} className={css['soft']}>
        {t('trace.entered', { who, when: formatTime(when) })}
      </Link>
      {reason !== null && <span className={css['soft']}> {reason}</span>}
    </>
  )
}

function formOf(study: string, subject: string, { visit, form }: ProofEntry): string {
  return visit === null ? formPath(study, subject, form) : visitPath(study, subject, visit, form)
}

/** Numbers with one decimal, signed where they are a change; dates and words as they are read. */
function valueText(texts: Texts, value: string, unit: Trace['unit']): string {
  if (/^\d{4}-\d{2}-\d{2}$/.test(value)) return formatDate(value, texts.language)
  const number = Number(value)
  if (unit === undefined || value === '' || Number.isNaN(number)) return wordText(texts, value)
  const rounded = Math.sign(number) * (Math.round(Math.abs(number) * 10) / 10)
  const measure = unit === 'd' ? texts.t('trace.days') : unit === 'month' ? '' : unit
  return `${rounded} ${measure}`.trim()
}
