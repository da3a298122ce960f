import type { BrowserContext, Page } from 'playwright-core'
import { openChromium } from '../e2e/support/chromium.ts'
import { buildProduct } from './build-product.ts'
import { median, seconds, type Figure } from './figure.ts'
import { STUDY, type Listening } from './http-servers.ts'
import { inFolder } from './made-up-trial.ts'
import { end, firstMessage, forkBench } from './processes.ts'

const STROKE_AIM_S = 0.1
const SAVE_AIM_S = 0.3
const OPEN_AIM_S = 1
const FRAME_AIM_S = 0.05
const MATRIX_AIM_S = 0.3
/** Rows of the laboratory form: with five boxes each, a visit of 200 items. */
const ROWS = 40
const STROKES = 20
const OPENINGS = 5
const SCROLLS = 60

/** What a coordinator waits for, on the largest study: typing, saving, opening, scrolling. */
export async function benchBrowser(): Promise<readonly Figure[]> {
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
      const { subjid, visit } = await firstVisit(listening)
      const subject = `${listening.url}/studies/${STUDY}/subjects/${subjid}`
      const opened = await openings(page, subject, visit)
      const strokes = await typing(page, `${subject}/visits/${visit}?form=laboratory`)
      const saved = await saving(page)
      const home = `${listening.url}/studies/${STUDY}`
      const matrix = await drawings(page, {
        ...{ from: home, to: `${home}/subjects`, shows: 'main [role="gridcell"][data-state]' },
      })
      const course = await drawings(page, {
        ...{ from: `${home}/subjects`, to: subject, shows: 'main a[href*="/visits/"]' },
      })
      const frames = await scrolling(page, `${listening.url}/studies/${STUDY}/subjects`)
      return [
        figure('Form opened from another of the visit, median', median(opened), OPEN_AIM_S),
        figure(
          `Key stroke to drawn, visit of ${ROWS * 5} items, median`,
          median(strokes),
          STROKE_AIM_S,
        ),
        figure('The same, slowest of all strokes', Math.max(...strokes), STROKE_AIM_S),
        figure('Save of that form, from Ctrl+S to "Saved"', saved, SAVE_AIM_S),
        figure(
          'Matrix of 200 subjects drawn after the click, median',
          median(matrix),
          MATRIX_AIM_S,
        ),
        figure('Page of a subject drawn after the click, median', median(course), OPEN_AIM_S),
        frameFigure(Math.max(...frames)),
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

/** No frame lasts longer: three turns of the screen, 50.0 ms as it is written, are the longest. */
function frameFigure(longest: number): Figure {
  return {
    what: 'Matrix scrolled through, longest frame',
    measured: seconds(longest),
    aim: `at most ${seconds(FRAME_AIM_S)}`,
    met: Math.round(longest * 10_000) <= FRAME_AIM_S * 10_000,
  }
}

async function signInBy(context: BrowserContext, { url, cookie }: Listening): Promise<void> {
  const [name = '', value = ''] = cookie.split('=')
  await context.addCookies([{ name, value, url }])
}

interface VisitPlace {
  readonly subjid: string
  readonly visit: string
}

/** A visit in the middle of the study of the first subject. */
async function firstVisit({ url, cookie }: Listening): Promise<VisitPlace> {
  const response = await fetch(`${url}/api/studies/${STUDY}/subjects?limit=1`, {
    headers: { cookie },
  })
  const list = (await response.json()) as {
    readonly subjects: readonly { readonly subjid: string }[]
    readonly visits: readonly string[]
  }
  const [subject] = list.subjects
  const visit = list.visits[Math.floor(list.visits.length / 2)]
  if (subject === undefined || visit === undefined) throw new Error('The study has no visit.')
  return { subjid: subject.subjid, visit }
}

/** From the choice of a form in the list of the visit to its first box. */
async function openings(page: Page, subject: string, visit: string): Promise<readonly number[]> {
  const times: number[] = []
  for (let turn = 0; turn < OPENINGS; turn += 1) {
    await page.goto(`${subject}/visits/${visit}?form=visits`)
    await page.getByLabel('Date of visit', { exact: true }).waitFor()
    const link = page.getByRole('link', { name: /^Vital signs/ }).first()
    const began = performance.now()
    await link.click()
    await page.getByLabel('Weight', { exact: true }).waitFor()
    times.push((performance.now() - began) / 1000)
  }
  return times
}

/** Seconds from the click on a link of one page until the other is drawn, by the page's own clock. */
async function drawings(
  page: Page,
  { from, to, shows }: { readonly from: string; readonly to: string; readonly shows: string },
): Promise<readonly number[]> {
  const times: number[] = []
  for (let turn = 0; turn < OPENINGS; turn += 1) {
    await page.goto(from)
    const { pathname } = new URL(to)
    await page.locator(`a[href="${pathname}"]`).first().waitFor()
    times.push((await page.evaluate(untilDrawn, { pathname, shows })) / 1000)
  }
  return times
}

/** Runs in the page: milliseconds from the click until the other page shows what it is about, and rests. */
function untilDrawn({
  pathname,
  shows,
}: {
  readonly pathname: string
  readonly shows: string
}): Promise<number> {
  const link = document.querySelector(`a[href="${pathname}"]`)
  if (!(link instanceof HTMLElement)) throw new Error(`No link leads to ${pathname}.`)
  const { scheduler } = window as unknown as WithScheduler
  const missing = (): string | null => {
    if (window.location.pathname !== pathname) return `the address ${pathname}`
    if (document.querySelector('main h1') === null) return 'a heading'
    return document.querySelector(shows) === null ? shows : null
  }
  return new Promise((resolve, reject) => {
    const began = performance.now()
    const look = (): void => {
      const lacks = missing()
      if (lacks !== null) {
        if (performance.now() - began < 30_000) requestAnimationFrame(look)
        else reject(new Error(`After 30 s the page lacks ${lacks}: ${window.location.href}.`))
        return
      }
      void scheduler.postTask(
        () => {
          resolve(performance.now() - began)
        },
        { priority: 'background' },
      )
    }
    link.click()
    requestAnimationFrame(look)
  })
}

/** Seconds from each stroke until what it changed was drawn, findings and checks included. */
async function typing(page: Page, address: string): Promise<readonly number[]> {
  await page.goto(address)
  const add = page.getByRole('button', { name: 'Add a row' })
  await add.waitFor()
  const before = await page.getByRole('row').count()
  for (let row = before; row <= ROWS; row += 1) await add.click()
  const box = page.getByLabel(`Result, row ${ROWS}`, { exact: true })
  await box.scrollIntoViewIfNeeded()
  await box.focus()
  const times: number[] = []
  for (let stroke = 0; stroke < STROKES; stroke += 1) {
    await page.evaluate(beginStroke)
    await page.keyboard.press(String(stroke % 10))
    times.push((await page.evaluate(endOfStroke)) / 1000)
    if (stroke % 4 === 3) await box.fill('')
  }
  return times
}

/** Runs in the page: notes when the next stroke arrives. */
function beginStroke(): void {
  const note = (): void => {
    Reflect.set(window, 'benchStroke', performance.now())
  }
  window.addEventListener('keydown', note, { capture: true, once: true })
}

/** What Chromium has beyond the types of the DOM. */
interface WithScheduler {
  readonly scheduler: {
    postTask(task: () => void, options: { readonly priority: 'background' }): Promise<unknown>
  }
}

/** Runs in the page: milliseconds from the stroke until the page rests, all it caused being drawn. */
function endOfStroke(): Promise<number> {
  const began = Number(Reflect.get(window, 'benchStroke'))
  return new Promise((resolve) => {
    requestAnimationFrame(() => {
      // A deferred drawing takes a task of its own; the page rests once none waits before this one. An
      // idle callback would not do: the browser may begin it half a second after the page came to rest.
      const { scheduler } = window as unknown as WithScheduler
      void scheduler.postTask(
        () => {
          resolve(performance.now() - began)
        },
        { priority: 'background' },
      )
    })
  })
}

async function saving(page: Page): Promise<number> {
  // The strokes left every box empty, and a form in which nothing was entered is not saved.
  await page.keyboard.type('4')
  const began = performance.now()
  await page.keyboard.press('Control+s')
  await page
    .getByRole('status')
    .filter({ hasText: /^Saved/ })
    .waitFor()
  return (performance.now() - began) / 1000
}

/** Seconds between the frames while the matrix is scrolled to its end. */
async function scrolling(page: Page, address: string): Promise<readonly number[]> {
  await page.goto(address)
  const grid = page.getByRole('grid')
  await grid.waitFor()
  await page.getByRole('row').nth(5).hover()
  const frames = page.evaluate(countFrames, SCROLLS * 30)
  for (let turn = 0; turn < SCROLLS; turn += 1) {
    await page.mouse.wheel(turn % 3 === 2 ? 200 : 0, 160)
    await page.waitForTimeout(16)
  }
  return (await frames).map((ms) => ms / 1000)
}

/** Runs in the page: the time between frames for so many milliseconds. */
function countFrames(forMs: number): Promise<readonly number[]> {
  return new Promise((resolve) => {
    const times: number[] = []
    const began = performance.now()
    let last = began
    const next = (now: number): void => {
      times.push(now - last)
      last = now
      if (now - began > forMs) resolve(times.slice(1))
      else requestAnimationFrame(next)
    }
    requestAnimationFrame(next)
  })
}
