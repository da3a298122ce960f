import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  goldenTrial,
  hepatrial,
  newDataFolder,
  startServer,
  type BuiltServer,
} from './support/built-server.ts'
import { openChromium, openPage, type WatchedPage } from './support/chromium.ts'
import { choose, pick, type } from './support/filling.ts'
import { printedAnalysis, shownResults } from './support/results.ts'
import { setUpAdministrator, signIn } from './support/signing-in.ts'

/** How long something may take to show on a busy machine. */
const SOON = { timeout: 10_000 }
const STUDY = 'LENTORI-01'
const IMPORTED = 'IMPORTED'
const SUBJECT = '01-001'
const PASSWORD = 'correct horse battery'

let server: BuiltServer
let browser: Browser
let administrator: WatchedPage
let coordinator: WatchedPage
let investigator: WatchedPage
const firstPasswords = new Map<string, string>()

beforeAll(async () => {
  const dataDir = newDataFolder()
  const study = ['--study', IMPORTED, '--data', dataDir]
  const protocol = 'regorafenib-pd1'
  await hepatrial('import', ...study, '--protocol', protocol, '--from', goldenTrial(protocol))
  const added = await hepatrial('account', 'add', 'reader', '--role', 'statistician', ...study)
  firstPasswords.set('reader', added.trim().split('\t')[1] ?? '')
  server = await startServer(dataDir)
  browser = await openChromium()
  administrator = await openPage(browser, server.url)
  coordinator = await openPage(browser, server.url)
  investigator = await openPage(browser, server.url)
})

afterAll(async () => {
  await browser.close()
  await server.stop()
})

describe('the administrator', () => {
  it('comes in by the one-time link', async () => {
    const { page } = administrator
    const link = await server.setupLink()
    await setUpAdministrator(page, link, { username: 'root', password: PASSWORD })
  })

  it('opens a study with a site', async () => {
    const { page } = administrator
    await page.getByRole('link', { name: 'New study' }).first().click()
    await page.getByLabel('Study code').fill(STUDY)
    await pick(page, 'Protocol *', /Lenvatinib with toripalimab/)
    const sites = page.getByRole('group', { name: 'Sites' })
    await sites.getByLabel('Code').fill('01')
    await sites.getByLabel('Name').fill('West Hospital')
    await page.getByRole('button', { name: 'Open the study' }).click()
    await page.getByRole('heading', { level: 1, name: 'Study set-up' }).waitFor()
    await page.getByRole('row', { name: /01 West Hospital/ }).waitFor()
  })

  it('gives a coordinator and an investigator their accounts and roles', async () => {
    const { page } = administrator
    await page.getByRole('link', { name: 'Accounts' }).click()
    await addAccount(page, { username: 'nurse', name: 'Zhang Min', role: 'Coordinator' })
    await addAccount(page, { username: 'doctor', name: 'Li Wei', role: 'Investigator' })
    expect(administrator.faults).toEqual([])
  })
})

describe('the coordinator', () => {
  it('changes the first password before anything else', async () => {
    const { page } = coordinator
    const first = firstPasswords.get('nurse') ?? ''
    await signIn(page, { username: 'nurse', first, password: PASSWORD })
    await page.getByRole('link', { name: STUDY }).click()
    await page.getByRole('heading', { level: 1, name: 'Lenvatinib + toripalimab' }).waitFor()
  })

  it('registers a subject who has consented', async () => {
    const { page } = coordinator
    await page.getByRole('link', { name: 'Subjects' }).first().click()
    await page.getByRole('link', { name: 'Register a subject' }).click()
    await page.getByLabel('Subject code *').fill(SUBJECT)
    await choose(page, 'Sex', 'Male')
    await type(page, 'Date of birth', '1961-05')
    await type(page, 'Date of informed consent', '20240102')
    await page.getByRole('button', { name: 'Register, and go on to eligibility' }).click()
    await page.getByRole('heading', { level: 1, name: SUBJECT }).waitFor()
  })

  it('leaves the criteria of eligibility to the investigator', async () => {
    const { page } = coordinator
    const criteria = page.getByRole('radiogroup', { name: /^(Inclusion|Exclusion): / })
    await criteria.first().waitFor()
    expect(await criteria.count()).toBe(30)
    expect(await criteria.first().getByRole('radio', { name: 'Yes' }).isDisabled()).toBe(true)
  })
})

describe('the investigator, before treatment', () => {
  it('answers every criterion, without which enrolment is refused', async () => {
    const { page } = investigator
    const first = firstPasswords.get('doctor') ?? ''
    await signIn(page, { username: 'doctor', first, password: PASSWORD })
    await page.goto(`/studies/${STUDY}/subjects/${SUBJECT}/enrolment`)
    await page.getByRole('button', { name: 'Enrol', exact: true }).click()
    await page.getByRole('alert').filter({ hasText: 'Answer first: ' }).waitFor()
    for (const [kind, answer] of [
      ['Inclusion', 'Yes'],
      ['Exclusion', 'No'],
    ] as const) {
      const groups = page.getByRole('radiogroup', { name: new RegExp(`^${kind}: `) })
      for (const group of await groups.all())
        await group.getByRole('radio', { name: answer }).check()
    }
    await page.keyboard.press('Control+s')
    await page.getByText('30 of 30 answered').waitFor()
    await page.getByLabel('Date of the decision').fill('20240108')
    await page.getByRole('button', { name: 'Enrol', exact: true }).click()
    await page.getByText('Enrolled on 8 Jan 2024.').waitFor()
  })
})

