import type { Cell } from '../../datasets/define.ts'
import type { DomainRow, Draft, MappedValue, SubjectContext, Supplemental } from '../define.ts'
import { notDoneDraft, testOf, withRowQualifiers } from '../findings-drafts.ts'
import { cutLabel } from '../qualifier-names.ts'
import { rowValues } from '../row-values.ts'
import { reportFinding } from './faults.ts'
import { itemResult } from './item-result.ts'
import { qualifier } from './qualifier.ts'

/** What the standard says of a test: its code and name, and the variables that go with it. */
export interface TestFacts {
  readonly code: string
  readonly name: string
  /** Variables by their name without the domain's letters: CAT, SPEC, METHOD … */
  readonly values?: Readonly<Record<string, Cell>>
}

/** How the answers of forms become the records of one findings domain. */
export interface FindingsOptions {
  readonly domain: string
  /** Of a code in brackets behind an item's variable; null for one that the domain does not know. */
  readonly facts: (code: string, row: DomainRow) => TestFacts | null
  /** Codes stand in --ORRES by their wording; --STRESC is the code. */
  readonly byWording?: boolean
  /** The domain has --DRVFL; else a computed result is marked by a supplemental qualifier. */
  readonly hasDerivedFlag?: boolean
  /** Last touch to the values of a test. */
  readonly refine?: (values: Readonly<Record<string, Cell>>) => Readonly<Record<string, Cell>>
}

/** One record for each answer of a row that is the result of a test; one in all for what was not done. */
export function itemDrafts(
  rows: readonly DomainRow[],
  context: SubjectContext,
  options: FindingsOptions,
): readonly Draft[] {
  return rows.flatMap((row) => rowDrafts(row, context, options))
}

function rowDrafts(
  row: DomainRow,
  context: SubjectContext,
  options: FindingsOptions,
): readonly Draft[] {
  const { domain } = options
  const shared = rowValues(row)
  const common = { ...shared.values, [`${domain}DTC`]: shared.values[`${domain}DTC`] ?? row.date }
  const tools = { common, context, options }
  const given = row.notDone === null ? row.tests : row.tests.filter(({ text }) => text !== '')
  const drafts = given.map((value) => draftOf(row, value, tools))
  const undone = row.notDone === null ? [] : [{ values: notDoneDraft(row).values, row }]
  return withRowQualifiers([...undone, ...drafts], row, shared.supplementals)
}

interface DraftTools {
  readonly common: Readonly<Record<string, Cell>>
  readonly context: SubjectContext
  readonly options: FindingsOptions
}

function draftOf(row: DomainRow, value: MappedValue, tools: DraftTools): Draft {
  const { common, context, options } = tools
  const { domain, byWording = false } = options
  const { item } = value.mapped
  const facts = factsOf(row, value, options)
  const result = itemResult({ domain, test: facts.code, value, row: row.row, byWording })
  if (result.isUnreadable) {
    reportFinding(context, 'unreadable', { domain, row, column: item.key, text: value.text })
  }
  const isMarked = result.isDerived && options.hasDerivedFlag === true
  const values = {
    ...common,
    ...withPrefix(domain, { TESTCD: facts.code, TEST: facts.name, ...facts.values }),
    ...result.values,
    ...(isMarked ? { [`${domain}DRVFL`]: 'Y' } : {}),
  }
  const own = row.supplementals.filter(({ test }) => test !== null && test === testOf(value))
  return {
    values: options.refine === undefined ? values : options.refine(values),
    row,
    column: item.key,
    supplementals: result.isDerived && !isMarked ? [...own, derivedMark(domain, item.key)] : own,
  }
}

function factsOf(row: DomainRow, value: MappedValue, { facts }: FindingsOptions): TestFacts {
  const { item } = value.mapped
  const code = testOf(value) ?? item.key
  return facts(code, row) ?? { code, name: cutLabel(item.label.en) }
}

function derivedMark(domain: string, column: string): Supplemental {
  const mark = { label: 'Derived Flag', value: 'Y', origin: 'Derived' } as const
  return qualifier({ name: `${domain}DRVFL`, column, ...mark })
}

/** Variables of a domain by their whole names. */
export function withPrefix(
  domain: string,
  values: Readonly<Record<string, Cell>>,
): Readonly<Record<string, Cell>> {
  return Object.fromEntries(Object.entries(values).map(([name, cell]) => [domain + name, cell]))
}

/** What an examiner made of a finding as a whole, and whether it matters clinically. */
export function interpreted(
  domain: string,
  values: Readonly<Record<string, Cell>>,
): Readonly<Record<string, Cell>> {
  const text = values[`${domain}ORRES`]
  if (values[`${domain}TESTCD`] !== 'INTP' || typeof text !== 'string') return values
  if (!text.startsWith('ABNORMAL ')) return values
  return {
    ...values,
    [`${domain}STRESC`]: 'ABNORMAL',
    [`${domain}CLSIG`]: text === 'ABNORMAL CS' ? 'Y' : 'N',
  }
}
