import type { APIRequestContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { openPage, type WatchedPage } from './support/chromium.ts'
import { pick, untilSaved } from './support/filling.ts'
import { serveImportedStudy, type ImportedStudy } from './support/imported-study.ts'
import { setUpAdministrator } from './support/signing-in.ts'

const STUDY = 'E2E-TRUST'
const API = `/api/studies/${STUDY}`
const SUBJECT = `${API}/subjects/1001`
const VITALS = `/studies/${STUDY}/subjects/1001/visits/W4?form=vitals`
const CLOSE_OUT = `/studies/${STUDY}/subjects/1001/close-out`
const ROLES = {
  nurse: 'coordinator',
  cra: 'monitor',
  doctor: 'investigator',
  manager: 'data-manager',
}

let served: ImportedStudy
const people = new Map<string, WatchedPage>()
let recordId = ''

const pageOf = (name: keyof typeof ROLES): Page => {
  const person = people.get(name)
  if (person === undefined) throw new Error(`${name} is not signed in`)
  return person.page
}

beforeAll(async () => {
  served = await serveImportedStudy(STUDY, Object.keys(ROLES), { roles: ROLES })
  for (const name of Object.keys(ROLES)) people.set(name, await served.open(name, '/'))
  await putIdentityOnRecord()
})

afterAll(async () => {
  await served.close()
})

/** An administrator records who checked the investigator's identity: the right to sign. */
async function putIdentityOnRecord(): Promise<void> {
  const { page } = await openPage(served.browser, served.server.url)
  const account = { username: 'root', password: 'correct horse battery' }
  await setUpAdministrator(page, await served.server.setupLink(), account)
  const { accounts } = z
    .object({
      accounts: z.array(
        z.object({
          id: z.string(),
          username: z.string(),
          grants: z.array(z.object({ id: z.string() })),
        }),
      ),
    })
    .parse(await (await page.request.get('/api/accounts')).json())
  const doctor = accounts.find(({ username }) => username === 'doctor')
  const reply = await page.request.put(
    `/api/accounts/${doctor?.id ?? ''}/grants/${doctor?.grants[0]?.id ?? ''}/identity`,
    { data: { method: 'identity card, in person', on: '2026-01-05' }, headers: origin() },
  )
  expect(reply.status(), await reply.text()).toBe(200)
  await page.context().close()
}

const origin = () => ({ Origin: served.server.url })

/** The record of the form, as stored now. */
async function stored(request: APIRequestContext): Promise<{ id: string; version: number }> {
  const body: unknown = await (await request.get(SUBJECT)).json()
  const { records } = z
    .object({
      records: z.array(
        z.object({
          ...{ id: z.string(), form: z.string(), visit: z.string().nullable() },
          version: z.number(),
        }),
      ),
    })
    .parse(body)
  const found = records.find(({ form, visit }) => form === 'vitals' && visit === 'W4')
  if (found === undefined) throw new Error('The form is not saved.')
  return found
}

/** Queries of the subject with their states and last step, newest first. */
async function queries(request: APIRequestContext) {
  const body: unknown = await (await request.get(`${API}/queries?subject=1001`)).json()
  return z
    .object({
      queries: z.array(
        z.object({
          ...{ id: z.string(), kind: z.string(), state: z.string(), item: z.string() },
          entries: z.array(z.object({ act: z.string(), by: z.string() })),
        }),
      ),
    })
    .parse(body).queries
}

async function save(page: Page): Promise<void> {
  await page.keyboard.press('Control+s')
  await untilSaved(page)
}

async function amend(page: Page, label: string, value: string, reason: string): Promise<void> {
  await page.goto(VITALS)
  const box = page.getByLabel(label, { exact: true })
  await box.fill(value)
  await page.getByRole('combobox', { name: 'Reason for the change *' }).fill(reason)
  await save(page)
}

/** The monitor compares all of the form with the source. */
async function verifyAll(page: Page): Promise<void> {
  const { id, version } = await stored(page.request)
  const reply = await page.request.post(`${SUBJECT}/records/${id}/verification`, {
    data: { parts: [{ item: '', groupRow: '' }] },
    headers: { ...origin(), 'If-Match': `"${version}"` },
  })
  expect(reply.status(), await reply.text()).toBe(200)
}

async function signForm(page: Page, first: boolean): Promise<void> {
  await page.goto(`/studies/${STUDY}/subjects/1001/sign?record=${recordId}`)
  await page.getByRole('button', { name: 'Sign …' }).click()
  const dialog = page.getByRole('dialog')
  if (first) await dialog.getByLabel('User name').fill('doctor')
  await dialog.getByLabel('Password', { exact: true }).fill(served.credentials('doctor').password)
  await dialog.getByRole('button', { name: 'Sign', exact: true }).click()
  await page.getByText('Signed. The signature is valid.').waitFor()
}

async function holdForm(page: Page, reason: string): Promise<void> {
  await page.goto(CLOSE_OUT)
  await pick(page, 'Visit', 'W4')
  await pick(page, 'Form', 'Vital signs')
  await page.getByLabel('Reason', { exact: true }).fill(reason)
  await page.getByRole('button', { name: 'Lock', exact: true }).click()
}

describe('the second half of a form, from entry to a lock that was opened again', () => {
  it('DC-05: a system query asks about an odd value and closes itself once it is corrected', async () => {
    const page = pageOf('nurse')
    await page.goto(VITALS)
    await page.getByRole('textbox', { name: 'Date' }).fill('2023-09-01')
    await page.getByLabel('Weight', { exact: true }).fill('64.0')
    await page.getByLabel('Pulse', { exact: true }).fill('310')
    await save(page)
    recordId = (await stored(page.request)).id
    await expect
      .poll(async () => (await queries(page.request)).filter(({ item }) => item === 'PULSE'), {
        timeout: 10_000,
      })
      .toMatchObject([{ kind: 'system', state: 'open' }])
    await amend(page, 'Pulse', '71', 'typed wrongly')
    await expect
      .poll(async () => (await queries(page.request)).filter(({ item }) => item === 'PULSE'), {
        timeout: 10_000,
      })
      .toMatchObject([{ kind: 'system', state: 'closed' }])
    const [closed] = (await queries(page.request)).filter(({ item }) => item === 'PULSE')
    expect(closed?.entries.at(-1)).toMatchObject({ act: 'close', by: 'system' })
  })

  it('DC-03, DC-15: the monitor verifies and asks, the coordinator answers, the monitor closes', async () => {
    const monitor = pageOf('cra')
    await monitor.goto(`/studies/${STUDY}/verification?subject=1001&form=vitals`)
    await monitor.getByRole('heading', { name: 'Source data verification' }).waitFor()
    const line = monitor.locator('[data-line][aria-current="true"]')
    await line.waitFor()
    await monitor.keyboard.press('q')
    await monitor.keyboard.type('Which scale does the source name?')
    await monitor.keyboard.press('Control+Enter')
    await monitor.getByText('1 unsettled query').waitFor()
    await verifyAll(monitor)
    const nurse = pageOf('nurse')
    await nurse.goto(`/studies/${STUDY}/queries?state=open`)
    await nurse.getByText('Which scale does the source name?').first().waitFor()
    const [asked] = (await queries(nurse.request)).filter(({ kind }) => kind === 'manual')
    const answer = await nurse.request.post(`${SUBJECT}/queries/${asked?.id ?? ''}/answer`, {
      data: { text: 'The scale of the ward.' },
      headers: origin(),
    })
    expect(answer.status(), await answer.text()).toBe(200)
    await monitor.goto(`/studies/${STUDY}/queries?state=answered`)
    await monitor.getByText('Which scale does the source name?').first().waitFor()
    const close = await monitor.request.post(`${SUBJECT}/queries/${asked?.id ?? ''}/settlement`, {
      data: { step: 'close', text: null },
      headers: origin(),
    })
    expect(close.status(), await close.text()).toBe(200)
  })

  it('ES-02: the investigator completes what is missing, looks at the subject, and signs', async () => {
    const nurse = pageOf('nurse')
    await nurse.goto(VITALS)
    await nurse
      .getByRole('button', { name: /missing/i })
      .first()
      .waitFor()
    await completeForm(nurse)
    await verifyAll(pageOf('cra'))
    const doctor = pageOf('doctor')
    await doctor.goto(`/studies/${STUDY}/subjects/1001/course`)
    await doctor.getByRole('heading', { level: 1 }).waitFor()
    await signForm(doctor, true)
  })

  it('ES-07, ES-09: an amendment breaks the signature in sight, and the page lists exactly that change', async () => {
    await amend(pageOf('nurse'), 'Weight', '61.5', 'read again')
    const doctor = pageOf('doctor')
    await doctor.goto(`/studies/${STUDY}/subjects/1001/sign?record=${recordId}`)
    await doctor.getByText('1 value in 1 form changed.').waitFor()
    const rows = doctor.getByRole('row').filter({ hasText: 'read again' })
    expect(await rows.count()).toBe(1)
    expect(await rows.first().textContent()).toMatch(/Weight.*64\.0.*61\.5.*nurse/s)
    await doctor
      .getByText(/broken .* by nurse/)
      .first()
      .waitFor()
  })

  it('LK-02: the data manager’s lock is refused with the list of what is open, and then granted', async () => {
    const manager = pageOf('manager')
    await holdForm(manager, 'close-out of the form')
    await manager.getByRole('alert').filter({ hasText: /open/ }).waitFor()
    await verifyAll(pageOf('cra'))
    await signForm(pageOf('doctor'), false)
    await holdForm(manager, 'close-out of the form')
    await manager.getByText('Locked.', { exact: true }).waitFor()
    const nurse = pageOf('nurse')
    await nurse.goto(VITALS)
    await nurse
      .getByText(/locked/i)
      .first()
      .waitFor()
    expect(await nurse.getByRole('button', { name: 'Save' }).count()).toBe(0)
  })

  it('LK-03: a release with its reason stands on later outputs, and breaks the signature', async () => {
    const manager = pageOf('manager')
    await manager.goto(CLOSE_OUT)
    await manager.getByRole('button', { name: 'Release the lock' }).click()
    await manager.getByLabel('Reason of the release').fill('the source was corrected')
    await manager.getByRole('button', { name: 'Release the lock' }).last().click()
    await manager.getByText('Nothing is frozen or locked.').waitFor()
    await manager.goto(`/studies/${STUDY}/export/files`)
    await manager.getByText('unlocked.txt').first().waitFor()
    await manager
      .getByText(/the source was corrected/)
      .first()
      .waitFor()
    const doctor = pageOf('doctor')
    await doctor.goto(`/studies/${STUDY}/subjects/1001/sign?record=${recordId}`)
    await doctor
      .getByText(/broken .* by manager/)
      .first()
      .waitFor()
  })

  it('no window met an error on the way', () => {
    const faults = [...people.values()].flatMap((person) => person.faults)
    expect(faults.filter((fault) => !/409|422/.test(fault))).toEqual([])
  })
})

/** A reason for each question of the form that is not answered. */
async function completeForm(page: Page): Promise<void> {
  const { id, version } = await stored(page.request)
  const history: unknown = await (await page.request.get(SUBJECT)).json()
  const { records } = z
    .object({
      records: z.array(
        z.object({
          id: z.string(),
          values: z.object({ items: z.record(z.string(), z.string()), rows: z.array(z.unknown()) }),
          findings: z.array(z.object({ pointer: z.string(), kind: z.string() })),
        }),
      ),
    })
    .parse(history)
  const record = records.find((one) => one.id === id)
  const missing = (record?.findings ?? []).filter(({ kind }) => kind === 'missing')
  const reasons = Object.fromEntries(
    missing.map(({ pointer }) => [`${pointer.split('/').at(-1) ?? ''}_REASND`, 'NOT DONE']),
  )
  const values = { items: { ...record?.values.items, ...reasons }, rows: record?.values.rows ?? [] }
  const reply = await page.request.put(`${SUBJECT}/records/${id}`, {
    data: { values, reason: 'what was not measured' },
    headers: { ...origin(), 'If-Match': `"${version}"` },
  })
  expect(reply.status(), await reply.text()).toBe(200)
}
