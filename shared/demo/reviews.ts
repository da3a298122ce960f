import { addDays } from '../kernel/dates.ts'
import type { Day } from '../kernel/brand.ts'
import type { Registry } from '../kernel/registry.ts'
import type { ProtocolDefinition } from '../protocol/define.ts'
import type { OverallResponse, ResponseCriterion } from '../response/define.ts'
import { readTumourRows } from '../response/from-rows.ts'
import { responseDate } from '../response/response-date.ts'
import type { Random } from './random.ts'
import { date, type SubjectRows } from './rows.ts'

const REASONS = [
  'Measurement judged unreliable on the thin slices',
  'Residual enhancement is a treated scar',
  'Transient perfusion effect after the procedure',
  'Clinical context: pseudoprogression suspected',
] as const

const NEIGHBOURS: Readonly<Record<OverallResponse, OverallResponse>> = {
  CR: 'PR',
  PR: 'SD',
  SD: 'PR',
  'NON-CR/NON-PD': 'NE',
  PD: 'SD',
  NE: 'SD',
}

/** The investigator's reviews: mostly as derived, now and then different with a reason, rarely missing. */
export function writeReviews(of: {
  readonly random: Random
  readonly subjid: string
  readonly definition: ProtocolDefinition
  readonly criteria: Registry<ResponseCriterion>
  readonly until: Day
  readonly rows: SubjectRows
}): void {
  const { random, subjid, definition, criteria, until, rows } = of
  const subject = { subjid, files: rows.files }
  for (const { key, settings } of definition.criteria) {
    const criterion = criteria.get(key)
    const { baseline, assessments } = readTumourRows(subject, criterion, settings, until)
    for (const point of criterion.derive(baseline, assessments, settings, 'derived')) {
      const day = addDays(
        responseDate(point.overall, point, settings.stableDate),
        random.between(1, 9),
      )
      if (day > until || random.chance(0.01)) continue
      const differs = random.chance(0.03)
      rows.add('responses', {
        VISIT: point.visit,
        RSCAT: key,
        RSDAT: date(day),
        OVRLRESP: differs ? NEIGHBOURS[point.overall] : point.overall,
        RSREASON: differs ? random.pick(REASONS) : '',
      })
    }
  }
}
