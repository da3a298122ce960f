import type { Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openPage, type WatchedPage } from './support/chromium.ts'
import { untilSaved } from './support/filling.ts'
import { serveImportedStudy, type ImportedStudy } from './support/imported-study.ts'

const STUDY = 'E2E-KEYS'
const SUBJECT = `/studies/${STUDY}/subjects/1001`

let served: ImportedStudy
let person: WatchedPage
let page: Page

beforeAll(async () => {
  served = await serveImportedStudy(STUDY, ['nurse'])
  const first = await served.open('nurse', '/')
  await first.page.context().close()
  person = await openPage(served.browser, served.server.url)
  page = person.page
})

afterAll(async () => {
  await served.close()
})

describe('without a mouse', () => {
  it('a person signs in', async () => {
    const { username, password } = served.credentials('nurse')
    await page.goto(SUBJECT)
    await page.getByLabel('User name').waitFor()
    await page.keyboard.type(username)
    await page.keyboard.press('Tab')
    await page.keyboard.type(password)
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { level: 1, name: '1001' }).waitFor()
  })

  it('opens a visit and types its date as eight digits', async () => {
    await focusByTab(page, page.getByRole('link', { name: 'W4', exact: true }))
    await page.keyboard.press('Enter')
    const date = page.getByLabel('Date of visit', { exact: true })
    await date.waitFor()
    await focusByTab(page, date)
    await page.keyboard.press('Control+a')
    await page.keyboard.type('20240310')
    await page.keyboard.press('Tab')
    expect(await date.inputValue()).toBe('2024-03-10')
    await page.getByText('10 Mar 2024', { exact: false }).first().waitFor()
  })

  it('saves with Ctrl+S after giving the reason, and stays where the typing was', async () => {
    await page.keyboard.press('Control+s')
    const reason = page.getByRole('combobox', { name: 'Reason for the change *' })
    expect(await isFocused(reason)).toBe(true)
    await page.keyboard.type('Entry error corrected')
    await page.keyboard.press('Control+s')
    await untilSaved(page)
    const place = page.getByLabel('Reason for an unscheduled visit', { exact: true })
    await expect.poll(() => isFocused(place)).toBe(true)
  })

  it('reaches every box of a form by Tab in reading order, and sees where the focus is', async () => {
    await page.goto(`${SUBJECT}/visits/W4?form=vitals`)
    const boxes = VITALS.map((label) => page.getByLabel(label, { exact: true }))
    await boxes[0]?.waitFor()
    const plain = await Promise.all(boxes.map(lookOf))
    for (const [place, box] of boxes.entries()) {
      if (place === 0) await box.focus()
      else await page.keyboard.press('Tab')
      expect(await isFocused(box), VITALS[place]).toBe(true)
      // The border takes its colour over a tenth of a second.
      await expect.poll(() => lookOf(box), { message: VITALS[place] ?? '' }).not.toBe(plain[place])
      await page.keyboard.type(TYPED[place] ?? '')
    }
    const ecog = page.getByRole('radiogroup', { name: 'ECOG performance status' })
    await focusByTab(page, ecog.getByRole('radio').first())
    await page.keyboard.press('2')
    await page.keyboard.press('1')
    expect(await ecog.getByRole('radio', { name: '1', exact: true }).isChecked()).toBe(true)
    await focusByTab(page, page.getByRole('button', { name: 'Save' }))
    await page.keyboard.press('Enter')
    await untilSaved(page)
    await page.reload()
    await boxes[0]?.waitFor()
    const stored = await Promise.all(boxes.map((box) => box.inputValue()))
    expect(stored).toEqual(['2024-03-10', ...TYPED.slice(1)])
  })

  it('keeps the place in a grid after saving', async () => {
    await page.goto(`${SUBJECT}/visits/W4?form=laboratory`)
    await page.getByRole('button', { name: 'Add a row' }).focus()
    await page.keyboard.press('Enter')
    const rows = page.getByRole('row').filter({ has: page.getByRole('textbox') })
    const row = await rows.count()
    for (const text of ['v', 'AST', '41', 'U/L']) {
      await page.keyboard.type(text)
      if (text !== 'U/L') await page.keyboard.press('Tab')
    }
    const unit = page.getByRole('combobox', { name: `Unit, row ${row}`, exact: true })
    expect(await isFocused(unit)).toBe(true)
    await page.keyboard.press('Control+s')
    await untilSaved(page)
    await expect.poll(() => isFocused(unit)).toBe(true)
  })

  it('finds the list of keys by ?, and leaves it by Escape', async () => {
    await page.getByRole('link', { name: 'My work' }).first().focus()
    await page.keyboard.press('?')
    const sheet = page.getByRole('dialog', { name: 'Keys' })
    await sheet.getByRole('cell', { name: 'Save', exact: true }).waitFor()
    await page.keyboard.press('Escape')
    await sheet.waitFor({ state: 'hidden' })
  })

  it('is asked before typing is lost, may stay, and may leave', async () => {
    await page.goto(`${SUBJECT}/visits/W4`)
    const date = page.getByLabel('Date of visit', { exact: true })
    await date.fill('20240311')
    const subjects = page.getByRole('navigation', { name: 'Main navigation' })
    const away = subjects.getByRole('link', { name: 'Subjects' })
    await away.focus()
    await page.keyboard.press('Enter')
    const question = page.getByRole('alertdialog')
    await question.waitFor()
    expect(await isFocused(question.getByRole('button', { name: 'Stay' }))).toBe(true)
    await page.keyboard.press('Enter')
    await question.waitFor({ state: 'hidden' })
    expect(await date.inputValue()).toBe('2024-03-11')
    await away.click()
    await question.getByRole('button', { name: 'Leave without saving' }).click()
    await page.getByRole('heading', { level: 1, name: 'Subjects' }).waitFor()
    expect(person.faults).toEqual([])
  })
})

const VITALS = [
  'Date',
  'Systolic pressure',
  'Diastolic pressure',
  'Pulse',
  'Temperature',
  'Respiration',
  'Weight',
  'Height',
]
const TYPED = ['20240310', '128', '76', '72', '36.6', '16', '63.5', '168']

/** What of a box's look tells whether it has the focus. */
function lookOf(box: Locator): Promise<string> {
  return box.evaluate((element) => {
    const { outlineStyle, outlineColor, borderColor, boxShadow } = getComputedStyle(element)
    return [outlineStyle, outlineColor, borderColor, boxShadow].join(' ')
  })
}

async function focusByTab(within: Page, target: Locator): Promise<void> {
  for (let strokes = 0; strokes < 150; strokes += 1) {
    if (await isFocused(target)) return
    await within.keyboard.press('Tab')
  }
  throw new Error('Tab does not reach it.')
}

function isFocused(target: Locator): Promise<boolean> {
  return target.evaluate((element) => element === document.activeElement)
}
