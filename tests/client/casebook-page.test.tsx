import { cleanup, fireEvent, screen, within } from '@testing-library/react'
import { Suspense, type ReactNode } from 'react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { CasebookPage } from '../../client/print-casebook/casebook-page.tsx'
import { PaperPage } from '../../client/print-casebook/paper-page.tsx'
import type { TakenCasebook } from '../../shared/api/routes/casebook.ts'
import type { Language } from '../../shared/kernel/bilingual.ts'
import { protocols } from '../../shared/protocol/registry.ts'
import { madeBook, madeChange, madeEntry, madeRecord } from '../shared/casebook/made-book.ts'
import { draw } from './rendering.tsx'

// The first drawing loads the component library; a busy machine takes more than the usual second.

const definition = protocols.get('donafenib-switch')
const STUDY = {
  ...{ id: 'T1', title: definition.title, protocol: definition.key, plannedSubjects: 30 },
  ...{
    enrolled: 1,
    environment: 'production',
    roles: ['monitor'],
    definition,
    definitionVersion: '1',
  },
  ...{
    definitionHash: 'cd'.repeat(32),
    sites: [
      { code: 'S1', name: 'First Hospital', timeZone: 'Asia/Shanghai', country: null, version: 1 },
    ],
  },
}

const RECORD = madeRecord(
  'r1',
  'vitals',
  { items: { VSPERF: 'Y', VSDAT: '2026-01-12', PULSE: '400', TEMP_REASND: 'UNKNOWN' }, rows: [] },
  { visit: 'BASELINE', version: 2 },
)

const BOOK: TakenCasebook = madeBook(
  [
    RECORD,
    madeRecord('r2', 'deaths', { items: { DTHDAT: '2026-02' }, rows: [] }, { removed: true }),
  ],
  {
    history: [
      madeEntry(1, 'r1', { act: 'record.create' }),
      madeEntry(2, 'r1', { reason: 'misread', changes: [madeChange('/items/PULSE', '40', '400')] }),
      madeEntry(3, 'r2', { act: 'record.create' }),
      madeEntry(4, 'r2', { act: 'record.remove', reason: 'of another subject' }),
    ],
    queries: [
      {
        ...{ id: 'q1', subjid: '1001', site: 'S1', record: 'r1', form: 'vitals' },
        ...{ visit: 'BASELINE', item: 'PULSE', groupRow: '', kind: 'manual', check: null },
        ...{
          state: 'open',
          openedRole: 'monitor',
          stands: false,
          openedBy: 'mo',
          openedAt: '2026-03-02T08:30:00.000Z',
          settledAt: null,
        },
        entries: [
          {
            ...{ act: 'open', text: 'Is 400 right?', said: null, by: 'mo', role: 'monitor' },
            at: '2026-03-02T08:30:00.000Z',
          },
        ],
      },
    ],
    firings: [
      {
        ...{ id: 'f1', subjid: '1001', site: 'S1', record: 'r1', form: 'vitals' },
        ...{ visit: 'BASELINE', item: 'PULSE', groupRow: '', check: 'VS-01', checkVersion: '1' },
        ...{ severity: 'warning', state: 'confirmed', compared: { PULSE: '400' } },
        message: { en: 'The pulse is above 220.', zh: '脉搏高于220。' },
        ...{ firedAt: '2026-03-02T08:02:00.000Z', reason: 'pacemaker test', settledBy: 'li' },
        ...{ settledAt: '2026-03-02T08:03:00.000Z', query: null },
      },
    ],
    signatures: [
      {
        ...{ id: 's1', record: null, visit: null, scope: 'subject', meaning: 'responsibility' },
        ...{ signer: 'Wang Li', role: 'investigator', signedAt: '2026-03-02T09:00:00.000Z' },
        ...{ form: null, timeZone: 'Asia/Shanghai', forms: 3, values: 20 },
        ...{ state: 'broken', broken: null, contentHash: 'abc' },
      },
    ],
  },
)

const asked: string[] = []

