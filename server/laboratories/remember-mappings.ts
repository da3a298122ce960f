import { and, eq } from 'drizzle-orm'
import type { Store, Tx } from '../../db/store.ts'
import type { LaboratoryView } from '../../shared/api/routes/laboratories.ts'
import type { NameMapping } from '../../shared/lab-intake/plan-intake.ts'
import type { AuditDraft } from '../audit/audit-draft.ts'
import { unitOfWork } from '../audit/unit-of-work.ts'
import { invalidField, notFound } from '../http/problem-error.ts'
import { isVisible, type LaboratoryRow, type MappingRow } from './load-laboratories.ts'
import {
  siteOf,
  viewOf,
  type LaboratoryPlace,
  type LaboratoryServices,
} from './manage-laboratories.ts'

/** Ends a transaction in which everything was known already. */
class NothingNew extends Error {}

/**
 * Remembers for a site how a laboratory's print-outs name tests. A name that was matched otherwise before is
 * matched anew, with an entry that says both.
 */
export async function rememberMappings(
  { store }: LaboratoryServices,
  { actor, studyId, sites }: LaboratoryPlace,
  wish: {
    readonly laboratoryId: string
    /** Code of the site for which they count. */
    readonly site: string
    readonly mappings: readonly NameMapping[]
  },
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
      const siteId = await siteOf(store, tx, { studyId, sites, site: wish.site })
      const isElsewhere = found.siteId !== null && found.siteId !== siteId
      if (isElsewhere) throw invalidField('/site', 'grant.siteUnknown')
      const drafts: AuditDraft[] = []
      for (const mapping of wish.mappings) {
        const draft = await remember({ store, tx }, { laboratory: found, siteId }, mapping)
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
  { store, tx }: { readonly store: Store; readonly tx: Tx },
  { laboratory, siteId }: { readonly laboratory: LaboratoryRow; readonly siteId: string },
  { sourceName, sourceUnit, test, unit }: NameMapping,
): Promise<AuditDraft | null> {
  const { labMapping } = store.t
  const [before] = await tx
    .select()
    .from(labMapping)
    .where(
      and(
        eq(labMapping.laboratoryId, laboratory.id),
        eq(labMapping.siteId, siteId),
        eq(labMapping.sourceName, sourceName),
        eq(labMapping.sourceUnit, sourceUnit),
      ),
    )
  if (before?.test === test && before.unit === unit) return null
  const after: MappingRow = {
    id: before?.id ?? store.newId(),
    studyId: laboratory.studyId,
    laboratoryId: laboratory.id,
    siteId,
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
    siteId,
    before: before === undefined ? null : contentOf(before),
    after: contentOf(after),
  }
}

function contentOf({ sourceName, sourceUnit, test, unit }: MappingRow): object {
  return { sourceName, sourceUnit, test, unit }
}
