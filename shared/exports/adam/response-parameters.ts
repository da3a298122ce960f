import type { ResponseSource } from '../../endpoints/results.ts'

/** PARCAT2: whose responses the analysis reads. */
export function evaluatorCategory(source: ResponseSource): string {
  return source === 'investigator' ? 'Investigator' : 'Derived from Measurements'
}

/** AVAL of a response, best first. */
export const RESPONSE_NUMBERS: Readonly<Record<string, number>> = {
  CR: 1,
  PR: 2,
  SD: 3,
  'NON-CR/NON-PD': 4,
  PD: 5,
  NE: 6,
  MISSING: 7,
}

/** Responses from the best reason to look away to the worst: of one date the last of these is meant. */
export const WORST_LAST: readonly string[] = ['NE', 'CR', 'PR', 'SD', 'NON-CR/NON-PD', 'PD']

/** A parameter of tumour response: its code without the letter of the criterion, and its name. */
export interface ResponseParameter {
  readonly code: string
  readonly name: string
}

/** The set of one criterion, in its order. @source mapping, section 4 */
export const RESPONSE_PARAMETERS = {
  OVR: { code: 'OVR', name: 'Overall Response' },
  PD: { code: 'PD', name: 'Disease Progression' },
  RSP: { code: 'RSP', name: 'Response, Unconfirmed' },
  CRSP: { code: 'CRSP', name: 'Response, Confirmed' },
  BOR: { code: 'BOR', name: 'Best Overall Response, Unconfirmed' },
  CBOR: { code: 'CBOR', name: 'Best Overall Response, Confirmed' },
  CB: { code: 'CB', name: 'Clinical Benefit (CR, PR, SD or NON-CR/NON-PD), Unconfirmed' },
  CCB: { code: 'CCB', name: 'Clinical Benefit (CR, PR, SD or NON-CR/NON-PD), Confirmed' },
  BCP: { code: 'BCP', name: 'Best Overall Response of CR or PR, Unconfirmed' },
  CBCP: { code: 'CBCP', name: 'Best Overall Response of CR or PR, Confirmed' },
  MDIS: { code: 'MDIS', name: 'Measurable Disease at Baseline' },
  LSTA: { code: 'LSTA', name: 'Last Evaluable Assessment' },
} as const satisfies Readonly<Record<string, ResponseParameter>>

/** Best responses that are a clinical benefit. */
export const CONTROLLED: readonly string[] = ['CR', 'PR', 'SD', 'NON-CR/NON-PD']

export const DEATH_PARAMETER: ResponseParameter = { code: 'DEATH', name: 'Death' }
