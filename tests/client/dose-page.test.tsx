import { useMutationState } from '@tanstack/react-query'
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { useState, type ReactNode } from 'react'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { DosePage } from '../../client/find-dose/dose-page.tsx'
import type { DoseBoard } from '../../client/find-dose/queries.ts'
import { RedactBox } from '../../client/read-audit/redact-box.tsx'
import type { Role } from '../../shared/access/permissions.ts'
import type { AuditEntryView } from '../../shared/api/routes/trail.ts'
import type {
  DoseDecisionVersion,
  DoseDecisionView,
} from '../../shared/api/routes/dose-decisions.ts'
import type { Language } from '../../shared/kernel/bilingual.ts'
import { protocols } from '../../shared/protocol/registry.ts'
import { MASK } from '../../shared/trail/mask-texts.ts'
import { draw } from './rendering.tsx'

const definition = protocols.get('toripalimab-donafenib')
const study = {
  ...{ id: 's', title: definition.title, protocol: definition.key, plannedSubjects: 50 },
  ...{
    enrolled: 2,
    environment: 'production',
    roles: ['data-manager'],
    definition,
    definitionVersion: '1',
  },
  ...{ definitionHash: 'x', sites: [] },
}
const level = (
  key: string,
  evaluable: number,
  toxicities: number,
): DoseBoard['levels'][number] => ({
  ...{ key, label: { en: `Dose level ${key}`, zh: `剂量组${key}` }, enrolled: 3, treated: 3 },
  ...{ evaluable, toxicities, estimate: evaluable === 0 ? null : toxicities / evaluable },
  ...{ lower: 0.008, upper: 0.906 },
})
const version: DoseDecisionVersion = {
  ...{
    version: 1,
    cohort: 'DL1',
    decision: 'STAY' as const,
    nextCohort: null,
    decidedOn: '2026-02-01',
  },
  ...{ members: 'Committee', reason: 'Too few.', correction: null },
  basis: { cutoff: '2026-01-30', treated: 3, evaluable: 2, toxicities: 1, running: 1 },
  ...{ recordedBy: 'Li Wei', recordedRole: 'investigator', recordedAt: '2026-02-01T08:00:00.000Z' },
}
const decision: DoseDecisionView = {
  ...{ ...version, id: 'd1', version: 2, reason: 'Two evaluable alone.', correction: 'A slip.' },
  earlier: [version],
}
const board: DoseBoard = {
  ...{ cutoff: '2026-02-10', windowDays: 28, everySite: true },
  levels: [level('DL1', 2, 1), level('DL2', 0, 0)],
  subjects: [
    {
      ...{ subject: '1001', cohort: 'DL1', enrolled: '2026-01-05', state: 'toxicity' },
      ...{ window: { first: '2026-01-06', last: '2026-02-02' }, daysLeft: null },
    },
    {
      ...{ subject: '1002', cohort: 'DL1', enrolled: '2026-01-20', state: 'running' },
      ...{ window: { first: '2026-01-21', last: '2026-02-17' }, daysLeft: 7 },
    },
    {
      ...{ subject: '1003', cohort: 'DL1', enrolled: '2026-01-01', state: 'running' },
      ...{ window: { first: '2026-01-01', last: '2026-01-28' }, daysLeft: 0 },
    },
  ],
  decisions: [decision],
}

/** The entry of the trail that records the decision. */
const entry: AuditEntryView = {
  ...{ seq: 7, at: '2026-02-01T08:00:00.000Z', username: 'li', displayName: 'Li Wei' },
  ...{ role: 'investigator', site: null, act: 'doseDecision.record', entity: 'doseDecision' },
  ...{ entityId: 'd1', subjid: null, visit: null, form: null, reason: null, enteredAt: null },
  ...{ changes: [], origin: 'person', reasonRedacted: false, hash: 'x' },
}

interface Sent {
  readonly url: string
  readonly match: string | null
  readonly body: unknown
}

