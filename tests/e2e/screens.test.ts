import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import {
  accessibilityFaults,
  englishTexts,
  overflowFaults,
  textFaults,
  type EnglishTexts,
} from './support/check-screen.ts'
import { openPage } from './support/chromium.ts'
import { DEMO_STUDY, nextIn, serveDemo, settled, type DemoStudy } from './support/demo-study.ts'
import { everyPageRole } from './support/every-page-role.ts'

/** Folder for pictures of all screens; none are kept unless it is named. */
const SCREENSHOTS = process.env['SCREENSHOTS'] ?? ''

/** A screen as a person opens it. `path` is that of a subject where it begins with `./`. */
interface Screen {
  readonly name: string
  readonly path: string
  /** Opens what is closed at first. */
  readonly prepare?: (page: Page) => Promise<void>
  /** Shows values as they are stored, on purpose. */
  readonly storedCodes?: boolean
}

const inStudy = (name: string, rest: string): Screen => ({
  name,
  path: `/studies/${DEMO_STUDY}${rest}`,
})
const ofSubject = (name: string, rest = ''): Screen => ({ name, path: `./${rest}` })

const COORDINATOR: readonly Screen[] = [
  { name: 'my work', path: '/' },
  inStudy('study home', ''),
  inStudy('subjects', '/subjects'),
  inStudy('registration', '/subjects/new'),
  ofSubject('subject'),
  ofSubject('eligibility', '/enrolment'),
  ofSubject('visit', '/visits/W6'),
  ofSubject('vital signs', '/visits/W6?form=vitals'),
  { ...inStudy('laboratories', '/laboratories'), prepare: addLaboratory },
  { ...ofSubject('laboratory', '/visits/W6?form=laboratory'), prepare: readPrintout },
  ofSubject('tumour assessment', '/visits/W6?form=tumour-assessment'),
  ofSubject('unscheduled visit', '/visits/UNS-2026-01-05'),
  ofSubject('baseline characteristics', '/forms/baseline'),
  ofSubject('history', '/forms/history'),
  { ...ofSubject('study treatment', '/forms/exposure'), prepare: press('Add') },
  { ...ofSubject('lesions', '/forms/lesions'), prepare: pressFirst(/^Open /) },
  { ...ofSubject('tumour ledger', '/tumour'), prepare: press('Add a lesion') },
  ofSubject('responses', '/responses'),
  { ...ofSubject('adverse events', '/adverse-events'), prepare: press('Add') },
]

const INVESTIGATOR: readonly Screen[] = [
  inStudy('site archive', '/archives'),
  { name: 'notices', path: '/notices' },
  { name: 'my-access', path: '/my-access' },
  inStudy('serious events', '/serious-events'),
  inStudy('signatures', '/signatures'),
  inStudy('list of signers', '/signers'),
  ofSubject('signing', '/sign'),
  { ...ofSubject('course of a subject', '/course'), prepare: openFolds },
  ofSubject('story of a subject', '/story'),
  { ...ofSubject('lesions of a subject over time', '/story?figure=lesions'), prepare: openFolds },
  ofSubject('liver values of a subject over time', '/story?figure=liver'),
  inStudy('dose escalation', '/dose-escalation'),
  inStudy('reviews of responses', '/reviews?state=all'),
  inStudy('discordance', '/discordance?show=all'),
  { name: 'my work', path: '/' },
  ofSubject('eligibility', '/enrolment'),
  { ...ofSubject('responses', '/responses'), prepare: pressFirst('Change') },
  { ...ofSubject('adverse events', '/adverse-events'), prepare: pressFirst(/^Open /) },
]

const STATISTICIAN: readonly Screen[] = [
  inStudy('study home', ''),
  inStudy('live study', '/live'),
  inStudy('subjects behind a number', '/live/rows?endpoint=ORR&part=hit'),
  inStudy('results', '/results'),
  inStudy('response rate', '/results/ORR'),
  { ...inStudy('progression-free survival', '/results/PFS'), prepare: pressFirst('Why?') },
  inStudy('adverse event table', '/safety'),
  inStudy('enrolment and data state', '/data-state'),
  inStudy('sensitivity', '/sensitivity'),
  inStudy('cohorts and subgroups', '/cohorts'),
  inStudy('study report', '/report'),
  inStudy('queries', '/queries?state=all'),
  inStudy('edit checks', '/checks'),
  inStudy('close-out', '/close-out'),
  ofSubject('close-out of a subject', '/close-out'),
  inStudy('export', '/export'),
  inStudy('single files of an export', '/export/files'),
  inStudy('snapshots', '/snapshots'),
  inStudy('files taken out', '/export/log'),
  { ...inStudy('audit trail', '/audit'), storedCodes: true },
  ofSubject('visit', '/visits/W6?form=vitals'),
  ofSubject('tumour ledger', '/tumour'),
  ofSubject('adverse events', '/adverse-events'),
]

