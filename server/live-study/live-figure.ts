import type { QueryOf } from '../../shared/api/define.ts'
import type { downloadLiveFigure } from '../../shared/api/routes/live.ts'
import { withSwimmerOrder } from '../../shared/report/swimmer-order.ts'
import type { Actor } from '../audit/actor.ts'
import { figureFile, handOut, inputOfSome, originOf, reportInput } from '../exporting/service.ts'
import { notFound } from '../http/problem-error.ts'
import type { Answer, StudyScope } from '../http/route-handler.ts'
import type { StudyServices } from '../studies/service.ts'
import type { LiveServices } from './live-results.ts'
import { chosenSubjects, viewOf } from './live-view.ts'

/** A file needs the formats beside what the page needs. */
export type LiveFigureServices = LiveServices & StudyServices

interface FigureCall {
  readonly scope: StudyScope
  readonly query: QueryOf<typeof downloadLiveFigure>
  /** Key of the figure, and what it is wanted as: `waterfall-recist-1-1.svg`. */
  readonly name: string
}

/**
 * A figure of the live page as a file: the same report of the same subjects as the page has. The trail
 * says of whom it is. Throws the 404 where the view has no such figure, or not in that form.
 */
export async function liveFigure(
  services: LiveFigureServices,
  actor: Actor,
  { scope, query, name }: FigureCall,
): Promise<Answer<typeof downloadLiveFigure>> {
  const { study, sites } = scope
  const place = { studyId: study.id, sites }
  const { input, also } = await reportInput(services, actor, { scope, query }, async () => {
    const chosen = await chosenSubjects(services, place, query)
    return { chosen, view: await viewOf(services, place, chosen) }
  })
  const { chosen, view } = also
  const { language } = query
  const file = figureFile(withSwimmerOrder(view.report, query.swimmer), originOf(input), {
    name,
    language,
  })
  if (file === null) throw notFound('file')
  const taken = new Set(chosen.subset.subjects.map(({ facts }) => facts.addition.subject))
  return handOut(actor, {
    input: view.subset === null ? input : inputOfSome(input, taken),
    ...{ file, reason: query, more: chosenWords(query, view.asOf.cutoff) },
  })
}

/** What the trail says of a choice: what was asked for, as it was asked. */
function chosenWords(query: FigureCall['query'], cutoff: string): object {
  const { cohorts, sites, population, subgroup, criteria, swimmer } = query
  const asked = Object.entries({ cohorts, sites, population, subgroup, criteria })
  const some = asked.filter(([, value]) => value !== undefined && value.length > 0)
  const order = swimmer === undefined ? {} : { swimmer }
  return { cutoff, ...order, ...(some.length === 0 ? {} : { subset: Object.fromEntries(some) }) }
}