function serving(role: Role, shown: DoseBoard = board): readonly Sent[] {
  const sent: Sent[] = []
  const grant = { id: 'g', role, study: 's', site: null, to: null, timeZone: 'Asia/Shanghai' }
  const account = { id: 'a', username: 'li', displayName: 'Li Wei', mustChangePassword: false }
  const session = {
    ...{ account, expiresAt: '2030-01-01T00:00:00.000Z', idleMinutes: 30 },
    grants: [{ ...grant, from: '2025-01-01T00:00:00.000Z' }],
  }
  vi.stubGlobal('fetch', (url: string, init: RequestInit = {}) => {
    const isWrite = init.method === 'POST' || init.method === 'PUT'
    if (isWrite) {
      const match = new Headers(init.headers).get('if-match')
      sent.push({ url, match, body: JSON.parse(init.body as string) as unknown })
    }
    const answer = (): unknown => {
      if (url.endsWith('/session')) return session
      if (url.endsWith('/redaction')) return entry
      if (isWrite) return decision
      return url.includes('/dose-escalation') ? shown : study
    }
    const headers = { 'content-type': 'application/json' }
    const status = init.method === 'POST' && !url.endsWith('/redaction') ? 201 : 200
    return Promise.resolve(new Response(JSON.stringify(answer()), { headers, status }))
  })
  return sent
}

const open = (language: Language = 'en') =>
  draw(<DosePage />, language, {
    route: '/studies/:study/dose-escalation',
    address: '/studies/s/dose-escalation',
  })
const type = (label: string | RegExp, value: string): void => {
  fireEvent.change(screen.getByLabelText(label), { target: { value } })
}

/** The page of the dose, and a place of the trail where a text is redacted. */
function Pages(): ReactNode {
  const [isDose, setIsDose] = useState(true)
  const answered = useMutationState({ filters: { status: 'success' } }).length
  return (
    <>
      <button
        type="button"
        onClick={() => {
          setIsDose(!isDose)
        }}
      >
        Other page
      </button>
      <p>{`Answered: ${answered}`}</p>
      {isDose ? <DosePage /> : <RedactBox study="s" entry={entry} pointer="/reason" />}
    </>
  )
}

afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

