import type { AddressInfo } from 'node:net'
import { SMTPServer } from 'smtp-server'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import type { WatchedPage } from './support/chromium.ts'
import { serveImportedStudy, type ImportedStudy } from './support/imported-study.ts'
import { answer, press, save, tabTo, typeInto } from './support/keyboard.ts'

const STUDY = 'E2E-DAY'
const CODE = '2001'
const API = `/api/studies/${STUDY}`
const SUBJECT = `/studies/${STUDY}/subjects/${CODE}`
const PRINTOUT = [
  '报告日期：2026-08-10',
  '丙氨酸氨基转移酶(ALT)\t85.0\tU/L\t9-50\t↑',
  '总胆红素(TBIL)\t１７．２\tμmol/L\t5-21',
  'Albumin\t4.1\tg/dL\t3.5-5.5',
].join('\n')
/** What a cut network and a refused save leave in the console. */
const EXPECTED = /ERR_INTERNET_DISCONNECTED|409/

const recordSchema = z.object({
  id: z.string(),
  form: z.string(),
  visit: z.string().nullable(),
  version: z.number(),
  values: z.object({
    items: z.record(z.string(), z.string()),
    rows: z.array(z.record(z.string(), z.string())),
  }),
})
const auditSchema = z.object({
  entries: z.array(
    z.object({
      act: z.string(),
      at: z.string(),
      form: z.string().nullable(),
      visit: z.string().nullable(),
      username: z.string(),
      reason: z.string().nullable(),
      enteredAt: z.string().nullable(),
    }),
  ),
})

let served: ImportedStudy
let nurse: WatchedPage
let colleague: WatchedPage
let doctor: WatchedPage
let mail: SMTPServer
const mails: string[] = []

beforeAll(async () => {
  mail = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData(stream, _session, done) {
      const parts: Buffer[] = []
      stream.on('data', (part: Buffer) => parts.push(part))
      stream.on('end', () => {
        mails.push(Buffer.concat(parts).toString())
        done()
      })
    },
  })
  const port = await new Promise<number>((resolve) => {
    const server = mail.listen(0, '127.0.0.1', () => {
      resolve((server.address() as AddressInfo).port)
    })
  })
  served = await serveImportedStudy(STUDY, ['nurse', 'colleague', 'doctor'], {
    roles: { doctor: 'investigator' },
    settings: { SMTP_URL: `smtp://127.0.0.1:${port}`, MAIL_FROM: 'hepatrial@hospital.example' },
  })
  nurse = await served.open('nurse', `/studies/${STUDY}/subjects/new`)
  await nurse.page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  colleague = await served.open('colleague', '/')
  doctor = await served.open('doctor', '/notices')
  await doctor.page.getByLabel('Mail address').fill('doctor@hospital.example')
  await doctor.page.getByRole('button', { name: 'Save', exact: true }).click()
})

afterAll(async () => {
  await served.close()
  await new Promise<void>((resolve) => {
    mail.close(resolve)
  })
})

