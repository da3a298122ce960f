import { pipeline as pipe, type Readable } from 'node:stream'
import type { Express, Request, RequestHandler, Response } from 'express'
import type { Store } from '../../db/store.ts'
import { ACCOUNT_HEADER } from '../../shared/api/account-header.ts'
import { permissionOf, type Route } from '../../shared/api/define.ts'
import { markedName, testMarkOf, type TestMark } from '../../shared/environment/test-mark.ts'
import { UNATTENDED_HEADER } from '../../shared/api/unattended-header.ts'
import { scopesHold } from '../../shared/access/token-scopes.ts'
import { bearerTokenOf } from './bearer-token.ts'
import type { Bearers, Caller, Origin, Sessions } from './caller.ts'
import { streamEvents } from './event-stream.ts'
import { earlierAnswer, keepAnswer, repeatableOf, type Repeatable } from './idempotency.ts'
import { parsePart, refuseUnstorable } from './parse-request.ts'
import { etagOf, expectedVersion } from './preconditions.ts'
import { ProblemError } from './problem-error.ts'
import { noteHandled, notesOf } from './request-log.ts'
import type { Answer, Call, Handler, SiteFilter, StudyScope } from './route-handler.ts'
import type { Scopes } from './scope.ts'
import { sendStored } from './send-stored.ts'
import { sessionCookie, sessionTokenOf, transportOf } from './session-cookie.ts'
import { toldOf } from './told-of.ts'

/** What the pipeline works with. */
export interface Pipeline {
  readonly store: Store
  readonly sessions: Sessions
  readonly bearers: Bearers
  readonly scopes: Scopes
  /** Checks each answer against the route's schema; a fault then is a 500. For tests. */
  readonly checkAnswers: boolean
  /** Milliseconds between two looks at who listens to events; for tests. */
  readonly beatMs?: number | undefined
  /** Ids of routes that stay open while the first password waits to be changed. */
  readonly openBeforePasswordChange: ReadonlySet<string>
  /** The same while a second factor that is asked for waits to be set up. */
  readonly openBeforeSecondFactor: ReadonlySet<string>
}

/** Handlers by route id, their types erased: each is called with exactly its own route's `Call`. */
export type HandlerTable = ReadonlyMap<string, Handler<Route>>

/** Joins the capabilities' typed tables into one by id. */
export function handlerTable(groups: readonly Readonly<Record<string, unknown>>[]): HandlerTable {
  const pairs = groups.flatMap((group) => Object.entries(group))
  return new Map(pairs.map(([id, handler]) => [id, handler as Handler<Route>]))
}

/** Thrown at start when the route table and the handlers do not match one to one. */
export class RouteTableError extends Error {
  override readonly name = 'RouteTableError'
}

/** Gives every route of the table to express. Throws when a route has no handler, or a handler no route. */
export function bindRoutes(
  app: Express,
  routes: readonly Route[],
  handlers: HandlerTable,
  pipeline: Pipeline,
): void {
  const ids = new Set(routes.map(({ id }) => id))
  const missing = [...ids].filter((id) => !handlers.has(id))
  const surplus = [...handlers.keys()].filter((id) => !ids.has(id))
  if (missing.length + surplus.length > 0 || ids.size < routes.length) {
    throw new RouteTableError(
      `Routes without handler: ${missing.join(', ')}; handlers without route: ${surplus.join(', ')}; ` +
        `${ids.size} ids for ${routes.length} routes.`,
    )
  }
  for (const route of routes) {
    const handler = handlers.get(route.id)
    if (handler !== undefined) app[route.method](route.path, bind(route, handler, pipeline))
  }
}

function bind(route: Route, handler: Handler<Route>, pipeline: Pipeline): RequestHandler {
  const answer = answering(route, handler, pipeline)
  return async (request: Request, response: Response): Promise<void> => {
    notesOf(request).routeId = route.id
    try {
      await answer(request, response)
    } finally {
      noteHandled(request)
    }
  }
}

