import { act, cleanup, fireEvent, screen } from '@testing-library/react'
import { useState } from 'react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { DraftKeeper } from '../../../client/kit/drafts/outbox-context.tsx'
import type { SubjectScreen } from '../../../client/kit/subject-data.ts'
import type { Edits } from '../../../client/tumour-ledger/ledger-edits.ts'
import { assessmentForm, toLedger } from '../../../client/tumour-ledger/ledger.ts'
import type { LedgerChecks } from '../../../client/tumour-ledger/ledger-checks.ts'
import { LedgerSave } from '../../../client/tumour-ledger/ledger-save.tsx'
import type { RecordView } from '../../../shared/api/routes/subjects.ts'
import { protocols } from '../../../shared/protocol/registry.ts'
import { typedInto } from '../ledger-typing.ts'
import { draw } from '../rendering.tsx'
import { DraftServer } from './draft-server.ts'

const form = theForm()
const assessed: RecordView = {
  id: 'a1',
  form: form.key,
  visit: 'BASELINE',
  rowKey: '',
  values: { items: {}, rows: [{ TRLNKID: 'T01', LDIAM: '30' }] },
  version: 2,
  completeness: 'complete',
  definitionVersion: '1',
  removed: false,
  findings: [],
  derivation: null,
  updatedAt: '2024-03-10T06:00:00Z',
  updatedBy: 'Li Wei',
}
const subjectScreen = {
  study: { id: 's' },
  subject: { subjid: '1' },
  mayWrite: true,
  present: [assessed],
} as unknown as SubjectScreen

const unchecked: LedgerChecks = {
  findings: [],
  confirming: {
    mayConfirm: () => false,
    saidOf: () => ({ kind: 'nothing' }),
    confirm: () => undefined,
    takeBack: () => undefined,
    error: null,
  },
  waitingAt: () => [],
  forget: () => undefined,
}

let server: DraftServer
let edit: (edits: Edits) => void

function Page() {
  const [edits, setEdits] = useState<Edits>({})
  edit = (next) => {
    act(() => {
      setEdits(next)
    })
  }
  return (
    <DraftKeeper account="anna" signedIn>
      <LedgerSave
        screen={subjectScreen}
        form={form}
        ledger={toLedger(form, [assessed], [], edits)}
        edits={edits}
        checks={unchecked}
        onEdits={setEdits}
      />
    </DraftKeeper>
  )
}
function theForm() {
  const found = assessmentForm(protocols.get('tace-systemic').forms)
  if (found === null) throw new Error('The protocol has no form for measurements.')
  return found
}
const measured = (LDIAM: string) =>
  typedInto([assessed], { visit: 'BASELINE', lesion: 'T01' }, { LDIAM })
async function rest(ms: number): Promise<void> {
  await act(async () => {
    await vi.advanceTimersByTimeAsync(ms)
  })
}

beforeEach(() => {
  vi.useFakeTimers({ shouldAdvanceTime: true })
  localStorage.clear()
  server = new DraftServer(assessed)
})
afterEach(() => {
  cleanup()
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

describe('the tumour ledger', () => {
  it('E6: keeps each edited assessment as a draft of its form', async () => {
    await draw(<Page />)
    edit(measured('25'))
    await rest(2_000)
    expect(server.puts).toMatchObject([
      {
        form: form.key,
        visit: 'BASELINE',
        record: 'a1',
        baseVersion: 2,
        values: { rows: [{ TRLNKID: 'T01', LDIAM: '25' }] },
      },
    ])
    await screen.findByText(/Draft saved/)
  })

  it('throws the draft away when the edits are taken back', async () => {
    await draw(<Page />)
    edit(measured('25'))
    await rest(2_000)
    expect(server.drafts).toHaveLength(1)
    edit({})
    await rest(2_000)
    expect(server.drafts).toEqual([])
  })

  it('AT-18: saves with the time since the first was typed, and leaves no draft', async () => {
    await draw(<Page />)
    edit(measured('25'))
    await rest(3_000)
    fireEvent.change(screen.getByLabelText(/Reason for the change/, { selector: 'input' }), {
      target: { value: 'misread' },
    })
    fireEvent.click(screen.getByRole('button', { name: 'Save' }))
    await rest(3_000)
    expect(server.saves).toHaveLength(1)
    expect(server.saves[0]?.typedAgoMs).toBeGreaterThanOrEqual(3_000)
    expect(server.drafts).toEqual([])
  })

  it('E7: goes on without a server, and says where the typing is', async () => {
    await draw(<Page />)
    server.failing = 'network'
    edit(measured('25'))
    await rest(2_000)
    await screen.findByText(/Not connected: kept on this computer/)
    server.failing = null
    await rest(60_000)
    expect(server.drafts).toHaveLength(1)
  })

  it('E7: leads to the visit of which a draft from before waits, and does not overwrite it', async () => {
    const values = { items: {}, rows: [{ TRLNKID: 'T01', LDIAM: '12' }] }
    const kept = server.kept({ form: form.key, visit: 'BASELINE', record: 'a1', values })
    await draw(<Page />)
    await screen.findByText(/never saved as data/)
    expect(screen.getByRole('link', { name: 'BASELINE' }).getAttribute('href')).toContain(
      `/studies/s/subjects/1/visits/BASELINE?form=${form.key}`,
    )
    edit(measured('25'))
    await rest(4_000)
    expect(server.drafts).toEqual([kept])
    screen.getByRole('link', { name: 'BASELINE' })
  })
})
