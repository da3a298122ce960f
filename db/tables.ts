import { tableGroup, type Kit } from './kit.ts'
import {
  accountTables,
  idempotencyTables,
  passwordTables,
  recoveryCodeTables,
  sessionTables,
} from './tables/account.ts'
import { siteArchiveTables } from './tables/archive.ts'
import { auditTables } from './tables/audit.ts'
import { checkFiringTables } from './tables/check.ts'
import { codingTables, dictionaryTables, dictionaryTermTables } from './tables/dictionary.ts'
import { doseDecisionTables } from './tables/dose.ts'
import { grantTables, settingTables, trainingTables } from './tables/grant.ts'
import { labMappingTables, laboratoryTables } from './tables/laboratory.ts'
import {
  attachmentTables,
  coverSecretTables,
  jobTables,
  labRangeTables,
  snapshotTables,
} from './tables/operation.ts'
import { liveVisitTables } from './tables/live-visit.ts'
import { queryEntryTables, queryTables } from './tables/query.ts'
import { noticeTables, safetyReportTables } from './tables/safety.ts'
import { studyVersionTables } from './tables/study-version.ts'
import { sharedTables } from './tables/shared.ts'
import { siteTables, studyTables } from './tables/study.ts'
import { draftTables, recordTables, subjectTables } from './tables/subject.ts'
import { dataLockTables, signatureTables, verificationTables } from './tables/trust.ts'

/** Every table of the product, built with one engine's columns. */
export const defineTables = tableGroup((k: Kit) => {
  const study = studyTables(k)
  const account = accountTables(k)
  const people = { ...study, ...siteTables(k, study), ...account }
  const versions = studyVersionTables(k, people)
  const subject = subjectTables(k, people)
  const data = { ...people, ...subject, ...recordTables(k, { ...people, ...versions, ...subject }) }
  const query = queryTables(k, data)
  const laboratory = laboratoryTables(k, people)
  const dictionary = dictionaryTables(k, people)
  return {
    ...data,
    ...versions,
    ...passwordTables(k, account),
    ...sessionTables(k, account),
    ...idempotencyTables(k, account),
    ...grantTables(k, people),
    ...recoveryCodeTables(k, account),
    ...settingTables(k),
    ...trainingTables(k, people),
    ...draftTables(k, data),
    ...liveVisitTables(k, people),
    ...query,
    ...queryEntryTables(k, { ...data, ...query }),
    ...verificationTables(k, data),
    ...signatureTables(k, data),
    ...dataLockTables(k, data),
    ...auditTables(k),
    ...siteArchiveTables(k, people),
    ...sharedTables(k),
    ...labRangeTables(k, people),
    ...snapshotTables(k, people),
    ...coverSecretTables(k, people),
    ...doseDecisionTables(k, people),
    ...attachmentTables(k, data),
    ...jobTables(k, people),
    ...checkFiringTables(k, { ...data, ...query }),
    ...laboratory,
    ...labMappingTables(k, { ...people, ...laboratory }),
    ...safetyReportTables(k, data),
    ...noticeTables(k, data),
    ...dictionary,
    ...dictionaryTermTables(k, dictionary),
    ...codingTables(k, { ...data, ...dictionary }),
  }
})

export type Tables = ReturnType<typeof defineTables>
