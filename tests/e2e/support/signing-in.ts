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

/** Signs a window in without its screens, which have tests of their own; `first` is changed at once. */
export async function signInByRequest(
  page: Page,
  { username, password, first }: Credentials & { readonly first?: string },
): Promise<void> {
  await ask(page, '/api/sign-in', { username, password: first ?? password })
  if (first !== undefined) await ask(page, '/api/password', { current: first, next: password })
}

/** Makes the first administrator of the one-time link in the same way. */
export async function setUpByRequest(
  page: Page,
  link: string,
  { username, password }: Credentials,
): Promise<void> {
  const token = new URL(link).searchParams.get('token') ?? ''
  const displayName = 'First Administrator'
  await ask(page, '/api/setup', { token, username, displayName, password })
}

async function ask(page: Page, path: string, data: object): Promise<void> {
  const reply = await page.request.post(path, { data })
  if (!reply.ok()) throw new Error(`${path}: ${reply.status()} ${await reply.text()}`)
}
