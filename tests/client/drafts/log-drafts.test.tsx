import { cleanup, fireEvent, screen } from '@testing-library/react'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { LogDrafts } from '../../../client/kit/form/log-drafts.tsx'
import { draw } from '../rendering.tsx'

const draft = (id: string, record: string | null, form = 'adverse-events') => ({
  id,
  form,
  visit: null,
  record,
  part: '',
  baseVersion: null,
  values: { items: {}, rows: [] },
  enteredAt: '2026-03-02T05:00:00.000Z',
  savedAt: '2026-03-02T06:00:00.000Z',
})

async function drawLog(drafts: readonly object[]): Promise<(string | null)[]> {
  const opened: (string | null)[] = []
  vi.stubGlobal('fetch', () => Promise.resolve(new Response(JSON.stringify({ drafts }))))
  await draw(
    <LogDrafts
      study="s"
      subjid="1"
      form="adverse-events"
      nameOf={(id) => (id === 'r1' ? 'Rash' : null)}
      onOpen={(record) => {
        opened.push(record)
      }}
    />,
  )
  return opened
}

afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

describe('a log of which drafts were kept', () => {
  it('E7: names them, a new entry too, and opens the row they belong to', async () => {
    const opened = await drawLog([draft('1', 'r1'), draft('2', null)])
    fireEvent.click(await screen.findByRole('button', { name: /^Rash, draft of 2026-03-02/ }))
    fireEvent.click(screen.getByRole('button', { name: /^New entry, draft of/ }))
    expect(opened).toEqual(['r1', null])
  })

  it('says nothing of drafts of other forms and of rows that are gone', async () => {
    await drawLog([draft('1', 'gone'), draft('2', null, 'lesions')])
    await new Promise((done) => setTimeout(done, 50))
    expect(screen.queryByText(/drafts/)).toBeNull()
  })
})
