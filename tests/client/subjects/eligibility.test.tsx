import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { Suspense } from 'react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { Enrolment } from '../../../client/subjects/enrolment.tsx'
import type { RowValues } from '../../../shared/forms/define.ts'
import { draw } from '../rendering.tsx'
import { definition, SubjectServer } from '../subject-server.ts'

// The first drawing loads the component library; a busy machine takes more than the usual second.

const answer = (IETESTCD: string, IEORRES: string, more: RowValues = {}): RowValues => ({
  IETESTCD,
  IEORRES,
  ...more,
})
const ALL = definition.eligibility.map(({ key, kind }) =>
  answer(key, kind === 'inclusion' ? 'Y' : 'N'),
)

let server: SubjectServer

function stored(rows: readonly RowValues[]): void {
  server.put('eligibility', null, { items: {}, rows })
}

async function open(): Promise<void> {
  const page = (
    <Suspense>
      <Enrolment />
    </Suspense>
  )
  const address = '/studies/s/subjects/1/enrolment'
  await draw(page, 'en', { route: '/studies/:study/subjects/:subjid/enrolment', address })
  await screen.findAllByRole('radiogroup')
}

function choose(text: RegExp, name: string): void {
  fireEvent.click(
    within(screen.getByRole('radiogroup', { name: text })).getByRole('radio', { name }),
  )
}

async function save(): Promise<void> {
  const reason = await screen.findByLabelText(/Reason for the change/, { selector: 'input' })
  fireEvent.change(reason, { target: { value: 'misread' } })
  fireEvent.click(screen.getByRole('button', { name: 'Save' }))
  await waitFor(() => {
    expect(server.writes).toHaveLength(1)
  })
}

const textOf = (key: string): RegExp => {
  const found = definition.eligibility.find((one) => one.key === key)?.text.en ?? ''
  return new RegExp(found.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
}

beforeEach(() => {
  server = new SubjectServer()
  server.role = 'investigator'
})
afterEach(() => {
  cleanup()
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
})

describe('DC-14: answers that the criteria do not list', () => {
  it('stay as they were recorded when another answer is changed', async () => {
    const unknown = answer('X99', 'N', { IECOMM: 'asked by the sponsor' })
    const twice = answer('E01', 'Y', { IECOMM: 'first reading' })
    stored([unknown, twice, ...ALL])
    await open()
    screen.getByText('X99')
    screen.getByText('asked by the sponsor')
    screen.getByText('first reading')
    choose(textOf('I01'), 'No')
    await save()
    const changed = ALL.map((row) => (row['IETESTCD'] === 'I01' ? answer('I01', 'N') : row))
    expect(server.writes[0]?.values.rows).toEqual([unknown, twice, ...changed])
  })

  it('are read by the version they were given under, which asks a criterion dropped since', async () => {
    stored(ALL)
    const eligibility = definition.eligibility.filter(({ key }) => key !== 'E02')
    server.versions = [definition, { ...definition, version: '2', eligibility }]
    await open()
    const group = screen.getByRole('radiogroup', { name: textOf('E02') })
    expect(within(group).getByRole('radio', { name: 'No', checked: true })).toBeTruthy()
    choose(textOf('I01'), 'No')
    await save()
    expect(server.writes[0]?.values.rows).toContainEqual(answer('E02', 'N'))
  })

  it('a subject in screening is also asked what a later version adds', async () => {
    stored(ALL)
    const added = {
      key: 'I90',
      kind: 'inclusion' as const,
      text: { en: 'Agrees to a biopsy', zh: '同意活检' },
    }
    const eligibility = [...definition.eligibility, added]
    server.versions = [definition, { ...definition, version: '2', eligibility }]
    await open()
    expect(screen.queryByRole('radiogroup', { name: /Agrees to a biopsy/ })).toBeNull()
    cleanup()
    server.state = 'screening'
    await open()
    choose(/Agrees to a biopsy/, 'Yes')
    await save()
    expect(server.writes[0]?.values.rows).toEqual([...ALL, answer('I90', 'Y')])
  })
})

describe('what is missing', () => {
  it('names the criterion, and each is drawn once', async () => {
    const errors = vi.spyOn(console, 'error')
    stored(
      ALL.map((row) =>
        /^I0[12]$/.test(row['IETESTCD'] ?? '') ? answer(row['IETESTCD'] ?? '', '') : row,
      ).map((row) => Object.fromEntries(Object.entries(row).filter(([, text]) => text !== ''))),
    )
    await open()
    await screen.findByText(/I01: Met is empty/)
    screen.getByText(/I02: Met is empty/)
    const said = errors.mock.calls.map((call) => String(call[0]))
    expect(said.filter((text) => text.includes('same key'))).toEqual([])
  })
})
