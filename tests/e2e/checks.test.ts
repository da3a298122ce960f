import type { Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { WatchedPage } from './support/chromium.ts'
import { untilSaved } from './support/filling.ts'
import { serveImportedStudy, type ImportedStudy } from './support/imported-study.ts'

const STUDY = 'E2E-CHECKS'
const VITALS = `/studies/${STUDY}/subjects/1001/visits/W4?form=vitals`

let served: ImportedStudy
let nurse: WatchedPage
let monitor: WatchedPage

beforeAll(async () => {
  served = await serveImportedStudy(STUDY, ['nurse', 'cra'], { roles: { cra: 'monitor' } })
  nurse = await served.open('nurse', VITALS)
  monitor = await served.open('cra', '/')
})

afterAll(async () => {
  await served.close()
})

describe('E23, E25: a check that fires', () => {
  it('E24: says what is odd at the value, and is confirmed there by keyboard before the save', async () => {
    const { page } = nurse
    const weight = page.getByLabel('Weight', { exact: true })
    await weight.fill('212')
    await weight.press('Tab')
    const finding = page.getByText(/Weight.*212|212.*Weight/).first()
    await finding.waitFor()
    await tabBackTo(page, page.getByRole('button', { name: 'Confirm with a reason' }).first())
    await page.keyboard.press('Enter')
    const reason = page.getByRole('textbox', { name: 'Why the value is right' })
    await expect.poll(() => isFocused(reason)).toBe(true)
    await page.keyboard.type('Weighed twice on two scales')
    await page.keyboard.press('Enter')
    await page.getByText('Confirmed when saved: Weighed twice on two scales').waitFor()
    await page.keyboard.press('Control+s')
    await untilSaved(page)
    await page.getByText(/Confirmed by nurse.*Weighed twice on two scales/).waitFor()
  })

  it('E25: leaves no query behind, and its reason for the reviewer', async () => {
    const { page } = monitor
    await page.goto(`/studies/${STUDY}/queries?state=all&form=vitals`)
    await page.getByText('No query fits these filters.').waitFor()
    await page.goto(`/studies/${STUDY}/checks?fired=1`)
    const row = page.getByRole('row').filter({ hasText: 'GEN-RANGE' })
    await row.getByRole('button', { name: 'Show' }).click()
    await page.getByText(/Confirmed by nurse.*Weighed twice on two scales/).waitFor()
  })
})

describe('E26: a query', () => {
  it('is opened by the monitor at the value', async () => {
    const { page } = monitor
    await page.goto(VITALS)
    await page.getByText(/Confirmed by nurse.*Weighed twice on two scales/).waitFor()
    await page.getByRole('button', { name: 'Ask about Pulse' }).click()
    await page.getByRole('textbox', { name: 'New query' }).fill('Which page of the source?')
    await page.getByRole('button', { name: 'Open the query' }).click()
    await page.getByRole('button', { name: /^Pulse: 1 open query/ }).waitFor()
  })

  it('is answered by the coordinator in its panel, which Escape leaves', async () => {
    const { page } = nurse
    await page.goto(VITALS)
    const badge = page.getByRole('button', { name: /^Pulse: 1 open query/ })
    await badge.focus()
    await page.keyboard.press('Enter')
    await page.getByText('Which page of the source?').waitFor()
    await page.getByRole('textbox', { name: 'Your words' }).fill('Page 3')
    await page.getByRole('button', { name: 'Answer', exact: true }).click()
    await page.getByText('Page 3').waitFor()
    const thread = page.getByRole('region', { name: 'Query Pulse' })
    await expect.poll(() => isFocused(thread)).toBe(true)
    await page.keyboard.press('Escape')
    const answered = page.getByRole('button', { name: /^Pulse: 1 open query, answered/ })
    await expect.poll(() => isFocused(answered)).toBe(true)
  })

  it('is closed from the list of the study, by who asked', async () => {
    const { page } = monitor
    await page.goto(`/studies/${STUDY}/queries?kind=manual`)
    await page.getByRole('button', { name: 'Thread' }).click()
    await page.getByRole('button', { name: 'Close', exact: true }).click()
    await page.getByText('No query fits these filters.').waitFor()
    expect([...monitor.faults, ...nurse.faults]).toEqual([])
  })
})

/** The next box may have had the focus before the finding came to stand between the two. */
async function tabBackTo(page: Page, target: Locator): Promise<void> {
  await target.waitFor()
  for (let strokes = 0; strokes < 3; strokes += 1) {
    if (await isFocused(target)) return
    await page.keyboard.press('Shift+Tab')
  }
  throw new Error('Shift+Tab does not reach it.')
}

function isFocused(target: Locator): Promise<boolean> {
  return target.evaluate((element) => element === document.activeElement)
}
