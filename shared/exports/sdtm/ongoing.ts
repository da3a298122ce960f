import type { Cell } from '../datasets/define.ts'
import type { DomainRow, SubjectContext } from './define.ts'

/**
 * --ENRTPT and --ENTPT of what goes on: no end is recorded and no reason why. Counted at the end of
 * participation, or at the cut-off where the subject goes on; in a de-identified copy, whose cut-off is
 * written nowhere, at the last date known alive.
 */
export function ongoingValues(
  context: SubjectContext,
  row: DomainRow,
): Readonly<Record<string, Cell>> {
  const { domain, values } = row
  const end = values.get(`${domain}ENDTC`)
  const isStarted = (values.get(`${domain}STDTC`)?.text ?? '') !== ''
  if (!isStarted || end !== undefined) return {}
  const { cutoff, movedDates } = context.study
  const seen = movedDates === true ? context.derivation.dates.lastKnownAlive : cutoff
  const asOf = context.dates.death ?? seen
  return asOf === null ? {} : { [`${domain}ENRTPT`]: 'ONGOING', [`${domain}ENTPT`]: asOf }
}
