import { confirmingVisit } from './confirmation.ts'
import type { DatedResponse } from './dated-response.ts'
import type { OverallResponse, ResponseSettings } from './define.ts'

/** Responses after rule B-8, and whether a CR was followed by disease at all (always warned). */
export interface ReadResponses {
  readonly responses: readonly DatedResponse[]
  readonly crThenDisease: boolean
}

/**
 * Reads a CR that is followed by PR, SD or NON-CR/NON-PD as the setting says. Derived responses
 * never contain it (O-5); recorded ones may. @source RECIST 1.1, table 3 and its footnote; rule B-8
 */
export function readDiseaseAfterCr(
  responses: readonly DatedResponse[],
  settings: ResponseSettings,
): ReadResponses {
  const disease = firstDiseaseAfterCr(responses)
  if (disease === null) return { responses, crThenDisease: false }
  return { responses: reading(responses, disease, settings), crThenDisease: true }
}

function reading(
  responses: readonly DatedResponse[],
  disease: number,
  settings: ResponseSettings,
): readonly DatedResponse[] {
  switch (settings.crFollowedByDisease) {
    case 'AS_RECORDED':
      return responses
    case 'DISEASE_IS_PD':
      return responses.map((visit, index) => (index === disease ? asProgression(visit) : visit))
    case 'CR_WAS_PR':
      return withCrAsPr(responses, settings)
  }
}

function firstDiseaseAfterCr(responses: readonly DatedResponse[]): number | null {
  let complete = false
  for (const [index, { response }] of responses.entries()) {
    if (complete && isDisease(response)) return index
    if (response === 'CR') complete = true
    if (response === 'PD') return null
  }
  return null
}

function isDisease(response: OverallResponse): boolean {
  return response === 'PR' || response === 'SD' || response === 'NON-CR/NON-PD'
}

/** Progression is dated at the first scan of its visit (D-1). */
function asProgression(visit: DatedResponse): DatedResponse {
  return { ...visit, day: visit.earliest ?? visit.day, response: 'PD' }
}

// From the last visit back, so that a row of unconfirmed CR before a PR is read as one PR. A CR that
// confirms an earlier one is part of a confirmed CR and stays.
function withCrAsPr(
  responses: readonly DatedResponse[],
  settings: ResponseSettings,
): readonly DatedResponse[] {
  const confirmed = confirmedComplete(responses, settings)
  const read = [...responses]
  let following: OverallResponse | null = null
  for (const [index, visit] of [...responses.entries()].reverse()) {
    if (visit.response === 'CR' && following === 'PR' && !confirmed.has(index)) {
      read[index] = { ...visit, response: 'PR' }
    }
    const response = read[index]?.response ?? 'NE'
    if (response !== 'NE') following = response
  }
  return read
}

function confirmedComplete(
  responses: readonly DatedResponse[],
  settings: ResponseSettings,
): ReadonlySet<number> {
  const confirmed = new Set<number>()
  for (const [index, { response }] of responses.entries()) {
    const by = response === 'CR' ? confirmingVisit(responses, index, settings) : null
    if (by === null) continue
    for (let between = index; between <= by; between++) confirmed.add(between)
  }
  return confirmed
}
