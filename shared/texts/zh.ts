import type { TextKey } from './keys.ts'
import { access } from './zh/access.ts'
import { amendments } from './zh/amendments.ts'
import { archive } from './zh/archive.ts'
import { auditedFields } from './zh/audited-fields.ts'
import { backup } from './zh/backup.ts'
import { casebook } from './zh/casebook.ts'
import { checks } from './zh/checks.ts'
import { cleaning } from './zh/cleaning.ts'
import { comparison } from './zh/comparison.ts'
import { course } from './zh/course.ts'
import { coding } from './zh/coding.ts'
import { dataState } from './zh/data-state.ts'
import { definition } from './zh/definition.ts'
import { dose } from './zh/dose.ts'
import { drafts } from './zh/drafts.ts'
import { entry } from './zh/entry.ts'
import { exportRuns } from './zh/export-runs.ts'
import { formFiles } from './zh/form-files.ts'
import { frame } from './zh/frame.ts'
import { grid } from './zh/grid.ts'
import { help } from './zh/help.ts'
import { intake } from './zh/intake.ts'
import { live } from './zh/live.ts'
import { locks } from './zh/locks.ts'
import { manage } from './zh/manage.ts'
import { mark } from './zh/mark.ts'
import { odm } from './zh/odm.ts'
import { proof } from './zh/proof.ts'
import { queries } from './zh/queries.ts'
import { report } from './zh/report.ts'
import { safety } from './zh/safety.ts'
import { snapshots } from './zh/snapshots.ts'
import { signatures } from './zh/signatures.ts'
import { story } from './zh/story.ts'
import { studyReport } from './zh/study-report.ts'
import { subjects } from './zh/subjects.ts'
import { trail } from './zh/trail.ts'
import { tumour } from './zh/tumour.ts'
import { visits } from './zh/visits.ts'
import { work } from './zh/work.ts'

/** Every sentence a person reads, in simplified Chinese; exactly the keys of the English ones. */
export const zh: Readonly<Record<TextKey, string>> = {
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
}
