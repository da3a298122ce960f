import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { WatchedPage } from './support/chromium.ts'
import { type, untilSaved } from './support/filling.ts'
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
  // A page with unsaved typing asks before it is left; here it is meant.
  for (const { page } of [nurse, colleague]) page.on('dialog', (dialog) => void dialog.accept())
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
    await untilSaved(nurse.page)
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
    await untilSaved(page)
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

describe('two people who change rows of the same grid', () => {
  const result = (page: Page, row: number) =>
    page.getByRole('textbox', { name: `Result, row ${row}`, exact: true })
  const change = async ({ page }: WatchedPage, values: Readonly<Record<number, string>>) => {
    for (const [row, text] of Object.entries(values)) await result(page, Number(row)).fill(text)
    await page.getByRole('combobox', { name: 'Reason for the change *' }).fill('Entry error')
  }
  const resultOf = (page: Page, test: string) =>
    page.getByRole('row', { name: `Result (row 2023-11-28 · ${test})` })

  it('E8: decide each value, keep what the other alone changed, and lose nothing', async () => {
    for (const { page } of [nurse, colleague]) {
      await page.goto(`${VISIT}?form=laboratory`)
      await result(page, 1).waitFor()
    }
    await change(colleague, { 1: '55', 2: '66' })
    await result(colleague.page, 1).press('Control+s')
    await untilSaved(colleague.page)
    await change(nurse, { 1: '99', 3: '77' })
    await result(nurse.page, 1).press('Control+s')
    const { page } = nurse
    await page.getByText('Still to choose: 1').waitFor()
    expect(await resultOf(page, 'ALB').getByRole('radio', { name: '66' }).isChecked()).toBe(true)
    expect(await resultOf(page, 'ALT').getByRole('radio', { name: '77' }).isChecked()).toBe(true)
    await resultOf(page, 'AFP').getByRole('radio', { name: '55' }).check()
    await page.getByRole('button', { name: 'Go on with the chosen values' }).click()
    const shown = await Promise.all([1, 2, 3].map((row) => result(page, row).inputValue()))
    expect(shown).toEqual(['55', '66', '77'])
    await result(page, 1).press('Control+s')
    await page.getByRole('link', { name: 'History (version 3)' }).waitFor()
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
