import { cleanup, screen } from '@testing-library/react'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { LaboratoryBody } from '../../client/enter-visit/laboratory/laboratory-body.tsx'
import { RecordForm } from '../../client/kit/form/record-form.tsx'
import type { SubjectScreen } from '../../client/kit/subject-data.ts'
import { RecordHistory } from '../../client/read-audit/record-history.tsx'
import { laboratoryForm } from '../../shared/forms/laboratory.ts'
import { draw } from './rendering.tsx'
import { definition, session, SubjectServer } from './subject-server.ts'

const ROWS = [
  { LBDAT: '2024-03-01', LBTESTCD: 'ALT', LBORRES: '40', LBORRESU: 'U/L' },
  { LBDAT: '2024-03-01', LBTESTCD: 'ALB', LBORRES: '41', LBORRESU: 'g/L' },
]

afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

/** A subject with a laboratory form of two results, one of them corrected. */
function serve(role: 'coordinator' | 'administrator' = 'coordinator'): SubjectServer {
  const server = new SubjectServer()
  server.put('laboratory', 'W8', { items: {}, rows: ROWS })
  const change = (row: string, before: string | null, after: string) => ({
    ...{ pointer: `/rows/${row}/LBORRES`, item: 'LBORRES', before, after, redacted: [] },
  })
  const entry = (seq: number, changes: readonly object[]) => ({
    ...{ seq, at: '2024-03-10T06:00:00Z', enteredAt: null, username: 'li', displayName: 'Li Wei' },
    ...{
      role: 'coordinator',
      act: 'record.amend',
      subjid: '1',
      entity: 'record',
      entityId: 'laboratory-W8-',
    },
    ...{
      form: 'laboratory',
      visit: 'W8',
      row: '',
      hash: 'f'.repeat(64),
      origin: 'person',
      reason: null,
    },
    ...{ reasonRedacted: false, site: '01', changes },
  })
  const entries = [
    entry(3, [change('2024-03-01 ALT', '4', '40')]),
    entry(2, [change('2024-03-01 ALT', null, '4'), change('2024-03-01 ALB', null, '41')]),
  ]
  const serveSubject = globalThis.fetch
  vi.stubGlobal('fetch', (url: string, init: RequestInit) => {
    if (url === '/api/session') return Promise.resolve(Response.json(session(role)))
    if (url.endsWith('/history')) return Promise.resolve(Response.json({ entries }))
    if (url.includes('laboratories')) return Promise.resolve(Response.json({ laboratories: [] }))
    return serveSubject(url, init)
  })
  return server
}

async function openForm(server: SubjectServer): Promise<void> {
  const record = server.records[0] ?? null
  const present = server.records
  const checked = {
    ...{ definition, subjid: '1', site: '01', timeZone: undefined },
    ...{ records: present, laboratories: [] },
  }
  const subjectScreen = {
    study: { id: 's', definition },
    subject: { subjid: '1', site: '01', anchorDate: null },
    present,
  } as unknown as SubjectScreen
  await draw(
    <RecordForm
      form={laboratoryForm}
      place={{ study: 's', subjid: '1', form: 'laboratory', visit: 'W8' }}
      {...{ record, checked, visitDate: null, anchorDate: null, lesions: [] }}
      readOnly
    >
      <LaboratoryBody form={laboratoryForm} screen={subjectScreen} visit="W8" />
    </RecordForm>,
  )
}

describe('the history of a laboratory result', () => {
  it('AT-10: opens from its own row', async () => {
    await openForm(serve())
    const link = await screen.findByRole('link', {
      name: 'History of the result 2024-03-01 ALT',
    })
    expect(link.getAttribute('href')).toBe(
      '/studies/s/subjects/1/history/laboratory-W8-?row=2024-03-01%20ALT',
    )
    expect(screen.getAllByRole('link', { name: /^History of the result/ })).toHaveLength(2)
  })

  it('AT-10: holds what changed in this row alone, and leads to that of the form', async () => {
    serve()
    await draw(<RecordHistory />, 'en', {
      route: '/studies/:study/subjects/:subjid/history/:record',
      address: '/studies/s/subjects/1/history/laboratory-W8-?row=2024-03-01%20ALB',
    })
    expect(await screen.findByRole('heading', { name: /2024-03-01 ALB/ })).toBeDefined()
    expect(document.querySelectorAll('tbody > tr')).toHaveLength(1)
    expect(document.body.textContent).not.toContain('40')
    const whole = screen.getByRole('link', { name: 'History of the whole form' })
    expect(whole.getAttribute('href')).toBe('/studies/s/subjects/1/history/laboratory-W8-')
  })
})
