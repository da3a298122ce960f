import type { EditCheck } from '../checks/define.ts'
import { editChecks } from '../checks/registry.ts'

/** What decides which checks of the family a protocol takes. */
export interface CheckChoices {
  /** Keys of the response criteria: some checks ask what mRECIST alone asks. */
  readonly criteria: readonly string[]
  /** A complete response needs normal tumour markers. */
  readonly tumourMarkers?: boolean
}

/** Viable tumour, effusions by cytology, porta hepatis nodes, no floor: questions of mRECIST. */
const MRECIST_ONLY = new Set(['RS-07', 'RS-10', 'TU-05', 'TU-08', 'TU-09'])
const MARKERS_ONLY = new Set(['RS-08', 'RS-09'])

/** The edit checks of a built-in protocol, in the order of the family. */
export function protocolChecks(choices: CheckChoices): readonly EditCheck[] {
  const usesMrecist = choices.criteria.includes('mRECIST')
  return editChecks.all.filter(
    ({ key }) =>
      (usesMrecist || !MRECIST_ONLY.has(key)) &&
      (choices.tumourMarkers === true || !MARKERS_ONLY.has(key)),
  )
}
