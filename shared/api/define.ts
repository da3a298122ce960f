import type { z } from 'zod'
import type { Permission } from '../access/permissions.ts'

/**
 * Who may call a route. `public`: anybody; `session-if-any`: anybody, with the session where there is
 * one; `signed-in`: any session; else the permission, held through
 * a grant for the study of the path (`:study`) and, where the path names a subject, the subject's site.
 */
export type RouteAccess = 'public' | 'session-if-any' | 'signed-in' | Permission

/**
 * One HTTP route: both sides and the OpenAPI document are made from it. A route without `access`
 * does not compile. `params` names every `:part` of the path. `ifMatch`: the record's version travels
 * in `If-Match` (428 without it); `idempotent`: an `Idempotency-Key` makes a repeated create harmless.
 */
export interface Route<
  Params extends z.ZodType = z.ZodType,
  Query extends z.ZodType = z.ZodType,
  Body extends z.ZodType = z.ZodType,
  Response extends z.ZodType = z.ZodType,
  Access extends RouteAccess = RouteAccess,
  Path extends `/${string}` = `/${string}`,
> {
  readonly id: string
  readonly tag: string
  readonly summary: string
  readonly method: 'get' | 'post' | 'put' | 'delete'
  readonly path: Path
  readonly access: Access
  readonly params?: Params
  readonly query?: Query
  readonly body?: Body
  readonly response: Response
  readonly status?: 200 | 201 | 204
  readonly ifMatch?: 'required' | 'optional'
  readonly idempotent?: boolean
}

/** Keeps the types of one route: its schemas, and from access and path what its handler gets. */
export function defineRoute<
  P extends z.ZodType,
  Q extends z.ZodType,
  B extends z.ZodType,
  R extends z.ZodType,
  const A extends RouteAccess,
  const Path extends `/${string}`,
>(route: Route<P, Q, B, R, A, Path>): Route<P, Q, B, R, A, Path> {
  return route
}

type Output<S> = S extends z.ZodType ? z.output<S> : undefined
type Input<S> = S extends z.ZodType ? z.input<S> : undefined

/** What the server's handler gets. */
export type ParamsOf<R extends Route> = Output<NonNullable<R['params']>>
export type QueryOf<R extends Route> = Output<NonNullable<R['query']>>
export type BodyOf<R extends Route> = Output<NonNullable<R['body']>>
/** What the client sends, and what both agree on as the answer. */
export type BodyInputOf<R extends Route> = Input<NonNullable<R['body']>>
export type QueryInputOf<R extends Route> = Input<NonNullable<R['query']>>
export type ResponseOf<R extends Route> = z.output<R['response']>

/** The permission that a route asks for; null where none is: the route is open, or open to any session. */
export function permissionOf(route: Route): Permission | null {
  const { access } = route
  const open = access === 'public' || access === 'session-if-any' || access === 'signed-in'
  return open ? null : access
}
