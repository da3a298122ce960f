import path from 'node:path'
import type { Store } from '../../db/store.ts'
import { generateTrial } from '../../shared/demo/generate-trial.ts'
import { builtInFamilies } from '../../shared/families.ts'
import { parseDay } from '../../shared/kernel/dates.ts'
import type { ProtocolDefinition } from '../../shared/protocol/define.ts'
import type { Trial } from '../../shared/trial/trial.ts'
import type { Actor } from '../audit/actor.ts'
import { systemActor } from '../http/actor.ts'
import { importFolder } from '../importing/service.ts'
import { openStore } from '../open-store.ts'
import { withScratchFolder } from '../scratch-folder.ts'
import { onStop } from '../stop-signals.ts'

/** How much is measured. */
export interface Sizes {
  /** Subjects of each made-up study of the checks. */
  readonly subjects: number
  /** Subjects of the analysis that is timed. */
  readonly analysed: number
  /** How long saves are timed, in seconds. */
  readonly seconds: number
}

/** Where the installation lies that is qualified. It is only read. */
export interface Installation {
  readonly dataDir: string
  readonly databaseUrl: string
  readonly environment: Readonly<Record<string, string | undefined>>
  /** It is not there yet, and is qualified before its first start. */
  readonly isNew: boolean
}

/** What the checks work with: nothing of it belongs to the installation. */
export interface Workbench {
  readonly installation: Installation
  readonly sizes: Sizes
  /** An empty folder that goes away. */
  readonly folder: string
  /** A data folder and an empty database of the same engine, which go away. */
  readonly dataDir: string
  readonly databaseUrl: string
  readonly store: Store
  readonly actor: Actor
  /** The made-up study of a protocol, stored on the bench once. */
  readonly study: (definition: ProtocolDefinition) => Promise<MadeUpStudy>
}

export interface MadeUpStudy {
  readonly key: string
  readonly definition: ProtocolDefinition
  readonly trial: Trial
}

/** Runs `fn` with a bench on a database of its own, removed at the end and where the process is told to stop. */
export async function withWorkbench<T>(
  of: { readonly installation: Installation; readonly sizes: Sizes },
  fn: (bench: Workbench) => Promise<T>,
): Promise<T> {
  return withScratchFolder('qualify', async (folder) => {
    const database = await temporaryDatabase(of.installation.databaseUrl)
    const work = onStop(database.remove)
    try {
      const dataDir = path.join(folder, 'data')
      const store = await openStore({ dataDir, databaseUrl: database.url })
      try {
        const bench = { ...of, folder, dataDir, store, databaseUrl: database.url }
        const actor = systemActor({ part: 'qualification', studyId: null })
        const study = studies({ store, actor, subjects: of.sizes.subjects })
        return await fn({ ...bench, actor, study })
      } finally {
        await store.close()
      }
    } finally {
      await database.remove()
      work.release()
    }
  })
}

async function temporaryDatabase(server: string) {
  if (server === '') return { url: '', remove: () => Promise.resolve() }
  const { makeTemporarySchema } = await import('../../db/postgres/temporary-schema.ts')
  return makeTemporarySchema(server)
}

/** The last day on which anything of a made-up trial is known: any would do, and the same data come of it. */
const UNTIL = parseDay('2026-06-30')

/** A made-up trial of a protocol: no real person is in it. */
export function madeUpTrial(definition: ProtocolDefinition, subjects: number): Trial {
  if (UNTIL === null) throw new Error('The day is none.')
  const { criteria } = builtInFamilies
  return generateTrial({
    definition,
    criteria,
    subjects,
    seed: 'qualify',
    until: UNTIL,
    everyForm: true,
  })
}

function studies(of: { readonly store: Store; readonly actor: Actor; readonly subjects: number }) {
  const made = new Map<string, Promise<MadeUpStudy>>()
  const make = async (definition: ProtocolDefinition): Promise<MadeUpStudy> => {
    const trial = madeUpTrial(definition, of.subjects)
    const key = `qualify-${definition.key}`
    const { store, actor } = of
    await importFolder(store, actor, {
      ...{ studyKey: key, definition, trial },
      ...{ environment: 'test', country: 'CHN', notices: 'none' },
    })
    return { key, definition, trial }
  }
  return (definition: ProtocolDefinition): Promise<MadeUpStudy> => {
    const known = made.get(definition.key) ?? make(definition)
    made.set(definition.key, known)
    return known
  }
}
