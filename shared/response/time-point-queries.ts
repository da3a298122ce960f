import type { ResponseQueryCode } from './define.ts'
import type { Judgement } from './judge-assessment.ts'

/** An mRECIST progression on less than this increase deserves a second look (M-4). */
const SMALL_INCREASE = 50

const NO_QUERIES: readonly ResponseQueryCode[] = []

type Question = readonly [ResponseQueryCode, (judgement: Judgement) => boolean]

/** When each query is raised. @source response criteria, end of section 12 */
const QUESTIONS: readonly Question[] = [
  ['CR_REAPPEARANCE', (j) => j.target?.rule === 'T-5' || j.nonTarget?.rule === 'N-3'],
  ['CR_THEN_PR', (j) => j.before.lastEvaluable === 'CR' && isDisease(j.inForce)],
  ['PARTIAL_SUM_PD', (j) => j.target?.rule === 'T-7' && j.sum?.complete === false],
  ['EQUIVOCAL_NEW_LESION_OPEN', (j) => j.newLesions.stillOpen],
  ['NEW_LESION_WITHOUT_PD', hasNewLesionWithoutPd],
  ['NODE_ONLY_PROGRESSION', restsOnSmallNodes],
  ['EFFUSION_WITHOUT_CYTOLOGY', lacksCytology],
  ['MARKER_MISSING_AT_CR', lacksMarkerAtCr],
  ['MARKER_RAISED_AFTER_CR', (j) => j.marker.raised && j.before.lastEvaluable === 'CR'],
  ['SMALL_ABSOLUTE_INCREASE', restsOnSmallIncrease],
]

/** The queries that one assessment raises, those of the reading first. */
export function queriesOf(judgement: Judgement): readonly ResponseQueryCode[] {
  const read = judgement.assessment.queries ?? NO_QUERIES
  let raised: ResponseQueryCode[] | null = null
  for (const [code, applies] of QUESTIONS) {
    if (!applies(judgement)) continue
    raised ??= [...read]
    raised.push(code)
  }
  return raised ?? read
}

function isDisease(response: string): boolean {
  return response === 'PR' || response === 'SD' || response === 'NON-CR/NON-PD'
}

function hasNewLesionWithoutPd({ newLesions, assessment: { recorded } }: Judgement): boolean {
  if (newLesions.overruled) return true
  return newLesions.asAssessed && recorded !== null && recorded !== 'PD'
}

function restsOnSmallNodes({ newLesions, target, nonTarget }: Judgement): boolean {
  return newLesions.smallNodesOnly && target?.response !== 'PD' && nonTarget?.response !== 'PD'
}

function lacksCytology({ newLesions, nonTarget }: Judgement): boolean {
  return newLesions.cytologyMissing || nonTarget?.cytologyMissing === true
}

function lacksMarkerAtCr({ marker, crBeforeMarker, assessment }: Judgement): boolean {
  return marker.missing && (crBeforeMarker || assessment.recorded === 'CR')
}

function restsOnSmallIncrease({ target, nonTarget, newLesions, sum, before }: Judgement): boolean {
  if (target?.rule !== 'T-7' || sum === null || before.nadir === null) return false
  if (nonTarget?.response === 'PD' || newLesions.adjudicated) return false
  return sum.measured - before.nadir < SMALL_INCREASE
}
