import { parsePartialDate, parseDay } from '../../kernel/dates.ts'
import { oncePer } from '../../kernel/remembered.ts'
import type { Day } from '../../kernel/brand.ts'
import { eventAtCutoff } from '../../endpoints/event-at-cutoff.ts'
import { SUBJECT_FORM } from '../../trial/layout.ts'
import { failsLater } from '../../trial/subject-state.ts'
import { rowsOf, type Row, type TrialSubject } from '../../trial/trial.ts'
import type {
  CommentText,
  DomainRow,
  MappedItem,
  MappedPart,
  MappedRow,
  MappedValue,
  SdtmPlan,
  Supplemental,
} from './define.ts'
import { evaluatorOf, qualifierOrigin } from './qualifier-source.ts'
import { reasonQualifier } from './row-values.ts'
import { earlierDate } from './timing.ts'
import { plannedByName } from './visit-numbers.ts'

/**
 * The rows of a subject that exist at a cut-off, by file. A row dated after it does not; a partial date
 * exists where its first possible day does; other dates after it are left out of the row.
 */
export function existingRows(
  subject: TrialSubject,
  plan: SdtmPlan,
  { cutoff, dead }: { readonly cutoff: string; readonly dead: boolean },
): ReadonlyMap<string, readonly MappedRow[]> {
  const limit = parseDay(cutoff)
  const at = { subject, plan, limit, dead, visitDates: datesOfVisits(subject) }
  return new Map(
    plan.parts.map((part) => {
      const { file } = part.layout
      const rows = rowsOf(subject, file).flatMap((row, place): readonly MappedRow[] => {
        const made = mappedRow(part, { row, place }, at)
        return made === null ? [] : [made]
      })
      return [file, rows]
    }),
  )
}

interface At {
  readonly subject: TrialSubject
  readonly plan: SdtmPlan
  readonly limit: Day | null
  /** A death exists at the cut-off. */
  readonly dead: boolean
  readonly visitDates: ReadonlyMap<string, string>
}

/** A row as it exists at the cut-off; null where it does not. */
function mappedRow(
  part: MappedPart,
  { row, place }: { readonly row: Row; readonly place: number },
  at: At,
): MappedRow | null {
  const { subject, plan } = at
  const { file } = part.layout
  const visit = textOf(row, 'VISIT')
  const own = part.dateColumn === null ? null : textOf(row, part.dateColumn)
  const ofVisit = at.visitDates.get(visit ?? '') ?? null
  if (isAfter(own ?? undatedFrom(file, row, at) ?? ofVisit ?? '', at.limit)) return null
  return {
    part,
    row: rowAtCutoff(row, part, at),
    source: { file, row: place },
    spid: recordId(subject, file, place) ?? `${file}:${place + 1}`,
    visit,
    date: part.dateColumn === null ? ofVisit : own,
    preDose: isPreDose(plan, part, visit),
  }
}

/** When a lesion without a date of its own was measured first; null where no measurement has a date. */
function undatedFrom(
  file: string,
  { TULNKID = '' }: Row,
  { subject, visitDates }: At,
): string | null {
  if (file !== 'lesions') return null
  return rowsOf(subject, 'measurements')
    .filter(({ TRLNKID = '' }) => TRLNKID === TULNKID)
    .map((row) => textOf(row, 'TRDAT') ?? visitDates.get(row['VISIT'] ?? '') ?? null)
    .reduce(earlierDate, null)
}

function textOf(row: Row, column: string): string | null {
  const text = row[column] ?? ''
  return text === '' ? null : text
}

function recordId(subject: TrialSubject, file: string, place: number): string | null {
  const id = subject.records?.[file]?.[place] ?? ''
  return id === '' ? null : id
}

function datesOfVisits(subject: TrialSubject): ReadonlyMap<string, string> {
  const dates = new Map<string, string>()
  for (const { VISIT = '', SVSTDAT = '' } of rowsOf(subject, 'visits')) {
    if (VISIT !== '' && SVSTDAT !== '' && !dates.has(VISIT)) dates.set(VISIT, SVSTDAT)
  }
  return dates
}

function isAfter(text: string, limit: Day | null): boolean {
  const date = text === '' ? null : parsePartialDate(text)
  return date !== null && limit !== null && date.earliest > limit
}

/** A row without dates after the cut-off, and without what they alone made true. */
function rowAtCutoff(row: Row, part: MappedPart, { subject, limit, dead }: At): Row {
  const late = part.items.filter(
    ({ item }) => item.kind === 'date' && isAfter(row[item.key] ?? '', limit),
  )
  const known = limit === null ? row : knownAnswers(row, part, { subject, limit, dead })
  if (late.length === 0) return known
  const undone = late.flatMap(({ item }) => [item.key, ...(SAID_BY_DATE[item.key] ?? [])])
  const goesOn = row['MHONGO'] === 'N' && undone.includes('MHENDAT') ? { MHONGO: 'Y' } : {}
  return { ...known, ...Object.fromEntries(undone.map((key) => [key, ''])), ...goesOn }
}

