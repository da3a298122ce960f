import { isSettled, type QueryState } from './states.ts'

/** Classes of age in whole days, both ends included; `to: null`: without an end. */
export const AGE_CLASSES = [
  { key: '0-7', from: 0, to: 7 },
  { key: '8-14', from: 8, to: 14 },
  { key: '15-28', from: 15, to: 28 },
  { key: 'over-28', from: 29, to: null },
] as const
export const AGE_KEYS = ['0-7', '8-14', '15-28', 'over-28'] as const
export type AgeKey = (typeof AGE_KEYS)[number]

/** Who is to act next: the site answers, the reviewer closes or asks again. */
export const WAITING_FOR = ['site', 'reviewer'] as const
export type WaitingFor = (typeof WAITING_FOR)[number]

/** The states in which a query waits for somebody. */
export const STATES_WAITING_FOR: Readonly<Record<WaitingFor, readonly QueryState[]>> = {
  site: ['open', 'reopened'],
  reviewer: ['answered'],
}

const DAY_MS = 86_400_000

/** Whole days since a query was opened (both ISO 8601 in UTC); never below 0. */
export function ageInDays(openedAt: string, now: string): number {
  return Math.max(0, Math.floor((Date.parse(now) - Date.parse(openedAt)) / DAY_MS))
}

export function ageClassOf(days: number): AgeKey {
  const found = AGE_CLASSES.find(({ to }) => to === null || days <= to)
  return found?.key ?? 'over-28'
}

/** The earliest and latest time of opening (ISO 8601 in UTC) of a class: after `after`, not after `upTo`. */
export function openedWithin(
  age: AgeKey,
  now: string,
): { readonly after: string | null; readonly upTo: string } {
  const { from, to } = AGE_CLASSES.find(({ key }) => key === age) ?? AGE_CLASSES[0]
  const daysAgo = (days: number): string => new Date(Date.parse(now) - days * DAY_MS).toISOString()
  return { after: to === null ? null : daysAgo(to + 1), upTo: daysAgo(from) }
}

/** What ageing needs of a query; times are ISO 8601 in UTC. */
export interface AgedQuery {
  readonly site: string
  readonly form: string | null
  readonly state: QueryState
  readonly openedAt: string
  /** Of the first answer; null: none was given. */
  readonly answeredAt: string | null
  /** When it was closed or cancelled; null: it stands. */
  readonly settledAt: string | null
}

export const AGEING_GROUPS = ['all', 'site', 'form', 'state', 'waiting'] as const
export type AgeingGroup = (typeof AGEING_GROUPS)[number]

export interface AgeingRow {
  readonly group: AgeingGroup
  /** The site, form, state or who is to act; empty for all. */
  readonly key: string
  /** Unsettled queries by age. */
  readonly ages: Readonly<Record<AgeKey, number>>
  readonly unsettled: number
  /** Days from opening to the first answer, settled queries included; null: none was answered. */
  readonly medianToAnswer: number | null
  /** Days from opening to closing; cancelled queries do not count. Null: none was closed. */
  readonly medianToClose: number | null
}

/** Columns of the ages as CSV, in their order. */
const AGEING_COLUMNS = [
  'GROUP',
  'KEY',
  ...AGE_CLASSES.map(({ key }) => `DAYS_${key.toUpperCase()}`),
  'UNSETTLED',
  'MEDIAN_DAYS_TO_ANSWER',
  'MEDIAN_DAYS_TO_CLOSE',
]

/** The ages as the lines of a table, its heading first. Days have two decimals. */
export function ageingTable(rows: readonly AgeingRow[]): readonly (readonly string[])[] {
  const days = (value: number | null): string => (value === null ? '' : value.toFixed(2))
  return [
    AGEING_COLUMNS,
    ...rows.map(({ group, key, ages, unsettled, medianToAnswer, medianToClose }) => [
      group,
      key,
      ...AGE_CLASSES.map((age) => String(ages[age.key])),
      String(unsettled),
      days(medianToAnswer),
      days(medianToClose),
    ]),
  ]
}

/** How old the unsettled queries are, and how long answers and closings took, by several groups. */
export function ageing(queries: readonly AgedQuery[], now: string): readonly AgeingRow[] {
  return AGEING_GROUPS.flatMap((group) => {
    const byKey = new Map<string, AgedQuery[]>(group === 'all' ? [['', []]] : [])
    for (const query of queries) {
      const key = keyIn(group, query)
      if (key === null) continue
      const others = byKey.get(key)
      if (others === undefined) byKey.set(key, [query])
      else others.push(query)
    }
    return [...byKey]
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([key, members]) => rowOf(group, key, { members, now }))
  })
}

function keyIn(group: AgeingGroup, { site, form, state }: AgedQuery): string | null {
  switch (group) {
    case 'all':
      return ''
    case 'site':
      return site
    case 'form':
      return form
    case 'state':
      return isSettled(state) ? null : state
    case 'waiting':
      return WAITING_FOR.find((who) => STATES_WAITING_FOR[who].includes(state)) ?? null
  }
}

function rowOf(
  group: AgeingGroup,
  key: string,
  { members, now }: { readonly members: readonly AgedQuery[]; readonly now: string },
): AgeingRow {
  const ages: Record<AgeKey, number> = { '0-7': 0, '8-14': 0, '15-28': 0, 'over-28': 0 }
  const unsettled = members.filter(({ state }) => !isSettled(state))
  for (const { openedAt } of unsettled) ages[ageClassOf(ageInDays(openedAt, now))] += 1
  const closed = members.filter(({ state }) => state === 'closed')
  return {
    group,
    key,
    ages,
    unsettled: unsettled.length,
    medianToAnswer: median(members.map((one) => daysBetween(one.openedAt, one.answeredAt))),
    medianToClose: median(closed.map((one) => daysBetween(one.openedAt, one.settledAt))),
  }
}

/** Days with their fraction; null where the end is not known. */
function daysBetween(from: string, to: string | null): number | null {
  return to === null ? null : Math.max(0, Date.parse(to) - Date.parse(from)) / DAY_MS
}

function median(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null).sort((a, b) => a - b)
  const middle = Math.floor(known.length / 2)
  const upper = known[middle]
  if (upper === undefined) return null
  const lower = known.length % 2 === 0 ? (known[middle - 1] ?? upper) : upper
  return (lower + upper) / 2
}
