import { and, asc, desc, eq } from 'drizzle-orm'
import type { Store } from '../../db/store.ts'
import type { DictionaryView } from '../../shared/api/routes/coding.ts'
import type {
  DictionaryFile,
  DictionaryKind,
  DictionaryTerm,
} from '../../shared/coding/dictionary.ts'
import { readerOf } from '../../shared/coding/registry.ts'
import type { Actor } from '../audit/actor.ts'
import { sha256 } from '../audit/hash.ts'
import { unitOfWork } from '../audit/unit-of-work.ts'
import { notFound, ProblemError } from '../http/problem-error.ts'

export interface DictionaryRelease {
  readonly studyId: string
  readonly kind: DictionaryKind
  /** The release's own name, such as `27.1`. */
  readonly release: string
  readonly files: readonly DictionaryFile[]
}

const ROWS_AT_ONCE = 400

/**
 * Reads the files of a release and stores its terms, all or nothing; it becomes the current release of
 * its kind. 422 with each fault of the files, 409 for a release that was loaded before.
 */
export async function loadDictionary(
  store: Store,
  actor: Actor,
  wish: DictionaryRelease,
): Promise<DictionaryView> {
  const { accountId } = actor
  if (accountId === null) throw new Error('A dictionary is loaded by a person, under a licence.')
  const { studyId, kind, release } = wish
  const files = filesOf(wish)
  const terms = termsOf(kind, files)
  const fileHash = sha256([...files].map(([name, text]) => `${name}\n${text}`).join('\n'))
  const { dictionary, dictionaryTerm } = store.t
  const id = store.newId()
  try {
    await unitOfWork(store, actor, async (tx, { at }) => {
      const ofKind = and(eq(dictionary.studyId, studyId), eq(dictionary.kind, kind))
      await tx.update(dictionary).set({ current: false }).where(ofKind)
      const row = { id, studyId, kind, release, fileHash, terms: terms.length }
      await tx
        .insert(dictionary)
        .values({ ...row, current: true, loadedBy: accountId, loadedAt: at })
      for (let start = 0; start < terms.length; start += ROWS_AT_ONCE) {
        const some = terms.slice(start, start + ROWS_AT_ONCE)
        await tx.insert(dictionaryTerm).values(some.map((term) => toRow(id, term)))
      }
      const after = { kind, release, fileHash, terms: terms.length, files: [...files.keys()] }
      return {
        result: null,
        audit: [
          { act: 'dictionary.load', entity: 'dictionary', entityId: id, before: null, after },
        ],
      }
    })
  } catch (error) {
    if (!store.isUnique(error)) throw error
    throw new ProblemError({
      type: 'urn:problem:already-exists',
      status: 409,
      entity: 'dictionary',
      key: `${kind} ${release}`,
    })
  }
  const loaded = (await listDictionaries(store, studyId)).find((one) => one.id === id)
  if (loaded === undefined) throw notFound('dictionary')
  return loaded
}

/** The files that the kind needs, by name; names count without folders and in lower case. */
function filesOf({ kind, files }: DictionaryRelease): ReadonlyMap<string, string> {
  const names = files.map(({ name }) => baseName(name))
  const given = new Map(files.map(({ name, text }) => [baseName(name), text]))
  const needed = readerOf(kind).files
  const faults = needed.flatMap((file) => {
    const times = names.filter((name) => name === file).length
    if (times === 0) return [{ key: 'coding.fault.file', line: 0, file }]
    if (times > 1) return [{ key: 'coding.fault.name-twice', line: 0, file }]
    const line = unreadableLine(given.get(file) ?? '')
    return line === null ? [] : [{ key: 'coding.fault.encoding', line, file }]
  })
  if (faults.length > 0) {
    throw refusedFiles(
      faults.map(({ key, ...place }) => ({ key, params: { ...place, value: '' } })),
    )
  }
  return new Map(needed.map((name) => [name, given.get(name) ?? '']))
}

/** The first line with what stands for bytes that were no text, or with half a character; null: none. */
function unreadableLine(text: string): number | null {
  const at = text.search(/\uFFFD|\p{Surrogate}/u)
  return at === -1 ? null : text.slice(0, at).split('\n').length
}

function baseName(name: string): string {
  return (name.split(/[/\\]/).at(-1) ?? '').toLowerCase()
}

function termsOf(
  kind: DictionaryKind,
  files: ReadonlyMap<string, string>,
): readonly DictionaryTerm[] {
  const { terms, faults } = readerOf(kind).read(files)
  if (faults.length === 0) return terms
  throw refusedFiles(
    faults.map(({ key, file, line, value }) => ({ key, params: { file, line, value } })),
  )
}

interface FileFault {
  readonly key: string
  readonly params: Record<string, string | number>
}

function refusedFiles(faults: readonly FileFault[]): ProblemError {
  return new ProblemError({
    type: 'urn:problem:invalid-input',
    status: 422,
    errors: faults.map((fault) => ({ pointer: '/files', ...fault })),
  })
}

function toRow(dictionaryId: string, { level, code, name, parents, current }: DictionaryTerm) {
  const searchName = name.toLowerCase()
  return { dictionaryId, level, code, name, searchName, parents: JSON.stringify(parents), current }
}

/** Releases that were loaded for a study, the newest of each kind first. */
export async function listDictionaries(
  { t: { dictionary, account }, read }: Store,
  studyId: string,
): Promise<DictionaryView[]> {
  const rows = await read
    .select({ dictionary, by: account.username })
    .from(dictionary)
    .innerJoin(account, eq(account.id, dictionary.loadedBy))
    .where(eq(dictionary.studyId, studyId))
    .orderBy(asc(dictionary.kind), desc(dictionary.loadedAt))
  return rows.map(({ dictionary: row, by: loadedBy }) => {
    const { id, kind, release, fileHash, terms, current, loadedAt } = row
    return { id, kind, release, fileHash, terms, current, loadedBy, loadedAt }
  })
}
