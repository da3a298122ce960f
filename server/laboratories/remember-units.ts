import { and, eq } from 'drizzle-orm'
import type { RecordRow } from '../../db/rows.ts'
import type { Store } from '../../db/store.ts'
import type { RowValues } from '../../shared/forms/define.ts'
import { laboratoryOf } from '../../shared/laboratory/row-limits.ts'
import { findLaboratoryTest } from '../../shared/safety/laboratory-tests.ts'
import type { AuditDraft } from '../audit/audit-draft.ts'
import { storedValues, type AfterSave } from '../entry/service.ts'
import { systemActor } from '../http/actor.ts'
import { unitsOf, type LaboratoryRow } from './load-laboratories.ts'

/**
 * Follows saved laboratory results: the unit in which a laboratory reported a test at a site is
 * remembered for the next ones, in the same transaction, with an entry by the program.
 */
export function rememberUnits(store: Store): AfterSave {
  const { laboratory } = store.t
  return async (tx, { record, before, subject, pinned, studyId }) => {
    if (pinned.forms.get(record.form)?.group?.file !== 'labs' || record.removed) return []
    const rows = newRows(record, before)
    if (rows.length === 0) return []
    const all = await tx
      .select()
      .from(laboratory)
      .where(and(eq(laboratory.studyId, studyId), eq(laboratory.removed, false)))
    const used = all.filter(({ siteId }) => siteId === null || siteId === subject.siteId)
    const drafts: AuditDraft[] = []
    for (const row of used) {
      const own = rows.filter((one) => laboratoryOf(used, one['LBNAM'])?.id === row.id)
      const known = unitsOf(row)[subject.siteId] ?? {}
      const units = { ...known, ...unitsIn(own) }
      if (JSON.stringify(units) === JSON.stringify(known)) continue
      const next = JSON.stringify({ ...unitsOf(row), [subject.siteId]: units })
      await tx.update(laboratory).set({ units: next }).where(eq(laboratory.id, row.id))
      drafts.push(draftOf(row, { siteId: subject.siteId, studyId, before: known, after: units }))
    }
    return drafts
  }
}

/** Rows that were not there before with the same unit: correcting an old form teaches nothing else. */
function newRows(record: RecordRow, before: RecordRow | null): readonly RowValues[] {
  const former = new Set((before === null ? [] : storedValues(before).rows).map(unitKey))
  return storedValues(record).rows.filter(
    (row) => row['LBNAM'] !== undefined && !former.has(unitKey(row)),
  )
}

function unitKey(row: RowValues): string {
  return JSON.stringify([row['LBDAT'], row['LBTESTCD'], row['LBORRESU'], row['LBNAM']])
}

/** Only of tests known by name. */
function unitsIn(rows: readonly RowValues[]): Readonly<Record<string, string>> {
  const pairs = rows.flatMap(({ LBTESTCD: test = '', LBORRESU: unit = '' }) =>
    unit === '' || findLaboratoryTest(test) === null ? [] : [[test, unit] as const],
  )
  return Object.fromEntries(pairs)
}

interface Remembered {
  readonly siteId: string
  readonly studyId: string
  readonly before: object
  readonly after: object
}

function draftOf(row: LaboratoryRow, of: Remembered): AuditDraft {
  return {
    act: 'laboratory.unit',
    entity: 'laboratory',
    entityId: row.id,
    siteId: of.siteId,
    before: { units: of.before },
    after: { units: of.after },
    by: systemActor({ part: 'laboratory', studyId: of.studyId }),
  }
}
