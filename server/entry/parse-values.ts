import type { FormDefinition, FormValues } from '../../shared/forms/define.ts'
import { schemaOf } from '../../shared/forms/schema-of.ts'
import { parsePart } from '../http/parse-request.ts'

/** The values of one form, by the form's own schema. Throws the 422 problem with a pointer per item. */
export function parseValues(form: FormDefinition, input: unknown): FormValues {
  return parsePart(schemaOf(form), input, '/values')
}
