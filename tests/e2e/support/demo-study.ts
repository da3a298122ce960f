import type { Browser, Page } from 'playwright-core'
import { expect } from 'vitest'
import { hepatrial, newDataFolder, startServer } from './built-server.ts'
import { openChromium, openPage, type WatchedPage } from './chromium.ts'
import { setUpByRequest, signInByRequest } from './signing-in.ts'

export const DEMO_STUDY = 'demo-toripalimab-donafenib'
const PASSWORD = 'correct horse battery'
const ROLES = ['coordinator', 'investigator', 'monitor', 'statistician']

/** The demo study on the built server, with one person of each role signed in. */
export interface DemoStudy {
  readonly url: string
  readonly browser: Browser
  /** The window of whoever has the role; `administrator` too. */
  readonly personOf: (role: string) => WatchedPage
  readonly stop: () => Promise<void>
}

export async function serveDemo(): Promise<DemoStudy> {
  const dataDir = newDataFolder()
  const loaded = await hepatrial('demo', '--data', dataDir)
  const server = await startServer(dataDir)
  const browser = await openChromium()
  const people = new Map<string, WatchedPage>()
  for (const role of ROLES) {
    const username = `demo-${role}`
    const first = new RegExp(`^account\t${username}\t\\S+\t(\\S+)$`, 'm').exec(loaded)?.[1] ?? ''
    const person = await openPage(browser, server.url)
    await signInByRequest(person.page, { username, first, password: PASSWORD })
    await person.page.goto('/')
    people.set(role, person)
  }
  const administrator = await openPage(browser, server.url)
  const account = { username: 'root', password: PASSWORD }
  await setUpByRequest(administrator.page, await server.setupLink(), account)
  await administrator.page.goto('/')
  people.set('administrator', administrator)
  return {
    url: server.url,
    browser,
    personOf: (role) => {
      const person = people.get(role)
      if (person === undefined) throw new Error(`Nobody is signed in as ${role}.`)
      return person
    },
    stop: async () => {
      await browser.close()
      await server.stop()
    },
  }
}

/** Waits until a page has its heading and nothing on it is being loaded. */
export async function settled(page: Page): Promise<void> {
  await page.getByRole('heading', { level: 1 }).waitFor()
  const loading = page.getByRole('status', { name: 'Loading…' })
  await expect.poll(() => loading.count(), { timeout: 10_000 }).toBe(0)
}

/** The next page that is opened speaks this language, as this computer remembers it. */
export async function nextIn(page: Page, language: 'en' | 'zh'): Promise<void> {
  await page.evaluate((chosen) => {
    localStorage.setItem('hepatrial.language', chosen)
  }, language)
}