/** Answers that other records undo: those of an event, and of a screening that failed later. */
function knownAnswers(
  row: Row,
  { layout: { file } }: MappedPart,
  { subject, limit, dead }: Pick<At, 'subject' | 'dead'> & { readonly limit: Day },
): Row {
  if (file === 'adverse-events') return eventAtCutoff(row, subject, { cutoff: limit, dead })
  const isFailed = file === SUBJECT_FORM && (row['SCRNFAIL'] ?? '') !== ''
  return isFailed && failsLater(subject, limit) ? { ...row, SCRNFAIL: '' } : row
}

/** Answers that hold from the day of a date on: the cohort of an enrolment, why a drug was stopped. */
const SAID_BY_DATE: Readonly<Record<string, readonly string[]>> = {
  ENRDAT: ['COHORT'],
  CMENDAT: ['CMRSDISC'],
  AEDLTCMD: ['AEDLTCM'],
}

function isPreDose(
  { definition }: SdtmPlan,
  { layout }: MappedPart,
  visit: string | null,
): boolean {
  if (visit === null) return layout.form.scope === 'subject'
  const planned = plannedByName(definition.schedule, visit)
  return planned !== null && planned.visit.day <= 0
}

/** What the rows of all files hold for a domain. A file's own domain gets each of its rows. */
export function rowsOfDomain(
  plan: SdtmPlan,
  rows: ReadonlyMap<string, readonly MappedRow[]>,
  domain: string,
): readonly DomainRow[] {
  return plan.parts.flatMap((part) => {
    const isHome = part.domain === domain
    const items = itemsByDomain(part).get(domain) ?? []
    if (!isHome && items.every(({ mapped }) => mapped.target.kind === 'comment')) return []
    const all = rows.get(part.layout.file) ?? []
    return all
      .map((row) => domainRow(row, domain, items))
      .filter((row) => isHome || holdsSomething(row))
  })
}

/** An item with the columns of its answer and of the reason why there is none. */
interface AskedItem {
  readonly mapped: MappedItem
  /** Null where its records alone say the answer: whether an assessment was performed, and why not. */
  readonly column: string | null
  readonly reasonColumn: string
}

/** The items of a part by the domain that their answers go to. */
const itemsByDomain = oncePer(({ items, layout: { part, form } }: MappedPart) => {
  const { item: performed, reason: whyNot } = form.performed ?? {}
  const found = new Map<string, AskedItem[]>()
  for (const mapped of items) {
    const { key } = mapped.item
    const isPerformed = part === 'items' && (key === performed || key === whyNot)
    const asked = { mapped, column: isPerformed ? null : key, reasonColumn: `${key}_REASND` }
    const known = found.get(mapped.target.domain)
    if (known === undefined) found.set(mapped.target.domain, [asked])
    else known.push(asked)
  }
  return found
})

function holdsSomething(row: DomainRow): boolean {
  const { tests, supplementals, comments, values, notDone } = row
  const isDateAlone = [...values.keys()].every((variable) => variable.endsWith('DTC'))
  return (
    tests.length > 0 ||
    supplementals.length > 0 ||
    comments.length > 0 ||
    notDone !== null ||
    !isDateAlone
  )
}

interface Parts {
  readonly values: Map<string, MappedValue>
  readonly tests: MappedValue[]
  readonly supplementals: Supplemental[]
  readonly comments: CommentText[]
}

function domainRow(row: MappedRow, domain: string, items: readonly AskedItem[]): DomainRow {
  const made: Parts = { values: new Map(), tests: [], supplementals: [], comments: [] }
  const answers = row.row
  for (const { mapped, column, reasonColumn } of items) {
    const text = column === null ? '' : (answers[column] ?? '')
    const reason = answers[reasonColumn] ?? ''
    if (text !== '' || reason !== '') place({ mapped, text, reason }, row, made)
  }
  return { ...row, domain, ...made, notDone: notDoneOf(row, domain) }
}

function place(value: MappedValue, row: MappedRow, made: Parts): void {
  const { mapped, text, reason } = value
  const { target, item } = mapped
  const { form } = row.part.layout
  if (target.kind === 'variable') {
    if (target.test === null) made.values.set(target.variable, value)
    else made.tests.push(value)
    return
  }
  if (reason !== '') made.supplementals.push(reasonQualifier(value, form))
  if (text === '') return
  if (target.kind === 'comment') {
    made.comments.push({ text, column: item.key, date: row.date, source: row.source })
  } else {
    made.supplementals.push({
      ...(mapped.qualifier ?? mapped.textName),
      value: text,
      origin: qualifierOrigin(item),
      evaluator: evaluatorOf(mapped, form),
      test: target.test,
      column: item.key,
    })
  }
}

/** Of a form that asks whether it was performed: the answer no, with its reason. */
function notDoneOf({ part, row }: MappedRow, domain: string): DomainRow['notDone'] {
  const { performed } = part.layout.form
  if (performed === undefined || part.layout.part !== 'items' || part.domain !== domain) return null
  if (row[performed.item] !== 'N') return null
  const reason = row[performed.reason] ?? ''
  return { reason: reason === '' ? null : reason }
}
