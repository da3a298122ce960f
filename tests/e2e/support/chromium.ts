import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core'
import { z } from 'zod'
import { packageRoot } from '../../../server/package-root.ts'

const finder = z.object({ chromiumPath: z.custom<() => unknown>((it) => typeof it === 'function') })

/** The system's Chromium, without a window. */
export async function openChromium(): Promise<Browser> {
  const file = path.join(packageRoot(), 'bin', 'browser.mjs')
  const loaded: unknown = await import(pathToFileURL(file).href)
  const executablePath = z.string().parse(finder.parse(loaded).chromiumPath())
  return chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-dev-shm-usage'] })
}

/** A page with cookies of its own, and what went wrong on it so far. */
export interface WatchedPage {
  readonly page: Page
  /** Console errors and warnings, uncaught errors, requests that failed or were refused. */
  readonly faults: string[]
}

/** A machine may be busy; what is held to a time is measured by itself. */
const PATIENCE_MS = 20_000

/** Opens a page of a person's own at the server; English, and 1440 px wide unless told. */
export async function openPage(
  browser: Browser,
  baseURL: string,
  options: BrowserContextOptions = {},
): Promise<WatchedPage> {
  const context = await browser.newContext({
    baseURL,
    locale: 'en-GB',
    timezoneId: 'Asia/Shanghai',
    colorScheme: 'light',
    reducedMotion: 'reduce',
    viewport: { width: 1440, height: 900 },
    ...options,
  })
  context.setDefaultTimeout(PATIENCE_MS)
  const page = await context.newPage()
  return { page, faults: watch(page) }
}

/** A request that the page itself gave up, because it went elsewhere, is no fault. */
const GIVEN_UP = 'net::ERR_ABORTED'

function watch(page: Page): string[] {
  const faults: string[] = []
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) {
      faults.push(`console ${message.type()}: ${message.text()}`)
    }
  })
  page.on('pageerror', (error) => {
    faults.push(`uncaught: ${error.message}`)
  })
  page.on('requestfailed', (request) => {
    const why = request.failure()?.errorText ?? ''
    if (why !== GIVEN_UP) faults.push(`failed: ${request.method()} ${request.url()} ${why}`)
  })
  page.on('response', (response) => {
    if (response.status() >= 400) {
      faults.push(`refused: ${response.status()} ${response.request().method()} ${response.url()}`)
    }
  })
  return faults
}