const MONITOR: readonly Screen[] = [
  { ...inStudy('source verification', '/verification'), prepare: pressFirst(/^Ask/) },
  { ...inStudy('queries', '/queries'), prepare: pressFirst('Thread') },
  inStudy('ages of queries', '/queries/ageing'),
  inStudy('queries from a file', '/queries/import'),
]

const ADMINISTRATOR: readonly Screen[] = [
  { name: 'my work', path: '/' },
  { name: 'accounts', path: '/accounts', prepare: pressFirst('Manage') },
  { name: 'access-review', path: '/access-review' },
  { name: 'system-trail', path: '/system-trail' },
  { name: 'settings', path: '/settings' },
  { name: 'backups', path: '/backups', prepare: setBackups },
  { name: 'system status', path: '/system', prepare: makeBackup },
  { name: 'new study', path: '/new-study' },
  { name: 'new study from a file', path: '/new-study', prepare: chooseOdm },
  inStudy('study set-up', '/set-up'),
  { ...inStudy('amendment from a file', '/set-up'), prepare: chooseOdm },
]

/** A laboratory with one range, so that its page and the laboratory form have something to show. */
async function addLaboratory(page: Page): Promise<void> {
  await page.getByLabel('Code').fill('LAB1')
  await page.getByLabel('Name', { exact: true }).first().fill('Central laboratory')
  await page.getByRole('button', { name: 'Add the laboratory' }).click()
  const form = page.getByRole('form', { name: 'New range' })
  await form.getByLabel('Test').selectOption('ALT')
  await form.getByLabel('Upper limit').fill('50')
  await form.getByLabel('Valid from *').fill('2020-01-01')
  await form.getByLabel('Reason *').fill('certificate of 2020')
  await form.getByRole('button', { name: 'Add the range' }).click()
  await page.getByRole('button', { name: /^Correct the range of/ }).click()
}

const PRINTOUT = `Test\tResult\tUnits\tReference Range
ALT\t85.0\tU/L\t9-50
Serum albumin\t36.2\t\t35-55
HBsAg\tpositive
Some other test\t3.4\tng/mL\t`

async function readPrintout(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Take in a print-out' }).click()
  await page.getByLabel('Print-out', { exact: true }).fill(PRINTOUT)
  await page.getByRole('region', { name: 'Lines of the print-out' }).waitFor()
}

/** Chooses the ODM file of another system, and waits for what it gives. */
async function chooseOdm(page: Page): Promise<void> {
  await page.locator('input[type=file]').first().setInputFiles('tests/server/odm/foreign-one.xml')
  await page.getByRole('checkbox', { name: 'I have read the report' }).waitFor()
}

/** Sets a weekly schedule into a folder of its own. */
async function setBackups(page: Page): Promise<void> {
  await page.getByLabel('When', { exact: true }).selectOption('weekly')
  await page.getByLabel('Folder on the server').fill(backupFolder)
  await page.getByLabel('Reason for the change *').fill('agreed with the hospital')
  await page.getByRole('button', { name: 'Save the settings' }).click()
  await page.getByText('There is no backup in the folder yet.').waitFor()
}

/** Makes a backup, where the schedule does not make one already, and waits until it is there. */
async function makeBackup(page: Page): Promise<void> {
  const button = page.getByRole('button', { name: 'Make a backup now' })
  const made = page.getByText('.hbk').first()
  await button.or(made).first().waitFor({ timeout: 30_000 })
  if (await button.isVisible()) await button.click()
  await made.waitFor()
}

/** Opens whatever is folded. */
async function openFolds(page: Page): Promise<void> {
  for (const fold of await page.locator('summary').all()) await fold.click()
}

function press(name: string): (page: Page) => Promise<void> {
  return (page) => page.getByRole('button', { name, exact: true }).click()
}

function pressFirst(name: string | RegExp): (page: Page) => Promise<void> {
  return (page) => page.getByRole('button', { name, exact: true }).first().click()
}

let demo: DemoStudy
let english: EnglishTexts
let subject: string
let backupFolder: string

beforeAll(async () => {
  if (SCREENSHOTS !== '') mkdirSync(SCREENSHOTS, { recursive: true })
  backupFolder = mkdtempSync(path.join(tmpdir(), 'screens-'))
  demo = await serveDemo()
  const { page } = demo.personOf('coordinator')
  english = englishTexts(await (await page.request.get(`/api/studies/${DEMO_STUDY}`)).json())
  subject = await subjectWithManyVisits(page)
})

afterAll(async () => {
  await demo.stop()
  rmSync(backupFolder, { recursive: true, force: true })
})

const ROLES = [
  { role: 'coordinator', screens: COORDINATOR },
  { role: 'investigator', screens: INVESTIGATOR },
  { role: 'statistician', screens: STATISTICIAN },
  { role: 'monitor', screens: MONITOR },
  { role: 'administrator', screens: ADMINISTRATOR },
] as const

