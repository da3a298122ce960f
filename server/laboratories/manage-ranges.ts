import { and, eq } from 'drizzle-orm'
import type { Store, Tx } from '../../db/store.ts'
import type { NewRange } from '../../shared/api/routes/laboratories.ts'
import { addDays, parseDay, toIsoDate } from '../../shared/kernel/dates.ts'
import { parseNumberText } from '../../shared/kernel/number-text.ts'
import type { AuditDraft } from '../audit/audit-draft.ts'
import { invalidField, notFound, ProblemError } from '../http/problem-error.ts'
import type { LaboratoryRow, RangeRow } from './load-laboratories.ts'
import {
  changing,
  versionConflict,
  type ChangedLaboratory,
  type LaboratoryPlace,
  type LaboratoryServices,
} from './manage-laboratories.ts'

/**
 * Adds a range from a date on. The one of the same test, unit, sex and age that was valid then ends
 * the day before, and is not changed otherwise; a later one stays, and the new one ends before it.
 */
export async function addRange(
  services: LaboratoryServices,
  place: LaboratoryPlace,
  { laboratoryId, reason, ...wish }: NewRange & { readonly laboratoryId: string },
): Promise<ChangedLaboratory> {
  checkLimits(wish)
  const { store } = services
  return changing(services, place, laboratoryId, async (tx, laboratory) => {
    const like = await rangesLike(store, tx, { laboratoryId, ...wish })
    const { validFrom } = wish
    if (like.some((range) => range.validFrom === validFrom)) throw alreadyThere(wish)
    const next = like.find((range) => range.validFrom > validFrom)
    const row: RangeRow = {
      ...wish,
      id: store.newId(),
      studyId: laboratory.studyId,
      siteId: laboratory.siteId,
      laboratory: laboratoryId,
      validTo: next === undefined ? null : dayBefore(next.validFrom),
      removed: false,
      version: 1,
    }
    await tx.insert(store.t.labRange).values(row)
    const added = draftOf('laboratory.range-add', laboratory, { before: null, after: row, reason })
    const former = like.findLast(
      ({ validFrom: from, validTo: to }) => from < validFrom && (to === null || to >= validFrom),
    )
    if (former === undefined) return [added]
    const ended = { ...former, validTo: dayBefore(validFrom), version: former.version + 1 }
    await writeRange(store, tx, ended)
    const end = draftOf('laboratory.range-end', laboratory, {
      before: former,
      after: ended,
      reason,
    })
    return [added, end]
  })
}

/** Ranges of the same test, unit, sex and age that stand, by their first day. */
async function rangesLike(
  { t: { labRange } }: Store,
  tx: Tx,
  of: Pick<RangeRow, 'test' | 'unit' | 'sex' | 'ageFrom' | 'ageTo'> & { laboratoryId: string },
): Promise<readonly RangeRow[]> {
  const rows = await tx
    .select()
    .from(labRange)
    .where(
      and(
        eq(labRange.laboratory, of.laboratoryId),
        eq(labRange.test, of.test),
        eq(labRange.unit, of.unit),
        eq(labRange.removed, false),
      ),
    )
  return rows
    .filter(
      ({ sex, ageFrom, ageTo }) => sex === of.sex && ageFrom === of.ageFrom && ageTo === of.ageTo,
    )
    .sort((a, b) => (a.validFrom < b.validFrom ? -1 : 1))
}

function dayBefore(text: string): string {
  const day = parseDay(text)
  if (day === null) throw new Error('A range begins on a day that the calendar lacks.')
  return toIsoDate(addDays(day, -1))
}

function alreadyThere({ test, validFrom }: Pick<RangeRow, 'test' | 'validFrom'>): ProblemError {
  return new ProblemError({
    type: 'urn:problem:already-exists',
    status: 409,
    entity: 'labRange',
    key: `${test} ${validFrom}`,
  })
}

export interface RangeWish {
  readonly laboratoryId: string
  readonly rangeId: string
  readonly version: number
  readonly reason: string
}

export type RangeChange = RangeWish & Pick<RangeRow, 'low' | 'high' | 'validFrom' | 'validTo'>

