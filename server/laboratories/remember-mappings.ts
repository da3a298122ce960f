import { and, eq } from 'drizzle-orm'
import type { Store, Tx } from '../../db/store.ts'
import type { LaboratoryView, MappingView } from '../../shared/api/routes/laboratories.ts'
import type { AuditDraft } from '../audit/audit-draft.ts'
import { unitOfWork } from '../audit/unit-of-work.ts'
import { notFound } from '../http/problem-error.ts'
import { isVisible, type LaboratoryRow, type MappingRow } from './load-laboratories.ts'
import { viewOf, type LaboratoryPlace, type LaboratoryServices } from './manage-laboratories.ts'

/** Ends a transaction in which everything was known already. */
class NothingNew extends Error {}

/**
 * Remembers how a laboratory's print-outs name tests. A name that was matched otherwise before is
 * matched anew, with an entry that says both.
 */
export async function rememberMappings(
  { store }: LaboratoryServices,
  { actor, studyId, sites }: LaboratoryPlace,
  wish: { readonly laboratoryId: string; readonly mappings: readonly MappingView[] },
): Promise<LaboratoryView> {
  const { laboratory } = store.t
  try {
    await unitOfWork(store, actor, async (tx) => {
      const [found] = await tx
        .select()
        .from(laboratory)
        .where(
          and(
            eq(laboratory.id, wish.laboratoryId),
            eq(laboratory.studyId, studyId),
            eq(laboratory.removed, false),
          ),
        )
      if (found === undefined || !isVisible(found, sites)) throw notFound('laboratory')
      const drafts: AuditDraft[] = []
      for (const mapping of wish.mappings) {
        const draft = await remember(store, tx, found, mapping)
        if (draft !== null) drafts.push(draft)
      }
      const [first, ...others] = drafts
      if (first === undefined) throw new NothingNew()
      return { result: null, audit: [first, ...others] }
    })
  } catch (error) {
    if (!(error instanceof NothingNew)) throw error
  }
  return viewOf(store, { studyId, sites }, wish.laboratoryId)
}

async function remember(
  store: Store,
  tx: Tx,
  laboratory: LaboratoryRow,
  { sourceName, sourceUnit, test, unit }: MappingView,
): Promise<AuditDraft | null> {
  const { labMapping } = store.t
  const [before] = await tx
    .select()
    .from(labMapping)
    .where(
      and(
        eq(labMapping.laboratoryId, laboratory.id),
        eq(labMapping.sourceName, sourceName),
        eq(labMapping.sourceUnit, sourceUnit),
      ),
    )
  if (before?.test === test && before.unit === unit) return null
  const after: MappingRow = {
    id: before?.id ?? store.newId(),
    studyId: laboratory.studyId,
    laboratoryId: laboratory.id,
    ...{ sourceName, sourceUnit, test, unit },
    version: (before?.version ?? 0) + 1,
  }
  if (before === undefined) await tx.insert(labMapping).values(after)
  else {
    const { version } = after
    await tx.update(labMapping).set({ test, unit, version }).where(eq(labMapping.id, after.id))
  }
  return {
    act: 'laboratory.map',
    entity: 'labMapping',
    entityId: after.id,
    siteId: laboratory.siteId,
    before: before === undefined ? null : contentOf(before),
    after: contentOf(after),
  }
}

function contentOf({ sourceName, sourceUnit, test, unit }: MappingRow): object {
  return { sourceName, sourceUnit, test, unit }
}
