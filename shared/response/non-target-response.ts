import type {
  Assessment,
  Cytology,
  NonTargetLesion,
  NonTargetResponse,
  NonTargetState,
} from './define.ts'

export interface NonTargetQuestion {
  readonly lesions: readonly NonTargetLesion[]
  readonly states: Assessment['nonTargets']
  /** The last evaluable overall response in force was CR, and disease after CR is PD (O-5). */
  readonly afterCr: boolean
  /** An effusion progresses only with positive cytology (N-4). */
  readonly effusionNeedsCytology: boolean
}

export interface NonTargetVerdict {
  readonly response: NonTargetResponse
  readonly rule: 'N-1' | 'N-2' | 'N-3'
  /** An effusion is said to progress, and nobody looked for tumour cells. */
  readonly cytologyMissing: boolean
}

type Finding = 'progression' | 'present' | 'absent' | 'not-evaluable'

/** Non-target response at one assessment; `null` without such lesions. @source RECIST 1.1, 4.3.3-4.3.4 */
export function nonTargetResponse(question: NonTargetQuestion): NonTargetVerdict | null {
  if (question.lesions.length === 0) return null
  const seen: Seen = { progression: false, present: false, notEvaluable: false }
  let cytologyMissing = false
  for (const lesion of question.lesions) {
    const entry = question.states.get(lesion.id)
    const needsCytology =
      question.effusionNeedsCytology &&
      isEffusion(lesion.kind) &&
      entry?.state.kind === 'unequivocal-progression'
    if (needsCytology && isMissing(entry.cytology)) cytologyMissing = true
    note(seen, findingOf(entry, needsCytology))
  }
  return verdictOf(seen, question.afterCr, cytologyMissing)
}

/** Which findings occur among the lesions. */
interface Seen {
  progression: boolean
  present: boolean
  notEvaluable: boolean
}

function note(seen: Seen, finding: Finding): void {
  if (finding === 'progression') seen.progression = true
  if (finding === 'present') seen.present = true
  if (finding === 'not-evaluable') seen.notEvaluable = true
}

export function isEffusion(kind: string): boolean {
  return kind === 'EFFUSION_OR_ASCITES'
}

export function isMissing(cytology: Cytology | undefined): boolean {
  return cytology === undefined || cytology === 'NOT_DONE'
}

// Where no cytology is asked for at all, the reader's entry already is the result of the rule (L-8).
function findingOf(
  entry: { readonly state: NonTargetState; readonly cytology?: Cytology } | undefined,
  needsCytology: boolean,
): Finding {
  switch (entry?.state.kind) {
    case 'unequivocal-progression':
      return needsCytology && entry.cytology !== undefined && entry.cytology !== 'POSITIVE'
        ? 'present'
        : 'progression'
    case 'present':
      return 'present'
    case 'absent':
      return 'absent'
    case 'not-evaluable':
    case undefined:
      return 'not-evaluable'
  }
}

function verdictOf(seen: Seen, afterCr: boolean, cytologyMissing: boolean): NonTargetVerdict {
  if (seen.progression) return { response: 'PD', rule: 'N-1', cytologyMissing }
  if (afterCr && seen.present) return { response: 'PD', rule: 'N-3', cytologyMissing }
  if (seen.notEvaluable) return { response: 'NE', rule: 'N-2', cytologyMissing }
  return { response: seen.present ? 'NON-CR/NON-PD' : 'CR', rule: 'N-2', cytologyMissing }
}
