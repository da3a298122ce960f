import type { Readable } from 'node:stream'
import type { Tx } from '../../db/store.ts'
import type { Permission, Role } from '../../shared/access/permissions.ts'
import type { BodyOf, ParamsOf, QueryOf, ResponseOf, Route } from '../../shared/api/define.ts'
import type { TestMark } from '../../shared/environment/test-mark.ts'
import type { ToldOf } from './told-of.ts'
import type { Caller, Origin } from './caller.ts'
import type { EventSource } from './event-stream.ts'

/** Sites of a study by internal id; `all` is every site, also coming ones. */
export type SiteFilter =
  { readonly kind: 'all' } | { readonly kind: 'some'; readonly ids: readonly string[] }

/** What a permission reaches in the study of the path. */
export interface StudyScope {
  readonly study: {
    readonly id: string
    readonly key: string
    /** Whether it, or the installation, is for tests; null: it is not. */
    readonly mark: TestMark | null
  }
  /** Where the permission holds. */
  readonly sites: SiteFilter
  /** The role that gives it, for the trail. */
  readonly role: Role
}

/** The same for a path that names a subject: the permission holds at the subject's site. */
/** A subject, with the time zone of its site (IANA name). */
export interface SubjectPlace {
  readonly id: string
  readonly subjid: string
  readonly siteId: string
  readonly timeZone: string
}

export interface SubjectScope extends StudyScope {
  readonly subject: SubjectPlace
}

/** A permission that belongs to the whole installation. */
export interface InstallationScope {
  readonly role: Role
}

/** What the path and the permission of a route give its handler. */
export type ScopeOf<R extends Route> = R['access'] extends Permission
  ? R['path'] extends `${string}/:study/${string}/:subjid${string}`
    ? SubjectScope
    : R['path'] extends `${string}/:study${string}`
      ? StudyScope
      : InstallationScope
  : null

/** One parsed, permitted request. */
export interface Call<R extends Route> {
  readonly params: ParamsOf<R>
  readonly query: QueryOf<R>
  readonly body: BodyOf<R>
  readonly caller: R['access'] extends 'public'
    ? null
    : R['access'] extends 'session-if-any'
      ? Caller | null
      : Caller
  readonly scope: ScopeOf<R>
  /** Version of `If-Match`; null where the route admits its absence and it is absent. */
  readonly version: number | null
  readonly origin: Origin
  /** The request came over TLS, or over this machine's loopback. */
  readonly transport: 'encrypted' | 'loopback' | 'plain'
  /** Keeps the answer for a repeat with the same Idempotency-Key, in the create's own transaction. */
  remember(tx: Tx, answer: ResponseOf<R>): Promise<void>
}

export interface Answer<R extends Route> {
  readonly body: ResponseOf<R>
  /** The body as JSON in UTF-8, where it is written already. */
  readonly json?: Buffer
  /** What the log is told of the body, where it is known already. */
  readonly told?: ToldOf
  /** Becomes the `ETag`. */
  readonly version?: number
  /** A new session token to set as the cookie; null clears it. */
  readonly session?: string | null
  /** The body is a file of this name and type, not JSON. */
  readonly file?: {
    readonly name: string
    readonly type: string
    /** The name is that of a standard or a layout: it says nothing of test data. */
    readonly fixedName?: boolean
  }
  /** The bytes of the file, where it is too large to be held as a body. */
  readonly stream?: Readable
  /** A file on disk that can be taken in parts, so that a download that broke off goes on. */
  readonly stored?: StoredFile
  /** Server-sent events in place of a body, for as long as the caller listens and may. */
  readonly events?: EventSource
}

/** Bytes that never change, under their hash. */
export interface StoredFile {
  readonly path: string
  /** In bytes. */
  readonly size: number
  /** SHA-256, lower-case hexadecimal: the strong `ETag`. */
  readonly sha256: string
  /** Notes in the trail that bytes are handed out, from the first of them on; before any leaves. */
  readonly taken: (from: number) => Promise<void>
}

export type Handler<R extends Route> = (call: Call<R>) => Promise<Answer<R>>

/** The handlers of a group of routes, by the name each route is exported under (which is its id). */
export type Handlers<Group> = {
  readonly [K in keyof Group as Group[K] extends Route ? K : never]: Group[K] extends Route
    ? Handler<Group[K]>
    : never
}
