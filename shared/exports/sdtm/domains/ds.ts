import type { Cell } from '../../datasets/define.ts'
import type { DomainRow, Draft, MappedRow, SdtmDomain, SubjectContext } from '../define.ts'
import { occurrenceOf } from '../occurrence-drafts.ts'
import { isScreenFailure } from './dm.ts'
import { isMet } from './ie.ts'

/** Disposition: milestones of the protocol, ends of treatment and study, and death. */
export const ds: SdtmDomain = {
  key: 'DS',
  label: 'Disposition',
  class: 'EVENTS',
  structure: 'One record per disposition status or protocol milestone per subject',
  keys: ['DSSTDTC', 'DSCAT', 'DSSCAT', 'DSDECOD'],
  fills: ['DSSCAT'],
  isFilledBy: () => true,
  records: (context) => [
    ...milestones(context),
    ...context
      .domainRows('DS')
      .filter(({ tests }) => tests.length === 0)
      .flatMap((row) => endings(row)),
    ...screenFailure(context),
    ...deathEvent(context),
  ],
}

const MILESTONE = 'PROTOCOL MILESTONE'
const ENDING = 'DISPOSITION EVENT'

function milestones(context: SubjectContext): readonly Draft[] {
  const [consent] = context.rows('subjects')
  const given = consent?.row['RFICDAT'] ?? ''
  const obtained =
    consent === undefined || given === ''
      ? []
      : [milestone('INFORMED CONSENT OBTAINED', given, { row: consent, column: 'RFICDAT' })]
  const named = context.domainRows('DS').flatMap((row) =>
    row.tests.flatMap(({ mapped, text }) => {
      const { target, item } = mapped
      if (target.kind !== 'variable' || target.test === null || text === '') return []
      return [milestone(target.test, text, { row, column: item.key })]
    }),
  )
  return [...obtained, ...named, ...eligible(context)]
}

function milestone(
  term: string,
  date: string | null,
  of: { readonly row: MappedRow; readonly column: string },
): Draft {
  return {
    values: { DSTERM: term, DSDECOD: term, DSCAT: MILESTONE, DSSTDTC: date },
    ...of,
  }
}

/** Every criterion of the protocol is answered, and each answer speaks for the subject. */
function eligible(context: SubjectContext): readonly Draft[] {
  const { eligibility } = context.study.definition
  const rows = context.domainRows('IE')
  const [first] = rows
  const answers = new Map(
    rows.map(({ values }) => [
      values.get('IETESTCD')?.text ?? '',
      values.get('IEORRES')?.text ?? '',
    ]),
  )
  const areMet = eligibility.every((one) => isMet(one, answers.get(one.key) ?? ''))
  if (first === undefined || !areMet) return []
  const { values, ...draft } = milestone('ELIGIBILITY CRITERIA MET', null, {
    row: first,
    column: 'IEORRES',
  })
  return [{ ...draft, values: { ...values, EPOCH: 'SCREENING' } }]
}

/** A recorded end: the reason in words, and coded. */
function endings(row: DomainRow): readonly Draft[] {
  return occurrenceOf(row).map((draft) =>
    draft.noRecord === true ? draft : { ...draft, values: endingValues(draft.values) },
  )
}

function endingValues(values: Draft['values']): Readonly<Record<string, Cell>> {
  return { DSTERM: values['DSDECOD'] ?? null, DSCAT: ENDING, ...values }
}

/** A screen failure whose end no disposition record says. */
function screenFailure(context: SubjectContext): readonly Draft[] {
  const [row] = context.rows('subjects')
  const isSaid = context.rows('disposition').some((one) => one.row['DSSCAT'] === 'STUDY')
  if (row === undefined || isSaid || !isScreenFailure(context)) return []
  const values = {
    DSTERM: row.row['SCRNFAIL'] ?? 'SCREEN FAILURE',
    DSDECOD: 'SCREEN FAILURE',
    DSCAT: ENDING,
    DSSCAT: 'STUDY PARTICIPATION',
    EPOCH: 'SCREENING',
  }
  return [{ values, row, column: 'SCRNFAIL' }]
}

/** Death, where it is not the recorded end of the study. */
function deathEvent(context: SubjectContext): readonly Draft[] {
  const { death } = context.dates
  const isEnd = context
    .rows('disposition')
    .some(({ row }) => row['DSSCAT'] === 'STUDY' && row['DSDECOD'] === 'DEATH')
  if (death === null || isEnd) return []
  const row = [...context.rows('deaths'), ...context.rows('survival')].find(
    (one) => one.date === death,
  )
  const values = { DSTERM: 'DEATH', DSDECOD: 'DEATH', DSCAT: 'OTHER EVENT', DSSTDTC: death }
  return [{ values, ...(row === undefined ? {} : { row }) }]
}
