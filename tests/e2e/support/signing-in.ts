import type { Page } from 'playwright-core'

/** Who signs in, and with what. */
export interface Credentials {
  readonly username: string
  readonly password: string
}

/** Makes the first administrator through the one-time link. */
export async function setUpAdministrator(
  page: Page,
  link: string,
  { username, password }: Credentials,
): Promise<void> {
  await page.goto(link)
  await page.getByLabel('User name').fill(username)
  await page.getByLabel('Full name').fill('First Administrator')
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.getByLabel('New password again').fill(password)
  await page.getByRole('button', { name: 'Create the account' }).click()
  await page.getByRole('heading', { level: 1, name: 'My work' }).waitFor()
}

/** Fills in the sign-in form that stands on the page. */
export async function enter(page: Page, { username, password }: Credentials): Promise<void> {
  await page.getByLabel('User name').fill(username)
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Sign in' }).click()
}

/** Signs in at an address; `first` is the password that an administrator gave, to be changed at once. */
export async function signIn(
  page: Page,
  credentials: Credentials & { readonly first?: string },
  at = '/',
): Promise<void> {
  const { username, password, first } = credentials
  await page.goto(at)
  await enter(page, { username, password: first ?? password })
  if (first !== undefined) {
    await page.getByRole('heading', { level: 1, name: 'Change password' }).waitFor()
    await page.getByLabel('Current password').fill(first)
    await page.getByLabel('New password', { exact: true }).fill(password)
    await page.getByLabel('New password again').fill(password)
    await page.getByRole('button', { name: 'Change the password' }).click()
  }
  await page.getByRole('navigation', { name: 'Main navigation' }).waitFor()
}
