import type { Cell } from '../../datasets/define.ts'
import type { DomainRow, Draft, SdtmDomain, SubjectContext, Supplemental } from '../define.ts'
import { testOf, withRowQualifiers } from '../findings-drafts.ts'
import { occurrenceOf } from '../occurrence-drafts.ts'
import { ongoingValues } from '../ongoing.ts'
import { dosingRows } from '../dosing-rows.ts'
import { reasonQualifier } from '../row-values.ts'
import { isProcedureKind } from '../therapy-kinds.ts'
import { exposureAs } from '../exposure-as.ts'

/**
 * Medication: concomitant, anticancer before and after the study, drugs of procedures, and drugs that
 * go on beside the study's. Local therapy, radiotherapy and surgery among them are PR.
 */
export const cm: SdtmDomain = {
  key: 'CM',
  label: 'Concomitant/Prior Medications',
  class: 'INTERVENTIONS',
  structure:
    'One record per recorded intervention occurrence or constant-dosing interval per subject',
  keys: ['CMSTDTC', 'CMCAT', 'CMTRT'],
  fills: ['CMCAT', 'CMSCAT', 'CMENRTPT', 'CMENTPT', 'CMROUTE', 'CMADJ', 'CMENDTC'],
  origins: {
    CMCAT: { origin: 'Assigned' },
    CMENRTPT: { origin: 'Collected' },
    CMENTPT: { origin: 'Assigned' },
    CMADJ: { origin: 'Collected' },
  },
  records: (context) => [
    ...context.domainRows('CM').flatMap((row) => medication(context, row)),
    ...background(context),
  ],
}

/** Category by file of the layout; what an own form adds has none. @source mapping, section 2 */
const CATEGORIES: Readonly<Record<string, { readonly category: string; readonly open: boolean }>> =
  {
    concomitant: { category: 'CONCOMITANT', open: true },
    'prior-therapies': { category: 'PRIOR ANTICANCER', open: false },
    'new-therapies': { category: 'SUBSEQUENT ANTICANCER', open: true },
  }

function medication(context: SubjectContext, row: DomainRow): readonly Draft[] {
  if (isProcedureKind(row)) return []
  const known = CATEGORIES[row.part.layout.file]
  const category: Record<string, Cell> = known === undefined ? {} : { CMCAT: known.category }
  const ongoing = known?.open === true ? ongoingValues(context, row) : {}
  const named = namedDrugs(row)
  if (named.drafts.length > 0 || row.values.size === 0) {
    return withRowQualifiers(named.drafts, row, named.supplementals)
  }
  return occurrenceOf(row).map((draft) =>
    draft.noRecord === true
      ? draft
      : { ...draft, values: { ...category, ...ongoing, ...draft.values } },
  )
}

/**
 * Drugs that a form names in one answer: `CM.CMTRT[ANTIVIRAL]`, the bracket saying which kind. One
 * given in a procedure was given on its day.
 */
function namedDrugs(row: DomainRow): {
  readonly drafts: readonly Draft[]
  readonly supplementals: readonly Supplemental[]
} {
  const given = row.part.domain === 'PR' ? { CMSTDTC: row.date, CMENDTC: row.date } : {}
  const drafts = row.tests.flatMap((value): Draft[] => {
    if (value.text === '') return []
    const values = { CMTRT: value.text, CMCAT: 'CONCOMITANT', CMSCAT: testOf(value), ...given }
    return [{ values, row, column: value.mapped.item.key }]
  })
  const supplementals = row.tests.flatMap((value) =>
    value.reason === '' ? [] : [reasonQualifier(value, row.part.layout.form)],
  )
  return { drafts, supplementals }
}

/** Drugs of the dosing form that the protocol does not study: they go on as before. */
function background(context: SubjectContext): readonly Draft[] {
  return dosingRows(context)
    .others.flatMap((row) => exposureAs(row, 'CM'))
    .map((draft) =>
      draft.noRecord === true
        ? draft
        : { ...draft, values: { ...draft.values, CMCAT: 'BACKGROUND TREATMENT' } },
    )
}
