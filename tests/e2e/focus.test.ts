import type { Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { WatchedPage } from './support/chromium.ts'
import { serveImportedStudy, type ImportedStudy } from './support/imported-study.ts'
import { isFocused } from './support/keyboard.ts'

const STUDY = 'E2E-FOCUS'
const SUBJECT = `/studies/${STUDY}/subjects/1001`

let served: ImportedStudy
let nurse: WatchedPage
let page: Page

beforeAll(async () => {
  served = await serveImportedStudy(STUDY, ['nurse'])
  nurse = await served.open('nurse', `${SUBJECT}/visits/W4?form=vitals`)
  page = nurse.page
  // Leaving with unsaved typing is asked by the browser; here it is meant.
  page.on('dialog', (dialog) => void dialog.accept())
})

afterAll(async () => {
  await served.close()
})

const button = (name: string | RegExp): Locator => page.getByRole('button', { name }).first()
const box = (name: string): Locator => page.getByLabel(name, { exact: true })

async function press(name: string | RegExp): Promise<void> {
  await button(name).focus()
  await page.keyboard.press('Enter')
}

async function expectFocus(target: Locator): Promise<void> {
  await target.waitFor()
  await expect.poll(() => isFocused(target)).toBe(true)
}

describe('E2: after each act of the keyboard the focus is', () => {
  it('at the finding that is confirmed, left, or taken back', async () => {
    await box('Weight').fill('212')
    await box('Weight').press('Tab')
    await button('Confirm with a reason').waitFor()
    await press('Confirm with a reason')
    await page.keyboard.press('Escape')
    await expectFocus(button('Confirm with a reason'))
    await page.keyboard.press('Enter')
    await expectFocus(page.getByRole('textbox', { name: 'Why the value is right' }))
    await page.keyboard.type('Weighed twice')
    await page.keyboard.press('Enter')
    await expectFocus(box('Weight'))
    await press('Take back')
    await expectFocus(button('Confirm with a reason'))
  })

  it('in the box whose reason for absence is taken away', async () => {
    await box('Height').fill('')
    await box('Height').press('Alt+m')
    await page.getByRole('menuitem', { name: /Unknown/ }).waitFor()
    await page.keyboard.press('u')
    await expectFocus(button('Take the reason away'))
    await page.keyboard.press('Enter')
    await expectFocus(box('Height'))
  })

  it('at the way back, when a form is left whole and that is taken back', async () => {
    await page.goto(`${SUBJECT}/forms/deaths`)
    await press('Leave the whole form empty…')
    await page.getByRole('menuitem', { name: 'Not done' }).focus()
    await page.keyboard.press('Enter')
    await expectFocus(button('Take that back'))
    await page.keyboard.press('Enter')
    await expectFocus(button('Leave the whole form empty…'))
  })

  it('in the form, when a draft is decided on', async () => {
    await page.goto(`${SUBJECT}/visits/UNS-2026-01-05?form=vitals`)
    await box('Weight').fill('64')
    await page.getByText(/Draft saved/).waitFor()
    await page.reload()
    await page.getByText('A draft of yours was kept at').waitFor()
    await press('Go on with the chosen values')
    await expectFocus(
      page
        .locator('form [data-path]')
        .locator('input')
        .or(page.locator('form input[data-path]'))
        .first(),
    )
    expect(await box('Weight').inputValue()).toBe('64')
  })

  it('at the title of a row of a log, at its removal, and back at the button that opened it', async () => {
    await page.goto(`${SUBJECT}/adverse-events`)
    await press('Add')
    await expectFocus(page.getByRole('heading', { name: 'New entry' }))
    await press('Close')
    await expectFocus(button('Add'))
    await press(/^Open /)
    await expectFocus(page.getByRole('heading', { name: 'Change the entry' }))
    await press('Remove this entry…')
    await expectFocus(page.getByRole('combobox', { name: /Reason for the change/ }))
    await press('Cancel')
    await expectFocus(button('Remove this entry…'))
    await press('Close')
    await expectFocus(button(/^Open /))
  })

  it('at the answer that hides values, when they are cleared', async () => {
    await press('Add')
    const serious = page.getByRole('radiogroup', { name: 'Serious', exact: true })
    await serious.getByRole('radio', { name: 'Yes' }).check()
    const hospital = page.getByRole('radiogroup', { name: /^Hospitalisation/ })
    await hospital.getByRole('radio', { name: 'Yes' }).check()
    await serious.getByRole('radio', { name: 'No', exact: true }).check()
    await press('Clear them')
    await expectFocus(serious.getByRole('radio', { name: 'No', exact: true }))
    await press('Close')
    await expectFocus(button('Stay'))
    await page.keyboard.press('Enter')
    await expectFocus(button('Close'))
    expect(nurse.faults).toEqual([])
  })
})

describe('E6 to E8: a slow save', () => {
  it('costs no typing and makes one record, also in a row of a grid', async () => {
    await page.goto(`${SUBJECT}/visits/W4?form=laboratory`)
    await button('Add a row').waitFor()
    await page.route(/\/records/, async (route) => {
      await new Promise((done) => setTimeout(done, 1_500))
      await route.continue()
    })
    await press('Add a row')
    const row = await page.getByRole('textbox', { name: /^Date of sample.*row \d+$/ }).count()
    await page.keyboard.type('v')
    await page.keyboard.press('Tab')
    await page.keyboard.type('AST')
    await page.keyboard.press('Tab')
    const result = page.getByRole('textbox', { name: `Result, row ${row}`, exact: true })
    await result.focus()
    await page.keyboard.press('Control+s')
    await page.getByText('Saving…').waitFor()
    await page.keyboard.type('4')
    await page.getByText(/^Not saved yet: what was typed since/).waitFor()
    await page.keyboard.type('1')
    await expectFocus(result)
    expect(await result.inputValue()).toBe('41')
  })
})
