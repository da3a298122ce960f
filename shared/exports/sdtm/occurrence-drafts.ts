import type { DomainRow, Draft, SubjectContext, Supplemental } from './define.ts'
import { withRowQualifiers } from './findings-drafts.ts'
import { reasonQualifier, rowValues, textQualifier } from './row-values.ts'

/** Records of events and interventions: one for each row. */
export function occurrenceDrafts(context: SubjectContext, domain: string): readonly Draft[] {
  return context.domainRows(domain).flatMap((row) => occurrenceOf(row))
}

/** The record of one row; none where the row holds nothing of the domain but qualifiers. */
export function occurrenceOf(row: DomainRow): readonly Draft[] {
  const { values, supplementals } = rowValues(row)
  const drafts = Object.keys(values).length === 0 ? [] : [{ values, row }]
  return withRowQualifiers(drafts, row, [...supplementals, ...testQualifiers(row)])
}

/** Answers in brackets where the domain has no records of tests: kept as entered. */
function testQualifiers(row: DomainRow): readonly Supplemental[] {
  const { form } = row.part.layout
  return row.tests.flatMap((value) => [
    ...(value.text === '' ? [] : [textQualifier(value, form)]),
    ...(value.reason === '' ? [] : [reasonQualifier(value, form)]),
  ])
}
