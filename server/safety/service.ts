export { noticeSentence } from './notices.ts'
export { tellReportable } from './tell-reportable.ts'
