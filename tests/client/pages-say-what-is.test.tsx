import { cleanup, screen } from '@testing-library/react'
import { Suspense, type ReactNode } from 'react'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { DataStatePage } from '../../client/data-state/data-state-page.tsx'
import { LogPage } from '../../client/enter-visit/log-page.tsx'
import { VisitPage } from '../../client/enter-visit/visit-page.tsx'
import { cellWidth } from '../../client/kit/form/cell-width.ts'
import { formatTime } from '../../client/kit/format.ts'
import type { SystemStatus } from '../../client/watch-system/queries.ts'
import { StatusPage } from '../../client/watch-system/status-page.tsx'
import { laboratoryForm } from '../../shared/forms/laboratory.ts'
import { draw } from './rendering.tsx'
import { STUDY, SubjectServer } from './subject-server.ts'

afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

/** A server that answers each address that ends so. */
function serving(answers: Readonly<Record<string, unknown>>): void {
  vi.stubGlobal('fetch', (url: string) => {
    const found = Object.entries(answers).find(([end]) => url.endsWith(end))
    const headers = { 'content-type': 'application/json' }
    return Promise.resolve(new Response(JSON.stringify(found?.[1]), { headers }))
  })
}

describe('an address of a subject that names nothing', () => {
  const open = async (page: ReactNode, route: string, address: string): Promise<void> => {
    const server = new SubjectServer()
    server.put('vitals', 'VISIT OF ANOTHER SYSTEM', { items: { WEIGHT: '64.0' }, rows: [] })
    await draw(<Suspense>{page}</Suspense>, 'en', {
      route: `/studies/:study/subjects/:subjid${route}`,
      address: `/studies/s/subjects/1${address}`,
    })
  }

  it.each([
    ['a visit', <VisitPage key="v" />, '/visits/:visit', '/visits/NOTHING', 'no visit NOTHING'],
    ['a day', <VisitPage key="v" />, '/visits/:visit', '/visits/UNS-2026-02-30', 'UNS-2026-02-30'],
    ['a form', <LogPage key="f" />, '/forms/:form', '/forms/nothing', 'has no form nothing'],
  ])('says that there is no such thing, and leads back: %s', async (_, page, route, at, said) => {
    await open(page, route, at)
    expect((await screen.findByText(/^There is no visit|has no form/)).textContent).toContain(said)
    const back = screen.getByRole('link', { name: 'Visits and forms of 1' })
    expect(back.getAttribute('href')).toBe('/studies/s/subjects/1')
    expect(screen.queryAllByRole('textbox')).toEqual([])
  })

  it.each(['W8', 'UNS-2024-05-03', 'VISIT OF ANOTHER SYSTEM'])(
    'opens the visit %s',
    async (visit) => {
      await open(<VisitPage />, '/visits/:visit', `/visits/${encodeURIComponent(visit)}`)
      expect(
        await screen.findByRole('heading', { level: 2, name: new RegExp(`^${visit}`) }),
      ).toBeTruthy()
      expect(screen.queryByText(/^There is no/)).toBeNull()
    },
  )
})

const STATUS: SystemStatus = {
  ...{ at: '2026-11-29T17:41:00.000Z', alerts: [], program: '0.1.0' },
  database: { engine: 'sqlite', version: '3', bytes: 1 },
  disks: { data: { folder: '/data', room: null }, backups: null },
  ...{ made: null, drill: null, verified: null, failed: null, nextBackup: null },
  ...{ schedule: { kind: 'off' }, running: [], clockJumps: [], failedJobs: [] },
}

