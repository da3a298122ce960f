export { noticeSentence } from './notices.ts'
export { mayStillSee } from './recipients.ts'
export { tellImported, tellReportable } from './tell-reportable.ts'