function answering(route: Route, handler: Handler<Route>, pipeline: Pipeline) {
  return async (request: Request, response: Response): Promise<void> => {
    const from = originOf(request)
    const caller = await callerOf(request, route, { pipeline, origin: from })
    const origin = throughToken(from, caller)
    const call = await toCall(request, route, { pipeline, origin, caller })
    const repeatable = repeatableFor(request, route, { caller, body: call.body })
    if (repeatable === null) {
      const answer = await handler(call)
      if (answer.events === undefined)
        await send(route, response, { answer, pipeline, scope: call.scope })
      else {
        const rules = listening(request, route, { pipeline, scope: call.scope })
        streamEvents(request, response, answer.events, rules)
      }
      return
    }
    await answerOnce(response, { route, handler, call, repeatable, pipeline })
  }
}

/**
 * A listener's session, duties and right are looked at again and again; listening is no use of a session.
 * What the stream tells is of the sites it began with: other sites need another stream.
 */
function listening(
  request: Request,
  route: Route,
  { pipeline, scope }: { readonly pipeline: Pipeline; readonly scope: unknown },
): { readonly mayListen: () => Promise<boolean>; readonly beatMs: number | undefined } {
  const mayListen = async (): Promise<boolean> => {
    const bearer = bearerTokenOf(request)
    const token = sessionTokenOf(request)
    const caller =
      bearer !== null
        ? await pipeline.bearers.find(bearer, originOf(request))
        : token === null
          ? null
          : await pipeline.sessions.peek(token)
    if (caller === null) return false
    // Both throw where the right is gone, which ends the stream as well.
    refuseBeforeDuties(route, caller, pipeline)
    return sitesIn(await scopeOf(request, route, { pipeline, caller })) === sitesIn(scope)
  }
  return { mayListen, beatMs: pipeline.beatMs }
}

/** The sites of a scope, as one text that is the same for the same sites. */
function sitesIn(scope: unknown): string {
  if (typeof scope !== 'object' || scope === null || !('sites' in scope)) return ''
  const sites = scope.sites as SiteFilter
  return sites.kind === 'all' ? 'all' : [...sites.ids].sort().join(' ')
}

function originOf(request: Request): Origin {
  return { address: request.ip ?? '', userAgent: request.get('user-agent')?.slice(0, 300) ?? null }
}

async function callerOf(
  request: Request,
  route: Route,
  { pipeline, origin }: { pipeline: Pipeline; origin: Origin },
): Promise<Caller | null> {
  if (route.access === 'public') return null
  const bearer = bearerTokenOf(request)
  if (bearer !== null) return callerOfToken(request, route, { pipeline, origin, bearer })
  const token = sessionTokenOf(request)
  const caller = token === null ? null : await callerOfSession(request, token, { pipeline, origin })
  if (caller === null) {
    if (route.access === 'session-if-any') return null
    throw new ProblemError({ type: 'urn:problem:not-signed-in', status: 401 })
  }
  if (route.access !== 'session-if-any') refuseOtherAccount(request, caller)
  noteCaller(request, caller)
  refuseBeforeDuties(route, caller, pipeline)
  return caller
}

function noteCaller(request: Request, { accountId, username: account, sessionId }: Caller): void {
  Object.assign(notesOf(request), { accountId, account, sessionId })
}

/** What a page asks by itself, and a stream that a browser opens again and again, is no use of a session. */
async function callerOfSession(
  request: Request,
  token: string,
  { pipeline, origin }: { pipeline: Pipeline; origin: Origin },
): Promise<Caller | null> {
  const byItself =
    request.get(UNATTENDED_HEADER) !== undefined || request.get('accept') === 'text/event-stream'
  return byItself ? pipeline.sessions.peek(token) : pipeline.sessions.find(token, origin)
}

/** Nothing else is done before a password that waits is changed and a second factor is set up. */
function refuseBeforeDuties(route: Route, caller: Caller, pipeline: Pipeline): void {
  if (caller.mustChangePassword && !pipeline.openBeforePasswordChange.has(route.id)) {
    throw new ProblemError({ type: 'urn:problem:password-change-required', status: 403 })
  }
  if (caller.mustEnrolFactor === true && !pipeline.openBeforeSecondFactor.has(route.id)) {
    throw new ProblemError({ type: 'urn:problem:second-factor-required', status: 403 })
  }
}