beforeEach(() => {
  asked.length = 0
  const answers: Readonly<Record<string, unknown>> = {
    'GET /api/studies/T1': STUDY,
    'POST /api/studies/T1/subjects/1001/casebook': BOOK,
  }
  vi.stubGlobal('fetch', (url: string, { method = 'GET' }: { method?: string }) => {
    asked.push(`${method} ${url}`)
    const body = answers[`${method} ${url}`]
    const missing = { type: 'urn:problem:not-found', title: '', status: 404, entity: 'study' }
    const status = body === undefined ? 404 : 200
    return Promise.resolve(new Response(JSON.stringify(body ?? missing), { status }))
  })
})
afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

const waiting = (element: ReactNode): ReactNode => <Suspense fallback={null}>{element}</Suspense>

async function takeCopy(language: Language, button: string): Promise<void> {
  const address = '/studies/T1/subjects/1001/casebook'
  await draw(waiting(<CasebookPage />), language, {
    ...{ route: '/studies/:study/subjects/:subjid/casebook', address },
  })
  fireEvent.click(await screen.findByRole('button', { name: button }))
}

async function openPaper(query: string, language: Language = 'en'): Promise<void> {
  const address = `/studies/T1/casebook${query}`
  await draw(waiting(<PaperPage />), language, { route: '/studies/:study/casebook', address })
}

/** The sheet whose heading this is. */
async function sheet(name: string): Promise<HTMLElement> {
  const heading = await screen.findByRole('heading', { level: 2, name })
  const found = heading.closest<HTMLElement>('table')
  if (found === null) throw new Error(name)
  return found
}

describe('E38: casebooks saved as PDF', () => {
  it('are asked for in the reader’s language, and a refusal is said', async () => {
    await takeCopy('zh', '保存为 PDF')
    expect(await screen.findByRole('alert')).toBeDefined()
    expect(asked).toContain('GET /api/studies/T1/subjects/1001/casebook.pdf?language=zh')
  })

  it('are saved under the name that the server gives', async () => {
    const saved = vi.spyOn(HTMLAnchorElement.prototype, 'click').mockReturnValue()
    Object.assign(URL, { createObjectURL: () => 'blob:1', revokeObjectURL: () => undefined })
    const answer = globalThis.fetch
    vi.stubGlobal('fetch', (url: string, init: RequestInit) => {
      if (!url.includes('casebook.pdf')) return answer(url, init)
      asked.push(url)
      const disposition = 'attachment; filename="T1-annotated-casebook.pdf"'
      const headers = { 'content-disposition': disposition }
      return Promise.resolve(new Response('%PDF', { status: 200, headers }))
    })
    await openPaper('?annotated=1')
    fireEvent.click(await screen.findByRole('button', { name: 'Save as PDF' }))
    expect(await screen.findByText(/Saved as T1-annotated-casebook\.pdf/)).toBeDefined()
    expect(saved).toHaveBeenCalledOnce()
    expect(asked).toContain('/api/studies/T1/casebook.pdf?kind=annotated&version=1&language=en')
    saved.mockRestore()
  })
})

