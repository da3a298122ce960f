import type { Day } from '../../shared/kernel/brand.ts'
import { partsOf, toIsoDate } from '../../shared/kernel/dates.ts'
import { breathe } from '../breathe.ts'
import type { SiteFilter } from '../http/route-handler.ts'
import {
  allSubjects,
  createKnownBySource,
  knownOrMade,
  today,
  type KnownBySource,
  type ListedSubject,
  type MarkedServices,
} from '../subjects/service.ts'
import { byDate, workOf, type SubjectWork, type WorkItem } from './collect-work.ts'

interface StudyPart {
  readonly studyId: string
  readonly sites: SiteFilter
  /** Where the reader signs; nowhere unless given. */
  readonly signsAt?: (siteId: string) => boolean
}

/** What is to be done by subject, found again only where something it rests on has changed. */
export type KnownWork = KnownBySource<SubjectWork>

export interface WorkServices extends MarkedServices {
  readonly work: KnownWork
}

/** As many as there are overviews. */
const REMEMBERED = 20_000

export function createKnownWork(): KnownWork {
  return createKnownBySource(workOf, REMEMBERED)
}

interface PlacedWork extends SubjectWork {
  readonly subject: ListedSubject
}

/** So many subjects are read before others have a turn. */
const AT_ONCE = 50

async function workBySubject(
  services: WorkServices,
  part: StudyPart,
): Promise<readonly PlacedWork[]> {
  const { store, definitions, overviews, marks, work } = services
  const pinnedAt = await definitions.bySite(part.studyId)
  const subjects = await allSubjects(store, part)
  const marksOf = await marks.of(part.studyId, subjects)
  const sources = subjects.map((subject) => {
    const pinned = pinnedAt(subject.siteId)
    return { subject, pinned, marks: marksOf(subject.id), today: today(store, subject) }
  })
  const placed: PlacedWork[] = []
  for (let from = 0; from < sources.length; from += AT_ONCE) {
    const batch = sources.slice(from, from + AT_ONCE)
    const made = await knownOrMade(work, batch, (some) => overviews.of(some, pinnedAt))
    for (const { source, made: known } of made) {
      const { subject } = source
      const signs = part.signsAt?.(subject.siteId) ?? false
      const items = signs ? [...known.items, ...known.toSign] : known.items
      placed.push({ ...known, subject, items })
    }
    await breathe()
  }
  return placed
}

/** What is to be done at some sites, by date. */
export async function listWork(
  services: WorkServices,
  part: StudyPart,
): Promise<readonly WorkItem[]> {
  const bySubject = await workBySubject(services, part)
  return bySubject.flatMap(({ items }) => items).sort(byDate)
}

/** How far enrolment is, and how much work waits. */
export interface Progress {
  readonly screened: number
  readonly enrolled: number
  readonly screenFailures: number
  readonly bySite: { site: string; screened: number; enrolled: number }[]
  /** Enrolled by day, by rising date. */
  readonly byDay: { date: string; enrolled: number }[]
  /** Enrolled by month, months without enrolment included. */
  readonly byMonth: { month: string; enrolled: number }[]
  readonly visits: { due: number; overdue: number; partial: number }
  readonly reviewsToDo: number
}

export async function studyProgress(services: WorkServices, part: StudyPart): Promise<Progress> {
  const bySubject = await workBySubject(services, part)
  const items = bySubject.flatMap(({ items: own }) => own)
  const count = (...kinds: readonly WorkItem['kind'][]): number =>
    items.filter(({ kind }) => kinds.includes(kind)).length
  const days = bySubject.flatMap(({ enrolment }) => enrolment ?? [])
  const inState = (state: ListedSubject['state']): number =>
    bySubject.filter(({ subject }) => subject.state === state).length
  return {
    screened: bySubject.length,
    enrolled: inState('enrolled'),
    screenFailures: inState('screen-failure'),
    bySite: siteCounts(bySubject),
    byDay: dayCounts(days),
    byMonth: monthCounts(days),
    visits: {
      due: count('visit-due'),
      overdue: count('visit-overdue'),
      partial: count('form-partial'),
    },
    reviewsToDo: count('review-missing', 'review-reopened'),
  }
}

function siteCounts(bySubject: readonly PlacedWork[]): Progress['bySite'] {
  const sites = new Map<string, { site: string; screened: number; enrolled: number }>()
  for (const { subject } of bySubject) {
    const { site, state } = subject
    const counts = sites.get(site) ?? { site, screened: 0, enrolled: 0 }
    counts.screened += 1
    if (state === 'enrolled') counts.enrolled += 1
    sites.set(site, counts)
  }
  return [...sites.values()].sort((a, b) => (a.site < b.site ? -1 : 1))
}

function dayCounts(days: readonly Day[]): Progress['byDay'] {
  const counts = new Map<Day, number>()
  for (const day of days) counts.set(day, (counts.get(day) ?? 0) + 1)
  return [...counts]
    .sort(([a], [b]) => a - b)
    .map(([day, enrolled]) => ({ date: toIsoDate(day), enrolled }))
}

function monthCounts(days: readonly Day[]): Progress['byMonth'] {
  const months = days.map((day) => {
    const { year, month } = partsOf(day)
    return year * 12 + month - 1
  })
  if (months.length === 0) return []
  const first = Math.min(...months)
  const length = Math.max(...months) - first + 1
  return Array.from({ length }, (_, at) => {
    const month = first + at
    const name = `${Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}`
    return { month: name, enrolled: months.filter((one) => one === month).length }
  })
}
