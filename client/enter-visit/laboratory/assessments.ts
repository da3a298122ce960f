import { createContext, useContext, useDeferredValue, useMemo } from 'react'
import { useFormContext, useWatch } from 'react-hook-form'
import { checksOf, evaluateChecks } from '../../../shared/checks/evaluate.ts'
import type { CheckRecord, FiredCheck } from '../../../shared/checks/define.ts'
import { labResults } from '../../../shared/checks/lab-results.ts'
import { builtInFamilies } from '../../../shared/families.ts'
import type { FormDefinition } from '../../../shared/forms/define.ts'
import { parseDay } from '../../../shared/kernel/dates.ts'
import { assessResult, type AssessedResult } from '../../../shared/laboratory/assess-row.ts'
import type { RangedLaboratory } from '../../../shared/laboratory/row-limits.ts'
import { useFindings, type FindingsByPointer } from '../../kit/form/findings.ts'
import { withoutBlanks, type FormInput } from '../../kit/form/form-input.ts'
import type { SubjectScreen } from '../../kit/subject-data.ts'
import { useTexts } from '../../kit/texts.ts'
import { sampledOf } from './used-laboratories.ts'

/** Each row of the form by its place; a row without a test has none. */
export type Assessments = ReadonlyMap<number, AssessedResult>

export const AssessmentsContext = createContext<Assessments>(new Map())

export function useAssessment(row: number): AssessedResult | null {
  return useContext(AssessmentsContext).get(row) ?? null
}

interface LabForm {
  readonly form: FormDefinition
  readonly screen: SubjectScreen
  readonly visit: string | null
  readonly laboratories: readonly RangedLaboratory[]
}

/** The typed results among all of the subject's, each held against what it is read against. */
export function useAssessments(of: LabForm): Assessments {
  const { form, screen, laboratories } = of
  const records = useLabRecords(of)
  const { anchorDate } = screen.subject
  return useMemo(() => {
    const results = labResults(records, form.key)
    const firstDose = anchorDate === null ? null : parseDay(anchorDate)
    const context = { results, laboratories, sampled: sampledOf(screen), firstDose }
    const typed = results.filter(({ record, test }) => record === records[0] && test !== '')
    return new Map(typed.map((result) => [result.rowIndex, assessResult(result, context)]))
  }, [records, form.key, laboratories, screen, anchorDate])
}

/** The record that is typed first, then the subject's others of the form. */
function useLabRecords({ form, screen, visit }: LabForm): readonly CheckRecord[] {
  const { control } = useFormContext<FormInput>()
  const rows = useDeferredValue(useWatch({ control, name: 'rows' }))
  const { present } = screen
  return useMemo(() => {
    const values = { items: {}, rows: rows.map(withoutBlanks) }
    const typed: CheckRecord = { id: null, form: form.key, visit, rowKey: '', values }
    return [typed, ...present.filter((one) => one.form === form.key && one.visit !== visit)]
  }, [rows, form.key, present, visit])
}

/**
 * Findings of the form with those of the checks that hold a result against the one before it: a wrong
 * unit or decimal point is said while it is typed.
 */
export function useSlipFindings(of: LabForm): FindingsByPointer {
  const findings = useFindings()
  const { say } = useTexts()
  const records = useLabRecords(of)
  const { study, subject } = of.screen
  const fired = useMemo(() => {
    const checks = checksOf(study.definition).filter(
      ({ form, condition }) =>
        form === of.form.key && 'rule' in condition && condition.rule.includes('lab_previous'),
    )
    const input = { subjid: subject.subjid, records, today: null }
    const keys = new Set(checks.map(({ key }) => key))
    const { criteria, endpoints } = builtInFamilies
    return evaluateChecks({ ...study.definition, checks }, input, { criteria, endpoints }).filter(
      ({ check, recordId }) => keys.has(check) && recordId === null,
    )
  }, [study.definition, subject.subjid, of.form.key, records])
  return useMemo(() => withFired(findings, fired, say), [findings, fired, say])
}

function withFired(
  findings: FindingsByPointer,
  fired: readonly FiredCheck[],
  say: (message: FiredCheck['message']) => string,
): FindingsByPointer {
  if (fired.length === 0) return findings
  const all = new Map(findings)
  for (const { place, message } of fired) {
    const known = all.get(place.pointer) ?? []
    const text = say(message)
    if (!known.includes(text)) all.set(place.pointer, [...known, text])
  }
  return all
}
