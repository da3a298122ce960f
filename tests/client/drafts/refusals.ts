import { NoAnswerFailure, ProblemFailure } from '../../../client/kit/http.ts'
import type { DraftView } from '../../../shared/api/routes/drafts.ts'

/** How a server refuses a draft, or does not answer. */
export const refusal = {
  gone: new NoAnswerFailure('gone'),
  noDatabase: new ProblemFailure({
    type: 'urn:problem:database-unreachable',
    status: 503,
    title: 'The database does not answer.',
    outcome: 'nothing-done',
    retryAfterSeconds: 5,
  }),
  busyDatabase: new ProblemFailure({
    type: 'urn:problem:database-busy',
    status: 503,
    title: 'Another program writes to the database.',
    retryAfterSeconds: 5,
  }),
  signedOut: new ProblemFailure({
    type: 'urn:problem:not-signed-in',
    status: 401,
    title: 'Sign in first.',
  }),
  forbidden: new ProblemFailure({
    type: 'urn:problem:forbidden',
    status: 403,
    title: 'no',
    permission: 'record.write',
  }),
}

/** The refusal that names the draft of another window. */
export const conflictWith = (draft: DraftView) =>
  new ProblemFailure({
    type: 'urn:problem:version-conflict',
    status: 409,
    title: 'conflict',
    expected: 0,
    current: draft,
    submitted: null,
  })
