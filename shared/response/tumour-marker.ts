import type {
  Assessment,
  Baseline,
  MarkerFinding,
  NonTargetResponse,
  OverallResponse,
  ResponseSettings,
} from './define.ts'

type MarkerRule = ResponseSettings['tumourMarkerForCr']

/** What the markers of one visit mean for a complete response. */
export interface MarkerVerdict {
  readonly rule: 'K-1' | 'K-2' | 'K-3' | 'K-4'
  /** K-2: what a non-target CR becomes; `null` when it stands. */
  readonly nonTarget: 'NON-CR/NON-PD' | 'NE' | null
  /** K-3 and K-4: an overall CR, derived or recorded, does not stand. */
  readonly blocksOverallCr: boolean
  readonly missing: boolean
  readonly raised: boolean
}

const NO_RULE: MarkerVerdict = {
  rule: 'K-1',
  nonTarget: null,
  blocksOverallCr: false,
  missing: false,
  raised: false,
}

const NOT_MEASURED: MarkerFinding = { value: null, upperLimit: null }

/** Judges the marker of one visit. A marker never makes PR, SD or PD by itself (K-1). @source rules K-1 to K-5 */
export function judgeMarker(
  rule: MarkerRule,
  baseline: Baseline['marker'],
  marker: Assessment['marker'],
): MarkerVerdict {
  const finding = withLimit(marker ?? NOT_MEASURED, baseline)
  switch (rule) {
    case 'NOT_USED':
      return NO_RULE
    case 'IF_ELEVATED_AT_BASELINE':
      return isRaised(baseline) ? ifElevated(finding) : NO_RULE
    case 'NORMAL_OR_NEVER_RAISED':
      return mustBeNormal('K-3', finding, !wasRaised(baseline, marker))
    case 'MUST_BE_NORMAL':
      return mustBeNormal('K-4', finding, false)
  }
}

function wasRaised(baseline: Baseline['marker'], marker: Assessment['marker']): boolean {
  return isRaised(baseline) || marker?.earlierRaised === true
}

/** The overall response after K-3 and K-4: a blocked CR counts as PR, without targets as NON-CR/NON-PD. */
export function afterMarker(
  response: OverallResponse,
  marker: MarkerVerdict,
  hasTargets: boolean,
): OverallResponse {
  if (response !== 'CR' || !marker.blocksOverallCr) return response
  return hasTargets ? 'PR' : 'NON-CR/NON-PD'
}

/** The non-target response after K-2; without non-target disease there is nothing to change here. */
export function nonTargetAfterMarker(
  response: NonTargetResponse | null,
  marker: MarkerVerdict,
): NonTargetResponse | null {
  return response === 'CR' && marker.nonTarget !== null ? marker.nonTarget : response
}

function ifElevated(marker: MarkerFinding): MarkerVerdict {
  const level = levelOf(marker)
  return {
    rule: 'K-2',
    nonTarget: level === 'missing' ? 'NE' : level === 'normal' ? null : 'NON-CR/NON-PD',
    blocksOverallCr: false,
    missing: level === 'missing',
    raised: level === 'raised',
  }
}

function mustBeNormal(
  rule: 'K-3' | 'K-4',
  marker: MarkerFinding,
  missingIsFine: boolean,
): MarkerVerdict {
  const level = levelOf(marker)
  return {
    rule,
    nonTarget: null,
    blocksOverallCr: level === 'missing' ? !missingIsFine : level !== 'normal',
    missing: level === 'missing',
    raised: level === 'raised',
  }
}

// A result may come without its reference range; then the range of its test at baseline serves.
function withLimit(marker: MarkerFinding, baseline: Baseline['marker']): MarkerFinding {
  const served = baseline !== null && baseline.test === marker.test ? baseline.upperLimit : null
  return { value: marker.value, upperLimit: marker.upperLimit ?? served }
}

/** Against its upper limit; without a limit nobody can say that a value is normal. */
function levelOf({
  value,
  upperLimit,
}: MarkerFinding): 'missing' | 'normal' | 'raised' | 'unknown' {
  if (value === null) return 'missing'
  if (upperLimit === null) return 'unknown'
  return value > upperLimit ? 'raised' : 'normal'
}

/** Known to be above the upper limit. */
export function isRaised(marker: MarkerFinding | null): boolean {
  return marker !== null && levelOf(marker) === 'raised'
}
