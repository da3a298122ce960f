import { vi } from 'vitest'
import type { HeldBy } from '../../shared/api/held.ts'
import type { Session } from '../../shared/api/routes/accounts.ts'
import type { Study } from '../../shared/api/routes/studies.ts'
import type { RecordView, SubjectView } from '../../shared/api/routes/subjects.ts'
import type { FormValues, RowValues } from '../../shared/forms/define.ts'
import type { ProtocolDefinition } from '../../shared/protocol/define.ts'
import { protocols } from '../../shared/protocol/registry.ts'

export const definition = protocols.get('tace-systemic')

export const session = (role: Session['grants'][number]['role']): Session => ({
  account: { id: 'anna', username: 'anna', displayName: 'Anna', mustChangePassword: false },
  grants: [
    {
      id: 'g1',
      role,
      study: 's',
      site: null,
      from: '2024-01-01T00:00:00Z',
      to: null,
      timeZone: 'Asia/Shanghai',
    },
  ],
  idleMinutes: 30,
  expiresAt: '2099-01-01T00:00:00Z',
})
export const STUDY: Study = {
  id: 's',
  title: { en: 'S', zh: 'S' },
  protocol: definition.key,
  plannedSubjects: 10,
  enrolled: 1,
  environment: 'production',
  roles: ['coordinator'],
  definition,
  definitionVersion: '1',
  definitionHash: '0'.repeat(64),
  sites: [{ code: '01', name: 'One', timeZone: 'Asia/Shanghai', country: 'CHN', version: 1 }],
}
export const SUBJECT: SubjectView = {
  subjid: '1',
  site: '01',
  cohort: null,
  state: 'enrolled',
  revision: 1,
  enrolmentDate: '2024-01-10',
  anchorDate: '2024-01-10',
  dayOnStudy: 100,
  lastContact: null,
  status: { status: 'on-treatment', since: null },
}

interface Write {
  readonly values: { readonly items: RowValues; readonly rows: readonly RowValues[] }
  readonly form?: string
  readonly visit?: string
}

/** A server that keeps one subject's records by version, as the real one does. */
export class SubjectServer {
  records: RecordView[] = []
  role: Session['grants'][number]['role'] = 'coordinator'
  state: SubjectView['state'] = 'enrolled'
  /** Versions of the definition, the last one in force; records were filled under the first. */
  versions: readonly ProtocolDefinition[] = [definition]
  /** Freezes and locks in force over the subject. */
  locks: HeldBy[] = []
  /** Typing that the person kept. */
  drafts: unknown[] = []
  /** What was written, as it came. */
  readonly writes: Write[] = []
  /** Each write waits for it. */
  gate: Promise<void> = Promise.resolve()

  constructor() {
    vi.stubGlobal('fetch', (url: string, init: RequestInit) => this.answer(url, init))
  }

  /** Stores a form as somebody else would, or as it was from the start. */
  put(form: string, visit: string | null, values: FormValues, rowKey = ''): RecordView {
    const before = this.records.find(
      (one) => one.form === form && one.visit === visit && one.rowKey === rowKey,
    )
    const record: RecordView = {
      id: before?.id ?? `${form}-${visit ?? ''}-${rowKey}`,
      form,
      visit,
      rowKey,
      values: { items: { ...values.items }, rows: values.rows.map((row) => ({ ...row })) },
      version: (before?.version ?? 0) + 1,
      completeness: 'complete',
      definitionVersion: '1',
      removed: false,
      findings: [],
      derivation: null,
      updatedAt: '2024-03-10T06:00:00Z',
      updatedBy: 'Li Wei',
    }
    this.records = [...this.records.filter((one) => one !== before), record]
    return record
  }

  rowsAt(visit: string): readonly RowValues[] {
    return this.records.find((one) => one.visit === visit)?.values.rows ?? []
  }

  private async answer(url: string, init: RequestInit): Promise<Response> {
    const subject = '/api/studies/s/subjects/1'
    if (url === '/api/session') return reply(200, session(this.role))
    if (url === '/api/studies/s') return reply(200, this.study())
    const version = /^\/api\/studies\/s\/versions\/(\d+)$/.exec(url)?.[1]
    if (version !== undefined) return reply(200, this.version(Number(version)))
    if (url.startsWith(`${subject}/drafts`)) return reply(200, { drafts: this.drafts })
    if (url === subject) return reply(200, this.file())
    if (url.startsWith(`${subject}/records`)) {
      await this.gate
      return this.write(url.split('/').at(-1) ?? '', init)
    }
    return reply(404, problem('not-found', 404, { entity: 'thing' }))
  }

  private study(): Study {
    const newest = this.versions.at(-1) ?? definition
    return { ...STUDY, definition: newest, definitionVersion: String(this.versions.length) }
  }

  private version(number: number): unknown {
    return { number, definition: this.versions[number - 1] }
  }

  private file(): unknown {
    const cells = ['BASELINE', 'W8', 'W16'].map((visit) => ({
      visit,
      state: 'due',
      overlays: [],
      date: null,
      targetDate: null,
      forms: [{ form: 'tumour-assessment', state: 'empty', queries: 0 }],
    }))
    const { records, locks } = this
    const definitionVersion = String(this.versions.length)
    const subject = { ...SUBJECT, state: this.state }
    return { subject, definitionVersion, former: null, next: null, cells, records, locks }
  }

  private write(id: string, init: RequestInit): Response {
    const body = JSON.parse(typeof init.body === 'string' ? init.body : '{}') as Write
    this.writes.push(body)
    if (init.method === 'POST') {
      const { form = '', visit = '' } = body
      const taken = this.records.some((one) => one.form === form && one.visit === visit)
      if (taken) return reply(409, problem('already-exists', 409, { entity: 'record', key: visit }))
      return reply(201, this.put(form, visit, body.values))
    }
    const current = this.records.find((one) => one.id === id)
    const version = new Headers(init.headers).get('if-match') ?? ''
    if (current === undefined || version !== `"${current.version}"`) {
      const versions = { expected: 0, current, submitted: body.values }
      return reply(409, problem('version-conflict', 409, versions))
    }
    return reply(200, this.put(current.form, current.visit, body.values, current.rowKey))
  }
}

function problem(name: string, status: number, more: object) {
  return { type: `urn:problem:${name}`, status, title: name, ...more }
}

function reply(status: number, body: unknown): Response {
  return new Response(JSON.stringify(body), { status })
}
