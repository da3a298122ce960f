import type { CheckRecord } from '../../checks/define.ts'
import { baselineResult, labResults } from '../../checks/lab-results.ts'
import { dayOfEntry, readExisting } from '../../endpoints/known-date.ts'
import { imputedPart } from '../../endpoints/dated-entry.ts'
import type { Day } from '../../kernel/brand.ts'
import { parsePartialDate } from '../../kernel/dates.ts'
import { rangeFlag } from '../../laboratory/normal-range.ts'
import { toxicityGrades } from '../../laboratory/toxicity-grades.ts'
import { phaseOf, treatmentStart, type TreatmentStart } from '../../laboratory/treatment-start.ts'
import { rowsOf, type Row } from '../../trial/trial.ts'
import type { AnalysedResult } from './analysed-result.ts'
import { limitsOf } from './assessments.ts'
import type { AdamContext } from './define.ts'
import { labEntries, type LabEntry } from './lab-entries.ts'
import { analysisValue } from './lab-values.ts'

type Of = Pick<AdamContext, 'study' | 'subject' | 'derivation'>

/** The results of a subject that exist at the cut-off, with a value, in time order. */
export function analysedResults(of: Of): readonly AnalysedResult[] {
  const { subject, study, derivation } = of
  const limits = limitsOf(of)
  const visits = new Map(rowsOf(subject, 'visits').map((row) => [row['VISIT'], row['SVSTDAT']]))
  const dateOf = ({ LBDAT = '', VISIT }: Row): string =>
    LBDAT === '' ? (visits.get(VISIT) ?? '') : LBDAT
  const entries = labEntries(subject, study.definition).filter(
    ({ values }) => (values['LBORRES'] ?? '') !== '' && existsAt(dateOf(values), limits.cutoff),
  )
  const records = new Map(entries.map((entry) => [recordOf(entry), entry]))
  const { SEX: sex = null, BRTHDAT: birth = null } = rowsOf(subject, 'subjects')[0] ?? {}
  const sources = { laboratories: [], sampled: { sex, birth } }
  const results = labResults([...records.keys()], FORM, sources)
  const treatment = treatmentStart(study.definition.schedule, firstDoseOf(derivation))
  const context = { results, treatment }
  return results.flatMap((result) => {
    const entry = records.get(result.record)
    if (entry === undefined) return []
    const date = readExisting(result.dateText, limits.cutoff)
    return [
      {
        entry,
        result,
        value: analysisValue(result),
        day: date === null ? null : dayOfEntry(date, limits),
        imputed: date === null ? null : imputedPart(result.dateText),
        phase: phaseOf(result, treatment),
        isBaseline: baselineResult(results, result.test, treatment) === result,
        flag: rangeFlag(result.text, result.limits),
        grades: toxicityGrades(result, context),
      },
    ]
  })
}

const FORM = 'laboratory'

/** A result without a date is of the day of its visit. */
function existsAt(text: string, cutoff: Day): boolean {
  const date = parsePartialDate(text)
  return date === null || date.earliest <= cutoff
}

/** A row as a record of its own, so that each result leads back to its entry. */
function recordOf({ values }: LabEntry): CheckRecord {
  const visit = values['VISIT'] ?? ''
  return {
    id: null,
    form: FORM,
    visit: visit === '' ? null : visit,
    rowKey: '',
    values: { items: {}, rows: [values] },
  }
}

/** The days that the first dose may mean, as it was entered. */
function firstDoseOf({ dates }: Of['derivation']): TreatmentStart['firstDose'] {
  const entry = dates.entries.firstDose
  const date = entry === null ? null : parsePartialDate(entry.text)
  return date === null ? null : { earliest: date.earliest, latest: date.latest }
}