describe('E1: a coordinator enters a new subject by keyboard alone', () => {
  it('registers it, with a birth date known to the month', async () => {
    const { page } = nurse
    await typeInto(page, 'Subject code *', CODE)
    await answer(page, 'Sex', 'f', 'Female')
    await typeInto(page, 'Date of birth', '3/1961')
    await typeInto(page, 'Date of informed consent', '3aug2026')
    await press(page, 'Register, and go on to eligibility')
    await page.getByRole('heading', { level: 1, name: CODE }).waitFor()
  })

  it('enters the first visit, and confirms a check with a reason where it fires', async () => {
    const { page } = nurse
    await page.goto(`${SUBJECT}/visits/BASELINE`)
    await typeInto(page, 'Date of visit', '20260810')
    await page.keyboard.press('Control+Enter')
    await page.getByRole('heading', { level: 2, name: 'Vital signs' }).waitFor()
    await vitals('212', '168')
    await press(page, 'Confirm with a reason')
    await page.keyboard.type('Weighed twice on two scales')
    await page.keyboard.press('Enter')
    await page.getByText('Confirmed when saved: Weighed twice on two scales').waitFor()
    await save(page)
  })

  it('pastes a laboratory print-out in Chinese and English, and sees it before it is taken in', async () => {
    const { page } = nurse
    await page.goto(`${SUBJECT}/visits/BASELINE?form=laboratory`)
    await page.evaluate((text) => navigator.clipboard.writeText(text), PRINTOUT)
    await press(page, 'Take in a print-out')
    await tabTo(page, page.getByRole('textbox', { name: 'Print-out' }))
    await page.keyboard.press('Control+v')
    await page.getByText(/3 matched/).waitFor()
    await press(page, 'Put 3 results into the form')
    await page.getByText('Nothing is saved yet').waitFor()
    await save(page)
  })

  it('AT-18: types on while the network is cut, and saves when it is back', async () => {
    const { page } = nurse
    await page.goto(`${SUBJECT}/visits/W4`)
    await tabTo(page, page.getByRole('textbox', { name: 'Date of visit', exact: true }))
    await page.context().setOffline(true)
    await page.keyboard.type('20260907')
    await page.keyboard.press('Tab')
    await page.getByText('Not connected: kept on this computer').waitFor()
    await page.context().setOffline(false)
    await page.getByText(/Draft saved/).waitFor()
    await save(page)
    await page.goto(`${SUBJECT}/visits/W4?form=vitals`)
    await vitals('63.5', '')
    await save(page)
  })

  it('E8: decides a conflict with a colleague field by field at the third visit', async () => {
    const { page } = nurse
    await page.goto(`${SUBJECT}/visits/W8`)
    await typeInto(page, 'Date of visit', '20261005')
    await save(page)
    await typeInto(page, 'Date of visit', '20261006')
    await page.keyboard.press('Tab')
    await changeByColleague('2026-10-07')
    // The reason is missing: saving goes to its box.
    await page.keyboard.press('Control+s')
    await page.keyboard.type('Misread')
    await page.keyboard.press('Control+s')
    await page.getByRole('row', { name: /^Date of visit / }).waitFor()
    await press(page, 'Choose all of mine')
    await press(page, 'Go on with the chosen values')
    await save(page)
    await page.goto(`${SUBJECT}/visits/W8?form=vitals`)
    await vitals('63.1', '')
    await save(page)
  })

  it('DC-17: reports a serious event, and the investigator knows at once, by mail too', async () => {
    const { page } = nurse
    await page.goto(`${SUBJECT}/adverse-events`)
    await press(page, 'Add')
    await typeInto(page, 'Event, in words', 'Bleeding from varices')
    await tabTo(page, page.getByRole('combobox', { name: 'CTCAE term' }))
    await page.keyboard.type('Esophageal varices hem')
    await page.getByRole('option', { name: /Esophageal varices hemorrhage/ }).waitFor()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await typeInto(page, 'Start date', '20261009')
    await answer(page, 'CTCAE grade', '4', /^4 ·/)
    await answer(page, 'Serious', 'y', 'Yes')
    await page.keyboard.press('Control+s')
    await page.getByRole('row', { name: /Bleeding from varices/ }).waitFor()
    await doctor.page.reload()
    await doctor.page.getByText(CODE).first().waitFor()
    await expect.poll(() => mails.length, { timeout: 20_000 }).toBeGreaterThan(0)
    expect(mails[0]).toContain('To: doctor@hospital.example')
    expect(mails.join()).not.toMatch(/varices|bleeding/i)
  })
})

