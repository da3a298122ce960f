import { stepsOf, type SubjectDerivation } from '../../shared/endpoints/derivation.ts'
import type { Trace, TraceInput, TraceSource } from '../../shared/kernel/trace.ts'
import { rowsOf, type TrialSubject } from '../../shared/trial/trial.ts'
import { recomputeOf } from './recompute.ts'

/** Faults of a subject's proof, in words; none where every step leads to records and recomputes. */
export function faultsOf(
  derivation: SubjectDerivation,
  subject: TrialSubject,
  rows: readonly Trace[] = [],
): readonly string[] {
  const steps = [...stepsOf(derivation), ...rows]
  const byFact = new Map(steps.map((step) => [step.fact ?? '', step]))
  const faults: string[] = []
  if (byFact.size !== steps.length) faults.push('two steps have one name')
  for (const step of steps) {
    const where = `${subject.subjid} ${step.fact ?? step.rule} (${step.rule})`
    const told = step.inputs.flatMap((input) => inputFault(input, subject, byFact) ?? [])
    faults.push(...told.map((fault) => `${where}: ${fault}`))
    const recompute = recomputeOf(step.rule)
    if (recompute === undefined) faults.push(`${where}: no rule to recompute it by`)
    else if (!recompute(step)) faults.push(`${where}: does not recompute: ${JSON.stringify(step)}`)
  }
  return faults
}

function inputFault(
  input: TraceInput,
  subject: TrialSubject,
  byFact: ReadonlyMap<string, Trace>,
): string | null {
  const { name, value, from, of, constant, absent } = input
  const said = [from, of, constant, absent].filter((one) => one !== undefined)
  if (said.length !== 1) return `${name} is from ${said.length} places`
  if (from !== undefined) return cellFault(input, from, subject)
  if (of === undefined) return null
  const step = byFact.get(of)
  if (step === undefined) return `${name}: no step ${of}`
  // A few inputs ask something of a step other than its result.
  if (['reason', 'complete', 'evaluable'].includes(name) || step.rule === 'not-at-risk') return null
  return step.result === value ? null : `${name}: ${of} is "${step.result}", not "${value}"`
}

function cellFault(
  { name, value }: TraceInput,
  { file, row, column, at = -1 }: TraceSource,
  subject: TrialSubject,
): string | null {
  const found = rowsOf(subject, file)[at]
  if (found === undefined) return `${name}: no row ${file} ${row}`
  const cell = found[column] ?? ''
  return cell === value ? null : `${name}: ${column} is "${cell}", not "${value}"`
}
