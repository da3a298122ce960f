import type { Store, Tx } from '../../db/store.ts'
import type { FormDefinition } from '../../shared/forms/define.ts'
import { entryCheckOf, type EntryFault } from '../../shared/forms/entry-faults.ts'
import { completenessOf } from '../../shared/forms/findings.ts'
import type { ProtocolDefinition } from '../../shared/protocol/define.ts'
import { fileLayouts, SUBJECT_FORM } from '../../shared/trial/layout.ts'
import { toFilledForms, type ImportedForm } from '../../shared/trial/to-records.ts'
import { readFolder, type ReadFolder, type ValueCheck } from '../../shared/trial/read-folder.ts'
import { rowsOf, type Trial, type TrialSubject } from '../../shared/trial/trial.ts'
import type { Actor } from '../audit/actor.ts'
import { recordDraft, type AuditDraft } from '../audit/audit-draft.ts'
import { longUnitOfWork } from '../audit/unit-of-work.ts'
import { readCsvFiles } from './read-files.ts'
import { subjectState } from '../subjects/service.ts'

/** Where an import goes: a study that exists, the version it pins, and its sites by code. */
export interface ImportTarget {
  readonly studyId: string
  readonly definition: ProtocolDefinition
  readonly definitionVersion: number
  readonly siteIds: ReadonlyMap<string, string>
}

export interface ImportCount {
  readonly subjects: number
  readonly records: number
  readonly rows: number
}

/** Subjects that the study already has: nothing of the folder was imported. */
export class SubjectsExistError extends Error {
  override readonly name = 'SubjectsExistError'
  readonly subjids: readonly string[]
  constructor(subjids: readonly string[]) {
    super(
      `The study already has ${subjids.length} of these subjects: ${subjids.slice(0, 10).join(', ')}`,
    )
    this.subjids = subjids
  }
}

const SUBJECTS_PER_BATCH = 200

/** A folder on disk as a trial of this definition, with every fault found. */
export function loadFolder(folder: string, definition: ProtocolDefinition): ReadFolder {
  const { files, faults } = readCsvFiles(folder)
  const read = readFolder(files, definition, valueCheck())
  return { ...read, faults: [...faults, ...read.faults] }
}

/**
 * Stores a checked trial in one transaction, all or nothing, every record with its audit entry.
 * Throws `SubjectsExistError` when the study has one of the subjects.
 */
export async function importTrial(
  store: Store,
  actor: Actor,
  target: ImportTarget,
  trial: Trial,
): Promise<ImportCount> {
  const importer = new Importer(store, target)
  return longUnitOfWork(store, actor, async (tx, appendMany, unit) => {
    await refuseKnownSubjects(store, tx, target, trial)
    importer.begin(unit.at)
    for (let from = 0; from < trial.subjects.length; from += SUBJECTS_PER_BATCH) {
      const batch = trial.subjects.slice(from, from + SUBJECTS_PER_BATCH)
      await appendMany(await importer.write(tx, batch))
    }
    await appendMany([importer.summary()])
    return importer.count
  })
}

async function refuseKnownSubjects(
  store: Store,
  tx: Tx,
  target: ImportTarget,
  trial: Trial,
): Promise<void> {
  const { subject } = store.t
  const rows = await tx.select({ subjid: subject.subjid, studyId: subject.studyId }).from(subject)
  const known = new Set(
    rows.filter((row) => row.studyId === target.studyId).map((row) => row.subjid),
  )
  const twice = trial.subjects.map((of) => of.subjid).filter((subjid) => known.has(subjid))
  if (twice.length > 0) throw new SubjectsExistError(twice)
}

class Importer {
  private readonly store: Store
  private readonly target: ImportTarget
  private readonly forms: ReadonlyMap<string, FormDefinition>
  private readonly layouts: ReturnType<typeof fileLayouts>
  private at = ''
  private counted = { subjects: 0, records: 0, rows: 0 }

  constructor(store: Store, target: ImportTarget) {
    this.store = store
    this.target = target
    this.forms = new Map(target.definition.forms.map((form) => [form.key, form]))
    this.layouts = fileLayouts(target.definition)
  }

  get count(): ImportCount {
    return { ...this.counted }
  }

  /** Starts from nothing: the transaction may run a second time. */
  begin(at: string): void {
    this.at = at
    this.counted = { subjects: 0, records: 0, rows: 0 }
  }

  async write(tx: Tx, subjects: readonly TrialSubject[]): Promise<AuditDraft[]> {
    const made = subjects.map((subject) => this.rowsFor(subject))
    await tx.insert(this.store.t.subject).values(made.map(({ subject }) => subject))
    await tx.hot.insertRecords(made.flatMap(({ records }) => records))
    return made.flatMap(({ audit }) => audit)
  }

  /** The entry that says what the import as a whole did. */
  summary(): AuditDraft {
    return {
      act: 'study.import',
      entity: 'study',
      entityId: this.target.studyId,
      before: null,
      after: this.count,
    }
  }

  private rowsFor(subject: TrialSubject) {
    const row = this.subjectRow(subject)
    const filled = toFilledForms(subject, this.layouts)
    const records = filled.map((form) => this.recordRow(row.id, form))
    this.counted.subjects += 1
    this.counted.records += records.length
    for (const rows of Object.values(subject.files)) this.counted.rows += rows.length
    const audit: AuditDraft[] = [
      {
        act: 'subject.import',
        entity: 'subject',
        entityId: row.id,
        subjectId: row.id,
        siteId: row.siteId,
        before: null,
        after: { subjid: row.subjid, cohort: row.cohort, state: row.state },
      },
      ...records.map((after) =>
        recordDraft({ act: 'record.import', before: null, after, siteId: row.siteId }),
      ),
    ]
    return { subject: row, records, audit }
  }

  private subjectRow(subject: TrialSubject) {
    const values = rowsOf(subject, SUBJECT_FORM)[0] ?? {}
    const siteId = this.target.siteIds.get(values['SITEID'] ?? '')
    if (siteId === undefined)
      throw new Error(`Subject ${subject.subjid} names no site of the study.`)
    const cohort = values['COHORT'] ?? ''
    return {
      id: this.store.newId(),
      studyId: this.target.studyId,
      siteId,
      subjid: subject.subjid,
      cohort: cohort === '' ? null : cohort,
      state: subjectState(subject),
      createdAt: this.at,
    }
  }

  private recordRow(subjectId: string, filled: ImportedForm) {
    const form = this.forms.get(filled.form)
    if (form === undefined) throw new Error(`The definition has no form ${filled.form}.`)
    return {
      id: this.store.newId(),
      studyId: this.target.studyId,
      subjectId,
      form: filled.form,
      visit: filled.visit,
      rowKey: filled.rowKey,
      values: JSON.stringify(filled.values),
      version: 1,
      completeness: completenessOf(form, filled.values),
      definitionVersion: this.target.definitionVersion,
      derivation: null,
      removed: false,
      createdSeq: 0,
      updatedSeq: 0,
    }
  }
}
