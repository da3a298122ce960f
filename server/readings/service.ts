import { and, eq, inArray } from 'drizzle-orm'
import type { RecordRow } from '../../db/rows.ts'
import type { ResponseOf } from '../../shared/api/define.ts'
import type { listReadings as listRoute } from '../../shared/api/routes/readings.ts'
import { isReviewForm, SECOND_READER } from '../../shared/forms/review-form.ts'
import type { ProtocolDefinition } from '../../shared/protocol/define.ts'
import { studyResults, type AnalysisServices } from '../analysis/service.ts'
import { storedValues } from '../entry/service.ts'
import type { Caller } from '../http/caller.ts'
import type { SiteFilter } from '../http/route-handler.ts'
import { refuseWhoSaw } from './blind.ts'
import { plansSecondReading, toOwn } from './own-reading.ts'

export { saveReading } from './save-reading.ts'
export type { ReadingServices } from './save-reading.ts'

export interface ReaderPlace {
  readonly studyId: string
  readonly sites: SiteFilter
  readonly caller: Pick<Caller, 'accountId' | 'username'>
}

/** The assessments for second reading at the reader's sites, with the reader's own readings alone. */
export async function listReadings(
  services: AnalysisServices,
  place: ReaderPlace,
): Promise<ResponseOf<typeof listRoute>> {
  const { definition } = await services.definitions.of(place.studyId)
  const { title } = definition
  if (!plansSecondReading(definition)) return { title, planned: false, assessments: [] }
  await refuseWhoSaw(services.store, { ...place, accountId: place.caller.accountId })
  const { results } = await studyResults(services, { ...place, source: 'derived' })
  const own = await ownReadings(services, place, definition)
  const assessments = results.flatMap(({ addition }) =>
    addition.timepoints.map(({ row: { subject: subjid, visit, criteria, date } }) => {
      const reading = own.get(readingKey(subjid, visit, criteria)) ?? null
      return { subjid, visit, criteria, date, own: reading === null ? null : toOwn(reading) }
    }),
  )
  return { title, planned: true, assessments }
}

async function ownReadings(
  { store: { read, t } }: AnalysisServices,
  { studyId, sites, caller }: ReaderPlace,
  { forms }: ProtocolDefinition,
): Promise<ReadonlyMap<string, RecordRow>> {
  const form = forms.find(isReviewForm)
  if (form === undefined) return new Map()
  const rows = await read
    .select({ row: t.record, subjid: t.subject.subjid })
    .from(t.record)
    .innerJoin(t.subject, eq(t.subject.id, t.record.subjectId))
    .where(
      and(
        eq(t.record.studyId, studyId),
        eq(t.record.form, form.key),
        eq(t.record.removed, false),
        sites.kind === 'all' ? undefined : inArray(t.subject.siteId, [...sites.ids]),
      ),
    )
  return new Map(
    rows
      .filter(({ row }) => isOwn(row, caller.username))
      .map(({ row, subjid }) => {
        const criteria = storedValues(row).items['RSCAT'] ?? ''
        return [readingKey(subjid, row.visit ?? '', criteria), row]
      }),
  )
}

function isOwn(row: RecordRow, reader: string): boolean {
  const { items } = storedValues(row)
  return items['RSEVAL'] === SECOND_READER && items['RSEVALID'] === reader
}

function readingKey(subjid: string, visit: string, criteria: string): string {
  return JSON.stringify([subjid, visit, criteria])
}