describe('what stands afterwards', () => {
  it('is the data as they were typed', async () => {
    const records = await recordsOf()
    const itemsAt = (form: string, visit: string | null) =>
      records.find((record) => record.form === form && record.visit === visit)?.values.items
    expect(itemsAt('subjects', null)).toMatchObject({
      SEX: 'F',
      BRTHDAT: '1961-03',
      RFICDAT: '2026-08-03',
    })
    expect(itemsAt('visits', 'BASELINE')).toMatchObject({ SVSTDAT: '2026-08-10' })
    expect(itemsAt('visits', 'W4')).toMatchObject({ SVSTDAT: '2026-09-07' })
    expect(itemsAt('visits', 'W8')).toMatchObject({ SVSTDAT: '2026-10-06' })
    expect(itemsAt('vitals', 'BASELINE')).toMatchObject({ WEIGHT: '212', VSDAT: '2026-08-10' })
    expect(itemsAt('vitals', 'W8')).toMatchObject({ WEIGHT: '63.1', SYSBP: '128' })
    const results = records.find(({ form }) => form === 'laboratory')?.values.rows ?? []
    expect(results.map((row) => [row['LBTESTCD'], row['LBORRES'], row['LBORRESU']])).toEqual([
      ['ALT', '85.0', 'U/L'],
      ['TBIL', '17.2', 'umol/L'],
      ['ALB', '4.1', 'g/dL'],
    ])
    expect(itemsAt('adverse-events', null)).toMatchObject({ AESER: 'Y', AETOXGR: '4' })
  })

  it('is one entry for each save, both people and both times in it, and the reason of the check', async () => {
    const entries = await auditOf()
    const saves = entries.filter(({ act }) => act.startsWith('record.'))
    expect(saves.filter(({ form }) => form === 'vitals')).toHaveLength(3)
    const w8 = saves.filter(({ form, visit }) => form === 'visits' && visit === 'W8')
    expect(w8.map(({ act, username }) => `${act} ${username}`).reverse()).toEqual([
      'record.create nurse',
      'record.amend colleague',
      'record.amend nurse',
    ])
    const [w4] = saves.filter(({ form, visit }) => form === 'visits' && visit === 'W4')
    expect(w4?.enteredAt).not.toBeNull()
    expect(Date.parse(w4?.enteredAt ?? '')).toBeLessThan(Date.parse(w4?.at ?? ''))
    const confirmed = entries.filter(({ act }) => act === 'check.confirm')
    expect(confirmed.map(({ reason, username }) => `${username}: ${reason ?? ''}`)).toEqual([
      'nurse: Weighed twice on two scales',
    ])
  })

  it('is a notice for the investigator, and no fault on any page', async () => {
    const reply = await doctor.page.request.get('/api/notices')
    expect(JSON.stringify(await reply.json())).toContain(CODE)
    const faults = [...nurse.faults, ...colleague.faults, ...doctor.faults]
    expect(faults.filter((fault) => !EXPECTED.test(fault))).toEqual([])
  })
})

/** Vital signs from the first question on; an empty height is left out. */
async function vitals(weight: string, height: string): Promise<void> {
  const { page } = nurse
  await answer(page, 'Vital signs taken', 'y', 'Yes')
  await typeInto(page, 'Date', 'v')
  await typeInto(page, 'Systolic pressure', '128')
  await typeInto(page, 'Diastolic pressure', '76')
  await typeInto(page, 'Pulse', '72')
  await typeInto(page, 'Weight', weight)
  await page.keyboard.press('Tab')
  if (height !== '') await typeInto(page, 'Height', height)
}

async function recordsOf(): Promise<readonly z.output<typeof recordSchema>[]> {
  const reply = await nurse.page.request.get(`${API}/subjects/${CODE}`)
  return z.object({ records: z.array(recordSchema) }).parse(await reply.json()).records
}

async function auditOf(): Promise<z.output<typeof auditSchema>['entries']> {
  const reply = await nurse.page.request.get(`${API}/audit?subjid=${CODE}&limit=200`)
  return auditSchema.parse(await reply.json()).entries
}

/** A colleague saves the same visit from another computer. */
async function changeByColleague(date: string): Promise<void> {
  const found = (await recordsOf()).find(({ form, visit }) => form === 'visits' && visit === 'W8')
  if (found === undefined) throw new Error('The visit is not saved.')
  const { request } = colleague.page
  const { items, rows } = found.values
  const reply = await request.put(`${API}/subjects/${CODE}/records/${found.id}`, {
    headers: { 'if-match': `"${found.version}"` },
    data: { values: { items: { ...items, SVSTDAT: date }, rows }, reason: 'Calendar checked' },
  })
  expect(reply.status(), await reply.text()).toBe(200)
}
