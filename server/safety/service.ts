export { noticeSentence } from './notices.ts'
export { mayStillSee } from './recipients.ts'
export { tellReportable } from './tell-reportable.ts'
