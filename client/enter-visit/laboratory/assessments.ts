import { createContext, useContext, useDeferredValue, useMemo } from 'react'
import { useFormContext, useWatch } from 'react-hook-form'
import type { CheckRecord } from '../../../shared/checks/define.ts'
import { labResults } from '../../../shared/checks/lab-results.ts'
import { treatmentIn } from '../../../shared/checks/treatment-in.ts'
import type { FormDefinition } from '../../../shared/forms/define.ts'
import { assessResult, type AssessedResult } from '../../../shared/laboratory/assess-row.ts'
import type { RangedLaboratory } from '../../../shared/laboratory/row-limits.ts'
import { sampledIn } from '../../../shared/laboratory/sampled-in.ts'
import { withoutBlanks, type FormInput } from '../../kit/form/form-input.ts'
import type { SubjectScreen } from '../../kit/subject-data.ts'

/** Each row of the form by its place; a row without a test has none. */
export type Assessments = ReadonlyMap<number, AssessedResult>

export const AssessmentsContext = createContext<Assessments>(new Map())

export function useAssessment(row: number): AssessedResult | null {
  return useContext(AssessmentsContext).get(row) ?? null
}

export interface LabForm {
  readonly form: FormDefinition
  readonly screen: SubjectScreen
  readonly visit: string | null
  readonly laboratories: readonly RangedLaboratory[]
}

/** The typed results among all of the subject's, each held against what it is read against. */
export function useAssessments(of: LabForm): Assessments {
  const { form, screen, laboratories } = of
  const records = useLabRecords(of)
  const { present } = screen
  const { definition } = screen.study
  const treatment = useMemo(() => treatmentIn(definition, present), [definition, present])
  return useMemo(() => {
    const sampled = sampledIn(present)
    const results = labResults(records, form.key, { laboratories, sampled })
    const context = { results, treatment }
    const typed = results.filter(({ record, test }) => record === records[0] && test !== '')
    return new Map(typed.map((result) => [result.rowIndex, assessResult(result, context)]))
  }, [records, form.key, laboratories, present, treatment])
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
