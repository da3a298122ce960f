import type { EditCheck } from '../checks/define.ts'
import { editChecks } from '../checks/registry.ts'

/** What decides which checks of the family a protocol takes. */
export interface CheckChoices {
  /** Keys of the response criteria: some checks ask what mRECIST alone asks. */
  readonly criteria: readonly string[]
  /** A complete response needs normal tumour markers. */
  readonly tumourMarkers?: boolean
  /** false: a response counts without a repeat. */
  readonly confirmation?: boolean
  /** Dose-limiting toxicities are asked. */
  readonly doseLimitingToxicity?: boolean
}

/** Viable tumour, effusions by cytology, porta hepatis nodes, no floor: questions of mRECIST. */
const MRECIST_ONLY = new Set(['RS-07', 'RS-10', 'TU-05', 'TU-08', 'TU-09'])
const MARKERS_ONLY = new Set(['RS-08', 'RS-09'])
/** The floor of 5 mm is asked by RECIST 1.1. */
const RECIST_ONLY = new Set(['RS-12'])
const CONFIRMATION_ONLY = new Set(['RS-13'])
const DOSE_LIMITING_ONLY = new Set(['AE-10'])

/** The edit checks of a built-in protocol, in the order of the family. */
export function protocolChecks(choices: CheckChoices): readonly EditCheck[] {
  const { criteria, tumourMarkers = false, confirmation = true } = choices
  const sets = [
    { keys: MRECIST_ONLY, asked: criteria.includes('mRECIST') },
    { keys: RECIST_ONLY, asked: criteria.includes('RECIST 1.1') },
    { keys: MARKERS_ONLY, asked: tumourMarkers },
    { keys: CONFIRMATION_ONLY, asked: confirmation },
    { keys: DOSE_LIMITING_ONLY, asked: choices.doseLimitingToxicity === true },
  ]
  return editChecks.all.filter(({ key }) =>
    sets.every(({ keys, asked }) => asked || !keys.has(key)),
  )
}
