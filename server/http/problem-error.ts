import type { Problem, ProblemType } from '../../shared/api/problem.ts'

type WithoutTitle<P> = P extends Problem ? Omit<P, 'title'> & { readonly title?: string } : never

/** A problem as services write it: the title follows from the type. */
export type ProblemInput = WithoutTitle<Problem>

/** For logs and curious people; the client shows its own text for the type. */
const TITLES: Readonly<Record<ProblemType, string>> = {
  'urn:problem:invalid-input': 'Some fields are not valid.',
  'urn:problem:malformed': 'The request could not be read.',
  'urn:problem:sign-in-failed': 'Sign-in failed.',
  'urn:problem:not-signed-in': 'Sign in first.',
  'urn:problem:password-change-required': 'The password must be changed before anything else.',
  'urn:problem:second-factor-required': 'A second factor must be set up before anything else.',
  'urn:problem:training-required': 'Training is missing: the role may read, and writes nothing.',
  'urn:problem:forbidden': 'Your role does not permit this here.',
  'urn:problem:cross-origin': 'Requests from other sites are refused.',
  'urn:problem:insecure-transport': 'Passwords are accepted over an encrypted connection only.',
  'urn:problem:not-found': 'There is no such thing, or it is not yours to see.',
  'urn:problem:version-conflict': 'Somebody else has saved this in the meantime.',
  'urn:problem:already-exists': 'This exists already.',
  'urn:problem:wrong-order': 'Another step comes first.',
  'urn:problem:locked': 'The data of this place are frozen or locked.',
  'urn:problem:lock-preconditions': 'Something is still open; a lock asks for it first.',
  'urn:problem:precondition-required': 'The If-Match header must name the version that was read.',
  'urn:problem:reason-required': 'A reason is required.',
  'urn:problem:too-large': 'The request is too large.',
  'urn:problem:too-many-requests': 'Too many attempts. Wait before the next one.',
  'urn:problem:format-not-available': 'This format is not available.',
  'urn:problem:format-failed': 'A format could not be made. The fault was logged.',
  'urn:problem:same-file-name':
    'Two files of this format would bear the same name. Take another format, or rename the form.',
  'urn:problem:package-too-large':
    'A ZIP file cannot hold so much. Take fewer formats, sites or subjects at once.',
  'urn:problem:text-redacted':
    'A text was redacted since: the file was withdrawn, because it may hold it. Make it again.',
  'urn:problem:range-not-satisfiable': 'The file does not reach that far.',
  'urn:problem:storage-full': "There is no room left on the server's disk: nothing was saved.",
  'urn:problem:backup': 'The backup was not made, or the archive was refused.',
  'urn:problem:interrupted': 'The program ended while this was under way.',
  'urn:problem:database-unreachable':
    'The database does not answer. Try again in a moment; what was acknowledged is safe.',
  'urn:problem:database-busy':
    'Another program writes to the database: nothing of this was done. Try again in a moment.',
  'urn:problem:internal': 'The server met a fault of its own. It was logged.',
}

/** An expected refusal. Thrown by services; written once, by the problem handler. */
export class ProblemError extends Error {
  override readonly name = 'ProblemError'
  readonly problem: ProblemInput & { readonly title: string }

  constructor(problem: ProblemInput) {
    super(problem.detail ?? problem.type)
    this.problem = { ...problem, title: problem.title ?? TITLES[problem.type] }
  }
}

/** The 404 for what does not exist and for what the caller may not see: the two look the same. */
export function notFound(entity: string): ProblemError {
  return new ProblemError({ type: 'urn:problem:not-found', status: 404, entity })
}

/** The refusal of one field of the body. */
export function invalidField(
  pointer: string,
  key: string,
  params?: Readonly<Record<string, string | number>>,
): ProblemError {
  const error = params === undefined ? { pointer, key } : { pointer, key, params: { ...params } }
  return new ProblemError({ type: 'urn:problem:invalid-input', status: 422, errors: [error] })
}
