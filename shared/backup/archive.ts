import { z } from 'zod'
import { ENVIRONMENTS } from '../environment/test-mark.ts'

/** The version of the archive's layout that this program writes and reads. */
export const ARCHIVE_VERSION = 1

const hash = z.string().regex(/^[0-9a-f]{64}$/)
const count = z.int().min(0)
const name = z.string().regex(/^[a-z][a-z0-9_]*$/)

/** The first entry: what the file is, before anything else of it is believed. */
export const archiveHeadSchema = z.object({
  format: z.literal('hepatrial-backup'),
  formatVersion: z.int(),
  programVersion: z.string(),
  /** ISO 8601, UTC. */
  madeAt: z.iso.datetime(),
  /** The last step of the schema that the rows are of. */
  schema: z.object({ number: count, name: z.string() }),
})
export type ArchiveHead = z.output<typeof archiveHeadSchema>

const partSchema = z.object({ path: z.string(), bytes: count, sha256: hash })
export type ArchivePart = z.output<typeof partSchema>

const tableSchema = z.object({
  name,
  columns: z
    .array(z.object({ name, kind: z.enum(['text', 'integer', 'boolean']) }))
    .min(1)
    .readonly(),
  /** Columns of the primary key: the rows stand in its order. */
  key: z.array(name).min(1).readonly(),
  rows: count,
  /** Of the rows as lines of JSON, before they are packed: the same on both engines. */
  sha256: hash,
  parts: z.array(partSchema),
})
export type ArchivedTable = z.output<typeof tableSchema>

/** Where the key that opens the second factors comes from: a file of the archive, or the environment. */
export const FACTOR_KEY_PLACES = ['file', 'environment', 'none'] as const

/** What an archive holds. Everything a restored installation has to equal. */
export const manifestSchema = z.object({
  ...archiveHeadSchema.shape,
  engine: z.enum(['sqlite', 'postgres']),
  /** In the order in which they can be filled: each after those that its rows refer to. */
  tables: z.array(tableSchema),
  /** Files of the data folder, under `files/`. */
  files: z.array(partSchema),
  chains: z.array(z.object({ chain: z.string(), seq: count, hash, at: z.string() })),
  factorKey: z.enum(FACTOR_KEY_PLACES),
  /** What the installation is for. Archives that do not say it are of installations that did not keep it. */
  environment: z.enum(ENVIRONMENTS).default('production'),
})
export type Manifest = z.output<typeof manifestSchema>

export const HEAD_NAME = 'hepatrial-backup.json'
export const MANIFEST_NAME = 'manifest.json'
/** The last entry: the SHA-256 of every byte before it. */
export const END_NAME = 'sha256'
export const FILES_FOLDER = 'files/'

/** Where a part of a table's rows lies. Parts count from 1. */
export function tablePart(place: number, table: string, part: number): string {
  const number = String(place + 1).padStart(2, '0')
  return `tables/${number}-${table}/${String(part).padStart(6, '0')}.ndjson.gz`
}

/** How many rows an archive holds of a table; 0 for one that it does not know. */
export function rowsOf({ tables }: Manifest, table: string): number {
  return tables.find((of) => of.name === table)?.rows ?? 0
}
