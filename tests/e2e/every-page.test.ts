import type { Page } from 'playwright-core'
import type { RouteObject } from 'react-router'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { z } from 'zod'
import { accessibilityFaults, overflowFaults } from './support/check-screen.ts'
import { DEMO_STUDY, nextIn, serveDemo, settled, type DemoStudy } from './support/demo-study.ts'
import { everyPageRole } from './support/every-page-role.ts'

// The table of routes opens a router when it is loaded; here only the table is wanted.
vi.mock('react-router', async (original) => ({
  ...(await original<object>()),
  createBrowserRouter: () => null,
}))
const { ROUTES } = await import('../../client/app/routes.tsx')

/** Addresses of a table of routes, parameters as `:name`; the page of unknown addresses is none. */
function addressesOf(routes: readonly RouteObject[], base = ''): readonly string[] {
  return routes.flatMap((route) => {
    const own = route.path ?? ''
    const address = own.startsWith('/') ? own : `${base}/${own}`.replaceAll(/\/+/g, '/')
    if (own === '*') return []
    return route.children === undefined ? [address] : addressesOf(route.children, address)
  })
}

/** Pages that the demo study has not: setting up is over, and nobody reads its images a second time. */
const ELSEWHERE = /^\/setup$|\/readings$/
const ADDRESSES = [...new Set(addressesOf(ROUTES))].filter((address) => !ELSEWHERE.test(address))

/**
 * A large window in English, and in Chinese the same at 200 % zoom, which is the narrowest: what axe
 * finds depends on the width and on the language, but not on both together. The screens have a test
 * at a width between them.
 */
const WINDOWS = [
  { language: 'en', size: { width: 1440, height: 900 } },
  { language: 'zh', size: { width: 720, height: 450 } },
] as const

const casesSchema = z.object({
  cases: z.array(z.object({ subjid: z.string(), record: z.string() })).min(1),
})
let demo: DemoStudy
const values = new Map<string, string>([
  ['study', DEMO_STUDY],
  ['visit', 'BASELINE'],
  ['form', 'baseline'],
  ['endpoint', 'ORR'],
  ['chapter', 'export'],
])

beforeAll(async () => {
  demo = await serveDemo()
  await lookUpParameters(demo.personOf('coordinator').page)
  values.set('snapshot', await makeSnapshot(demo.personOf('statistician').page))
  values.set('run', await checkExport(demo.personOf('statistician').page))
})

afterAll(() => demo.stop())

describe('E39 E40 every page of the table of routes', () => {
  it('is more than a handful, and each parameter has a value', () => {
    expect(ADDRESSES.length).toBeGreaterThan(20)
    for (const address of ADDRESSES) expect(addressWith(address)).not.toContain(':')
  })

  it.each(ADDRESSES)(
    '%s has no barrier that axe finds and never scrolls sideways, in both languages, at 200 % zoom too',
    async (address) => {
      const { page } = demo.personOf(everyPageRole(address))
      await page.setViewportSize({ width: 1440, height: 900 })
      await nextIn(page, 'en')
      await page.goto(addressWith(address))
      await settled(page)
      const found: string[] = []
      for (const { language, size } of WINDOWS) {
        await speak(page, language)
        await page.setViewportSize(size)
        const audited = language === auditedIn(address)
        const barriers = audited ? await accessibilityFaults(page) : []
        const faults = [...(await overflowFaults(page)), ...barriers]
        found.push(...faults.map((fault) => `${language} ${size.width}: ${fault}`))
      }
      expect(found).toEqual([])
    },
  )
})

/** Axe takes most of the time of a page: the pages take turns between the two windows. */
function auditedIn(address: string): 'en' | 'zh' {
  return ADDRESSES.indexOf(address) % 2 === 0 ? 'en' : 'zh'
}

function addressWith(address: string): string {
  return address.replaceAll(/:(\w+)/g, (whole, name: string) => values.get(name) ?? whole)
}

async function speak(page: Page, language: 'en' | 'zh'): Promise<void> {
  const [button, lang] =
    language === 'zh' ? (['中文', 'zh-CN'] as const) : (['English', 'en'] as const)
  const root = page.locator('html')
  if ((await root.getAttribute('lang')) === lang) return
  await page.getByRole('button', { name: button, exact: true }).click()
  await expect.poll(() => root.getAttribute('lang')).toBe(lang)
}

/** A subject with a serious event, and the record of it: it has every kind of page. */
async function makeSnapshot({ request }: Page): Promise<string> {
  const path = `/api/studies/${DEMO_STUDY}/snapshots`
  const headers = { 'Idempotency-Key': 'snapshot-of-every-page' }
  const reply = await request.post(path, { headers, data: { name: 'Interim' } })
  return z.object({ id: z.string() }).parse(await reply.json()).id
}

/** A check of the study's datasets, and with it their problems. */
async function checkExport({ request }: Page): Promise<string> {
  const base = `/api/studies/${DEMO_STUDY}`
  const asked = await request.post(`${base}/export-checks`, { data: { formats: ['sdtm'] } })
  const { id } = z.object({ id: z.string() }).parse(await asked.json())
  const state = async (): Promise<unknown> => {
    const reply = await request.get(`${base}/export-runs/${id}`)
    return z.object({ state: z.string() }).parse(await reply.json()).state
  }
  const until = Date.now() + 60_000
  while ((await state()) !== 'done') {
    if (Date.now() > until) throw new Error('The check did not end.')
    await new Promise((done) => setTimeout(done, 200))
  }
  return id
}

async function lookUpParameters(page: Page): Promise<void> {
  const reply = await page.request.get(`/api/studies/${DEMO_STUDY}/safety/cases`)
  const [first] = casesSchema.parse(await reply.json()).cases
  values.set('subjid', first?.subjid ?? '')
  values.set('record', first?.record ?? '')
}
