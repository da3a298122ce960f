import { DRUGS } from '../forms/code-lists.ts'
import { findCode } from '../forms/find-code.ts'
import type { AnalysisConventions } from './define.ts'

type StudyDrugs = Pick<AnalysisConventions, 'studyDrugs'>

const KNOWN: ReadonlySet<string> = new Set(DRUGS.map(({ value }) => value))

/**
 * The name of a drug however it was written: that of the protocol or of the list of drugs, by value or
 * label, case and spaces aside. As entered where it is neither's.
 */
export function drugName(entry: string, { studyDrugs }: StudyDrugs): string {
  if (KNOWN.has(entry) || studyDrugs?.includes(entry) === true) return entry
  const wanted = plain(entry)
  const studied = studyDrugs?.find((drug) => plain(drug) === wanted)
  return studied ?? findCode(DRUGS, entry)?.value ?? entry
}

/** Whether the protocol studies a drug; a protocol that names none studies all. */
export function isStudyDrug(entry: string, conventions: StudyDrugs): boolean {
  return conventions.studyDrugs?.includes(drugName(entry, conventions)) ?? true
}

function plain(text: string): string {
  return text.normalize('NFKC').replace(/\s+/g, ' ').trim().toUpperCase()
}
