import { copyFileSync } from 'node:fs'
import path from 'node:path'
import { builtInFamilies } from '../../../shared/families.ts'
import { archiveFolder, makeArchive, storedFile } from '../../site-archive/service.ts'
import { createDefinitions, findStudyId } from '../../studies/service.ts'
import { cliActor } from '../actor.ts'
import type { Command } from '../command.ts'
import { FaultyInputError } from '../fault.ts'
import { dataFolder, withPresentStore } from '../open-store.ts'

/** Makes the archive of a site, keeps it in the data folder, and writes a copy. */
export const archive: Command = {
  name: 'archive',
  usage: 'archive --study ID --site CODE --out FILE',
  about: 'writes everything that a site has into one package that needs no product to be read',
  options: {
    study: { type: 'string', required: true },
    site: { type: 'string', required: true },
    out: { type: 'string', required: true },
  },
  async run(invocation) {
    const key = invocation.value('study') ?? ''
    const site = invocation.value('site') ?? ''
    const out = path.resolve(invocation.value('out') ?? '')
    await withPresentStore(invocation, async (store) => {
      const id = await findStudyId(store, key)
      if (id === null) throw new FaultyInputError([`There is no study ${key}.`])
      const services = {
        store,
        definitions: createDefinitions(store),
        families: builtInFamilies,
        archiveDir: archiveFolder(dataFolder(invocation)),
      }
      const study = { id, key }
      const made = await makeArchive(services, cliActor(id), {
        study,
        sites: { kind: 'all' },
        site,
      })
      copyFileSync(storedFile(services, made), out)
      const { subjects, records, entries } = made.counts
      invocation.print(
        `${out}\t${made.sha256}\t${subjects} subjects\t${records} records\t${entries} entries\n`,
      )
    })
  },
}
