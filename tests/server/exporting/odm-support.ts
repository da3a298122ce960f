import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { desc, eq } from 'drizzle-orm'
import { SaxesParser } from 'saxes'
import { validateXML } from 'xmllint-wasm'
import type { Store } from '../../../db/store.ts'
import { loadTrial } from '../../../server/analysis/service.ts'
import type { FormatInput, ServerFormat } from '../../../server/exporting/format.ts'
import { createDefinitions, sitesAsOf } from '../../../server/studies/service.ts'
import { builtInFamilies } from '../../../shared/families.ts'

/** What a run of an export gets of a study, as it is now unless told otherwise. */
export async function inputOf(
  store: Store,
  studyKey: string,
  other: Partial<FormatInput> = {},
): Promise<FormatInput> {
  const { study } = store.t
  const [row] = await store.read.select().from(study).where(eq(study.studyKey, studyKey))
  if (row === undefined) throw new Error(`There is no study ${studyKey}.`)
  const pinned = await createDefinitions(store).of(row.id)
  const last = await lastOf(store, row.id)
  const seq = other.snapshot?.seq ?? last.seq
  const trial = await loadTrial(store, { studyId: row.id, forms: pinned.forms })
  return {
    store,
    families: builtInFamilies,
    study: { id: row.id, key: row.studyKey, title: row.name },
    mark: null,
    definition: pinned.definition,
    definitionVersion: pinned.number,
    async *subjects() {
      yield* await Promise.resolve(trial.subjects)
    },
    subjectCount: trial.subjects.length,
    snapshot: null,
    seq,
    places: await sitesAsOf(store, { studyId: row.id, seq, at: store.now() }),
    dictionaries: [],
    sites: { kind: 'all' },
    twin: null,
    language: 'en',
    cutoff: null,
    responses: 'investigator',
    stateAt: last.at,
    programVersion: '1.2.3',
    onProgress: () => undefined,
    ...other,
  }
}

/** The last entry of a study's trail. */
async function lastOf({ t: { auditEntry }, read }: Store, studyId: string) {
  const [last = { at: '', seq: 0 }] = await read
    .select({ at: auditEntry.at, seq: auditEntry.seq })
    .from(auditEntry)
    .where(eq(auditEntry.chain, studyId))
    .orderBy(desc(auditEntry.seq))
    .limit(1)
  return last
}

/** The text of the only file of a format. */
export async function textOf(format: ServerFormat, input: FormatInput): Promise<string> {
  let text = ''
  for await (const file of format.files(input)) {
    for await (const piece of file.pieces()) text += String(piece)
  }
  return text
}

/** An element as a reader sees it. */
export interface XmlElement {
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  readonly children: readonly XmlElement[]
  readonly text: string
}

interface Open {
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  readonly children: XmlElement[]
  text: string
}

/** Reads a document whole; throws where it is not well formed. */
export function readXml(text: string): XmlElement {
  const parser = new SaxesParser()
  const top: Open = { name: '', attributes: {}, children: [], text: '' }
  const open: Open[] = [top]
  parser.on('opentag', ({ name, attributes }) => {
    open.push({ name, attributes: { ...attributes }, children: [], text: '' })
  })
  parser.on('text', (piece) => {
    const last = open.at(-1)
    if (last !== undefined) last.text += piece
  })
  parser.on('closetag', () => {
    const done = open.pop()
    if (done !== undefined) open.at(-1)?.children.push(done)
  })
  parser.on('error', (error) => {
    throw error
  })
  parser.write(text).close()
  const [root] = top.children
  if (root === undefined) throw new Error('The document is empty.')
  return root
}

/** Every element of a name, at any depth, in the order of the document. */
export function all(of: XmlElement, name: string): readonly XmlElement[] {
  const found: XmlElement[] = []
  const look = ({ children }: XmlElement): void => {
    for (const child of children) {
      if (child.name === name) found.push(child)
      look(child)
    }
  }
  look(of)
  return found
}

export const SCHEMAS = path.resolve(
  import.meta.dirname,
  '../../../../shared/reference/cdisc/schemas/odm-1.3.2',
)

/** Says why nothing is validated where the published schemas are not beside the checkout. */
export const hasSchemas = existsSync(SCHEMAS)
if (!hasSchemas) {
  process.stderr.write(`The ODM schemas are not at ${SCHEMAS}: files are not validated.\n`)
}

const schemaFile = (fileName: string) => ({
  fileName,
  contents: readFileSync(path.join(SCHEMAS, fileName), 'utf8'),
})

/** What the published schema says against a file. */
export async function schemaFaults(text: string): Promise<readonly string[]> {
  const others = ['ODM1-3-2-foundation.xsd', 'xlink.xsd', 'xml.xsd', 'xmldsig-core-schema.xsd']
  const { errors } = await validateXML({
    xml: { fileName: 'odm.xml', contents: text },
    schema: schemaFile('ODM1-3-2.xsd'),
    preload: others.map(schemaFile),
    initialMemoryPages: 2048,
    maxMemoryPages: 65_536,
  })
  return errors.map(({ message }) => message)
}
