import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { accessibilityFaults, overflowFaults } from './support/check-screen.ts'
import type { WatchedPage } from './support/chromium.ts'
import { serveImportedStudy, type ImportedStudy } from './support/imported-study.ts'
import { enter } from './support/signing-in.ts'

const STUDY = 'E2E-DRAFTS'
const VISIT = `/studies/${STUDY}/subjects/1001/visits/UNS-2026-01-05`
/** The network is cut here, and a save that was stored meets itself when it is sent again. */
const EXPECTED = /ERR_INTERNET_DISCONNECTED|ERR_CONNECTION_RESET|401|409/

let served: ImportedStudy
let nurse: WatchedPage

beforeAll(async () => {
  served = await serveImportedStudy(STUDY, ['nurse', 'colleague'])
  nurse = await served.open('nurse', VISIT)
  // Leaving with unsaved typing is asked by the browser; here it is meant.
  nurse.page.on('dialog', (dialog) => void dialog.accept())
})

afterAll(async () => {
  await served.close()
})

describe('typing that is not saved', () => {
  it('E6: becomes a draft after a pause, and is named as one', async () => {
    await typeDate(nurse.page, '20260105')
    await nurse.page.getByText(/Draft saved \d\d:\d\d, not yet saved as data/).waitFor()
    expect(await keptInBrowser(nurse.page)).toEqual([])
  })

  it('E7: is kept on this computer while the network is cut, and sent when it is back', async () => {
    const { page } = nurse
    await page.context().setOffline(true)
    await typeDate(page, '20260106')
    await page.getByText('Not connected: kept on this computer').waitFor()
    expect((await keptInBrowser(page)).join()).toContain('2026-01-06')
    await page.context().setOffline(false)
    await page.getByText(/Draft saved/).waitFor()
    expect(await keptInBrowser(page)).toEqual([])
  })

  it('asks before a sign-out that would lose it', async () => {
    const { page } = nurse
    await page.context().setOffline(true)
    await typeDate(page, '20260107')
    await page.getByRole('button', { name: 'Sign out' }).click()
    await page.getByRole('alertdialog', { name: /did not reach the server/ }).waitFor()
    await page.getByRole('button', { name: 'Stay signed in' }).click()
    await page.context().setOffline(false)
    await page.getByText(/Draft saved/).waitFor()
    expect(await dateBox(page).inputValue()).toBe('2026-01-07')
  })

  it('is not shown to a colleague', async () => {
    const { page } = await served.open('colleague', VISIT)
    await dateBox(page).waitFor()
    await page.waitForLoadState('networkidle')
    expect(await page.getByText('A draft of yours').count()).toBe(0)
    expect(await dateBox(page).inputValue()).toBe('')
    await page.context().close()
  })

  it('E7: is offered after a reload, readable at 800 px and in Chinese', async () => {
    const { page } = nurse
    await page.reload()
    const offer = page.getByRole('status').filter({ hasText: 'A draft of yours was kept at' })
    await offer.waitFor()
    await offer.getByRole('row', { name: /Date of visit/ }).waitFor()
    await page.setViewportSize({ width: 800, height: 900 })
    expect(await overflowFaults(page)).toEqual([])
    expect(await accessibilityFaults(page)).toEqual([])
    await page.getByRole('button', { name: '中文' }).click()
    await page.getByText('您的草稿').waitFor()
    expect(await overflowFaults(page)).toEqual([])
    await page.getByRole('button', { name: 'English' }).click()
    await page.setViewportSize({ width: 1440, height: 900 })
  })

  it('E28: stands in my work with the way back, and is discarded only when it is asked for twice', async () => {
    const { page } = nurse
    await page.goto(`/studies/${STUDY}/subjects/1001/adverse-events`)
    await page.getByRole('button', { name: 'Add', exact: true }).click()
    await page
      .getByRole('textbox', { name: /Reported term|Term as reported|term/i })
      .first()
      .fill('Ras')
    await page.getByText(/Draft saved/).waitFor()
    await page.getByRole('button', { name: 'Close' }).click()
    const question = page.getByRole('alertdialog')
    await question.getByText('What you typed stays as a draft.').waitFor()
    await question.getByRole('button', { name: 'Leave without saving' }).click()
    await page.getByRole('button', { name: /^New entry, draft of/ }).waitFor()
    await page.goto('/')
    const mine = page.getByRole('region', { name: 'Drafts of mine, not saved as data' })
    await mine.getByRole('link', { name: 'Adverse events' }).waitFor()
    expect(await mine.getByRole('row').count()).toBe(3)
    expect(await accessibilityFaults(page)).toEqual([])
    const log = mine.getByRole('row').filter({ hasText: 'Adverse events' })
    await log.getByRole('button', { name: 'Discard' }).click()
    await log.getByRole('button', { name: 'Discard for good' }).click()
    await log.waitFor({ state: 'detached' })
    await mine.getByRole('link', { name: /UNS-2026-01-05/ }).click()
    await page.getByText('A draft of yours was kept at').waitFor()
  })

  it('AC-08: is offered after the session ended and began again', async () => {
    const { page } = nurse
    await page.context().clearCookies()
    await page.reload()
    await enter(page, served.credentials('nurse'))
    await page.getByText('A draft of yours was kept at').waitFor()
  })

  it('AT-18: is saved from the draft, with both times in the history, and the draft is gone', async () => {
    const { page } = nurse
    await page.getByRole('button', { name: 'Go on with the chosen values' }).click()
    expect(await dateBox(page).inputValue()).toBe('2026-01-07')
    await dateBox(page).press('Control+s')
    await page
      .getByRole('status')
      .filter({ hasText: /^Saved/ })
      .waitFor()
    await page.reload()
    await dateBox(page).waitFor()
    await page.waitForLoadState('networkidle')
    expect(await page.getByText('A draft of yours').count()).toBe(0)
    await page.getByRole('link', { name: 'History (version 1)' }).click()
    await page.getByText(/typed 20\d\d-\d\d-\d\d \d\d:\d\d/).waitFor()
  })

  it('BK-03: is saved once, where the network is cut between the save and its answer', async () => {
    const { page } = nurse
    await page.goto(VISIT)
    await typeDate(page, '20260108')
    await page.getByRole('combobox', { name: /Reason for the change/ }).fill('Read again')
    // The request reaches the server, and its answer never comes back.
    await page.route(/\/records\/[^/]+$/, async (route) => {
      await route.fetch()
      await route.abort('connectionreset')
    })
    await dateBox(page).press('Control+s')
    await page.getByRole('alert').filter({ hasText: 'The server did not answer' }).waitFor()
    expect(await dateBox(page).inputValue()).toBe('2026-01-08')
    await page.unrouteAll()
    await dateBox(page).press('Control+s')
    await page
      .getByRole('status')
      .filter({ hasText: /^Saved/ })
      .waitFor()
    await page.getByRole('link', { name: 'History (version 2)' }).waitFor()
    expect(nurse.faults.filter((fault) => !EXPECTED.test(fault))).toEqual([])
  })
})

function dateBox(page: Page) {
  return page.getByLabel('Date of visit', { exact: true })
}

async function typeDate(page: Page, digits: string): Promise<void> {
  await dateBox(page).fill(digits)
  await dateBox(page).blur()
}

/** What the browser keeps of typing, whoever typed it. */
async function keptInBrowser(page: Page): Promise<readonly string[]> {
  return page.evaluate(() =>
    Object.entries(localStorage)
      .filter(([name]) => name.startsWith('hepatrial.unsent.'))
      .map(([, text]) => String(text)),
  )
}
