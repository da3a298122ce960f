import { useEffect, type ReactNode } from 'react'
import { useFormContext, useWatch } from 'react-hook-form'
import type { FormDefinition } from '../../shared/forms/define.ts'
import { findTerm } from '../../shared/safety/ctcae-catalogue.ts'
import { FormBody } from '../kit/form/form-body.tsx'
import type { FormInput } from '../kit/form/form-input.ts'
import { forTerm } from './for-term.ts'
import { SeriousNote } from './serious-note.tsx'

/** The adverse-event form: code and organ class come from the term, grades are those the term has. */
export function EventForm({ form }: { readonly form: FormDefinition }): ReactNode {
  const { control, setValue, getValues } = useFormContext<FormInput>()
  const name = useWatch({ control, name: 'items.AEDECOD' })
  const grade = useWatch({ control, name: 'items.AETOXGR' })
  const term = findTerm(name)
  useEffect(() => {
    if (term === null) return
    const { items } = getValues()
    if (items['AELLTCD'] !== term.code) setValue('items.AELLTCD', term.code, { shouldDirty: true })
    if (items['AEBODSYS'] !== term.systemOrganClass) {
      setValue('items.AEBODSYS', term.systemOrganClass, { shouldDirty: true })
    }
  }, [term, getValues, setValue])
  return (
    <>
      <SeriousNote />
      <FormBody form={forTerm(form, term, grade)} />
    </>
  )
}
