import type { DomainRow, Draft, SdtmDomain } from '../define.ts'
import { withRowQualifiers } from '../findings-drafts.ts'
import { rowValues } from '../row-values.ts'
import { occurrenceTable } from '../tables.ts'

/** Biomarker samples: that each was collected, of what and when. What was found in it is SUPPBE. */
export const be: SdtmDomain = {
  key: 'BE',
  label: 'Biospecimen Events',
  class: 'EVENTS',
  structure: 'One record per instance per biospecimen event per subject',
  keys: ['BESTDTC', 'BETERM', 'BESPEC', 'VISITNUM'],
  variables: occurrenceTable('BE', [
    ['--TERM', 'Char', 'Req', 'Topic', 'Reported Term for the Biospecimen Event'],
    ['--DECOD', 'Char', 'Exp', 'Synonym Qualifier', 'Dictionary-Derived Term', 'C124297'],
    ['--CAT', 'Char', 'Perm', 'Grouping Qualifier', 'Category for Biospecimen Event'],
    ['--SPEC', 'Char', 'Perm', 'Record Qualifier', 'Specimen Type', 'C78734'],
    ['--LOC', 'Char', 'Perm', 'Record Qualifier', 'Anatomical Location of Event', 'C74456'],
  ]),
  fills: ['BECAT', 'BESTDY'],
  origins: { BETERM: { origin: 'Assigned' } },
  records: (context) => context.domainRows('BE').flatMap((row) => collected(row)),
}

function collected(row: DomainRow): readonly Draft[] {
  const { values, supplementals } = rowValues(row)
  const event = { BETERM: 'COLLECTED', BEDECOD: 'COLLECTED', BECAT: 'COLLECTION' }
  const date = values['BESTDTC'] ?? values['BEDTC'] ?? row.date
  const draft = { values: { ...event, ...values, BESTDTC: date }, row }
  return withRowQualifiers([draft], row, supplementals)
}
