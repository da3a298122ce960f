import type { ResponseDerivation, TimepointDerivation } from '../endpoints/derivation.ts'
import type { ImputationQuery } from '../endpoints/results.ts'
import type { Timeline } from '../endpoints/timeline.ts'
import type { Families } from '../families.ts'
import type { FormDefinition } from '../forms/define.ts'
import type { Day } from '../kernel/brand.ts'
import { parsePartialDate, type PartialDate } from '../kernel/dates.ts'
import type { Question } from '../kernel/recall.ts'
import { remembered } from '../kernel/remembered.ts'
import type { RangedLaboratory } from '../laboratory/row-limits.ts'
import type { TreatmentStart } from '../laboratory/treatment-start.ts'
import type { ProtocolDefinition } from '../protocol/define.ts'
import type { TrialSubject } from '../trial/trial.ts'
import type { CheckRecord } from './define.ts'
import type { LabResult } from './lab-results.ts'

/** What deriving a subject's responses for its checks needs beside the definition. */
export type CheckFamilies = Pick<Families, 'criteria' | 'endpoints'>

/** What is found out about a subject once, for several checks and for its next state. */
export type SubjectQuestion<T> = Question<CheckSubject, T>

/** A date as entered and what it may mean. */
export interface EnteredDate extends PartialDate {
  readonly text: string
}

/** What the analysis makes of the subject's records, as far as checks look at it. */
export interface CheckedDerivation {
  readonly timepoints: readonly TimepointDerivation[]
  readonly responses: readonly Pick<ResponseDerivation, 'row' | 'baselineQueries'>[]
  readonly queries: readonly ImputationQuery[]
}

/**
 * All of a subject that checks look at, each part found out when first asked for. A check learns
 * of the records through these alone, so that a memory knows which of its findings still hold.
 */
export interface CheckSubject {
  readonly definition: ProtocolDefinition
  readonly families: CheckFamilies
  readonly forms: ReadonlyMap<string, FormDefinition>
  readonly today: Day | null
  readonly allRecords: () => readonly CheckRecord[]
  /** The records of one form. */
  readonly recordsOf: (form: string) => readonly CheckRecord[]
  /** The same for who reads these items of them, or of the rows of their group, and no others. */
  readonly recordsOfItems: (form: string, items: readonly string[]) => readonly CheckRecord[]
  /** The records whose form, or its group, is one of these files of the trial-CSV layout. */
  readonly recordsFeeding: (...files: readonly string[]) => readonly CheckRecord[]
  /** Finds out what several checks, or the next evaluation, may ask for again. */
  readonly ask: <T>(question: SubjectQuestion<T>) => T
  readonly trial: TrialSubject
  readonly timeline: Timeline
  readonly derivation: CheckedDerivation
  /** The laboratories of the subject's site, with their ranges. */
  readonly laboratories: readonly RangedLaboratory[]
  readonly labs: readonly LabResult[]
  readonly treatment: TreatmentStart
  /** Date of each visit that has one. */
  readonly visitDates: ReadonlyMap<string, EnteredDate>
  /** Names of the planned visits in time order. */
  readonly plan: readonly string[]
}

/** Reads a date as entered; null where there is none. */
export function enteredDate(text: string | undefined): EnteredDate | null {
  return text === undefined ? null : readDate(text)
}

/** The dates of a subject are read again and again: every producer compares them. */
const readDate = remembered(
  (text: string): EnteredDate | null => {
    const date = parsePartialDate(text)
    return date === null ? null : { ...date, text }
  },
  (text) => text,
  20_000,
)

/**
 * The same question for each key, as of a file or an item. One key has one question, whose answer is
 * therefore remembered of a subject; keys are as many as a definition has.
 */
export function questionPer<A>(
  compute: (subject: CheckSubject, key: string) => A,
): (key: string) => SubjectQuestion<A> {
  const questions = new Map<string, SubjectQuestion<A>>()
  return (key) => {
    const question = questions.get(key) ?? { compute: (of: CheckSubject) => compute(of, key) }
    questions.set(key, question)
    return question
  }
}
