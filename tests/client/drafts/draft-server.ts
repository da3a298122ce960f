import { vi } from 'vitest'
import type { DraftView } from '../../../shared/api/routes/drafts.ts'
import type { RecordView, SubjectView } from '../../../shared/api/routes/subjects.ts'
import { session } from '../subject-server.ts'

interface Body {
  readonly account?: string
  readonly form: string
  readonly visit: string | null
  readonly record: string | null
  readonly part?: string
  readonly baseVersion: number | null
  readonly values: DraftView['values']
  readonly typedAgoMs?: number
  readonly draft?: string | null
  readonly replaces: string | null
}

/**
 * How the answer to a save that was stored is lost: with the network, in the middle of it, with the
 * database, or in silence.
 */
export type Loss = 'lost' | 'broken off' | 'unknown' | 'swallowed'

/** A refusal that says nothing of what was sent before. */
export type Refusal = 'nothing-done' | 'busy' | 'signed out'

/** A server that keeps drafts as the real one does, and may be gone or have ended the session. */
export class DraftServer {
  drafts: DraftView[] = []
  readonly puts: Body[] = []
  readonly saves: Body[] = []
  readonly keys: (string | null)[] = []
  failing: 'network' | 'session' | null = null
  losing: Loss | Refusal | null = null
  /** What a save answers. */
  record: RecordView | SubjectView
  /** What stands in the way of a save: the record as it is stored meanwhile. */
  conflict: RecordView | null = null
  /** Saves wait here for their answer while it is a list. */
  waiting: (() => void)[] | null = null

  constructor(record: RecordView) {
    this.record = record
    vi.stubGlobal('fetch', (url: string, init: RequestInit) => this.answer(url, init))
  }

  private answer(url: string, init: RequestInit): Promise<Response> {
    if (this.failing === 'network') return Promise.reject(new TypeError('network'))
    if (this.failing === 'session') return reply(401, problem('not-signed-in', 401))
    if (url === '/api/session') return reply(200, session('investigator'))
    const body = JSON.parse(typeof init.body === 'string' ? init.body : '{}') as Body
    if (url.includes('/drafts')) return this.answerDraft(init.method ?? '', url, body)
    this.saves.push(body)
    this.keys.push(new Headers(init.headers).get('Idempotency-Key'))
    const answer = async (): Promise<Response> => {
      const { draft } = body
      this.drafts =
        draft === undefined ? [] : this.drafts.filter(({ savedAt }) => savedAt !== draft)
      if (this.losing !== null) return lost(this.losing, init.signal)
      const { conflict: current } = this
      if (current === null) return reply(201, this.record)
      const versions = { expected: current.version - 1, current, submitted: body.values }
      return reply(409, { ...problem('version-conflict', 409), ...versions })
    }
    const { waiting } = this
    if (waiting === null) return answer()
    return new Promise((resolve, reject) => {
      waiting.push(() => {
        answer().then(resolve, reject)
      })
    })
  }

  /** Answers the save that waits longest with this record, or with its loss. */
  answerSave(record: RecordView | Loss | Refusal): void {
    if (typeof record === 'string') this.losing = record
    else this.record = record
    this.waiting?.shift()?.()
  }

  private answerDraft(method: string, url: string, body: Body): Promise<Response> {
    if (method === 'GET') return reply(200, { drafts: this.drafts })
    if (method === 'DELETE') {
      const { pathname, searchParams } = new URL(url, 'http://server')
      this.drafts = this.drafts.filter(
        ({ id, savedAt }) =>
          !pathname.endsWith(id) || savedAt !== (searchParams.get('savedAt') ?? savedAt),
      )
      return Promise.resolve(new Response(null, { status: 204 }))
    }
    this.puts.push(body)
    const [earlier] = this.drafts
    if (earlier !== undefined && earlier.savedAt !== body.replaces) {
      const versions = { expected: 0, current: earlier, submitted: body.values }
      return reply(409, { ...problem('version-conflict', 409), ...versions })
    }
    const stored = this.kept(body)
    return reply(200, stored)
  }

  /** Keeps a draft as another window, or an earlier session, would have done. */
  kept(of: Partial<Body> & Pick<Body, 'values'>): DraftView {
    const { values, form = 'toy', visit = null, record = null, part = '', baseVersion = null } = of
    const minute = String(this.puts.length).padStart(2, '0')
    const savedAt = `2026-03-02T06:${minute}:00.000Z`
    const draft = { form, visit, record, part, baseVersion, values, savedAt }
    const stored = { ...draft, id: 'draft-1', enteredAt: '2026-03-02T05:00:00.000Z' }
    this.drafts = [stored]
    return stored
  }
}

function lost(how: Loss | Refusal, signal: AbortSignal | null | undefined): Promise<Response> {
  if (how === 'signed out') return reply(401, problem('not-signed-in', 401))
  if (how === 'busy') return reply(503, { ...problem('database-busy', 503), retryAfterSeconds: 5 })
  if (how === 'lost') return Promise.reject(new TypeError('network'))
  if (how === 'unknown' || how === 'nothing-done') {
    const state = { outcome: how, retryAfterSeconds: 5 }
    return reply(503, { ...problem('database-unreachable', 503), ...state })
  }
  if (how === 'broken off') {
    const body = new ReadableStream({
      pull: (controller) => {
        controller.error(new TypeError('network'))
      },
    })
    return Promise.resolve(new Response(body, { status: 201 }))
  }
  return new Promise((_, reject) => {
    signal?.addEventListener('abort', () => {
      reject(signal.reason as DOMException)
    })
  })
}

function problem(name: string, status: number) {
  return { type: `urn:problem:${name}`, status, title: name }
}

function reply(status: number, body: unknown): Promise<Response> {
  return Promise.resolve(new Response(JSON.stringify(body), { status }))
}
