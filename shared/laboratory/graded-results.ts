import type { CheckRecord } from '../checks/define.ts'
import { baselineResult, labResults, type LabResult } from '../checks/lab-results.ts'
import { imputedPart } from '../endpoints/dated-entry.ts'
import type { DatedEntry, SubjectDerivation } from '../endpoints/derivation.ts'
import type { Limits } from '../endpoints/known-date.ts'
import type { Day } from '../kernel/brand.ts'
import { parsePartialDate } from '../kernel/dates.ts'
import type { Trace } from '../kernel/trace.ts'
import type { ProtocolDefinition } from '../protocol/define.ts'
import { rowsOf, type Row, type TrialSubject } from '../trial/trial.ts'
import { rangeFlag, type RangeFlag } from './normal-range.ts'
import { gradeSteps } from './grade-steps.ts'
import { resultEntries, type ResultEntry } from './result-entries.ts'
import type { RangedLaboratory } from './row-limits.ts'
import {
  bothDirections,
  termGrades,
  type TermGrade,
  type ToxicityGrades,
} from './toxicity-grades.ts'
import { sampleTime, treatmentWindow } from './treatment-window.ts'

/** A laboratory result with everything that the analysis says of it. */
export interface GradedResult {
  readonly entry: ResultEntry
  readonly result: LabResult
  /** Null where no date is recorded. */
  readonly day: Day | null
  readonly imputed: DatedEntry['imputed']
  readonly phase: 'before' | 'on' | null
  /** In the window in which worst grades count. */
  readonly onTreatment: boolean
  readonly isBaseline: boolean
  readonly flag: RangeFlag | null
  readonly terms: readonly TermGrade[]
  readonly grades: ToxicityGrades
  /** How the grades were reached; made when it is asked for. */
  readonly steps: () => readonly Trace[]
}

interface Of {
  readonly subject: TrialSubject
  readonly derivation: SubjectDerivation
  readonly definition: ProtocolDefinition
  readonly limits: Limits
  /** Laboratories of the subject's site: their ranges hold where none was recorded with a result. */
  readonly laboratories: readonly RangedLaboratory[]
}

/**
 * The results of a subject that exist at the cut-off, with a value, in time order: the one computation
 * behind ADLB and the report's table of shifts.
 */
export function gradedResults(of: Of): readonly GradedResult[] {
  const { subject, definition, derivation, limits, laboratories } = of
  const records = new Map(existingEntries(of).map((entry) => [recordOf(entry), entry]))
  const { SEX: sex = null, BRTHDAT: birth = null } = rowsOf(subject, 'subjects')[0] ?? {}
  const sources = { laboratories, sampled: { sex, birth } }
  const results = labResults([...records.keys()], FORM, sources)
  const window = treatmentWindow(derivation, definition)
  const { start: treatment } = window
  const context = { results, treatment }
  return results.flatMap((result) => {
    const entry = records.get(result.record)
    if (entry === undefined) return []
    const { date, day, phase, onTreatment } = sampleTime(result, window, limits)
    const terms = termGrades(result, context)
    const baseline = baselineResult(results, result.test, treatment)
    return [
      {
        ...{ entry, result, day, phase, onTreatment, terms },
        imputed: date === null ? null : imputedPart(result.dateText),
        isBaseline: baseline === result,
        flag: rangeFlag(result.text, result.limits),
        grades: bothDirections(result.test, terms),
        steps: () =>
          gradeSteps({
            ...{ entry, result, context },
            baseline: baseline === null ? null : (records.get(baseline.record) ?? null),
          }),
      },
    ]
  })
}

const FORM = 'laboratory'

/** Entries with a result, dated by the cut-off; one without a date is of the day of its visit. */
function existingEntries({ subject, definition, limits }: Of): readonly ResultEntry[] {
  const visits = new Map(rowsOf(subject, 'visits').map((row) => [row['VISIT'], row['SVSTDAT']]))
  const dateOf = ({ LBDAT = '', VISIT }: Row): string =>
    LBDAT === '' ? (visits.get(VISIT) ?? '') : LBDAT
  return resultEntries(subject, definition).filter(
    ({ values }) => (values['LBORRES'] ?? '') !== '' && existsAt(dateOf(values), limits.cutoff),
  )
}

function existsAt(text: string, cutoff: Day): boolean {
  const date = parsePartialDate(text)
  return date === null || date.earliest <= cutoff
}

/** A row as a record of its own, so that each result leads back to its entry. */
function recordOf({ values }: ResultEntry): CheckRecord {
  const visit = values['VISIT'] ?? ''
  return {
    id: null,
    form: FORM,
    visit: visit === '' ? null : visit,
    rowKey: '',
    values: { items: {}, rows: [values] },
  }
}
