import { zodResolver } from '@hookform/resolvers/zod'
import type { Resolver } from 'react-hook-form'
import { z } from 'zod'
import type { FormDefinition, FormValues } from '../../../shared/forms/define.ts'
import { schemaOf } from '../../../shared/forms/schema-of.ts'
import type { FormInput } from './form-input.ts'

/** Checks the boxes of a form by the definition's own schema; what passes is what is stored. */
export function formResolver(form: FormDefinition): Resolver<FormInput, unknown, FormValues> {
  return zodResolver(
    z
      .custom<FormInput>()
      .transform((input) => input)
      .pipe(schemaOf(form) as z.ZodType<FormValues, FormInput>),
  )
}
