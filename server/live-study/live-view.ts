import type { z } from 'zod'
import type { liveQuery, LiveSubset, LiveView } from '../../shared/api/routes/live.ts'
import { headlineIds } from '../../shared/endpoints/headline.ts'
import { withoutSubjects } from '../../shared/live/news.ts'
import type { PlacedSubject } from '../../shared/live/subject.ts'
import {
  isWhole,
  nameOfItem,
  subsetOf,
  subsetSentence,
  subsetWords,
  type Subset,
  type SubsetWish,
} from '../../shared/live/subset.ts'
import type { NumberedPart, Report } from '../../shared/report/define.ts'
import { savedAt } from '../audit/last-saved.ts'
import type { Figured } from './known-figures.ts'
import type { SeenPlace } from '../audit/last-saved.ts'
import { liveResults, type LiveResults, type LiveServices } from './live-results.ts'
import { stateMark } from './state-mark.ts'
import { criteriaWish, subsetWish, visibleSites } from './subset-wish.ts'

export type LiveQuery = z.output<typeof liveQuery>

/** The subjects that a query asks for, with what they were chosen from. */
export interface ChosenSubjects {
  /** Mark of the state of the data; null: a snapshot, which cannot change. */
  readonly mark: string | null
  readonly results: LiveResults
  /** Codes of the sites that the caller may see. */
  readonly sites: readonly string[]
  readonly wish: SubsetWish
  readonly subset: Subset
  readonly criteria: string | null
}

export async function chosenSubjects(
  services: LiveServices,
  place: SeenPlace,
  query: LiveQuery,
): Promise<ChosenSubjects> {
  const { snapshot, cutoff, source } = query
  // Taken before the data are read: what is saved in between makes another mark, and is asked for again.
  const mark = snapshot === undefined ? await stateMark(services, place) : null
  const results = await liveResults(services, { ...place, snapshot, cutoff, source })
  const { definition } = results.pinned
  const sites = await visibleSites(services.store, place)
  const wish = subsetWish(query, { definition, sites })
  const criteria = criteriaWish(query, definition)
  return { mark, results, sites, wish, criteria, subset: subsetOf(results.subjects, wish) }
}

/** What the live page shows for a query, from what is derived of each subject already. */
export async function liveView(
  services: LiveServices,
  place: SeenPlace,
  query: LiveQuery,
): Promise<LiveView> {
  return viewOf(services, place, await chosenSubjects(services, place, query))
}

export async function viewOf(
  services: LiveServices,
  place: SeenPlace,
  chosen: ChosenSubjects,
): Promise<LiveView> {
  const { mark, results, criteria } = chosen
  const { definition } = results.pinned
  const { options, empty, seq, snapshot } = results
  const { analysis, report } = figuredOf(services, chosen)
  const subset = toSubset(chosen)
  return {
    asOf: {
      ...{ cutoff: options.cutoff, empty, seq, snapshot, mark },
      savedAt: await savedAt(services.store, place, snapshot === null ? null : seq),
    },
    sites: place.sites.kind === 'all' ? null : chosen.sites,
    enrolled: enrolledOf(results.subjects),
    populations: analysis.populations,
    subset,
    headline: headlineIds(definition),
    endpoints: analysis.endpoints
      .filter((row) => isOfCriteria(row.criteria, criteria))
      .map(withoutSubjects),
    report: shownFigures(report, criteria, subset),
    imputed: analysis.queries.length,
  }
}

function figuredOf({ figures }: LiveServices, { results, subset }: ChosenSubjects): Figured {
  const { pinned, options } = results
  const facts = subset.subjects.map((one) => one.facts)
  return figures.of({ facts, definition: pinned.definition, options })
}

function enrolledOf(subjects: readonly PlacedSubject[]): number {
  return subjects.filter(({ facts }) => facts.addition.enrolled).length
}

function isOfCriteria(own: string | null, asked: string | null): boolean {
  return asked === null || own === null || own === asked
}

function toSubset({ results, wish, subset }: ChosenSubjects): LiveSubset | null {
  if (isWhole(wish)) return null
  const { definition } = results.pinned
  return {
    words: subsetWords(wish, definition),
    n: enrolledOf(subset.subjects),
    of: enrolledOf(results.subjects),
    unknown: subset.unknown.map(({ item, n }) => ({ item: nameOfItem(item, definition), n })),
  }
}

/** The figures that are asked for, which say that they are of a subset. */
function shownFigures(report: Report, criteria: string | null, of: LiveSubset | null): Report {
  const isShown = (part: NumberedPart): boolean =>
    part.kind === 'figure' && isOfCriteria(part.criteria, criteria)
  return {
    ...report,
    ...(of === null ? {} : { subset: subsetSentence(of.words, of.n, of.of) }),
    sections: report.sections
      .map((section) => ({ ...section, parts: section.parts.filter(isShown) }))
      .filter(({ parts }) => parts.length > 0),
  }
}
