import assert from 'node:assert/strict'

/** Who saves, where, and which saved form again and again. */
export interface Person {
  readonly name: string
  /** Of the subject. */
  readonly path: string
  /** The saved vital signs. */
  readonly record: string
  readonly cookies: { readonly nurse: string; readonly monitor: string }
}

/** Vital signs of the n-th save. Every second one has a weight out of range, which opens a system query. */
export function vitals(n: number): { items: Record<string, string>; rows: [] } {
  const items = {
    VSDAT: '2026-01-12',
    WEIGHT: n % 2 === 1 ? '646.0' : '64.6',
    PULSE: String(60 + (n % 40)),
    SYSBP: String(100 + (n % 30)),
    DIABP: '80',
  }
  return { items, rows: [] }
}

/** A save that was acknowledged: the record's version, and which of the writer's saves it is. */
export interface Acknowledged {
  readonly record: string
  readonly version: number
  readonly save: number
}

/** A create that was acknowledged: the key under which it was sent, what it told, and its answer. */
export interface Created {
  readonly request: Request
  readonly status: number
  readonly answer: string
}

interface Request {
  readonly method: 'PUT' | 'POST'
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

type Step =
  | { readonly kind: 'save'; readonly save: number; readonly request: Request }
  | { readonly kind: 'create'; readonly text: string; readonly request: Request }

/** Every how many steps something new is made in place of a save, and asked by the monitor. */
const CREATE_EVERY = 5
const QUERY_EVERY = 15

/**
 * One of the writers: saves its form again and again, and now and then makes something new, one step
 * after the other. A step whose answer was lost is sent again, as it was, when the server is back.
 */
export class Writer {
  readonly person: Person
  readonly acknowledged: Acknowledged[] = []
  readonly created: Created[] = []
  /** Texts of what was made, each of them once. */
  readonly texts: string[] = []
  /** Steps whose answer was lost; of them those that had been stored all the same. */
  lost = 0
  lostButStored = 0
  #version = 1
  #save = 0
  #steps = 0
  #pending: Step | null = null

  constructor(person: Person) {
    this.person = person
  }

  /** Works until the server is gone or `isOver`. */
  async work(url: string, isOver: () => boolean): Promise<void> {
    while (!isOver()) {
      const again = this.#pending !== null
      const step = this.#pending ?? this.#nextStep()
      this.#pending = step
      const answer = await send(url, step.request)
      if (answer === null) {
        this.lost += again ? 0 : 1
        return
      }
      this.#settle(step, answer, again)
      this.#pending = null
    }
  }

  /** Finds out what became of the step whose answer was lost. */
  settle(url: string): Promise<void> {
    return this.work(url, () => this.#pending === null)
  }

  #nextStep(): Step {
    this.#steps += 1
    if (this.#steps % CREATE_EVERY === 0) return this.#create()
    const save = this.#save + 1
    const body = JSON.stringify({ values: vitals(save), reason: `Save ${save}` })
    const path = `${this.person.path}/records/${this.person.record}`
    const headers = { cookie: this.person.cookies.nurse, 'if-match': `"${this.#version}"` }
    return { kind: 'save', save, request: { method: 'PUT', path, headers, body } }
  }

  #create(): Step {
    const { name, path, record, cookies } = this.person
    const text = `Made ${name} ${this.#steps}`
    const key = { 'idempotency-key': text.replaceAll(' ', '-') }
    if (this.#steps % QUERY_EVERY === 0) {
      const body = JSON.stringify({ record, item: 'PULSE', groupRow: '', text })
      const headers = { cookie: cookies.monitor, ...key }
      return {
        kind: 'create',
        text,
        request: { method: 'POST', path: `${path}/queries`, headers, body },
      }
    }
    const values = { items: { AETERM: text, AETOXGR: '1', AESTDAT: '2026-02-01' }, rows: [] }
    const body = JSON.stringify({ form: 'adverse-events', visit: null, values })
    const headers = { cookie: cookies.nurse, ...key }
    return {
      kind: 'create',
      text,
      request: { method: 'POST', path: `${path}/records`, headers, body },
    }
  }

  #settle(step: Step, answer: Answer, again: boolean): void {
    if (step.kind === 'create') {
      assert.equal(answer.status, 201, answer.text)
      if (answer.replayed) this.lostButStored += 1
      assert.ok(again || !answer.replayed, 'a new create was answered as if it were an old one')
      this.created.push({ request: step.request, status: answer.status, answer: answer.text })
      this.texts.push(step.text)
      return
    }
    const next = this.#version + 1
    if (answer.status === 409) {
      // It had been stored before the answer was lost: exactly what was sent, as the next version.
      assert.ok(again, answer.text)
      const { current } = JSON.parse(answer.text) as {
        current: { version: number; values: unknown }
      }
      assert.equal(current.version, next)
      assert.deepEqual(itemsOf(current.values), vitals(step.save).items)
      this.lostButStored += 1
    } else assert.equal(answer.status, 200, answer.text)
    this.#version = next
    this.#save = step.save
    this.acknowledged.push({ record: this.person.record, version: next, save: step.save })
  }
}

/** Filled items of a form. */
function itemsOf(values: unknown): Record<string, string> {
  const { items } = values as { items: Record<string, string> }
  return Object.fromEntries(Object.entries(items).filter(([, value]) => value !== ''))
}

export interface Answer {
  readonly status: number
  readonly text: string
  readonly replayed: boolean
}

/** Sends one request; null where no whole answer came. */
export async function send(url: string, request: Request): Promise<Answer | null> {
  const { method, path, headers, body } = request
  try {
    const response = await fetch(url + path, {
      method,
      headers: { 'content-type': 'application/json', ...headers },
      body,
    })
    const text = await response.text()
    return { status: response.status, text, replayed: response.headers.has('idempotent-replayed') }
  } catch {
    // The connection broke: whether the save was stored is found out when the server is back.
    return null
  }
}
