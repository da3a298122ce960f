import type { Locator, Page } from 'playwright-core'

/** Part of a page in which things are looked for. */
export type Place = Page | Locator

/** Chooses one entry of a list that opens. */
export async function pick(place: Place, label: string, option: string | RegExp): Promise<void> {
  const box = place.getByRole('combobox', { name: label, exact: true })
  await box.click()
  const page = 'page' in place ? place.page() : place
  await page.getByRole('option', { name: option }).click()
}

/** Chooses one of several radio buttons. */
export async function choose(place: Place, question: string, answer: string): Promise<void> {
  const group = place.getByRole('radiogroup', { name: question, exact: true })
  await group.getByRole('radio', { name: answer, exact: true }).check()
}

/** Types into a box key by key and goes on with Tab, as a person does. */
export async function type(place: Place, label: string, text: string): Promise<void> {
  const box = place.getByLabel(label, { exact: true })
  await box.click()
  await box.pressSequentially(text)
  await box.press('Tab')
}

/** Waits until the open form says that it is stored; "Not saved yet" and "Draft saved" say the opposite. */
export async function untilSaved(page: Page): Promise<void> {
  await page
    .getByRole('status')
    .filter({ hasText: /^Saved / })
    .waitFor()
}