/** What any token may ask: who it stands for, and the studies it reaches. */
const OPEN_TO_TOKENS: ReadonlySet<string> = new Set(['getSession', 'listStudies'])

/** A script reads what the scopes of its token name; it writes, signs and administers nothing. */
async function callerOfToken(
  request: Request,
  route: Route,
  known: { readonly pipeline: Pipeline; readonly origin: Origin; readonly bearer: string },
): Promise<Caller> {
  const caller = await known.pipeline.bearers.find(known.bearer, known.origin)
  noteCaller(request, caller)
  refuseBeforeDuties(route, caller, known.pipeline)
  const permission = permissionOf(route)
  const scopes = caller.token?.scopes ?? []
  const admitted =
    route.method === 'get' &&
    (permission === null ? OPEN_TO_TOKENS.has(route.id) : scopesHold(scopes, permission))
  if (admitted) return caller
  const refused = permission ?? 'access-token'
  throw new ProblemError({ type: 'urn:problem:forbidden', status: 403, permission: refused })
}

/** Entries that a script leaves name its token beside the address. */
function throughToken(origin: Origin, caller: Caller | null): Origin {
  if (caller?.token === undefined) return origin
  return { ...origin, address: `${origin.address} token ${caller.token.name}` }
}

/** A window left open by one person never acts for the next one, who signed in beside it. */
function refuseOtherAccount(request: Request, { accountId }: Caller): void {
  const meant = request.get(ACCOUNT_HEADER)
  if (meant === undefined || meant === accountId) return
  throw new ProblemError({ type: 'urn:problem:not-signed-in', status: 401 })
}

interface Known {
  readonly pipeline: Pipeline
  readonly origin: Origin
  readonly caller: Caller | null
}

/** Rights are judged before the body is read: who may not act here learns nothing about the fields. */
async function toCall(request: Request, route: Route, known: Known): Promise<Call<Route>> {
  const { pipeline, origin, caller } = known
  refuseUnstorable(request.params)
  const params: unknown =
    route.params === undefined ? undefined : parsePart(route.params, request.params)
  const scope = await scopeOf(request, route, { pipeline, caller })
  const version = expectedVersion(route, request.get('if-match'))
  if (route.query !== undefined) refuseUnstorable(request.query)
  const query: unknown =
    route.query === undefined ? undefined : parsePart(route.query, request.query)
  const body: unknown =
    route.body === undefined ? undefined : parsePart(route.body, bodyOf(request))
  const transport = transportOf(request)
  const remember = (): Promise<void> => Promise.resolve()
  // The route's own types hold here: its schemas have just parsed these parts.
  return { params, query, body, caller, scope, version, origin, transport, remember } as Call<Route>
}

function bodyOf(request: Request): unknown {
  const body: unknown = request.body
  return body
}

async function scopeOf(
  request: Request,
  route: Route,
  { pipeline, caller }: { pipeline: Pipeline; caller: Caller | null },
): Promise<unknown> {
  const permission = permissionOf(route)
  if (permission === null || caller === null) return null
  const { scopes } = pipeline
  const { study, subjid } = request.params
  if (typeof study !== 'string') return scopes.installation(caller, permission)
  if (typeof subjid !== 'string') return scopes.study(caller, permission, study)
  return scopes.subject(caller, permission, { study, subjid })
}

function repeatableFor(
  request: Request,
  route: Route,
  { caller, body }: { caller: Caller | null; body: unknown },
): Repeatable | null {
  if (route.idempotent !== true || caller === null) return null
  const header = request.get('idempotency-key')
  return repeatableOf({ accountId: caller.accountId, header, path: request.path, body })
}

interface Once {
  readonly route: Route
  readonly handler: Handler<Route>
  readonly call: Call<Route>
  readonly repeatable: Repeatable
  readonly pipeline: Pipeline
}