describe('the page of the dose', () => {
  it('shows each level with its share and exact limits, and each window with its days', async () => {
    serving('monitor')
    await open()
    const first = (await screen.findByRole('rowheader', { name: /^DL1/ })).closest('tr')
    expect(first?.textContent).toContain('50.0 %')
    expect(first?.textContent).toContain('0.8 – 90.6 %')
    const running = screen.getByRole('rowheader', { name: '1002' }).closest('tr')
    expect(running?.textContent).toContain('Window running')
    expect(running?.textContent).toContain('7')
    const over = screen.getByRole('rowheader', { name: '1003' }).closest('tr')
    expect(over?.textContent).toContain('Window over, follow-up not recorded')
    expect(screen.getByRole('group', { name: 'Subjects in order of entry' })).toBeDefined()
  })

  it('shows a decision with its reason and basis, and the version before it with why', async () => {
    serving('monitor')
    await open()
    const row = (await screen.findByText('Two evaluable alone.')).closest('tr')
    expect(row?.textContent).toContain('1 DLT in 2 evaluable; 3 treated; 1 window not complete')
    expect(row?.textContent).toContain('Corrected: A slip.')
    expect(row?.textContent).toContain('Too few.')
    expect(screen.queryByRole('button', { name: 'Record the decision' })).toBeNull()
    expect(screen.queryByRole('button', { name: 'Correct' })).toBeNull()
  })

  it('records a decision once everything is said', async () => {
    const sent = serving('investigator')
    await open()
    const save = await screen.findByRole('button', { name: 'Record the decision' })
    const form = within(screen.getByRole('form', { name: 'Record a decision' }))
    expect(save.hasAttribute('disabled')).toBe(true)
    fireEvent.change(form.getByLabelText(/^Dose level/), { target: { value: 'DL1' } })
    fireEvent.change(form.getByLabelText(/^Decision/), { target: { value: 'ESCALATE' } })
    fireEvent.change(form.getByLabelText(/^Next subjects enter/), { target: { value: 'DL2' } })
    const day = form.getByLabelText(/^Decided on/)
    fireEvent.change(day, { target: { value: '2026-02-09' } })
    fireEvent.blur(day)
    type(/^Decided by/, 'Committee')
    type(/^Reason/, ' No toxicity. ')
    await waitFor(() => {
      expect(save.hasAttribute('disabled')).toBe(false)
    })
    fireEvent.click(save)
    await waitFor(() => {
      expect(sent).toHaveLength(1)
    })
    expect(sent[0]).toMatchObject({
      url: '/api/studies/s/dose-decisions',
      body: { cohort: 'DL1', decision: 'ESCALATE', nextCohort: 'DL2', decidedOn: '2026-02-09' },
    })
    await screen.findByText('The decision is recorded.')
  })

  it('corrects a decision at the version that was read, with why', async () => {
    const sent = serving('data-manager')
    await open()
    fireEvent.click(await screen.findByRole('button', { name: 'Correct' }))
    const save = screen.getByRole('button', { name: 'Record the correction' })
    expect(save.hasAttribute('disabled'), 'without why').toBe(true)
    type(/^Why it is corrected/, 'One more was counted.')
    fireEvent.click(save)
    await waitFor(() => {
      expect(sent).toHaveLength(1)
    })
    expect(sent[0]).toMatchObject({
      ...{ url: '/api/studies/s/dose-decisions/d1', match: '"2"' },
      body: { reason: 'Two evaluable alone.', correction: 'One more was counted.' },
    })
  })

  it('names the day among what must be filled in', async () => {
    serving('investigator')
    await open()
    const form = within(await screen.findByRole('form', { name: 'Record a decision' }))
    for (const name of [/^Dose level/, /^Decision/, /^Decided on/, /^Decided by/, /^Reason/]) {
      expect(form.getByLabelText<HTMLInputElement>(name).required, String(name)).toBe(true)
    }
    expect(form.getByLabelText<HTMLInputElement>(/^Next subjects enter/).required).toBe(false)
  })

  it('shows no word any more that was redacted elsewhere since it was read', async () => {
    const shown = { ...board }
    serving('data-manager', shown)
    const { container } = await draw(<Pages />, 'en', {
      ...{ route: '/studies/:study/dose-escalation', address: '/studies/s/dose-escalation' },
    })
    await screen.findByText('Two evaluable alone.')
    fireEvent.click(screen.getByRole('button', { name: 'Other page' }))
    fireEvent.click(await screen.findByText('Redact'))
    fireEvent.change(await screen.findByLabelText(/^Why it is redacted/), {
      target: { value: 'names a person' },
    })
    shown.decisions = [{ ...decision, reason: MASK }]
    fireEvent.click(screen.getByRole('button', { name: 'Redact this text' }))
    await screen.findByText('Answered: 1')
    const seen: string[] = []
    const watch = new MutationObserver(() => seen.push(container.textContent))
    watch.observe(container, { childList: true, subtree: true, characterData: true })
    fireEvent.click(screen.getByRole('button', { name: 'Other page' }))
    await screen.findByText(MASK)
    watch.disconnect()
    expect(seen.filter((text) => text.includes('Two evaluable alone.'))).toEqual([])
  })

  it('says in Chinese that nobody is enrolled, and offers no form to who sees some sites alone', async () => {
    serving('investigator', { ...board, subjects: [], decisions: [], everySite: false })
    await open('zh')
    await screen.findByText('各剂量组的受试者将显示在此处，目前尚无受试者入组。')
    expect(screen.getByText('委员会的剂量决定将显示在此处，目前尚无记录。')).toBeDefined()
    expect(screen.getByText('仅统计您有权查看的中心的受试者。')).toBeDefined()
    expect(screen.queryByRole('button', { name: '记录决定' })).toBeNull()
  })
})
