import type { Readable } from 'node:stream'
import type { Store } from '../../db/store.ts'
import type { QueryView } from '../../shared/api/routes/queries.ts'
import { BYTE_ORDER_MARK, guardedLine } from '../../shared/exports/guarded-csv.ts'
import type { FormDefinition } from '../../shared/forms/define.ts'
import { ageingTable } from '../../shared/queries/ageing.ts'
import { QUERY_COLUMNS, queryRows } from '../../shared/queries/export-rows.ts'
import type { Actor } from '../audit/actor.ts'
import { sha256 } from '../audit/hash.ts'
import { unitOfWork } from '../audit/unit-of-work.ts'
import { queriesWithoutRedacted } from '../audit-trail/service.ts'
import type { SiteFilter } from '../http/route-handler.ts'
import { spool } from '../http/spool.ts'
import { readAgeing } from './read-ageing.ts'
import { streamQueries, type QueryFilterWish } from './read-queries.ts'

export interface ExportWish {
  readonly study: { readonly id: string; readonly key: string }
  readonly sites: SiteFilter
  readonly forms: ReadonlyMap<string, FormDefinition>
  readonly filter: QueryFilterWish
  readonly format: 'csv' | 'json'
}

export interface ExportedQueries {
  readonly name: string
  readonly type: string
  readonly read: () => Readable
}

/**
 * Queries with every step of their life as a file, without what was redacted. Who took it, with which
 * filters and how many, stands in the trail with the file's hash before its first byte leaves.
 */
export async function exportQueries(
  store: Store,
  actor: Actor,
  wish: ExportWish,
): Promise<ExportedQueries> {
  const { study, format } = wish
  const counted = { queries: 0 }
  const pieces = format === 'csv' ? csvPieces : jsonPieces
  const file = await spool(pieces(counting(readable(store, wish), counted)))
  const name = `${study.key}-queries.${format}`
  try {
    await recordExport(store, actor, wish, {
      name,
      queries: counted.queries,
      sha256: file.sha256,
    })
  } catch (error) {
    await file.discard()
    throw error
  }
  const type = format === 'csv' ? 'text/csv; charset=utf-8' : 'application/json'
  return { name, type, read: file.read }
}

async function* readable(
  store: Store,
  { study, sites, forms, filter }: ExportWish,
): AsyncGenerator<readonly QueryView[]> {
  for await (const views of streamQueries(store, { studyId: study.id, sites, filter })) {
    yield await queriesWithoutRedacted({ store, studyId: study.id, forms }, views)
  }
}

async function* counting(
  pages: AsyncIterable<readonly QueryView[]>,
  counted: { queries: number },
): AsyncGenerator<readonly QueryView[]> {
  for await (const page of pages) {
    counted.queries += page.length
    yield page
  }
}

type Pages = AsyncIterable<readonly QueryView[]>

async function* csvPieces(pages: Pages): AsyncGenerator<string> {
  yield BYTE_ORDER_MARK + guardedLine(QUERY_COLUMNS)
  for await (const page of pages) yield page.flatMap(queryRows).map(guardedLine).join('')
}

async function* jsonPieces(pages: Pages): AsyncGenerator<string> {
  yield '[\n'
  let separator = ''
  for await (const page of pages) {
    for (const query of page) {
      yield separator + JSON.stringify(query)
      separator = ',\n'
    }
  }
  yield '\n]\n'
}

/** The ages of the queries as a CSV file; who took it stands in the trail. */
export async function exportAgeing(
  store: Store,
  actor: Actor,
  { study, sites }: Pick<ExportWish, 'study' | 'sites'>,
): Promise<{ body: string; file: { name: string; type: string } }> {
  const { rows } = await readAgeing(store, { studyId: study.id, sites })
  const body = BYTE_ORDER_MARK + ageingTable(rows).map(guardedLine).join('')
  const name = `${study.key}-query-ages.csv`
  const wish = { study, filter: {}, format: 'csv' } as const
  await recordExport(store, actor, wish, { name, sha256: sha256(body) })
  return { body, file: { name, type: 'text/csv; charset=utf-8' } }
}

interface Taken {
  readonly name: string
  readonly sha256: string
  /** How many; absent where they are only counted. */
  readonly queries?: number
}

async function recordExport(
  store: Store,
  actor: Actor,
  { study, filter, format }: Pick<ExportWish, 'study' | 'filter' | 'format'>,
  taken: Taken,
): Promise<void> {
  await unitOfWork(store, actor, () =>
    Promise.resolve({
      result: null,
      audit: [
        {
          act: 'query.export',
          entity: 'study',
          entityId: study.id,
          before: null,
          after: { format, filter, ...taken },
        },
      ],
    }),
  )
}
