import { act, cleanup, fireEvent, screen } from '@testing-library/react'
import type { ReactNode } from 'react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { DraftKeeper } from '../../../client/kit/drafts/outbox-context.tsx'
import type { SubjectScreen } from '../../../client/kit/subject-data.ts'
import { ReviewTable } from '../../../client/review-response/review-table.tsx'
import type { Review } from '../../../client/review-response/reviews.ts'
import { Decision } from '../../../client/subjects/decision.tsx'
import { DECISION_PART } from '../../../shared/api/routes/drafts.ts'
import type { RecordView } from '../../../shared/api/routes/subjects.ts'
import { protocols } from '../../../shared/protocol/registry.ts'
import { draw } from '../rendering.tsx'
import { SUBJECT } from '../subject-server.ts'
import { toyRecord } from '../toy-form.ts'
import { DraftServer } from './draft-server.ts'

const definition = protocols.get('lenvatinib-toripalimab')
const PAUSE = 2_000
const CRITERIA = 'RECIST 1.1'
const recorded: RecordView = {
  ...toyRecord(
    { items: { RSCAT: CRITERIA, OVRLRESP: 'SD', RSDAT: '2024-03-10' }, rows: [] },
    3,
    CRITERIA,
  ),
  ...{ form: 'responses', visit: 'W8' },
}
const subject = {
  study: { id: 's', definition },
  versions: [{ number: 1, definition }],
  subject: { subjid: '1' },
  checked: { timeZone: 'Asia/Shanghai' },
  mayReview: true,
  locks: [],
} as unknown as SubjectScreen
const at = (visit: string, record: RecordView | null): Review => ({
  visit,
  criteria: CRITERIA,
  timepoint: null,
  record,
  state: 'to-do',
})

let server: DraftServer

async function rest(ms: number): Promise<void> {
  await act(async () => {
    await vi.advanceTimersByTimeAsync(ms)
  })
}
async function open(page: ReactNode): Promise<void> {
  await draw(
    <DraftKeeper account="anna" signedIn>
      {page}
    </DraftKeeper>,
  )
  await rest(0)
}
const press = (name: RegExp | string): void => {
  const [first] = screen.getAllByRole('button', { name })
  if (first !== undefined) fireEvent.click(first)
}
const choose = (name: string): void => {
  fireEvent.click(screen.getByRole('radio', { name }))
}
const isChosen = (name: string): boolean =>
  screen.getByRole<HTMLInputElement>('radio', { name }).checked

beforeEach(() => {
  vi.useFakeTimers({ shouldAdvanceTime: true })
  localStorage.clear()
  server = new DraftServer(recorded)
})
afterEach(() => {
  cleanup()
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

describe('a review that is typed and not saved', () => {
  const openTable = async (reviews: readonly Review[]): Promise<void> => {
    await open(<ReviewTable screen={subject} reviews={reviews} />)
    press(/^(Review|Change)$/)
    await rest(0)
  }

  it('E6: is kept as a draft of its visit and criterion, and closing it asks first', async () => {
    await openTable([at('W8', null), at('W16', null)])
    choose('PR')
    await rest(PAUSE)
    expect(server.puts).toMatchObject([
      {
        form: 'responses',
        visit: 'W8',
        part: CRITERIA,
        record: null,
        values: { items: { OVRLRESP: 'PR' }, rows: [] },
      },
    ])
    await screen.findByText(/Draft saved \d\d:\d\d, not yet saved as data/)
    press('Cancel')
    screen.getByRole('alertdialog', { name: /not saved/ })
    press('Stay')
    expect(isChosen('PR')).toBe(true)
    press('Cancel')
    press('Leave without saving')
    expect(screen.queryByRole('radio', { name: 'PR' })).toBeNull()
    expect(server.drafts).toHaveLength(1)
  })

  it('closes without a question where nothing was typed', async () => {
    await openTable([at('W8', recorded)])
    press('Cancel')
    expect(screen.queryByRole('alertdialog')).toBeNull()
    expect(screen.queryByRole('radio', { name: 'PR' })).toBeNull()
  })

  it('asks before the reason for a change is lost, which no draft keeps', async () => {
    await openTable([at('W8', recorded)])
    const reason = screen.getByLabelText(/^Reason for the change/, { selector: 'input' })
    fireEvent.change(reason, { target: { value: 'read anew' } })
    press('Cancel')
    expect(screen.getByRole('alertdialog').textContent).not.toMatch(/draft/)
    press('Stay')
    choose('PR')
    await rest(PAUSE)
    await screen.findByText(/Draft saved/)
    press('Cancel')
    expect(screen.getByRole('alertdialog').textContent).not.toMatch(/draft/)
    fireEvent.change(reason, { target: { value: '' } })
    expect(screen.getByRole('alertdialog').textContent).toMatch(/draft/)
  })

  it('E7: is offered beside what is recorded, and what is chosen goes into the boxes', async () => {
    const values = { items: { ...recorded.values.items, OVRLRESP: 'PD' }, rows: [] }
    const place = { form: 'responses', visit: 'W8', part: CRITERIA }
    server.kept({ ...place, record: 'r1', baseVersion: 3, values })
    await openTable([at('W8', recorded)])
    await screen.findByText(/A draft of yours was kept/)
    press('Choose the whole draft')
    press(/Go on with the chosen values/)
    await rest(PAUSE)
    expect(isChosen('PD')).toBe(true)
    expect(server.drafts).toHaveLength(1)
  })

  it('leaves no draft once it is saved, on the version it was opened at', async () => {
    await openTable([at('W8', null)])
    choose('SD')
    await rest(PAUSE)
    press('Record the response')
    await rest(PAUSE)
    expect(server.saves).toMatchObject([{ response: 'SD' }])
    expect(screen.queryByRole('radio', { name: 'SD' })).toBeNull()
    await rest(PAUSE)
    expect(server.drafts).toEqual([])
    expect(server.puts).toHaveLength(1)
  })
})

describe('a decision on enrolment that is typed and not recorded', () => {
  const decision = <Decision screen={subject} answers={[]} />
  const reason = () => screen.getByRole<HTMLTextAreaElement>('textbox', { name: /^Reason/ })

  it('E6: is kept as a draft beside the form it fills', async () => {
    await open(decision)
    choose('Screen failure')
    fireEvent.change(reason(), { target: { value: 'withdrew consent' } })
    await rest(PAUSE)
    const items = { DECISION: 'screen-failure', REASON: 'withdrew consent' }
    expect(server.puts).toMatchObject([
      { form: 'subjects', visit: null, part: DECISION_PART, record: null, values: { items } },
    ])
    server.record = SUBJECT
    press(/Record/)
    await rest(PAUSE)
    expect(server.saves).toMatchObject([{ decision: 'screen-failure', reason: items.REASON }])
    cleanup()
    await rest(PAUSE)
    expect(server.drafts).toEqual([])
  })

  it('E7: is offered when the page is opened again', async () => {
    const items = { DECISION: 'screen-failure', DATE: '2024-03-10', REASON: 'withdrew' }
    const place = { form: 'subjects', visit: null, part: DECISION_PART }
    server.kept({ ...place, values: { items, rows: [] } })
    await open(decision)
    await screen.findByText(/A draft of yours was kept/)
    press('Choose the whole draft')
    press(/Go on with the chosen values/)
    expect(isChosen('Screen failure')).toBe(true)
    expect(reason().value).toBe('withdrew')
  })
})
