import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { WatchedPage } from './support/chromium.ts'
import { type } from './support/filling.ts'
import { serveImportedStudy, type ImportedStudy } from './support/imported-study.ts'

const STUDY = 'E2E-CONFLICT'
const VISIT = `/studies/${STUDY}/subjects/1001/visits/W16`
const IMPORTED = '2023-11-28'

let served: ImportedStudy
let nurse: WatchedPage
let colleague: WatchedPage

beforeAll(async () => {
  served = await serveImportedStudy(STUDY, ['nurse', 'colleague'])
  nurse = await served.open('nurse', VISIT)
  colleague = await served.open('colleague', VISIT)
})

afterAll(async () => {
  await served.close()
})

describe('two people who change the same form', () => {
  it('both start from what is stored', async () => {
    for (const { page } of [nurse, colleague]) {
      await dateBox(page).waitFor()
      expect(await dateBox(page).inputValue()).toBe(IMPORTED)
    }
  })

  it('see both values when the second one saves, and nothing is overwritten', async () => {
    await changeDate(colleague.page, '20231129')
    await changeDate(nurse.page, '20231130')
    await save(nurse.page)
    await nurse.page.getByRole('status').filter({ hasText: 'Saved' }).waitFor()
    await save(colleague.page)
    const both = colleague.page.getByRole('row', { name: /^Date of visit / })
    await both.waitFor()
    expect(await both.getByRole('cell').allInnerTexts()).toEqual(
      expect.arrayContaining(['30 Nov 2023', '29 Nov 2023']),
    )
    await colleague.page.getByText('nurse saved this form at').waitFor()
    expect(colleague.faults.filter((fault) => !fault.includes('409'))).toEqual([])
    await nurse.page.reload()
    await dateBox(nurse.page).waitFor()
    expect(await dateBox(nurse.page).inputValue()).toBe('2023-11-30')
  })

  it('may go on with the own value, which is then stored as a further version', async () => {
    const { page } = colleague
    await page.getByRole('button', { name: 'Choose all of mine' }).click()
    await page.getByRole('button', { name: 'Go on with the chosen values' }).click()
    expect(await dateBox(page).inputValue()).toBe('2023-11-29')
    await save(page)
    await page.getByRole('status').filter({ hasText: 'Saved' }).waitFor()
    await page.getByRole('link', { name: 'History (version 3)' }).waitFor()
  })

  it('may take the stored value instead', async () => {
    const { page } = nurse
    await changeDate(page, '20231127')
    await save(page)
    await page.getByRole('button', { name: 'Choose all stored values' }).click()
    await page.getByRole('button', { name: 'Go on with the chosen values' }).click()
    expect(await dateBox(page).inputValue()).toBe('2023-11-29')
    expect(nurse.faults.filter((fault) => !fault.includes('409'))).toEqual([])
  })
})

function dateBox(page: Page) {
  return page.getByLabel('Date of visit', { exact: true })
}

async function changeDate(page: Page, digits: string): Promise<void> {
  await dateBox(page).fill('')
  await type(page, 'Date of visit', digits)
  await page
    .getByRole('combobox', { name: 'Reason for the change *' })
    .fill('Source document changed')
}

async function save(page: Page): Promise<void> {
  await dateBox(page).press('Control+s')
}
