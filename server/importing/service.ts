import { eq } from 'drizzle-orm'
import type { Store, Tx } from '../../db/store.ts'
import { TEST_DATA_FILE, testMarkOf, type Environment } from '../../shared/environment/test-mark.ts'
import { builtInFamilies, type Families } from '../../shared/families.ts'
import type { NewSite } from '../../shared/api/routes/studies.ts'
import type { ProtocolDefinition } from '../../shared/protocol/define.ts'
import { SUBJECT_FORM } from '../../shared/trial/layout.ts'
import { sentence } from '../../shared/texts/sentence.ts'
import { rowsOf, type Trial } from '../../shared/trial/trial.ts'
import type { Actor } from '../audit/actor.ts'
import { longUnitOfWork, type AppendMany } from '../audit/unit-of-work.ts'
import { addSiteInside, createDefinitions, openStudyInside } from '../studies/service.ts'
import {
  SubjectImport,
  type ImportCount,
  type ImportSite,
  type ImportTarget,
} from './subject-import.ts'

export { loadFolder } from './load-folder.ts'
export { holdsTestData } from './read-files.ts'
export type { ImportCount } from './subject-import.ts'

export interface ImportOptions {
  readonly studyKey: string
  readonly definition: ProtocolDefinition
  /** Checked by `loadFolder`, without faults. */
  readonly trial: Trial
  /** Does everything, then rolls back. */
  readonly dryRun?: boolean
  /** What a study that is new is for; of one that is there it must be what that one says. */
  readonly environment?: Environment | undefined
  /** The folder says of itself that it holds test data: no production study takes it in. */
  readonly testData?: boolean
  /** Of sites that are new (ISO 3166-1, three letters). */
  readonly country?: string
  /** `none`: the data are of the past, nobody is told of the serious events in them. */
  readonly notices?: 'given' | 'none'
  /** Whether the installation sends mail. */
  readonly sendsMail?: boolean
  /** The families that derive responses; the built-in ones unless given. */
  readonly families?: Pick<Families, 'criteria' | 'endpoints'>
  readonly progress?: (done: number, of: number) => void
}

/** What a study must not have for an import to be possible: nothing of the folder was imported. */
export class ImportRefusedError extends Error {
  override readonly name = 'ImportRefusedError'
}

/** Ends a dry run: everything was written and is rolled back. */
class DryRunDone extends Error {
  readonly count: ImportCount
  constructor(count: ImportCount) {
    super('dry run')
    this.count = count
  }
}

/** Other requests wait while a batch is written and checked. */
const SUBJECTS_PER_BATCH = 50

/**
 * Imports a checked trial in one transaction, all or nothing, every record with its audit entry. The
 * study is opened when it is new; sites it lacks are added. Throws `ImportRefusedError` when the study
 * runs on another protocol or already has one of the subjects.
 */
export async function importFolder(
  store: Store,
  actor: Actor,
  options: ImportOptions,
): Promise<ImportCount> {
  const known = await findStudy(store, options)
  const studyId = known?.studyId ?? store.newId()
  try {
    return await longUnitOfWork(store, { ...actor, studyId }, async (tx, appendMany, unit) => {
      const place: Place = { store, tx, actor, appendMany, options, studyId, at: unit.at }
      const target = known === null ? await openTarget(place) : await knownTarget(place, known)
      const count = await writeSubjects(place, target)
      const after = { ...count, givesNotices: options.notices !== 'none' }
      await appendMany([
        { act: 'study.import', entity: 'study', entityId: studyId, before: null, after },
      ])
      if (options.dryRun === true) throw new DryRunDone(count)
      return count
    })
  } catch (error) {
    if (error instanceof DryRunDone) return error.count
    throw error
  }
}

interface Place {
  readonly store: Store
  readonly tx: Tx
  readonly actor: Actor
  readonly appendMany: AppendMany
  readonly options: ImportOptions
  readonly studyId: string
  readonly at: string
}

interface KnownStudy {
  readonly studyId: string
  readonly definition: ProtocolDefinition
  readonly number: number
}

async function findStudy(store: Store, options: ImportOptions): Promise<KnownStudy | null> {
  const { study } = store.t
  const [row] = await store.read
    .select({ id: study.id, environment: study.environment })
    .from(study)
    .where(eq(study.studyKey, options.studyKey))
  refuseOtherEnvironment(store, options, row?.environment)
  refuseTestData(store, options, row?.environment)
  if (row === undefined) return null
  const { definition, number } = await createDefinitions(store).of(row.id)
  if (definition.key !== options.definition.key) {
    throw new ImportRefusedError(
      `The study ${options.studyKey} runs on ${definition.key}, not on ${options.definition.key}.`,
    )
  }
  return { studyId: row.id, definition, number }
}

