import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import type { Store } from '../../db/store.ts'
import { builtInFamilies } from '../../shared/families.ts'
import type { Actor } from '../audit/actor.ts'
import { formatInput, offeredFormats, serverFormats, writeFormat } from '../exporting/service.ts'
import { createDefinitions, findStudyId } from '../studies/service.ts'

/** Exports a study of a store into a folder as a person does from a shell. Gives the SHA-256 of each file. */
export async function exportedTo(
  { store, actor }: { readonly store: Store; readonly actor: Actor },
  wish: { readonly study: string; readonly format: string; readonly folder: string },
): Promise<ReadonlyMap<string, string>> {
  const id = await findStudyId(store, wish.study)
  const format = offeredFormats(builtInFamilies.exports, serverFormats).find(
    ({ key }) => key === wish.format,
  )
  if (id === null || format === undefined) throw new Error('There is no such study or format.')
  const services = { store, families: builtInFamilies, definitions: createDefinitions(store) }
  const input = await formatInput(services, actor, {
    study: { id, key: wish.study },
    sites: { kind: 'all' },
    snapshot: null,
    profile: 'full',
    language: 'en',
  })
  const reason = { purpose: 'Qualification', recipient: undefined }
  const files = await writeFormat(actor, { format, input, reason }, wish.folder)
  const hashOf = (name: string): string =>
    createHash('sha256')
      .update(readFileSync(path.join(wish.folder, name)))
      .digest('hex')
  return new Map(files.map(({ name }) => [name, hashOf(name)]))
}
