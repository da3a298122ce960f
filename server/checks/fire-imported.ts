import type { Store, Tx } from '../../db/store.ts'
import type { CheckRecord, FiredCheck } from '../../shared/checks/define.ts'
import { evaluateChecks } from '../../shared/checks/evaluate.ts'
import { settleFirings } from '../../shared/checks/settle-firings.ts'
import type { Families } from '../../shared/families.ts'
import { dayAt } from '../../shared/kernel/time-zone.ts'
import { needsRanges, type RangedLaboratory } from '../../shared/laboratory/row-limits.ts'
import type { ProtocolDefinition } from '../../shared/protocol/define.ts'
import type { Actor } from '../audit/actor.ts'
import type { AuditDraft } from '../audit/audit-draft.ts'
import { systemActor } from '../http/actor.ts'
import { laboratoriesBySite } from '../laboratories/service.ts'
import { writeOpenings } from '../queries/service.ts'
import { firingDraft, type FiringRow } from './firings.ts'
import { newFiring, openingOf } from './new-firing.ts'

/** Where subjects were imported, and by whom. */
export interface ImportedAt {
  readonly store: Store
  readonly tx: Tx
  readonly actor: Actor
  readonly studyId: string
  readonly definition: ProtocolDefinition
  readonly families: Pick<Families, 'criteria' | 'endpoints'>
  readonly at: string
}

/** A subject whose records were just stored for the first time. */
export interface ImportedSubject {
  readonly subject: {
    readonly id: string
    readonly subjid: string
    readonly siteId: string
    readonly timeZone: string
  }
  readonly records: readonly CheckRecord[]
}

/** What the checks found: entries for the trail, and how many fired and were asked. */
export interface ImportedFirings {
  readonly audit: readonly AuditDraft[]
  readonly firings: number
  readonly queries: number
}

interface Pending {
  readonly fired: FiredCheck
  readonly row: FiringRow
  readonly subject: ImportedSubject['subject']
}

/** Rows of one statement: each has some twenty values, and SQLite takes 32,766. */
const FIRINGS_PER_STATEMENT = 500

/**
 * Follows an import as `fireChecks` follows a save: every check of each subject is evaluated once.
 * What fires is kept with the values it compared and, where it is a warning, asked by the program.
 */
export async function fireImported(
  imported: ImportedAt,
  subjects: readonly ImportedSubject[],
): Promise<ImportedFirings> {
  const { store, tx, studyId } = imported
  const laboratoriesAt = subjects.some(({ records }) => needsRanges(records))
    ? await laboratoriesBySite(store, tx, studyId)
    : () => []
  const pending = subjects.flatMap((one) =>
    firedAt(imported, one, laboratoriesAt(one.subject.siteId)),
  )
  const audit: AuditDraft[] = []
  let queries = 0
  for (let from = 0; from < pending.length; from += FIRINGS_PER_STATEMENT) {
    const batch = pending.slice(from, from + FIRINGS_PER_STATEMENT)
    const drafts = await writeFirings(imported, batch)
    audit.push(...drafts)
    queries += drafts.length - batch.length
  }
  return { audit, firings: pending.length, queries }
}

function firedAt(
  { store, studyId, actor, definition, families, at }: ImportedAt,
  { subject, records }: ImportedSubject,
  laboratories: readonly RangedLaboratory[],
): readonly Pending[] {
  const { subjid, timeZone } = subject
  const input = { subjid, records, today: dayAt(at, timeZone), laboratories }
  const { fresh } = settleFirings([], evaluateChecks(definition, input, families))
  return fresh.map((fired) => ({
    fired,
    subject,
    row: newFiring({ store, studyId, subject, actor, at }, fired),
  }))
}

/** Writes firings with the queries of the warnings among them: an entry for each of both. */
async function writeFirings(
  { store, tx, studyId, at }: ImportedAt,
  pending: readonly Pending[],
): Promise<readonly AuditDraft[]> {
  const program = systemActor({ part: 'edit-checks', studyId })
  const asked = pending.filter(({ fired }) => fired.severity === 'warning')
  const openings = asked.map(({ fired, subject }) => openingOf({ studyId, subject }, fired))
  const writing = { store, tx, actor: program, at }
  const opened = openings.length === 0 ? [] : await writeOpenings(writing, openings)
  const queryOf = new Map(asked.map(({ row }, number) => [row.id, opened[number]]))
  const rows = pending.map(({ row }) => ({ ...row, queryId: queryOf.get(row.id)?.row.id ?? null }))
  await tx.insert(store.t.checkFiring).values(rows)
  return rows.flatMap((after) => {
    const query = queryOf.get(after.id)
    const drafts = [firingDraft('check.fire', program, { before: null, after })]
    return query === undefined ? drafts : [...drafts, query.draft]
  })
}
