import type { ReactNode } from 'react'
import type { Problem } from '../../shared/api/problem.ts'
import type { TextKey } from '../../shared/texts/keys.ts'
import { lockPlace } from '../../shared/locks/unlockings.ts'
import { formatTime } from './format.ts'
import { ProblemFailure } from './http.ts'
import { Notice } from './page.tsx'
import { useTexts, type TextParams, type Texts } from './texts.ts'

interface Sentence {
  readonly key: TextKey
  readonly params?: TextParams
}

/** What went wrong and what to do, in the reader's language. */
export function problemText({ t, tKnown }: Texts, error: unknown): string {
  if (!(error instanceof ProblemFailure)) return t('problem.noAnswer')
  const { problem } = error
  const { key, params } = sentenceFor(problem, { t, tKnown })
  const number = problem.status < 500 ? [] : requestNumber(problem, t)
  const fields =
    problem.type === 'urn:problem:invalid-input' || problem.type === 'urn:problem:reason-required'
      ? problem.errors.map((fault) => tKnown(fault.key, fault.params))
      : []
  return [t(key, params), ...fields, ...number].join(' ')
}

/** A fault of the server is found in its log by the number of the request, which a person can read out. */
function requestNumber({ instance }: Problem, t: Texts['t']): readonly string[] {
  if (instance === undefined) return []
  return [t('problem.requestNumber', { id: instance.replace('urn:uuid:', '') })]
}

function sentenceFor(problem: Problem, texts: Pick<Texts, 't' | 'tKnown'>): Sentence {
  if (problem.type === 'urn:problem:wrong-order') return orderSentence(problem.requires, texts)
  if (problem.type === 'urn:problem:locked') return lockedSentence(problem, texts)
  if (problem.type === 'urn:problem:lock-preconditions') {
    const count = problem.counts.reduce((total, of) => total + of.count, 0)
    const kinds = problem.counts.map((of) => `${texts.t(`open.${of.kind}`)}: ${of.count}`)
    return { key: 'problem.stillOpen', params: { count, kinds: kinds.join(', ') } }
  }
  return sentenceOf(problem)
}

type Locked = Extract<Problem, { type: 'urn:problem:locked' }>

/** What holds the place. A change that would reach into a lock from elsewhere says so. */
function lockedSentence({ lock, act }: Locked, { t }: Pick<Texts, 't'>): Sentence {
  const place = lockPlace(lock) || t('lock.studyWide')
  const params = { place, at: formatTime(lock.setAt), by: lock.setBy }
  if (lock.kind === 'freeze') return { key: 'problem.frozen', params }
  const isBeside = act === 'review.reopen' || act === 'laboratory.recalculate'
  return { key: isBeside ? 'problem.lockedBeside' : 'problem.locked', params }
}

const PLAIN = {
  'urn:problem:invalid-input': 'problem.invalidInput',
  'urn:problem:malformed': 'problem.malformed',
  'urn:problem:sign-in-failed': 'problem.signInFailed',
  'urn:problem:not-signed-in': 'problem.notSignedIn',
  'urn:problem:password-change-required': 'problem.passwordChange',
  'urn:problem:second-factor-required': 'problem.secondFactor',
  'urn:problem:forbidden': 'problem.forbidden',
  'urn:problem:cross-origin': 'problem.crossOrigin',
  'urn:problem:insecure-transport': 'problem.insecure',
  'urn:problem:not-found': 'problem.notFound',
  'urn:problem:version-conflict': 'problem.conflict',
  'urn:problem:precondition-required': 'problem.conflict',
  'urn:problem:reason-required': 'problem.reasonRequired',
  'urn:problem:format-not-available': 'problem.format',
  'urn:problem:text-redacted': 'problem.textRedacted',
  'urn:problem:range-not-satisfiable': 'problem.range',
  'urn:problem:storage-full': 'problem.storageFull',
  'urn:problem:interrupted': 'problem.interrupted',
  'urn:problem:internal': 'problem.internal',
} as const satisfies Partial<Record<Problem['type'], TextKey>>

/** What must come first: criteria by their number, everything else by its own words. */
function orderSentence(
  requires: readonly string[],
  { t, tKnown }: Pick<Texts, 't' | 'tKnown'>,
): Sentence {
  const named = requires.map((step) => {
    const criterion = /^eligibility\.(.+)$/.exec(step)?.[1]
    // `form.complete@C1D1 vitals`: the rule, and where it is not met.
    const [rule = step, where = ''] = step.split('@')
    return criterion === undefined
      ? tKnown(`requires.${rule}`, { where })
      : t('requires.eligibility', { criterion })
  })
  return { key: 'problem.order', params: { requires: named.join(', ') } }
}

type OwnSentence = Extract<
  Problem,
  { type: 'urn:problem:wrong-order' | 'urn:problem:locked' | 'urn:problem:lock-preconditions' }
>

function databaseSentence(problem: Extract<Problem, { status: 503 }>): Sentence {
  const params = { seconds: problem.retryAfterSeconds }
  if (problem.type === 'urn:problem:database-busy') return { key: 'problem.databaseBusy', params }
  const isKnown = problem.outcome === 'nothing-done'
  return { key: isKnown ? 'problem.databaseUnreachable' : 'problem.databaseUnknown', params }
}

function sentenceOf(problem: Exclude<Problem, OwnSentence>): Sentence {
  if (problem.type === 'urn:problem:backup') {
    return { key: `backup.fault.${problem.fault}`, params: problem.params }
  }
  if (problem.type === 'urn:problem:already-exists') {
    return { key: 'problem.exists', params: { key: problem.key } }
  }
  if (problem.type === 'urn:problem:too-large') {
    return { key: 'problem.tooLarge', params: { limit: problem.limitBytes } }
  }
  if (problem.type === 'urn:problem:too-many-requests') {
    return { key: 'problem.tooMany', params: { seconds: problem.retryAfterSeconds } }
  }
  if (problem.status === 503) return databaseSentence(problem)
  if (problem.type === 'urn:problem:training-required') {
    const { training, version } = problem
    return { key: 'problem.training', params: { training, version } }
  }
  if (problem.type === 'urn:problem:format-failed') {
    return { key: 'problem.formatFailed', params: { format: problem.format } }
  }
  if (problem.type === 'urn:problem:same-file-name') {
    return { key: 'problem.sameFileName', params: { format: problem.format, file: problem.file } }
  }
  if (problem.type === 'urn:problem:package-too-large') {
    const gigabytes = (problem.limitBytes / 2 ** 30).toFixed(0)
    return { key: 'problem.packageTooLarge', params: { gigabytes, files: problem.limitFiles } }
  }
  // A problem that the table does not hold does not compile here.
  return { key: PLAIN[problem.type] }
}

/** A refusal shown where it arose; nothing while there is none. */
export function ProblemNotice({ error }: { readonly error: unknown }): ReactNode {
  const texts = useTexts()
  if (error === null || error === undefined) return null
  return <Notice kind="fault">{problemText(texts, error)}</Notice>
}
