import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { WatchedPage } from './support/chromium.ts'
import { serveImportedStudy, type ImportedStudy } from './support/imported-study.ts'

const STUDY = 'E2E-WAYS'
const SUBJECTS = `/studies/${STUDY}/subjects`

/** A form is fetched when it is first opened. */
const SOON = { timeout: 15_000 }

let served: ImportedStudy
let nurse: WatchedPage

beforeAll(async () => {
  served = await serveImportedStudy(STUDY, ['nurse'])
  nurse = await served.open('nurse', `${SUBJECTS}/1001/visits/W4?form=vitals`)
})

afterAll(async () => {
  await served.close()
})

describe('E31: the way through a study', () => {
  it('the breadcrumb leads from the form up to the visit, the subject and the study', async () => {
    const { page } = nurse
    const crumbs = page.getByRole('navigation', { name: 'Where you are' })
    await crumbs.waitFor()
    const shown = await crumbs.innerText()
    for (const part of [STUDY, '1001', 'W4']) expect(shown).toContain(part)
    await crumbs.getByRole('link', { name: '1001' }).click()
    await expect.poll(() => placeOf(page), SOON).toBe(`${SUBJECTS}/1001`)
  })

  it('] and [ go to the next form of the visit and back', async () => {
    const { page } = nurse
    await page.goto(`${SUBJECTS}/1001/visits/W4?form=vitals`)
    await page.getByLabel('Weight', { exact: true }).waitFor()
    await strike(page, ']')
    await expect.poll(() => formOf(page), SOON).not.toBe('vitals')
    await page.getByLabel('Weight', { exact: true }).waitFor({ state: 'detached' })
    await page.getByRole('button', { name: 'Save', exact: true }).first().waitFor()
    await strike(page, '[')
    await expect.poll(() => formOf(page), SOON).toBe('vitals')
  })

  it('} and { go to the next subject and back, on the same screen', async () => {
    const { page } = nurse
    await page.goto(`${SUBJECTS}/1001/tumour`)
    await page.getByRole('heading', { name: 'Tumour ledger' }).waitFor()
    await strike(page, '}')
    await expect.poll(() => placeOf(page), SOON).toBe(`${SUBJECTS}/1002/tumour`)
    await page.getByRole('heading', { level: 1, name: '1002' }).waitFor()
    await strike(page, '{')
    await expect.poll(() => placeOf(page), SOON).toBe(`${SUBJECTS}/1001/tumour`)
    expect(nurse.faults).toEqual([])
  })
})

/** Strikes a key outside of any box, on a screen that has all it asked for. */
async function strike(page: Page, key: string): Promise<void> {
  await page.waitForLoadState('networkidle')
  await page.evaluate(() => {
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur()
  })
  await page.keyboard.press(key)
}

const placeOf = (page: Page): string => new URL(page.url()).pathname
const formOf = (page: Page): string | null => new URL(page.url()).searchParams.get('form')
