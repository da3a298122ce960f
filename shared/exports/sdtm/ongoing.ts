import type { Cell } from '../datasets/define.ts'
import type { DomainRow, SubjectContext } from './define.ts'
import { laterDate } from './timing.ts'

/**
 * --ENRTPT and --ENTPT of what goes on: no end is recorded and no reason why. Counted at the end of
 * participation, or at the cut-off where the subject goes on; in a de-identified copy, whose cut-off is
 * written nowhere, at the last date known alive. Never before it began.
 */
export function ongoingValues(
  context: SubjectContext,
  row: DomainRow,
): Readonly<Record<string, Cell>> {
  const { domain, values } = row
  const end = values.get(`${domain}ENDTC`)
  const start = values.get(`${domain}STDTC`)?.text ?? ''
  if (start === '' || end !== undefined) return {}
  const seen = lastSeen(context)
  const asOf = seen === null ? null : laterDate(seen, start)
  return asOf === null ? {} : { [`${domain}ENRTPT`]: 'ONGOING', [`${domain}ENTPT`]: asOf }
}

const EXITS: ReadonlySet<string> = new Set(['LOST', 'WITHDRAWN'])

/** The last day for which the data say that something goes on. */
function lastSeen(context: SubjectContext): string | null {
  const { dates, study, derivation } = context
  if (dates.death !== null) return dates.death
  const hasLeft =
    context.rows('disposition').some(({ row }) => row['DSSCAT'] === 'STUDY') ||
    context.rows('survival').some(({ row }) => EXITS.has(row['SSORRES'] ?? '')) ||
    (context.rows('subjects')[0]?.row['SCRNFAIL'] ?? '') !== ''
  const { lastKnownAlive } = derivation.dates
  if (hasLeft) return dates.endOfParticipation ?? lastKnownAlive ?? dates.consent
  return study.movedDates === true ? lastKnownAlive : study.cutoff
}