describe('E38: the filled casebook', () => {
  it('EX-04: is not made before somebody asks for it', async () => {
    await takeCopy('en', 'Make the copy')
    expect(await screen.findByRole('button', { name: 'Print or save as PDF' })).toBeTruthy()
    const posts = asked.filter((call) => call.startsWith('POST'))
    expect(posts).toEqual(['POST /api/studies/T1/subjects/1001/casebook'])
  })

  it('names study, subject, form, version and time at the head of each sheet', async () => {
    await takeCopy('en', 'Make the copy')
    const head = within(await sheet('Vital signs')).getAllByRole('cell', { hidden: true })[0]
    const text = head?.textContent ?? ''
    for (const part of ['Study: T1', 'Subject: 1001', 'Form: Vital signs', 'forms: 1 (']) {
      expect(text).toContain(part)
    }
    expect(text).toMatch(/Printed: 2026-03-02 \d\d:\d\d UTC/)
  })

  it('EX-02: marks a changed value, and tells the former one with who, when and why', async () => {
    await takeCopy('en', 'Make the copy')
    const text = (await sheet('Vital signs')).textContent
    expect(text).toContain('400 /min△1')
    expect(text).toMatch(/△1 Pulse.*40 \/min → 400 \/min · Li Na · Coordinator · .*reason: misread/)
    expect(text).toContain('Temperature(Unknown)')
    expect(text).toContain('Yes [Y]')
  })

  it('EX-01: lists query, check with its confirmation, and signature', async () => {
    await takeCopy('en', 'Make the copy')
    const text = (await sheet('Vital signs')).textContent
    expect(text).toMatch(/Pulse · open.*Opened · mo · Monitor · .*Is 400 right\?/)
    expect(text).toMatch(/warning · The pulse is above 220\..*confirmed: pacemaker test · li/)
    const front = (await sheet('Casebook of 1001')).textContent
    expect(front).toMatch(/Wang Li · Investigator · .*responsible for the data · broken/)
    expect(front).toContain('2 records with 5 values; 1 value changed; 1 query; 1 check')
    expect(front).toContain(BOOK.sha256)
  })

  it('says that a removed record is removed, and why', async () => {
    await takeCopy('en', 'Make the copy')
    const text = (await sheet('Death')).textContent
    expect(text).toContain('REMOVED')
    expect(text).toContain('Entry removed · Li Na · Coordinator')
    expect(text).toContain('of another subject')
  })

  it('speaks Chinese', async () => {
    await takeCopy('zh', '生成副本')
    const text = (await sheet('生命体征')).textContent
    expect(text).toContain('研究: T1')
    expect(text).toMatch(/△1 脉搏.*40 \/min → 400 \/min · Li Na · .*修改原因：misread/)
    expect(text).toContain('脉搏高于220。')
    expect(text).toContain('是 [Y]')
  })
})

describe('E38: the casebook on paper', () => {
  it('BK-06: has a sheet for each form, with places for subject, visit and hand', async () => {
    await openPaper('')
    const form = await sheet('Vital signs')
    expect(within(form).getByText('Subject:')).toBeTruthy()
    expect(within(form).getByText('Visit:')).toBeTruthy()
    expect(form.textContent).toContain('Only if Vital signs taken: No')
    expect(form.textContent).not.toContain('VS.VSORRES')
    expect(form.textContent).toContain('write why: Not done / Unknown')
    const consent = (await sheet('Consent and enrolment')).textContent
    expect(consent).toContain('Only if Date of enrolment is emptyReason for screen failure')
    const visit = (await sheet('Visit')).textContent
    expect(visit).toContain('Only if Date of visit stays empty because: Not done')
    const offered = definition.forms.filter(({ hidden }) => hidden !== true)
    const sheets = screen.getAllByRole('heading', { level: 2 }).map((one) => one.textContent)
    expect(sheets).toEqual(offered.map(({ title }) => title.en))
    expect(asked).toEqual(['GET /api/studies/T1'])
  })

  it('annotates each question with its name, codes and SDTM variable', async () => {
    await openPaper('?annotated=1')
    const text = (await sheet('Vital signs')).textContent
    expect(text).toContain('PULSE VSORRES when VSTESTCD = PULSE')
    expect(text).toContain('SDTM: VS')
    const lab = (await sheet('Laboratory')).textContent
    expect(lab).toContain('LBTESTCD LBTESTCD')
    expect(lab).toContain('Clinically significant [Y]')
  })

  it('changes from one kind to the other, and speaks Chinese', async () => {
    await openPaper('', 'zh')
    expect((await sheet('生命体征')).textContent).toContain('受试者编号:')
    fireEvent.change(screen.getByLabelText('病例报告表类型'), { target: { value: 'annotated' } })
    expect(await screen.findByRole('heading', { level: 1, name: '注释病例报告表' })).toBeTruthy()
    expect((await sheet('生命体征')).textContent).toContain('SDTM 域：VS')
  })
})
