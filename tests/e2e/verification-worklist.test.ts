import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { WatchedPage } from './support/chromium.ts'
import { untilSaved } from './support/filling.ts'
import { serveImportedStudy, type ImportedStudy } from './support/imported-study.ts'

const STUDY = 'E2E-SDV'
const WORKLIST = `/studies/${STUDY}/verification?subject=1001&form=vitals`
const VITALS = `/studies/${STUDY}/subjects/1001/visits/W4?form=vitals`

let served: ImportedStudy
let monitor: WatchedPage
let nurse: WatchedPage

beforeAll(async () => {
  served = await serveImportedStudy(STUDY, ['nurse', 'cra'], { roles: { cra: 'monitor' } })
  nurse = await served.open('nurse', VITALS)
  await nurse.page.getByRole('textbox', { name: 'Date' }).fill('2023-09-01')
  await nurse.page.getByLabel('Weight', { exact: true }).fill('64.0')
  await save(nurse.page)
  monitor = await served.open('cra', WORKLIST)
})

afterAll(async () => {
  await served.close()
})

const current = (page: Page) => page.locator('[data-line][aria-current="true"]')

describe('R5: the worklist of source verification by keyboard', () => {
  it('goes down and up, verifies, undoes, asks in place and opens the form, without the mouse', async () => {
    const { page } = monitor
    await page.getByRole('heading', { name: 'Source data verification' }).waitFor()
    const date = current(page).filter({ hasText: 'Date' })
    await date.waitFor()
    await page.keyboard.press('j')
    await current(page).filter({ hasText: 'Weight' }).waitFor()
    await page.keyboard.press('k')
    await date.waitFor()
    const next = page.locator('[data-line]').nth(1)
    await page.keyboard.press('v')
    await page.getByText(/^Verified: 1001 · W4 · Vital signs/).waitFor()
    await expect.poll(() => next.getAttribute('aria-current')).toBe('true')
    await page.keyboard.press('u')
    await page.getByText(/^Undone: 1001 · W4/).waitFor()
    await date.getByText('To verify').waitFor()
    await page.keyboard.press('j')
    await page.keyboard.press('q')
    await page.keyboard.type('Please change to 46')
    await page.getByText(/“.*change to 46” proposes the answer/).waitFor()
    await page.keyboard.press('Control+a')
    await page.keyboard.type('Which scale does the source name?')
    await page.keyboard.press('Control+Enter')
    await page.getByText('1 unsettled query').waitFor()
    await page.keyboard.press('v')
    await page.getByText(/^Verified: 1001 · W4 · Vital signs · Weight/).waitFor()
    await page.keyboard.press('Enter')
    await page.waitForURL(/\/subjects\/1001\/visits\/W4\?form=vitals/)
  })

  it('DC-15: shows what changed since it was verified, with the value before and after', async () => {
    const { page } = nurse
    const weight = page.getByLabel('Weight', { exact: true })
    await weight.fill('61.5')
    await page.getByRole('combobox', { name: 'Reason for the change *' }).fill('read again')
    await save(page)
    const list = monitor.page
    await list.goto(`${WORKLIST}&state=changed`)
    const line = list.locator('[data-line]').filter({ hasText: 'Changed since verified' })
    await line.getByText('61.5 kg').waitFor()
    await line.getByText(/^was 64\.0 kg when verified by cra/).waitFor()
    await line.getByText(/Changed by nurse.*read again/).waitFor()
    expect([...monitor.faults, ...nurse.faults]).toEqual([])
  })
})

async function save(page: Page): Promise<void> {
  await page.keyboard.press('Control+s')
  await untilSaved(page)
}