describe('the state of the system', () => {
  it.each([
    { schedule: STATUS.schedule, warned: 1, right: 0, why: 'no backup is made by itself' },
    {
      schedule: { kind: 'daily', time: '02:00' } as const,
      warned: 0,
      right: 1,
      why: 'all is well',
    },
  ])('is never both right and warned of: $why', async ({ schedule, warned, right }) => {
    serving({ '/system-status': { ...STATUS, schedule } })
    await draw(
      <Suspense>
        <StatusPage />
      </Suspense>,
    )
    await screen.findByRole('heading', { level: 1, name: 'System status' })
    expect(screen.queryAllByText(/No backup is made by itself/)).toHaveLength(warned)
    expect(screen.queryAllByText('Nothing is wrong.')).toHaveLength(right)
  })
})

describe('how the last backup was encrypted', () => {
  it.each([
    ['en', 'passphrase', 'with a passphrase'],
    ['zh', 'passphrase', '口令加密'],
    ['zh', 'public key q83v+A=', '公钥加密（指纹q83v+A=）'],
    ['zh', 'none', '未加密'],
  ] as const)('is said in the language of the page: %s, %s', async (language, encryption, said) => {
    const made = { at: STATUS.at, file: '/b/a.hbk', size: 1, sha256: '00', encryption }
    serving({ '/system-status': { ...STATUS, made } })
    await draw(
      <Suspense>
        <StatusPage />
      </Suspense>,
      language,
    )
    expect(await screen.findByText(said)).toBeTruthy()
  })
})

describe('a restore that was tried out', () => {
  it.each([
    ['en', 'a.hbk', /failed, with the file a\.hbk: The passphrase is not the one/],
    ['zh', 'a.hbk', /未通过（文件a\.hbk）：口令与加密备份时所用的不符/],
  ] as const)('BK-02: says why it was refused (%s)', async (language, file, said) => {
    const refused = { file, fault: 'passphrase-wrong', params: {} } as const
    const drill = { at: STATUS.at, madeAt: null, passed: false, refused }
    serving({ '/system-status': { ...STATUS, drill } })
    await draw(
      <Suspense>
        <StatusPage />
      </Suspense>,
      language,
    )
    expect(await screen.findByText(said)).toBeTruthy()
  })
})

describe('the state of the data', () => {
  it('is as of one moment, and tells the latest date in the data apart from it', async () => {
    const asOf = '2026-11-29T17:34:00.000Z'
    const limits = { entryDays: 5, changeDays: 5 }
    serving({
      '/home': {
        ...{ planned: 30, screened: 1, enrolled: 1, screenFailures: 0, reviewsToDo: 0 },
        ...{ bySite: [], byMonth: [], headline: [], cutoff: '2026-11-29' },
        visits: { due: 0, overdue: 0, partial: 0 },
        byDay: [{ date: '2026-11-01', enrolled: 1 }],
      },
      '/lag-report': { asOf, only: null, limits, sites: [], without: [] },
      '/queries/ageing': { asOf, only: null, rows: [] },
      '/studies/s': STUDY,
    })
    await draw(
      <Suspense>
        <DataStatePage />
      </Suspense>,
      'en',
      { route: '/studies/:study/data-state', address: '/studies/s/data-state' },
    )
    expect(await screen.findByText(`As of ${formatTime(asOf)}`)).toBeTruthy()
    expect(screen.getByText(/29 Nov 2026/).textContent).toBe(
      'The line ends on 29 Nov 2026, the latest complete date recorded of the subjects that you may see.',
    )
    expect(screen.queryByText(/Data as of/)).toBeNull()
  })
})

describe('a cell of coded answers', () => {
  it('has room for the longest name of a test, and takes none that its units do not need', () => {
    const items = laboratoryForm.group.items
    const widthOf = (key: string, language: 'en' | 'zh'): number => {
      const item = items.find((one) => one.key === key)
      return item === undefined ? 0 : (cellWidth(item, language) ?? 0)
    }
    expect(widthOf('LBTESTCD', 'en')).toBeGreaterThan(240)
    expect(widthOf('LBTESTCD', 'zh')).toBeGreaterThan(200)
    expect(widthOf('LBORRESU', 'en')).toBe(96)
  })
})
