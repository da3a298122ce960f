import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import XportReader from 'xport-js'
import { z } from 'zod'

export type Value = string | number | null
export type Rows = readonly Readonly<Record<string, Value>>[]

const metadataSchema = z.array(
  z.object({
    dataset: z.string(),
    name: z.string(),
    label: z.string(),
    length: z.number(),
    type: z.enum(['Char', 'Num']),
    format: z.string().optional(),
  }),
)
export type XptVariableSeen = z.output<typeof metadataSchema>[number]

/** A transport file as an independent program reads it. */
export async function readXpt(
  bytes: Uint8Array,
): Promise<{ readonly variables: readonly XptVariableSeen[]; readonly rows: Rows }> {
  const folder = mkdtempSync(path.join(tmpdir(), 'xpt-'))
  try {
    const file = path.join(folder, 'data.xpt')
    writeFileSync(file, bytes)
    const reader = new XportReader(file)
    const variables = metadataSchema.parse(await reader.getMetadata())
    const rows: Record<string, Value>[] = []
    for await (const row of reader.read({ skipHeader: true })) {
      const values = row as Value[]
      rows.push(
        Object.fromEntries(variables.map(({ name }, at) => [name, values[at] ?? null] as const)),
      )
    }
    // A file of narrow rows ends in blanks that may look like one more of them.
    return { variables, rows: rows.filter(({ STUDYID }) => STUDYID !== '') }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

const datasetSchema = z.looseObject({
  name: z.string(),
  records: z.number(),
  columns: z.array(z.looseObject({ itemOID: z.string(), name: z.string(), dataType: z.string() })),
  rows: z.array(z.array(z.union([z.string(), z.number(), z.null()]))),
})
export type DatasetJsonSeen = z.output<typeof datasetSchema>

export function readDatasetJson(bytes: Uint8Array): DatasetJsonSeen {
  return datasetSchema.parse(JSON.parse(Buffer.from(bytes).toString()))
}

export function rowsOfJson({ columns, rows }: DatasetJsonSeen): Rows {
  return rows.map((row) =>
    Object.fromEntries(columns.map(({ name }, at) => [name, row[at] ?? null])),
  )
}