describe('the coordinator, once the subject is enrolled', () => {
  it('enters the baseline visit and its laboratory results from the keyboard', async () => {
    const { page } = coordinator
    await openVisit(page, 'BASELINE', '20240105')
    await page
      .getByRole('navigation', { name: 'Forms' })
      .getByRole('link', { name: 'Laboratory' })
      .click()
    await page.getByRole('button', { name: 'Add a row' }).click()
    await typeRow(page, ['v', 'ALB', '41', 'g/L'])
    await page.keyboard.press('Enter')
    await typeRow(page, ['v', 'TBIL', '14', 'umol/L'])
    await save(page)
    expect(await page.getByLabel('Date of sample, row 2').inputValue()).toBe('2024-01-05')
    expect(await page.getByLabel('Result, row 2').inputValue()).toBe('14')
  })

  it('describes the lesions and measures them at baseline', async () => {
    const { page } = coordinator
    await page.getByRole('link', { name: 'Tumour ledger' }).first().click()
    await addLesion(page, { id: 'T01', kind: 'Target', location: 'Liver S6' })
    await addLesion(page, {
      id: 'NT01',
      kind: 'Non-target',
      location: 'Portal vein tumour thrombus',
    })
    await type(page, 'T01 longest diameter, BASELINE', '50')
    await type(page, 'NT01 state, BASELINE', 'p')
    await save(page)
    expect(await page.getByLabel('Date of scan, BASELINE', { exact: true }).inputValue()).toBe(
      '2024-01-05',
    )
  })

  it('records the first dose, from which the visits are counted', async () => {
    const { page } = coordinator
    await page.getByRole('link', { name: 'Visits and forms' }).click()
    await page.getByRole('link', { name: 'Study treatment' }).click()
    await page.getByRole('button', { name: 'Add', exact: true }).click()
    await type(page, 'Drug', 'Lenvatinib')
    await type(page, 'Start date', '20240110')
    await type(page, 'Dose', '8')
    await choose(page, 'Unit', 'mg')
    await choose(page, 'Frequency', 'Once daily')
    await page.keyboard.press('Control+s')
    await page.getByRole('row', { name: /Lenvatinib 10 Jan 2024/ }).waitFor()
    await page.getByRole('link', { name: 'Visits and forms' }).click()
    await page.getByRole('row', { name: /^W8 / }).filter({ hasText: '6 Mar 2024' }).waitFor()
  })

  it('sees sum, change and response while typing', async () => {
    const { page } = coordinator
    await openVisit(page, 'W8', '20240306')
    await page.getByRole('link', { name: 'Tumour ledger' }).first().click()
    await type(page, 'NT01 state, W8', 'p')
    await page.getByLabel('T01 longest diameter, W8', { exact: true }).click()
    await page.keyboard.type('30')
    await expect
      .poll(() => ledgerColumn(page, 'W8'), SOON)
      .toEqual(['30.0', '−40.0 %', '−40.0 %', 'PR', 'PR'])
    await save(page)
    await openVisit(page, 'W16', '20240501')
    await page.getByRole('link', { name: 'Tumour ledger' }).first().click()
    await type(page, 'NT01 state, W16', 'p')
    await page.getByLabel('T01 longest diameter, W16', { exact: true }).click()
    await page.keyboard.type('35.9')
    await expect
      .poll(() => ledgerColumn(page, 'W16'), SOON)
      .toEqual(['35.9', '−28.2 %', '+19.7 %', 'SD', 'SD'])
    await page.keyboard.press('Control+a')
    await page.keyboard.type('36')
    await expect
      .poll(() => ledgerColumn(page, 'W16'), SOON)
      .toEqual(['36.0', '−28.0 %', '+20.0 %', 'PD', 'PD'])
    await save(page)
    expect(coordinator.faults).toEqual([])
  })
})

describe('the investigator', () => {
  it('agrees with the first response', async () => {
    const { page } = investigator
    await page.getByRole('link', { name: 'My work' }).first().click()
    await page.getByRole('button', { name: / more$/ }).click()
    await page
      .getByRole('row', { name: /Response to be reviewed 01-001 W8/ })
      .getByRole('link', { name: /W8/ })
      .click()
    await choose(page, 'Investigator *', 'PR')
    await page.getByRole('button', { name: 'Record the response' }).click()
    await page.getByRole('row', { name: /^W8 .*Agrees/ }).waitFor()
  })

  it('gives a reason where the own response differs, without which it is not taken', async () => {
    const { page } = investigator
    await page.getByRole('row', { name: /^W16 / }).getByRole('button', { name: 'Review' }).click()
    await choose(page, 'Investigator *', 'PR')
    await page.getByRole('button', { name: 'Record the response' }).click()
    const why = page.getByLabel('Why does it differ from the derived response PD? *')
    await expect.poll(() => why.getAttribute('aria-invalid'), SOON).toBe('true')
    await page.getByRole('row', { name: /^W16 .*To be reviewed/ }).waitFor()
    await why.fill('Other slice level; no true growth')
    await page.getByRole('button', { name: 'Record the response' }).click()
    await page.getByRole('row', { name: /^W16 .*Differs, with reason/ }).waitFor()
    // The box that it was typed into may still be closing.
    await page.getByText('Other slice level; no true growth').first().waitFor()
  })
})

