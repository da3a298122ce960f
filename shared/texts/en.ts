import { access } from './en/access.ts'
import { amendments } from './en/amendments.ts'
import { archive } from './en/archive.ts'
import { auditedFields } from './en/audited-fields.ts'
import { backup } from './en/backup.ts'
import { casebook } from './en/casebook.ts'
import { checks } from './en/checks.ts'
import { cleaning } from './en/cleaning.ts'
import { comparison } from './en/comparison.ts'
import { course } from './en/course.ts'
import { coding } from './en/coding.ts'
import { dataState } from './en/data-state.ts'
import { definition } from './en/definition.ts'
import { dose } from './en/dose.ts'
import { drafts } from './en/drafts.ts'
import { entry } from './en/entry.ts'
import { exportRuns } from './en/export-runs.ts'
import { formFiles } from './en/form-files.ts'
import { frame } from './en/frame.ts'
import { grid } from './en/grid.ts'
import { help } from './en/help.ts'
import { intake } from './en/intake.ts'
import { live } from './en/live.ts'
import { locks } from './en/locks.ts'
import { manage } from './en/manage.ts'
import { mark } from './en/mark.ts'
import { odm } from './en/odm.ts'
import { proof } from './en/proof.ts'
import { queries } from './en/queries.ts'
import { report } from './en/report.ts'
import { safety } from './en/safety.ts'
import { snapshots } from './en/snapshots.ts'
import { signatures } from './en/signatures.ts'
import { story } from './en/story.ts'
import { studyReport } from './en/study-report.ts'
import { subjects } from './en/subjects.ts'
import { trail } from './en/trail.ts'
import { tumour } from './en/tumour.ts'
import { visits } from './en/visits.ts'
import { work } from './en/work.ts'

/** Every sentence a person reads, in English. Its keys are the keys of every language. */
export const en = {
  ...access,
  ...amendments,
  ...archive,
  ...auditedFields,
  ...backup,
  ...casebook,
  ...checks,
  ...cleaning,
  ...coding,
  ...comparison,
  ...course,
  ...dataState,
  ...definition,
  ...dose,
  ...drafts,
  ...entry,
  ...exportRuns,
  ...formFiles,
  ...frame,
  ...grid,
  ...help,
  ...intake,
  ...live,
  ...locks,
  ...manage,
  ...mark,
  ...odm,
  ...proof,
  ...queries,
  ...report,
  ...safety,
  ...snapshots,
  ...signatures,
  ...story,
  ...studyReport,
  ...subjects,
  ...trail,
  ...tumour,
  ...visits,
  ...work,
} as const
