import { readdirSync } from 'node:fs'
import { TEST_DATA_FILE } from '../../../shared/environment/test-mark.ts'
import { builtInFamilies } from '../../../shared/families.ts'
import type { Language } from '../../../shared/kernel/bilingual.ts'
import type { Store } from '../../../db/store.ts'
import {
  formatInput,
  offeredFormats,
  serverFormats,
  writeFormat,
  type ExportedName,
  type ExportReason,
} from '../../exporting/service.ts'
import { createDefinitions } from '../../studies/service.ts'
import { cliActor } from '../actor.ts'
import type { Command, Invocation } from '../command.ts'
import { FaultyInputError, UsageError } from '../fault.ts'
import { withPresentStore } from '../open-store.ts'
import { findSnapshotId, findStudy } from '../study.ts'

const FORMATS = offeredFormats(builtInFamilies.exports, serverFormats)

/** Writes a study's data into a folder, in one of the export formats. */
export const exportCommand: Command = {
  name: 'export',
  usage:
    'export --study ID --format F --out DIR [--snapshot NAME] [--language en|zh] [--purpose TEXT] [--recipient TEXT]',
  about: 'writes the study as files; the same data give the same bytes',
  options: {
    study: { type: 'string', required: true },
    format: { type: 'string', required: true },
    out: { type: 'string', required: true },
    snapshot: { type: 'string' },
    language: { type: 'string' },
    purpose: { type: 'string' },
    recipient: { type: 'string' },
  },
  async run(invocation) {
    const wish = wishOf(invocation)
    await withPresentStore(invocation, async (store) => {
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
  readonly reason: ExportReason
}

/** Stands in the trail where nothing else is said. */
const NO_PURPOSE = 'Export on the command line; no purpose was given'

function wishOf(invocation: Invocation): ExportWish {
  const language = invocation.value('language') ?? 'en'
  if (language !== 'en' && language !== 'zh') throw new UsageError('--language is en or zh.')
  const purpose = (invocation.value('purpose') ?? '').trim()
  return {
    format: knownFormat(invocation.value('format') ?? ''),
    study: invocation.value('study') ?? '',
    folder: invocation.value('out') ?? '',
    snapshot: invocation.value('snapshot'),
    language,
    reason: {
      purpose: purpose === '' ? NO_PURPOSE : purpose,
      recipient: invocation.value('recipient'),
    },
  }
}

async function filesOf(
  store: Store,
  wish: ExportWish,
  invocation: Invocation,
): Promise<readonly ExportedName[]> {
  const { study: key, snapshot, folder, language, reason } = wish
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
  const format = FORMATS.find((one) => one.key === wish.format)
  if (format === undefined) throw new Error('A format that is known is not offered.')
  refuseMixing(folder, input.mark !== null)
  const written = await writeFormat(cliActor(), { format, input, reason }, folder)
  nameStrangers(folder, written, invocation)
  return written
}

/**
 * Data of patients among files of a test study would be taken for test data, and test data among files of
 * anything else for data of patients. @source VA-06
 */
function refuseMixing(folder: string, isTest: boolean): void {
  const names = namesIn(folder)
  const holdsTests = names.includes(TEST_DATA_FILE)
  if (isTest ? holdsTests || names.length === 0 : !holdsTests) return
  throw new FaultyInputError([
    isTest
      ? `${folder} holds files that are not marked as test data. Name an empty folder, or one that is not there yet, for the data of a test study. Nothing was written.`
      : `${folder} holds test data (${TEST_DATA_FILE}). Name another folder for the data of a production study. Nothing was written.`,
  ])
}

/** What stands in a folder itself; nothing where it is not there, or cannot be read. */
function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}

const NAMED_AT_MOST = 5

/** What stands in the folder from before is easily taken for a part of the export. */
function nameStrangers(
  folder: string,
  written: readonly ExportedName[],
  invocation: Invocation,
): void {
  const own = new Set(written.map(({ name }) => name.split('/')[0]))
  const strangers = namesIn(folder)
    .filter((name) => !own.has(name))
    .sort()
  if (strangers.length === 0) return
  const more = strangers.length - NAMED_AT_MOST
  const names = strangers.slice(0, NAMED_AT_MOST).join(', ')
  invocation.say(
    `Not part of this export, but in the folder: ${names}${more > 0 ? ` and ${more} more` : ''}.`,
  )
}

const SAID_EVERY = 1000

/** Says now and then how many subjects are done. */
function progressTo(invocation: Invocation) {
  return ({ subjects }: { readonly subjects: number }): void => {
    if (subjects % SAID_EVERY === 0) invocation.say(`${subjects} subjects …`)
  }
}

function knownFormat(key: string): string {
  if (FORMATS.some((format) => format.key === key)) return key
  const known = FORMATS.map((format) => format.key).join(', ')
  throw new UsageError(`There is no format ${key}. Available: ${known}.`)
}
