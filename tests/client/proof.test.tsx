import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { Explained, Proven } from '../../client/kit/explained.tsx'
import type { ProofView } from '../../shared/api/routes/analysis.ts'
import type { Trace } from '../../shared/kernel/trace.ts'
import { draw } from './rendering.tsx'
import { definition, STUDY } from './subject-server.ts'

const cell = { file: 'measurements', row: 'W6 T01', column: 'LDIAM', at: 3 }
const STEPS: readonly Trace[] = [
  {
    ...{ fact: 'RECIST 1.1/visit/W6/sum', rule: 'A-2', under: 'RECIST 1.1' },
    inputs: [{ name: 'T01', value: '50', unit: 'mm', from: cell }],
    ...{ result: '50', unit: 'mm' },
  },
]
const PROOF: ProofView = {
  cutoff: '2024-06-30',
  steps: STEPS,
  entries: [
    {
      ...cell,
      ...{ record: 'r1', form: 'tumour-assessment', visit: 'W6', seq: 7, who: 'Anna' },
      ...{ when: '2024-02-21T08:00:00.000Z', reason: null },
    },
  ],
}

function answering(): string[] {
  const asked: string[] = []
  vi.stubGlobal('fetch', (address: string) => {
    asked.push(address)
    const body = address.includes('/proof') ? PROOF : STUDY
    return Promise.resolve(
      new Response(JSON.stringify(body), { headers: { 'content-type': 'application/json' } }),
    )
  })
  return asked
}

const LABEL = 'Sum of targets, W6, RECIST 1.1'
const SAVED = { study: 's', subject: '1', fact: 'RECIST 1.1/visit/W6/sum', view: {} }

beforeEach(() => {
  vi.stubGlobal('requestAnimationFrame', (run: () => void) => setTimeout(run, 0))
})
afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

describe('R3 a derived value', () => {
  it('asks for its proof when it is opened, and names form, question, codes and who entered it', async () => {
    const asked = answering()
    await draw(
      <Proven {...SAVED} label={LABEL}>
        50.0
      </Proven>,
    )
    expect(asked).toEqual([])
    fireEvent.click(screen.getByRole('button', { name: /Sum of targets.*explain/ }))
    const panel = await screen.findByRole('region', { name: LABEL })
    const form = definition.forms.find(({ group }) => group?.file === 'measurements')
    const item = form?.group?.items.find(({ key }) => key === 'LDIAM')
    const place = `${form?.title.en ?? ''} · ${item?.label.en ?? ''}`
    const link = await within(panel).findByRole('link', { name: place })
    expect(link.getAttribute('href')).toContain('/visits/W6')
    expect(panel.textContent).toContain('measurements · W6 T01 · LDIAM')
    expect(within(panel).getByRole('link', { name: /^Anna, 2024-02-21/ })).toBeTruthy()
    expect(panel.textContent).toContain('RECIST 1.1, 4.2')
    expect(asked.filter((address) => address.includes('/proof'))).toHaveLength(1)
  })

  it('is closed by Escape, and the focus goes back to it', async () => {
    answering()
    await draw(
      <Proven {...SAVED} label={LABEL}>
        50.0
      </Proven>,
    )
    const button = screen.getByRole('button', { name: /Sum of targets/ })
    button.focus()
    fireEvent.click(button)
    const panel = await screen.findByRole('region', { name: LABEL })
    fireEvent.keyDown(panel, { key: 'Escape' })
    await waitFor(() => {
      expect(screen.queryByRole('region', { name: LABEL })).toBeNull()
      expect(document.activeElement).toBe(button)
    })
  })

  it('of unsaved typing is explained by the steps of the engine alone, in Chinese as well', async () => {
    const asked = answering()
    await draw(
      <Explained label="W6" trace={() => STEPS} forms={definition.forms}>
        50.0
      </Explained>,
      'zh',
    )
    fireEvent.click(screen.getByRole('button', { name: /W6/ }))
    const panel = await screen.findByRole('region', { name: 'W6' })
    expect(panel.textContent).toMatch(/靶病灶/)
    expect(panel.textContent).toContain('measurements · W6 T01 · LDIAM')
    expect(within(panel).queryByRole('link')).toBeNull()
    expect(asked).toEqual([])
  })
})
