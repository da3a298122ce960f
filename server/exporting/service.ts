export { figureFile } from './figure-files.ts'
export { serverFormats } from './formats.ts'
export { formatInput, stateOf, type DataState } from './format-input.ts'
export { drawnFile, figureWish } from './drawn-file.ts'
export { writeFormat } from './format-folder.ts'
export { fileAnswer, handOut } from './hand-out.ts'
export { originOf } from './report-format.ts'
export { inputOfSome, reportInput } from './report-input.ts'
export { besideOf, filesOfFormat, withdrawnOf } from './export-files.ts'
export type { FormatFile, FormatInput, ServerFormat } from './format.ts'
export type { Found } from './datasets/find-problems.ts'
export { findProblems } from './datasets/load-problems.ts'
export { Spool } from './datasets/spool.ts'
export { keepTabulations, latestDate } from './datasets/tabulated.ts'
export { offeredFormats, type OfferedFormat } from './offer.ts'
export {
  reasonOf,
  recordFile,
  stateTaken,
  type ExportedName,
  type ExportReason,
} from './record-export.ts'
export { seenPlaces } from './seen-places.ts'
