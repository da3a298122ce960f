import { builtInFamilies } from '../../../shared/families.ts'
import type { Language } from '../../../shared/kernel/bilingual.ts'
import type { Store } from '../../../db/store.ts'
import {
  exportToFolder,
  formatInput,
  serverFormats,
  writeFormat,
  type ExportedName,
} from '../../exporting/service.ts'
import { createDefinitions } from '../../studies/service.ts'
import { cliActor } from '../actor.ts'
import type { Command, Invocation } from '../command.ts'
import { UsageError } from '../fault.ts'
import { withStore } from '../open-store.ts'
import { findSnapshotId, findStudy, loadSnapshot, loadStudy } from '../study.ts'

/** Writes a study's data into a folder, in one of the export formats. */
export const exportCommand: Command = {
  name: 'export',
  usage: 'export --study ID --format F --out DIR [--snapshot NAME] [--language en|zh]',
  about: 'writes the study as files; the same data give the same bytes',
  options: {
    study: { type: 'string', required: true },
    format: { type: 'string', required: true },
    out: { type: 'string', required: true },
    snapshot: { type: 'string' },
    language: { type: 'string' },
  },
  async run(invocation) {
    const wish = wishOf(invocation)
    await withStore(invocation, async (store) => {
      const files = await filesOf(store, wish, invocation)
      for (const { name, rows } of files) invocation.print(`${name}\t${rows} rows\n`)
    })
  },
}

interface ExportWish {
  readonly format: string
  readonly study: string
  readonly folder: string
  readonly snapshot: string | undefined
  readonly language: Language
}

function wishOf(invocation: Invocation): ExportWish {
  const language = invocation.value('language') ?? 'en'
  if (language !== 'en' && language !== 'zh') throw new UsageError('--language is en or zh.')
  return {
    format: knownFormat(invocation.value('format') ?? ''),
    study: invocation.value('study') ?? '',
    folder: invocation.value('out') ?? '',
    snapshot: invocation.value('snapshot'),
    language,
  }
}

async function filesOf(
  store: Store,
  wish: ExportWish,
  invocation: Invocation,
): Promise<readonly ExportedName[]> {
  const format = builtInFamilies.exports.find(wish.format)
  const { study: key, snapshot, folder, language } = wish
  if (format !== undefined) {
    const study =
      snapshot === undefined
        ? await loadStudy(store, key)
        : await loadSnapshot(store, key, snapshot)
    return exportToFolder(store, cliActor(), { ...study, format }, folder)
  }
  const study = await findStudy(store, key)
  const services = { store, families: builtInFamilies, definitions: createDefinitions(store) }
  const input = await formatInput(services, cliActor(), {
    study,
    sites: { kind: 'all' },
    snapshot: snapshot === undefined ? null : await findSnapshotId(store, study, snapshot),
    profile: 'full',
    language,
    onProgress: progressTo(invocation),
  })
  return writeFormat(cliActor(), { format: serverFormats.get(wish.format), input }, folder)
}

const SAID_EVERY = 1000

/** Says now and then how many subjects are done. */
function progressTo(invocation: Invocation) {
  return ({ subjects }: { readonly subjects: number }): void => {
    if (subjects % SAID_EVERY === 0) invocation.say(`${subjects} subjects …`)
  }
}

function knownFormat(key: string): string {
  if (builtInFamilies.exports.has(key) || serverFormats.has(key)) return key
  const known = [...builtInFamilies.exports.keys, ...serverFormats.keys].join(', ')
  throw new UsageError(`There is no format ${key}. Available: ${known}.`)
}
