import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import pino from 'pino'
import { eq } from 'drizzle-orm'
import { builtInFamilies } from '../../shared/families.ts'
import type { FormValues } from '../../shared/forms/define.ts'
import type { ProtocolDefinition } from '../../shared/protocol/define.ts'
import { createAccount, createAccountServices, createGrant } from '../accounts/service.ts'
import { createApp } from '../app.ts'
import type { Workbench } from './workbench.ts'

/** The whole server on the bench, with one coordinator who has signed in, on an address of this machine. */
export interface ServedBench {
  readonly url: string
  readonly study: string
  readonly cookie: string
  readonly records: readonly StoredForm[]
}

/** An adverse event that is stored, where it is saved again, and the version that was read. */
export interface StoredForm {
  readonly path: string
  readonly version: number
  readonly values: FormValues
}

export async function withServedBench<T>(
  bench: Workbench,
  fn: (served: ServedBench) => Promise<T>,
): Promise<T> {
  const [definition] = builtInFamilies.protocols.all
  if (definition === undefined) throw new Error('There is no protocol.')
  const { store } = bench
  const app = createApp({ store, families: builtInFamilies, logger: pino({ enabled: false }) })
  const server = createServer(app)
  const url = await listen(server)
  try {
    const { key: study } = await bench.study(definition)
    const cookie = await coordinator(bench, { url, study })
    return await fn({ url, study, cookie, records: await storedForms(bench, definition, study) })
  } finally {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  }
}

async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return `http://127.0.0.1:${port}`
}

const PASSWORD = 'a lasting word for the bench'

/** As a person does it: the first password is changed at the first sign-in. Gives the cookie. */
async function coordinator(
  { store, actor }: Workbench,
  { url, study }: { readonly url: string; readonly study: string },
): Promise<string> {
  const accounts = createAccountServices(store)
  const username = `coordinator-${store
    .newId()
    .toLowerCase()
    .replaceAll(/[^a-z0-9]/g, '')
    .slice(0, 12)}`
  const made = await createAccount(accounts, actor, { username, displayName: 'Qualification' })
  const accountId = made.account.id
  await createGrant(accounts, actor, { accountId, role: 'coordinator', study, site: null })
  const password = made.firstPassword
  const first = await post(`${url}/api/sign-in`, { username, password }, '')
  const changed = await post(`${url}/api/password`, { current: password, next: PASSWORD }, first)
  return changed === '' ? first : changed
}

async function post(url: string, body: object, cookie: string): Promise<string> {
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: new URL(url).origin, cookie },
    body: JSON.stringify(body),
  })
  if (!answer.ok)
    throw new Error(`${new URL(url).pathname}: ${answer.status} ${await answer.text()}`)
  return (answer.headers.getSetCookie()[0] ?? '').split(';')[0] ?? ''
}

const FORM = 'adverse-events'

async function storedForms(
  { store }: Workbench,
  { key }: ProtocolDefinition,
  study: string,
): Promise<readonly StoredForm[]> {
  const { record, subject, study: studies } = store.t
  const rows = await store.read
    .select({
      ...{ id: record.id, form: record.form, subjid: subject.subjid },
      ...{ version: record.version, values: record.values },
    })
    .from(record)
    .innerJoin(subject, eq(record.subjectId, subject.id))
    .innerJoin(studies, eq(record.studyId, studies.id))
    .where(eq(studies.studyKey, study))
  const found = rows.filter(({ form }) => form === FORM)
  if (found.length === 0) throw new Error(`The made-up study of ${key} has no adverse event.`)
  return found.map(({ id, subjid, version, values }) => ({
    path: `/api/studies/${study}/subjects/${subjid}/records/${id}`,
    version,
    values: JSON.parse(values) as FormValues,
  }))
}

/** Saves a form with another text; null: without the cookie of anybody. Gives the status of the answer. */
export async function saveForm(
  { url, cookie }: Pick<ServedBench, 'url'> & { readonly cookie: string | null },
  { path, values, version }: StoredForm,
  term: string,
): Promise<number> {
  const answer = await fetch(url + path, {
    method: 'PUT',
    headers: {
      ...{ 'content-type': 'application/json', 'if-match': `"${version}"`, origin: url },
      ...(cookie === null ? {} : { cookie }),
    },
    body: JSON.stringify({
      values: { items: { ...values.items, AETERM: term }, rows: [] },
      reason: 'Qualification',
    }),
  })
  await answer.arrayBuffer()
  return answer.status
}