/** A study stays what it was opened for, and a test installation opens none for production. @source VA-06 */
function refuseOtherEnvironment(
  { installation }: Store,
  { studyKey, environment: wanted }: ImportOptions,
  present: string | undefined,
): void {
  if (wanted === undefined) return
  if (present !== undefined && present !== wanted) {
    throw new ImportRefusedError(
      `The study ${studyKey} was opened as a ${present} study, and stays one. Leave --environment out, or name another study. Nothing was imported.`,
    )
  }
  if (present === undefined && wanted === 'production' && installation === 'test') {
    throw new ImportRefusedError(`${sentence('en', 'study.notOnTest')} Nothing was imported.`)
  }
}

/** Test data reach no study in production, be it new or there. @source VA-06 */
function refuseTestData(
  { installation }: Store,
  { studyKey, environment: wanted, testData = false }: ImportOptions,
  present: Environment | undefined,
): void {
  const environment = present ?? wanted ?? installation
  if (!testData || testMarkOf(installation, environment) !== null) return
  const what = present === undefined ? 'would be' : 'is'
  throw new ImportRefusedError(
    `The folder holds test data (${TEST_DATA_FILE}), and ${studyKey} ${what} a production study. Import it into a test study: a new one with --environment test. Nothing was imported.`,
  )
}

function siteCodes(trial: Trial): readonly string[] {
  const codes = trial.subjects.map((one) => rowsOf(one, SUBJECT_FORM)[0]?.['SITEID'] ?? '')
  return [...new Set(codes)].sort()
}

function newSite(code: string, country: string | undefined): NewSite {
  return { code, name: `Site ${code}`, ...(country === undefined ? {} : { country }) }
}

async function openTarget(place: Place): Promise<ImportTarget> {
  const { store, tx, actor, appendMany, options, studyId, at } = place
  const { studyKey, definition, trial, environment, country } = options
  const { audit } = await openStudyInside(store, tx, {
    studyId,
    studyKey,
    definition,
    at,
    sites: siteCodes(trial).map((code) => newSite(code, country)),
    ...(environment === undefined ? {} : { environment }),
  })
  await appendMany(audit)
  return {
    actor,
    studyId,
    definition,
    definitionVersion: 1,
    sites: await sitesOf(place),
    families: options.families ?? builtInFamilies,
    notices: noticesOf(options),
    at,
  }
}

async function knownTarget(place: Place, known: KnownStudy): Promise<ImportTarget> {
  await refuseKnownSubjects(place)
  const { store, tx, actor, appendMany, options, studyId, at } = place
  const present = await sitesOf(place)
  const versionId = await versionIdOf(place, known.number)
  for (const code of siteCodes(options.trial).filter((one) => !present.has(one))) {
    const site = { ...newSite(code, options.country), studyId, versionId, at }
    await appendMany([await addSiteInside(store, tx, site)])
  }
  return {
    actor,
    studyId,
    definition: known.definition,
    definitionVersion: known.number,
    sites: await sitesOf(place),
    families: options.families ?? builtInFamilies,
    notices: noticesOf(options),
    at,
  }
}

function noticesOf({ notices, sendsMail = false }: ImportOptions): ImportTarget['notices'] {
  return notices === 'none' ? null : { sendsMail }
}

async function sitesOf({ store, tx, studyId }: Place): Promise<ReadonlyMap<string, ImportSite>> {
  const { site } = store.t
  const rows = await tx
    .select({ id: site.id, code: site.siteKey, timeZone: site.timeZone })
    .from(site)
    .where(eq(site.studyId, studyId))
  return new Map(rows.map(({ code, ...found }) => [code, found]))
}

async function versionIdOf({ store, tx, studyId }: Place, number: number): Promise<string> {
  const { studyVersion } = store.t
  const rows = await tx
    .select({ id: studyVersion.id, number: studyVersion.number })
    .from(studyVersion)
    .where(eq(studyVersion.studyId, studyId))
  const found = rows.find((row) => row.number === number)
  if (found === undefined) throw new Error(`The study has no definition version ${number}.`)
  return found.id
}

async function refuseKnownSubjects({ store, tx, options, studyId }: Place): Promise<void> {
  const { subject } = store.t
  const rows = await tx
    .select({ subjid: subject.subjid })
    .from(subject)
    .where(eq(subject.studyId, studyId))
  const known = new Set(rows.map((row) => row.subjid))
  const twice = options.trial.subjects.map((one) => one.subjid).filter((id) => known.has(id))
  if (twice.length === 0) return
  const some = twice.slice(0, 10).join(', ')
  throw new ImportRefusedError(
    `The study ${options.studyKey} already has ${twice.length} of these subjects: ${some}${twice.length > 10 ? ', …' : ''}. Nothing was imported.`,
  )
}

async function writeSubjects(place: Place, target: ImportTarget): Promise<ImportCount> {
  const { store, tx, appendMany, options } = place
  const { subjects } = options.trial
  const work = new SubjectImport(store, target)
  for (let from = 0; from < subjects.length; from += SUBJECTS_PER_BATCH) {
    const batch = subjects.slice(from, from + SUBJECTS_PER_BATCH)
    await appendMany(await work.write(tx, batch))
    options.progress?.(Math.min(from + SUBJECTS_PER_BATCH, subjects.length), subjects.length)
  }
  return work.count
}
