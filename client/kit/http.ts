import type { z } from 'zod'
import type { BodyInputOf, QueryInputOf, ResponseOf, Route } from '../../shared/api/define.ts'
import { ACCOUNT_HEADER } from '../../shared/api/account-header.ts'
import { UNATTENDED_HEADER } from '../../shared/api/unattended-header.ts'
import { problemSchema, type Problem, type ProblemType } from '../../shared/api/problem.ts'
import { actingAs } from './acting-as.ts'

/** A typed refusal of the server (RFC 9457). Screens switch on `problem.type`. */
export class ProblemFailure extends Error {
  readonly problem: Problem

  constructor(problem: Problem) {
    super(problem.type)
    this.name = 'ProblemFailure'
    this.problem = problem
  }
}

/** The server could not be reached, or answered something that is no answer of the product. */
export class NoAnswerFailure extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'NoAnswerFailure'
  }
}

/** Whether a failed call was refused with this problem. */
export function isProblem(error: unknown, type: ProblemType): boolean {
  return error instanceof ProblemFailure && error.problem.type === type
}

/** The database could not be used just now: the same call may succeed a moment later. */
export function isDatabaseAway(error: unknown): boolean {
  return (
    isProblem(error, 'urn:problem:database-unreachable') ||
    isProblem(error, 'urn:problem:database-busy')
  )
}

export interface CallOptions<R extends Route> {
  readonly params?: Readonly<Record<string, string>>
  readonly query?: QueryInputOf<R>
  readonly body?: BodyInputOf<R>
  /** Version of the record the change was made on. */
  readonly version?: number
  readonly idempotencyKey?: string
  readonly signal?: AbortSignal
  /** The page asks by itself: the session is not kept alive by it. */
  readonly unattended?: boolean
}

/** Calls one route of the table. Throws `ProblemFailure` for a refusal, `NoAnswerFailure` without an answer. */
export async function call<R extends Route>(
  route: R,
  options: CallOptions<R> = {},
): Promise<ResponseOf<R>> {
  const { response, text } = await send(route, options)
  const payload: unknown = text === '' ? null : parseJson(text)
  if (!response.ok) throw new ProblemFailure(parseProblem(payload, response.status))
  const schema: z.ZodType = route.response
  return schema.parse(payload) as ResponseOf<R>
}

/** An answer that breaks off in the middle is none. */
async function send<R extends Route>(
  route: R,
  options: CallOptions<R>,
): Promise<{ readonly response: Response; readonly text: string }> {
  const init: RequestInit = {
    method: route.method.toUpperCase(),
    headers: headersOf(options),
    credentials: 'same-origin',
    cache: 'no-store',
  }
  if (options.body !== undefined) init.body = JSON.stringify(options.body)
  else if (route.method !== 'get') init.body = '{}'
  if (options.signal) init.signal = options.signal
  try {
    const response = await fetch(urlOf(route, options), init)
    return { response, text: await response.text() }
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error
    throw new NoAnswerFailure(String(error))
  }
}

function headersOf(options: CallOptions<Route>): Record<string, string> {
  const headers: Record<string, string> = {
    accept: 'application/json, application/problem+json',
    'content-type': 'application/json',
  }
  if (options.version !== undefined) headers['if-match'] = `"${options.version}"`
  if (options.idempotencyKey !== undefined) headers['idempotency-key'] = options.idempotencyKey
  if (options.unattended === true) headers[UNATTENDED_HEADER] = '1'
  const account = actingAs()
  if (account !== null) headers[ACCOUNT_HEADER] = account
  return headers
}

/** The address of a route with its parameters filled in. A missing parameter is a fault of the caller. */
export function urlOf(route: Route, options: CallOptions<Route>): string {
  const path = route.path.replace(/:([a-zA-Z]+)/g, (_, name: string) => {
    const value = options.params?.[name]
    if (value === undefined) throw new Error(`${route.id}: parameter ${name} is missing`)
    return encodeURIComponent(value)
  })
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(options.query ?? {})) {
    if (typeof value === 'string' || typeof value === 'number') search.set(name, String(value))
  }
  const text = search.toString()
  return text === '' ? path : `${path}?${text}`
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new NoAnswerFailure('The answer is not JSON.')
  }
}

/** The failure that a refused answer stands for. */
export function problemOf(text: string, status: number): ProblemFailure {
  return new ProblemFailure(parseProblem(parseJson(text), status))
}

function parseProblem(payload: unknown, status: number): Problem {
  const parsed = problemSchema.safeParse(payload)
  if (parsed.success) return parsed.data
  throw new NoAnswerFailure(`Status ${status} without a problem.`)
}

/** A fresh key that makes a repeated create harmless; 128 random bits. */
export function newIdempotencyKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}
