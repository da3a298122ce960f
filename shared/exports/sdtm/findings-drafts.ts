import { parseNumberText } from '../../kernel/number-text.ts'
import type { Cell } from '../datasets/define.ts'
import type { DomainRow, Draft, MappedValue, SubjectContext, Supplemental } from './define.ts'
import { looseRow } from './loose-row.ts'
import { reasonQualifier, rowValues } from './row-values.ts'
import { namesOfStandard } from './variables-of.ts'
import { cutLabel } from './qualifier-names.ts'

/** What a test of a findings domain is called, where not as its item. */
export interface TestName {
  readonly code: string
  readonly name: string
}

/**
 * Records of a findings domain: one for each result of a row (`VS.VSORRES[SYSBP]`), with the row's own
 * variables in each; a test without a result but with a reason is not done; an assessment that was not
 * done is one record, `--ALL`.
 */
export function findingsDrafts(
  context: SubjectContext,
  domain: string,
  nameOf: (value: MappedValue) => TestName = itemTestName,
): readonly Draft[] {
  return context.domainRows(domain).flatMap((row) => rowDrafts(row, nameOf))
}

function rowDrafts(row: DomainRow, nameOf: (value: MappedValue) => TestName): readonly Draft[] {
  const { values, supplementals } = rowValues(row)
  const hasStatus = canSayNotDone(row.domain)
  const drafts = row.tests
    .filter(({ text }) => text !== '' || (hasStatus && row.notDone === null))
    .map((value) => ({
      values: {
        ...withoutResult(values, row.domain),
        ...resultValues(row.domain, value, nameOf(value)),
      },
      row,
      column: value.mapped.item.key,
      supplementals: row.supplementals.filter(
        ({ test }) => test !== null && test === testOf(value),
      ),
    }))
  const reasons = hasStatus && row.notDone === null ? [] : reasonsOf(row)
  const whole =
    row.notDone === null ? ownResult(row, values) : { values: notDoneRecord(row, values), row }
  if (whole === null && drafts.length === 0 && saysMore(values)) return [looseRow(row)]
  const all = whole === null ? drafts : [whole, ...drafts]
  return withRowQualifiers(all, row, [...supplementals, ...reasons])
}

/** Domains with a table of their own all have --STAT. */
function canSayNotDone(domain: string): boolean {
  const names = namesOfStandard(domain)
  return names.size === 0 || names.has(`${domain}STAT`)
}

/** Reasons of empty results where the domain cannot say that one was not done. */
function reasonsOf({ tests, part }: DomainRow): readonly Supplemental[] {
  return tests.flatMap((value) =>
    value.reason === '' ? [] : [reasonQualifier(value, part.layout.form)],
  )
}

/** Something of the row besides its date, which would go with its records. */
function saysMore(values: Values): boolean {
  return Object.keys(values).some((variable) => !variable.endsWith('DTC'))
}

type Values = Readonly<Record<string, Cell>>

/** The record of a row that names its test in an item, or is the result of one test as a whole. */
function ownResult(row: DomainRow, values: Values): Draft | null {
  const { domain } = row
  const result = row.values.get(`${domain}ORRES`)
  if (result === undefined && !row.values.has(`${domain}TESTCD`)) return null
  const text = result?.text ?? ''
  const { [`${domain}TESTCD`]: code = null } = values
  const name = { code: String(code ?? ''), name: String(code ?? '') }
  const standard =
    result === undefined
      ? {}
      : resultValues(domain, { ...result, text: String(values[`${domain}ORRES`] ?? text) }, name)
  const made = { ...standard, ...values, [`${domain}TESTCD`]: code, [`${domain}TEST`]: code }
  return { values: withUnit(made, domain), row, supplementals: row.supplementals.filter(ofRow) }
}

const ofRow = ({ test }: { readonly test: string | null }): boolean => test === null

/** The standard unit of a result is that of the result as collected, as long as nothing is converted. */
function withUnit(values: Values, domain: string): Values {
  const unit = values[`${domain}ORRESU`] ?? null
  return unit === null ? values : { ...values, [`${domain}STRESU`]: unit }
}

/** A row's own test and result do not stand in the records of its other results. */
function withoutResult(values: Values, domain: string): Values {
  const own = [`${domain}TESTCD`, `${domain}ORRES`]
  return Object.fromEntries(Object.entries(values).filter(([name]) => !own.includes(name)))
}

/** Supplemental qualifiers and remarks of the whole row belong to its first record. */
export function withRowQualifiers(
  drafts: readonly Draft[],
  row: DomainRow,
  more: Draft['supplementals'] = [],
): readonly Draft[] {
  const tests = new Set(drafts.flatMap((draft) => draft.supplementals ?? []))
  const rest = [...row.supplementals.filter((one) => !tests.has(one)), ...more]
  const [first, ...others] = drafts
  if (first === undefined) return leftOver(row, rest)
  const supplementals = [...(first.supplementals ?? []), ...rest]
  return [{ ...first, supplementals, comments: row.comments }, ...others]
}

/** A row without a record whose qualifiers or remarks must not be lost: see `finish`. */
function leftOver(row: DomainRow, supplementals: Draft['supplementals'] = []): readonly Draft[] {
  if (supplementals.length === 0 && row.comments.length === 0) return []
  return [{ values: {}, row, supplementals, comments: row.comments, noRecord: true }]
}

/** The record of an assessment that was not done, with all qualifiers and remarks of its row. */
export function notDoneDraft(row: DomainRow): Draft {
  const { values, supplementals } = rowValues(row)
  return {
    values: notDoneRecord(row, values),
    row,
    supplementals: [...row.supplementals, ...supplementals],
    comments: row.comments,
  }
}

function notDoneRecord({ domain, notDone }: DomainRow, values: Values): Values {
  return {
    ...values,
    [`${domain}TESTCD`]: `${domain}ALL`,
    [`${domain}TEST`]: ALL_TESTS,
    [`${domain}STAT`]: 'NOT DONE',
    [`${domain}REASND`]: notDone?.reason ?? null,
  }
}

const ALL_TESTS = 'All Tests'

/** Code and name of the test: what stands in brackets, and the item's label. */
export function itemTestName({ mapped }: MappedValue): TestName {
  return { code: testOf({ mapped }) ?? mapped.item.key, name: cutLabel(mapped.item.label.en) }
}

export function testOf({ mapped }: Pick<MappedValue, 'mapped'>): string | null {
  return mapped.target.kind === 'comment' ? null : mapped.target.test
}

/** --TESTCD, --TEST and the result as collected and in standard form. */
export function resultValues(
  domain: string,
  { mapped, text, reason }: MappedValue,
  { code, name }: TestName,
): Readonly<Record<string, Cell>> {
  const named = { [`${domain}TESTCD`]: code, [`${domain}TEST`]: name }
  if (text === '') return { ...named, ...notDoneValues(domain, reason) }
  const unit = 'unit' in mapped.item ? (mapped.item.unit ?? null) : null
  const number = parseNumberText(text)
  return {
    ...named,
    [`${domain}ORRES`]: text,
    [`${domain}ORRESU`]: unit,
    [`${domain}STRESC`]: text,
    [`${domain}STRESN`]: number?.comparator === null ? number.value : null,
    [`${domain}STRESU`]: unit,
  }
}

/** --STAT and --REASND of a test without a result. */
export function notDoneValues(domain: string, reason: string): Readonly<Record<string, Cell>> {
  return { [`${domain}STAT`]: 'NOT DONE', [`${domain}REASND`]: reason === '' ? null : reason }
}