describe.each(ROLES)('what the $role sees', ({ role, screens }) => {
  it.each(screens)(
    'on $name reads well in both languages, at both widths',
    async ({ name, path: place, prepare, storedCodes }) => {
      const forbidden = storedCodes === true ? { ...english, codes: new Set<string>() } : english
      const { page, faults } = demo.personOf(role)
      faults.length = 0
      await open(page, place)
      await prepare?.(page)
      const picture = `${role}-${name.replaceAll(' ', '-')}`
      // What the test of every page shows in the same role, it has put before axe already.
      const known = prepare === undefined && everyPageRole(place.split('?')[0] ?? '') === role
      // Axe takes most of the time of a screen: the screens take turns between its two windows.
      const auditedIn = screens.findIndex((one) => one.name === name) % 2 === 0 ? 'en' : 'zh'
      const barriers = async (language: 'en' | 'zh') =>
        known || language !== auditedIn ? [] : await accessibilityFaults(page)
      const found = [...(await look(page, null)), ...(await barriers('en'))]
      await keepPicture(page, `${picture}-en-1440`)
      await page.setViewportSize({ width: 800, height: 900 })
      found.push(...(await look(page, null)))
      await switchLanguage(page, '中文', 'zh-CN')
      found.push(...(await look(page, forbidden)), ...(await barriers('zh')))
      await keepPicture(page, `${picture}-zh-800`)
      await page.setViewportSize({ width: 1440, height: 900 })
      found.push(...(await look(page, forbidden)))
      expect([...new Set([...found, ...faults])]).toEqual([])
    },
  )
})

describe('the page before sign-in', () => {
  it('reads well in both languages', async () => {
    const { page, faults } = await openPage(demo.browser, demo.url)
    await page.goto('/')
    await page.getByRole('heading', { level: 1, name: 'Sign in' }).waitFor()
    const found = [...(await look(page, null)), ...(await accessibilityFaults(page))]
    await switchLanguage(page, '中文', 'zh-CN')
    found.push(...(await look(page, english)), ...(await accessibilityFaults(page)))
    await page.context().close()
    expect([...found, ...faults]).toEqual([])
  })
})

describe('dark colours', () => {
  it.each(['/subjects', '/results', '/safety', '/report', './tumour', './adverse-events'])(
    'keep the contrast on %s',
    async (rest) => {
      const { page } = demo.personOf('statistician')
      const ofOne = rest.startsWith('./')
      await open(page, ofOne ? `./${rest.slice(1)}` : `/studies/${DEMO_STUDY}${rest}`)
      await page.getByRole('button', { name: 'Dark colours' }).click()
      await page.getByRole('button', { name: 'Light colours' }).waitFor()
      const found = await accessibilityFaults(page)
      await keepPicture(page, `dark${rest.replace(/[./]+/, '-')}`)
      await page.getByRole('button', { name: 'Light colours' }).click()
      expect(found).toEqual([])
    },
  )
})

async function open(page: Page, place: string): Promise<void> {
  await page.setViewportSize({ width: 1440, height: 900 })
  const own = place.startsWith('./')
  await nextIn(page, 'en')
  await page.goto(own ? `/studies/${DEMO_STUDY}/subjects/${subject}${place.slice(2)}` : place)
  await settled(page)
}

/** A busy machine draws the texts of another language a moment after the page says that it speaks it. */
const UNTIL_DRAWN_MS = 5_000

/** What is wrong with the screen as it stands, bar accessibility. */
async function look(page: Page, forbidden: EnglishTexts | null): Promise<readonly string[]> {
  const until = performance.now() + UNTIL_DRAWN_MS
  for (;;) {
    const found = [...(await overflowFaults(page)), ...(await textFaults(page, forbidden))]
    if (found.length === 0 || performance.now() > until) return found
    await page.waitForTimeout(100)
  }
}

/** Keeps a picture where somebody wants to see the screens. */
async function keepPicture(page: Page, name: string): Promise<void> {
  if (SCREENSHOTS === '') return
  await page.screenshot({ path: path.join(SCREENSHOTS, `${name}.png`), fullPage: true })
}

/** Switches the language in place: a mark on the page proves that it was not loaded anew. */
async function switchLanguage(page: Page, button: string, lang: string): Promise<void> {
  await page.evaluate(() => {
    document.documentElement.dataset['mark'] = 'same page'
  })
  await page.getByRole('button', { name: button, exact: true }).click()
  const root = page.locator('html')
  await expect.poll(() => root.getAttribute('lang')).toBe(lang)
  expect(await root.getAttribute('data-mark')).toBe('same page')
}

const subjectsSchema = z.object({
  subjects: z.array(
    z.object({ subjid: z.string(), cells: z.array(z.object({ state: z.string() })) }),
  ),
})

/** The subject with the most finished visits. */
async function subjectWithManyVisits(page: Page): Promise<string> {
  const response = await page.request.get(`/api/studies/${DEMO_STUDY}/subjects`)
  const { subjects } = subjectsSchema.parse(await response.json())
  const ranked = subjects
    .map(({ subjid, cells }) => ({
      subjid,
      done: cells.filter(({ state }) => state === 'complete').length,
    }))
    .sort((a, b) => b.done - a.done)
  const [best] = ranked
  if (best === undefined) throw new Error('The demo study has no subject.')
  return best.subjid
}