describe('the results', () => {
  it('are those that the command line computes from the same data', async () => {
    const { page } = investigator
    await page.goto(`/studies/${STUDY}/results`)
    const byInvestigator = await printedAnalysis(server.dataDir, STUDY, 'investigator')
    expect(byInvestigator).toEqual({
      ORR: ['1/1', '100.0 %', '2.5 – 100.0 %'],
      PFS: ['0 events / 1', 'not reached', 'NR – NR'],
    })
    await expect.poll(() => shownResults(page), SOON).toEqual(byInvestigator)
    await page.getByText('Derived', { exact: true }).click()
    const derived = await printedAnalysis(server.dataDir, STUDY, 'derived')
    expect(derived.ORR[0]).toBe('0/1')
    expect(derived.PFS[0]).toBe('1 event / 1')
    await expect.poll(() => shownResults(page), SOON).toEqual(derived)
    expect(investigator.faults).toEqual([])
  })

  it('of a whole imported study agree, too', async () => {
    const statistician = await openPage(browser, server.url)
    const { page } = statistician
    const first = firstPasswords.get('reader') ?? ''
    await signIn(page, { username: 'reader', first, password: PASSWORD })
    await page.goto(`/studies/${IMPORTED}/results`)
    const printed = await printedAnalysis(server.dataDir, IMPORTED, 'investigator')
    expect(Number(printed.ORR[0].split('/')[1])).toBeGreaterThan(10)
    await expect.poll(() => shownResults(page), SOON).toEqual(printed)
    expect(statistician.faults).toEqual([])
  })
})

/** Opens a visit from the subject's overview and enters its date. */
async function openVisit(page: Page, visit: string, date: string): Promise<void> {
  await page.getByRole('link', { name: 'Visits and forms' }).click()
  await page.getByRole('link', { name: visit, exact: true }).click()
  await type(page, 'Date of visit', date)
  await save(page)
}

/** Types one row of a grid, box after box, from the one that has the focus. */
async function typeRow(page: Page, texts: readonly string[]): Promise<void> {
  for (const [place, text] of texts.entries()) {
    if (place > 0) await page.keyboard.press('Tab')
    await page.keyboard.type(text)
  }
}

interface NewLesion {
  readonly id: string
  readonly kind: string
  readonly location: string
}

async function addLesion(page: Page, { id, kind, location }: NewLesion): Promise<void> {
  await page.getByRole('button', { name: 'Add a lesion' }).click()
  await type(page, 'Lesion', id)
  await choose(page, 'Kind', kind)
  await type(page, 'Location', location)
  await choose(page, 'Lymph node', 'No')
  await type(page, 'First identified', '20240105')
  await page.getByRole('button', { name: 'Save' }).click()
  await page.getByRole('rowheader', { name: new RegExp(`^${id} `) }).waitFor()
}

interface NewAccount {
  readonly username: string
  readonly name: string
  readonly role: string
}

async function addAccount(page: Page, { username, name, role }: NewAccount): Promise<void> {
  await page.getByLabel('User name *').fill(username)
  await page.getByLabel('Full name *').fill(name)
  await page.getByRole('button', { name: 'Create the account' }).click()
  const note = page.getByRole('status').filter({ hasText: `First password of ${username}` })
  firstPasswords.set(username, await note.locator('code').innerText())
  const row = page.getByRole('row', { name: new RegExp(`^${username} `) })
  await row.getByRole('button', { name: 'Manage' }).click()
  await pick(page, 'Role', role)
  await pick(page, 'Study', new RegExp(STUDY))
  await pick(page, 'Site', /West Hospital/)
  await page.getByRole('button', { name: 'Give the role' }).click()
  await row.getByText(`${role} · ${STUDY} · 01`).waitFor()
  await row.getByRole('button', { name: 'Close' }).click()
}

const LINES = [
  'Sum of targets',
  'From baseline',
  'From nadir',
  'Target response',
  'Overall response',
]

/** The derived values of one visit as they stand on the screen. */
function ledgerColumn(page: Page, visit: string): Promise<readonly string[]> {
  const texts = LINES.map(async (line) => {
    const name = `${line}, ${visit}, RECIST 1.1: explain`
    const cell = await page.getByRole('button', { name: new RegExp(name) }).innerText()
    return cell.replace(name, '').trim()
  })
  return Promise.all(texts)
}

async function save(page: Page): Promise<void> {
  await page.keyboard.press('Control+s')
  await page
    .getByRole('status')
    .filter({ hasText: /^Saved/ })
    .waitFor()
}
