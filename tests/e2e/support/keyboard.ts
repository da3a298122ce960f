import type { Locator, Page } from 'playwright-core'
import { expect } from 'vitest'

const MOST_STROKES = 250

export function isFocused(target: Locator): Promise<boolean> {
  return target.evaluate((element) => element === document.activeElement)
}

/** Goes to something by Tab alone. */
export async function tabTo(page: Page, target: Locator): Promise<void> {
  await target.waitFor()
  for (let strokes = 0; strokes < MOST_STROKES; strokes += 1) {
    if (await isFocused(target)) return
    await page.keyboard.press('Tab')
  }
  throw new Error('Tab does not reach it.')
}

/** Goes to a button by Tab and presses it. */
export async function press(page: Page, name: string | RegExp): Promise<void> {
  await tabTo(page, page.getByRole('button', { name }).first())
  await page.keyboard.press('Enter')
}

/** Goes to a box by Tab and types. */
export async function typeInto(page: Page, label: string, text: string): Promise<void> {
  await tabTo(page, page.getByRole('textbox', { name: label, exact: true }))
  await page.keyboard.press('Control+a')
  await page.keyboard.type(text)
}

/** Goes to a question by Tab and answers it by the number or first letter of its answer. */
export async function answer(
  page: Page,
  question: string,
  key: string,
  chosen: string | RegExp,
): Promise<void> {
  const group = page.getByRole('radiogroup', { name: question, exact: true })
  await group.waitFor()
  for (let strokes = 0; strokes < MOST_STROKES; strokes += 1) {
    const inside = await group.evaluate((element) => element.contains(document.activeElement))
    if (inside) break
    await page.keyboard.press('Tab')
  }
  await page.keyboard.press(key)
  const radio = group.getByRole('radio', { name: chosen, exact: true })
  expect(await radio.isChecked(), `${question}: ${String(chosen)}`).toBe(true)
}

/** Saves by keyboard and waits until it is said. */
export async function save(page: Page): Promise<void> {
  await page.keyboard.press('Control+s')
  await page
    .getByRole('status')
    .filter({ hasText: /^Saved/ })
    .waitFor()
}
