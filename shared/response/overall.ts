import type { NonTargetResponse, OverallResponse, TargetResponse } from './define.ts'

type OrNone<R extends string> = R | 'NA'

/**
 * Overall response without a new lesion; NA = no lesion of that kind at baseline. The rows are the
 * target responses. Without any disease at baseline no criterion applies (O-4): nothing is evaluable.
 * @source RECIST 1.1, tables 1 and 2; mRECIST (Lencioni and Llovet 2010); rules O-1, O-2, O-6
 */
const OVERALL: Readonly<
  Record<OrNone<TargetResponse>, Readonly<Record<OrNone<NonTargetResponse>, OverallResponse>>>
> = {
  CR: { CR: 'CR', 'NON-CR/NON-PD': 'PR', PD: 'PD', NE: 'PR', NA: 'CR' },
  PR: { CR: 'PR', 'NON-CR/NON-PD': 'PR', PD: 'PD', NE: 'PR', NA: 'PR' },
  SD: { CR: 'SD', 'NON-CR/NON-PD': 'SD', PD: 'PD', NE: 'SD', NA: 'SD' },
  PD: { CR: 'PD', 'NON-CR/NON-PD': 'PD', PD: 'PD', NE: 'PD', NA: 'PD' },
  NE: { CR: 'NE', 'NON-CR/NON-PD': 'NE', PD: 'PD', NE: 'NE', NA: 'NE' },
  NA: { CR: 'CR', 'NON-CR/NON-PD': 'NON-CR/NON-PD', PD: 'PD', NE: 'NE', NA: 'NE' },
}

/** Overall response at one assessment; a new lesion is PD whatever the rest. `null` = none at baseline. */
export function overallResponse(
  target: TargetResponse | null,
  nonTarget: NonTargetResponse | null,
  newLesion: boolean,
): OverallResponse {
  return newLesion ? 'PD' : OVERALL[target ?? 'NA'][nonTarget ?? 'NA']
}
