import { useEffect, useRef, type RefObject } from 'react'
import type { RecordView } from '../../../shared/api/routes/subjects.ts'
import type { FormDefinition } from '../../../shared/forms/define.ts'
import { toInput, type RecordFormState } from './form-input.ts'

/**
 * The version the boxes were filled from. A colleague's later save fills the boxes anew while nothing
 * was typed; otherwise the old version stays, and saving meets the conflict.
 */
export function useBasis(
  form: FormDefinition,
  record: RecordView | null,
  methods: RecordFormState,
): RefObject<RecordView | null> {
  const basis = useRef(record)
  const { isDirty } = methods.formState
  useEffect(() => {
    if (isDirty || record === null || record.version <= (basis.current?.version ?? 0)) return
    basis.current = record
    methods.reset(toInput(form, record.values))
  }, [form, record, isDirty, methods])
  return basis
}
