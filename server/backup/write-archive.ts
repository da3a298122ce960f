import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import path from 'node:path'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import { asc } from 'drizzle-orm'
import { readMigrations } from '../../db/migrations.ts'
import { readRows } from '../../db/read-rows.ts'
import type { ReadQueries, Store } from '../../db/store.ts'
import { tableShapes, type NeutralRow, type TableShape } from '../../db/table-shapes.ts'
import {
  ARCHIVE_VERSION,
  END_NAME,
  FILES_FOLDER,
  HEAD_NAME,
  MANIFEST_NAME,
  tablePart,
  type ArchivedTable,
  type ArchiveHead,
  type ArchivePart,
  type Manifest,
} from '../../shared/backup/archive.ts'
import { packageRoot } from '../package-root.ts'
import { PROGRAM_VERSION } from '../program-version.ts'
import { countingSink, type ByteSink } from './byte-sink.ts'
import { dataFiles, FACTOR_KEY_FILE, type DataFile } from './data-files.ts'
import { padding, TAR_END, tarHeader, writeEntry } from './tar.ts'

const packed = promisify(gzip)

/** A part of a table is about so many bytes before it is packed. */
const PART_BYTES = 4_000_000

export interface ArchiveParts {
  readonly store: Store
  readonly dataDir: string
  /** The key of second factors is set in the environment. */
  readonly factorKeySet: boolean
  /** Told now and then; throws to stop. */
  readonly progress?: (at: {
    readonly done: number
    readonly total: number
    readonly table: string
  }) => void
}

/** The folder of the migrations of both engines. */
export function migrationsRoot(): string {
  return path.join(packageRoot(), 'db', 'migrations')
}

/**
 * Writes everything of an installation: the rows of every table as one committed state has them, and the
 * files of its data folder. Others read and write meanwhile. The sink is ended by the caller.
 */
export async function writeArchive(parts: ArchiveParts, to: ByteSink): Promise<Manifest> {
  const { store } = parts
  // Packages of sites never change and their rows come after them: read first, none is missing.
  return store.snapshot(async (queries) => {
    const sink = countingSink(to)
    const head = headOf(store)
    const seconds = Math.floor(Date.parse(head.madeAt) / 1000)
    const writer: Writer = { parts, queries, sink, seconds }
    await entry(writer, HEAD_NAME, json(head))
    const tables = await writeTables(writer)
    const found = await dataFiles(parts.dataDir)
    const files: ArchivePart[] = []
    for (const file of found) files.push(await writeFile(writer, file))
    const { chainHead } = store.t
    const manifest: Manifest = {
      ...head,
      engine: store.engine,
      tables,
      files,
      chains: await queries.select().from(chainHead).orderBy(asc(chainHead.chain)),
      factorKey: factorKeyPlace(parts, found),
      environment: store.installation,
    }
    await entry(writer, MANIFEST_NAME, json(manifest))
    await entry(writer, END_NAME, Buffer.from(`${sink.hashSoFar()}\n`))
    await sink.write(TAR_END)
    return manifest
  })
}

interface Writer {
  readonly parts: ArchiveParts
  readonly queries: ReadQueries
  readonly sink: ByteSink
  readonly seconds: number
}

function headOf(store: Store): ArchiveHead {
  const last = readMigrations(migrationsRoot(), store.engine === 'sqlite' ? 'sqlite' : 'pg').at(-1)
  if (last === undefined) throw new Error('There is no step of the schema.')
  return {
    format: 'hepatrial-backup',
    formatVersion: ARCHIVE_VERSION,
    programVersion: PROGRAM_VERSION,
    madeAt: store.now(),
    schema: { number: last.number, name: last.name },
  }
}

function json(value: object): Buffer {
  return Buffer.from(`${JSON.stringify(value, null, 1)}\n`)
}

function factorKeyPlace(
  { factorKeySet }: ArchiveParts,
  files: readonly DataFile[],
): Manifest['factorKey'] {
  if (factorKeySet) return 'environment'
  return files.some(({ name }) => name === FACTOR_KEY_FILE) ? 'file' : 'none'
}

async function entry(
  { sink, seconds }: Pick<Writer, 'sink' | 'seconds'>,
  name: string,
  bytes: Buffer,
): Promise<ArchivePart> {
  await writeEntry(sink, { name, bytes, seconds })
  return { path: name, bytes: bytes.length, sha256: sha256(bytes) }
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

async function writeTables(writer: Writer): Promise<readonly ArchivedTable[] & ArchivedTable[]> {
  const shapes = tableShapes()
  const tables: ArchivedTable[] = []
  for (const [place, shape] of shapes.entries()) {
    writer.parts.progress?.({ done: place, total: shapes.length, table: shape.name })
    tables.push(await writeTable(writer, shape, place))
  }
  return tables
}

async function writeTable(
  writer: Writer,
  shape: TableShape,
  place: number,
): Promise<ArchivedTable> {
  const hash = createHash('sha256')
  const parts: ArchivePart[] = []
  let lines: string[] = []
  let length = 0
  let rows = 0
  const flush = async (): Promise<void> => {
    const bytes = await packed(Buffer.from(lines.join('')))
    parts.push(await entry(writer, tablePart(place, shape.name, parts.length + 1), bytes))
    lines = []
    length = 0
  }
  for await (const page of readRows(writer.parts.store.t, writer.queries, shape)) {
    writer.parts.progress?.({ done: place, total: tableShapes().length, table: shape.name })
    for (const row of page) {
      const line = rowLine(row)
      hash.update(line)
      lines.push(line)
      length += line.length
    }
    rows += page.length
    if (length >= PART_BYTES) await flush()
  }
  if (lines.length > 0) await flush()
  const { name, columns, key } = shape
  return { name, columns: [...columns], key: [...key], rows, sha256: hash.digest('hex'), parts }
}

/** A row as a line of JSON, its columns in the order of the table. */
export function rowLine(row: NeutralRow): string {
  return `${JSON.stringify(row)}\n`
}

async function writeFile({ sink, seconds }: Writer, file: DataFile): Promise<ArchivePart> {
  const name = FILES_FOLDER + file.name
  const hash = createHash('sha256')
  let bytes = 0
  await sink.write(tarHeader({ name, size: file.size }, seconds))
  for await (const piece of createReadStream(file.path) as AsyncIterable<Buffer>) {
    hash.update(piece)
    bytes += piece.length
    await sink.write(piece)
  }
  if (bytes !== file.size) throw new Error(`${file.name} changed while it was read.`)
  await sink.write(padding(file.size))
  return { path: name, bytes, sha256: hash.digest('hex') }
}
