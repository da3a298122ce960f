import { aggregate } from '../../shared/endpoints/aggregate.ts'
import type { Analysis } from '../../shared/endpoints/results.ts'
import type { AnalysisFamilies, DeriveOptions } from '../../shared/endpoints/derivation.ts'
import type { ProtocolDefinition } from '../../shared/protocol/define.ts'
import { buildReport } from '../../shared/report/build-report.ts'
import type { Report } from '../../shared/report/define.ts'
import { figureMembers } from '../../shared/report/registry.ts'
import type { ReportSubject } from '../../shared/report/report-subject.ts'

/** All that the numbers and figures of some subjects are made of: the same again gives the same. */
export interface FigureSource {
  /** What is derived of a subject is one object as long as its records and the definition are the same. */
  readonly facts: readonly ReportSubject[]
  readonly definition: ProtocolDefinition
  readonly options: DeriveOptions
}

export interface Figured {
  readonly analysis: Analysis
  readonly report: Report
}

/** Numbers and figures, made again only where what they are made of has changed. */
export interface KnownFigures {
  of(source: FigureSource): Figured
}

/** Views that people look at by turns; one of a large study takes some megabytes. */
const REMEMBERED = 6

/** In memory; may be lost at any time. The view that was asked for longest ago is forgotten first. */
export function createKnownFigures(families: AnalysisFamilies): KnownFigures {
  let known: readonly { readonly source: FigureSource; readonly figured: Figured }[] = []
  return {
    of(source) {
      const found = known.find((entry) => isSameSource(entry.source, source))
      const entry = found ?? { source, figured: figure(source, families) }
      known = [entry, ...known.filter((other) => other !== found)].slice(0, REMEMBERED)
      return entry.figured
    },
  }
}

function isSameSource(one: FigureSource, other: FigureSource): boolean {
  return (
    one.definition === other.definition &&
    one.options.cutoff === other.options.cutoff &&
    one.options.source === other.options.source &&
    one.facts.length === other.facts.length &&
    one.facts.every((facts, at) => facts === other.facts[at])
  )
}

function figure({ facts, definition, options }: FigureSource, families: AnalysisFamilies): Figured {
  const additions = facts.map(({ addition }) => addition)
  return {
    analysis: aggregate(additions, definition, options, families),
    report: buildReport(facts, {
      ...{ ...options, definition, described: 'ENR' as const },
      ...{ families, members: figureMembers },
    }),
  }
}