/** Corrects a range that was entered wrongly. 422 where it would overlap with one of its kind. */
export async function amendRange(
  services: LaboratoryServices,
  place: LaboratoryPlace,
  wish: RangeChange,
): Promise<ChangedLaboratory> {
  const { store } = services
  const { low, high, validFrom, validTo } = wish
  if (validTo !== null && validTo < validFrom) throw invalidField('/validTo', 'lab.dateOrder')
  checkLimits({ low, high, ageFrom: null, ageTo: null })
  return changing(services, place, wish.laboratoryId, async (tx, laboratory) => {
    const before = await expectRange(store, tx, wish)
    const after: RangeRow = {
      ...before,
      ...{ low, high, validFrom, validTo },
      version: before.version + 1,
    }
    const like = await rangesLike(store, tx, { laboratoryId: wish.laboratoryId, ...before })
    const others = like.filter(({ id }) => id !== before.id)
    if (others.some((other) => overlap(other, after))) {
      throw invalidField('/validFrom', 'lab.overlap')
    }
    await writeRange(store, tx, after)
    const { reason } = wish
    return [draftOf('laboratory.range-amend', laboratory, { before, after, reason })]
  })
}

function overlap(one: RangeRow, other: RangeRow): boolean {
  const ends = ({ validTo }: RangeRow): string => validTo ?? '9999-12-31'
  return one.validFrom <= ends(other) && other.validFrom <= ends(one)
}

/**
 * Removes a range that was entered by mistake; it stays in the trail. The one that it ended the day
 * before goes on in its place: no result is left without limits by the mistake.
 */
export async function removeRange(
  services: LaboratoryServices,
  place: LaboratoryPlace,
  wish: RangeWish,
): Promise<ChangedLaboratory> {
  const { store } = services
  return changing(services, place, wish.laboratoryId, async (tx, laboratory) => {
    const before = await expectRange(store, tx, wish)
    const after: RangeRow = { ...before, removed: true, version: before.version + 1 }
    await writeRange(store, tx, after)
    const { reason } = wish
    const removed = draftOf('laboratory.range-remove', laboratory, { before, after, reason })
    const like = await rangesLike(store, tx, { laboratoryId: wish.laboratoryId, ...before })
    const former = like.find(({ validTo }) => validTo === dayBefore(before.validFrom))
    if (former === undefined) return [removed]
    const reopened = { ...former, validTo: before.validTo, version: former.version + 1 }
    await writeRange(store, tx, reopened)
    const change = { before: former, after: reopened, reason }
    return [removed, draftOf('laboratory.range-reopen', laboratory, change)]
  })
}

async function expectRange(
  { t: { labRange } }: Store,
  tx: Tx,
  { laboratoryId, rangeId, version }: RangeWish,
): Promise<RangeRow> {
  const [row] = await tx
    .select()
    .from(labRange)
    .where(
      and(
        eq(labRange.id, rangeId),
        eq(labRange.laboratory, laboratoryId),
        eq(labRange.removed, false),
      ),
    )
  if (row === undefined) throw notFound('labRange')
  if (row.version !== version) throw versionConflict(version, contentOf(row))
  return row
}

async function writeRange({ t: { labRange } }: Store, tx: Tx, row: RangeRow): Promise<void> {
  const { low, high, validFrom, validTo, removed, version } = row
  await tx
    .update(labRange)
    .set({ low, high, validFrom, validTo, removed, version })
    .where(eq(labRange.id, row.id))
}

function checkLimits(of: Pick<RangeRow, 'low' | 'high' | 'ageFrom' | 'ageTo'>): void {
  const { low, high, ageFrom, ageTo } = of
  if (low === null && high === null) throw invalidField('/low', 'lab.limitMissing')
  if (isAbove(numberOf(low), numberOf(high))) throw invalidField('/high', 'lab.limitOrder')
  if (isAbove(ageFrom, ageTo)) throw invalidField('/ageTo', 'lab.ageOrder')
}

function numberOf(text: string | null): number | null {
  return text === null ? null : (parseNumberText(text)?.value ?? null)
}

function isAbove(one: number | null, other: number | null): boolean {
  return one !== null && other !== null && one > other
}

function contentOf(row: RangeRow): object {
  const { test, unit, sex, ageFrom, ageTo, low, high, validFrom, validTo, removed } = row
  return {
    ...{ test, unit, sex, ageFrom, ageTo, low, high, validFrom, validTo },
    ...(removed ? { removed: true } : {}),
  }
}

interface RangeAct {
  readonly before: RangeRow | null
  readonly after: RangeRow
  readonly reason: string
}

function draftOf(
  act: string,
  laboratory: LaboratoryRow,
  { before, after, reason }: RangeAct,
): AuditDraft {
  return {
    act,
    entity: 'labRange',
    entityId: after.id,
    siteId: laboratory.siteId,
    before: before === null ? null : contentOf(before),
    after: { laboratory: laboratory.code, ...contentOf(after) },
    reason,
  }
}
