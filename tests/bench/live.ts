import type { BrowserContext, Page } from 'playwright-core'
import type { LiveView } from '../../shared/api/routes/live.ts'
import type { LiveRow } from '../../shared/live/rows.ts'
import { openChromium } from '../e2e/support/chromium.ts'
import { buildProduct } from './build-product.ts'
import { median, seconds, type Figure } from './figure.ts'
import { STUDY, type Listening } from './http-servers.ts'
import { inFolder } from './made-up-trial.ts'
import { end, firstMessage, forkBench } from './processes.ts'

const READY_AIM_S = 1
const CHANGE_AIM_S = 1
const OPENINGS = 5
const CHANGES = 3

/** The live page of the largest study: ready on a warm server, and changed by a saved record. */
export async function benchLive(): Promise<readonly Figure[]> {
  buildProduct()
  return inFolder(async (folder) => {
    const child = forkBench(['helper', 'large', folder])
    const browser = await openChromium()
    try {
      const listening = (await firstMessage(child)) as Listening
      const context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
      await signInBy(context, listening)
      const page = await context.newPage()
      page.setDefaultTimeout(60_000)
      const cold = await ready(page, listening)
      const warm: number[] = []
      for (let turn = 0; turn < OPENINGS; turn += 1) warm.push(await ready(page, listening))
      const changes = await changed(page, listening)
      return [
        { what: 'Live page on a server just started', measured: seconds(cold) },
        figure('The same on a warm server, figures drawn, median', median(warm), READY_AIM_S),
        figure(
          'From a saved record to the changed page, slowest',
          Math.max(...changes),
          CHANGE_AIM_S,
        ),
      ]
    } finally {
      await browser.close()
      await end(child)
    }
  })
}

function figure(what: string, measured: number, aim: number): Figure {
  return { what, measured: seconds(measured), aim: `under ${seconds(aim)}`, met: measured < aim }
}

async function signInBy(context: BrowserContext, { url, cookie }: Listening): Promise<void> {
  const [name = '', value = ''] = cookie.split('=')
  await context.addCookies([{ name, value, url }])
}

/** Seconds from the entry of the navigation to the figures; the data come from the server each time. */
async function ready(page: Page, { url }: Listening): Promise<number> {
  await page.goto(`${url}/studies/${STUDY}`)
  const link = page.getByRole('link', { name: 'Live study' }).first()
  await link.waitFor()
  const began = performance.now()
  await link.click()
  await page.locator('article svg').first().waitFor()
  return (performance.now() - began) / 1000
}

/** Seconds from the answer to each save of a death to the changed survival on the page. */
async function changed(page: Page, listening: Listening): Promise<readonly number[]> {
  const { rows } = await ask<{ rows: readonly LiveRow[] }>(listening, '/live/rows?endpoint=OS')
  const alive = rows.filter(({ value }) => value?.kind === 'time' && !value.event)
  await page.getByText('Live: changes appear by themselves').waitFor()
  const times: number[] = []
  for (const { subject } of alive.slice(0, CHANGES)) {
    const before = await ask<LiveView>(listening, '/live')
    const events = deathsIn(before) + 1
    await save(listening, subject, before.asOf.cutoff)
    const began = performance.now()
    await page
      .getByRole('link', { name: new RegExp(`^${events}: .*Overall survival`) })
      .first()
      .waitFor()
    times.push((performance.now() - began) / 1000)
  }
  if (times.length < CHANGES) throw new Error('Too few subjects are alive.')
  return times
}

function deathsIn({ endpoints }: LiveView): number {
  const row = endpoints.find(({ id, cohort }) => id === 'OS' && cohort === null)
  if (row?.kind !== 'time-to-event') throw new Error('The study has no survival.')
  return row.events
}

async function ask<T>({ url, cookie }: Listening, rest: string): Promise<T> {
  const response = await fetch(`${url}/api/studies/${STUDY}${rest}`, { headers: { cookie } })
  if (!response.ok) throw new Error(`${response.status} ${await response.text()}`)
  return (await response.json()) as T
}

async function save({ url, cookie }: Listening, subject: string, on: string): Promise<void> {
  const items = { DTHDAT: on, DTHCAUS: 'DISEASE PROGRESSION' }
  const response = await fetch(`${url}/api/studies/${STUDY}/subjects/${subject}/records`, {
    method: 'POST',
    headers: { cookie, 'content-type': 'application/json' },
    body: JSON.stringify({ form: 'deaths', visit: null, values: { items, rows: [] } }),
  })
  if (!response.ok) throw new Error(`${response.status} ${await response.text()}`)
}