/** Answers a repeat with the stored answer; of two at the same moment the database lets one through. */
async function answerOnce(response: Response, once: Once): Promise<void> {
  const { route, handler, call, repeatable, pipeline } = once
  const { store } = pipeline
  const status = route.status ?? 200
  const earlier = await earlierAnswer(store, repeatable)
  if (earlier !== null) {
    replay(response, earlier)
    return
  }
  const remember: Call<Route>['remember'] = (tx, answer) =>
    keepAnswer(store, tx, { ...repeatable, status, answer: JSON.stringify(answer) })
  try {
    const answer = await handler({ ...call, remember })
    await send(route, response, { answer, pipeline, scope: call.scope })
  } catch (error) {
    // Where that fails too, what failed first says more.
    const meanwhile = await earlierAnswer(store, repeatable).catch(() => null)
    if (meanwhile === null) throw error
    replay(response, meanwhile)
  }
}

function replay(response: Response, { status, answer }: { status: number; answer: string }): void {
  notesOf(response.req).told = toldOf(JSON.parse(answer))
  response.setHeader('Idempotent-Replayed', 'true')
  response.status(status).type('application/json').send(answer)
}

/** Says under which name a file leaves; one of test data says so in it. @source VA-06 */
function nameFile(
  response: Response,
  { name: given, type, fixedName = false }: NonNullable<Answer<Route>['file']>,
  mark: TestMark | null,
): void {
  const name = fixedName ? given : markedName(mark, given)
  notesOf(response.req).file = name
  response.attachment(name).type(type)
}

interface Sent {
  readonly answer: Answer<Route>
  readonly pipeline: Pipeline
  readonly scope: unknown
}

/** Whether a file is of test data: of the study that its path names, else of the installation. */
function markIn(scope: unknown, { store }: Pipeline): TestMark | null {
  if (typeof scope !== 'object' || scope === null || !('study' in scope)) {
    return testMarkOf(store.installation, null)
  }
  return (scope as StudyScope).study.mark
}

async function send(
  route: Route,
  response: Response,
  { answer, pipeline, scope }: Sent,
): Promise<void> {
  if (pipeline.checkAnswers) checkAnswer(route, answer)
  noteTold(response.req, answer)
  response.setHeader('Cache-Control', 'no-store')
  if (answer.version !== undefined) response.setHeader('ETag', etagOf(answer.version))
  if (answer.session !== undefined) {
    response.setHeader('Set-Cookie', sessionCookie(transportOf(response.req), answer.session))
    await noteSessionBegun(response.req, answer.session, pipeline)
  }
  response.status(route.status ?? 200)
  if (answer.file !== undefined) {
    nameFile(response, answer.file, markIn(scope, pipeline))
    if (answer.stored !== undefined) await sendStored(response, answer.stored)
    else if (answer.stream === undefined) response.send(answer.body)
    else pipeInto(response, answer.stream)
  } else if (answer.body === null) response.end()
  else response.type('application/json').send(answer.json ?? JSON.stringify(answer.body))
}

function noteTold(request: Request, { told, body }: Answer<Route>): void {
  notesOf(request).told = told ?? toldOf(body)
}

/** Whose session it is that a sign-in began. */
async function noteSessionBegun(
  request: Request,
  token: string | null,
  { sessions }: Pipeline,
): Promise<void> {
  const caller = token === null ? null : await sessions.peek(token)
  if (caller !== null) noteCaller(request, caller)
}

/** A stream that breaks off cuts the answer off too: nobody takes half a file for a whole one. */
function pipeInto(response: Response, stream: Readable): void {
  pipe(stream, response, (error) => {
    if (error) response.destroy(error)
  })
}

function checkAnswer(route: Route, { body, json, told }: Answer<Route>): void {
  route.response.parse(body)
  if (told !== undefined && JSON.stringify(told) !== JSON.stringify(toldOf(body))) {
    throw new Error(`What the log is told of the answer of ${route.id} is not what it tells.`)
  }
  if (json !== undefined && json.toString() !== JSON.stringify(body)) {
    throw new Error(`The written answer of ${route.id} is not its body.`)
  }
}
