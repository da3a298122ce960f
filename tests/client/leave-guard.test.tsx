import { cleanup, fireEvent, screen } from '@testing-library/react'
import { useState } from 'react'
import { Link, useLocation } from 'react-router'
import { afterEach, describe, expect, it, vi } from 'vitest'
import {
  ClosablePart,
  GuardedPages,
  LeaveGuard,
  useClosing,
} from '../../client/kit/form/leave-guard.tsx'
import { draw } from './rendering.tsx'

function Page() {
  const [first, setFirst] = useState(false)
  const [second, setSecond] = useState(false)
  return (
    <>
      <output>{useLocation().pathname}</output>
      <Link to="/away">Away</Link>
      <button
        onClick={() => {
          setFirst(!first)
        }}
      >
        Type in the first
      </button>
      <button
        onClick={() => {
          setSecond(!second)
        }}
      >
        Type in the second
      </button>
      <LeaveGuard dirty={first} />
      <LeaveGuard dirty={second} draftKept />
      <Editor />
    </>
  )
}

function Editor() {
  const closing = useClosing()
  const [opened, setOpened] = useState(true)
  const [dirty, setDirty] = useState(false)
  if (!opened) return <p>Closed.</p>
  return (
    <ClosablePart closing={closing}>
      <button
        onClick={() => {
          setDirty(true)
        }}
      >
        Type in the editor
      </button>
      <button
        onClick={() => {
          closing.close(() => {
            setOpened(false)
          })
        }}
      >
        Close
      </button>
      <LeaveGuard dirty={dirty} draftKept />
    </ClosablePart>
  )
}

async function open(): Promise<void> {
  const page = (
    <GuardedPages>
      <Page />
    </GuardedPages>
  )
  await draw(page, 'en', { route: '*', address: '/here' })
}

const press = (name: string): void => {
  const button = screen.getByRole('button', { name })
  button.focus()
  fireEvent.click(button)
}
const leave = (): void => {
  const link = screen.getByRole('link', { name: 'Away' })
  link.focus()
  fireEvent.click(link)
}
const place = () => screen.getByRole('status').textContent
const question = () => screen.queryByRole('alertdialog')

afterEach(() => {
  cleanup()
  vi.restoreAllMocks()
})

describe('a page with several parts', () => {
  it.each(['first', 'second', 'editor'])('asks for unsaved typing in the %s', async (part) => {
    const warned = vi.spyOn(console, 'warn')
    await open()
    press(`Type in the ${part}`)
    leave()
    expect(question()).not.toBeNull()
    expect(place()).toBe('/here')
    expect(document.activeElement?.textContent).toBe('Stay')
    press('Stay')
    expect(question()).toBeNull()
    expect(document.activeElement?.textContent).toBe('Away')
    leave()
    press('Leave without saving')
    await vi.waitFor(() => {
      expect(place()).toBe('/away')
    })
    expect(warned).not.toHaveBeenCalled()
  })

  it('promises a draft only where all of it is kept as one', async () => {
    await open()
    press('Type in the second')
    leave()
    expect(question()?.textContent).toContain('stays as a draft')
    press('Stay')
    press('Type in the first')
    leave()
    expect(question()?.textContent).not.toContain('stays as a draft')
  })

  it('does not ask once nothing is unsaved', async () => {
    await open()
    press('Type in the first')
    press('Type in the first')
    leave()
    await vi.waitFor(() => {
      expect(place()).toBe('/away')
    })
  })
})

describe('a part that can be closed', () => {
  it('closes at once while nothing in it is unsaved, whatever else on the page is', async () => {
    await open()
    press('Type in the first')
    press('Close')
    screen.getByText('Closed.')
  })

  it('asks before it closes with unsaved typing, and gives the focus back when one stays', async () => {
    await open()
    press('Type in the editor')
    press('Close')
    expect(question()?.textContent).toContain('stays as a draft')
    fireEvent.keyDown(document.activeElement ?? document.body, { key: 'Escape' })
    expect(question()).toBeNull()
    expect(document.activeElement?.textContent).toBe('Close')
    press('Close')
    press('Leave without saving')
    screen.getByText('Closed.')
    leave()
    await vi.waitFor(() => {
      expect(place()).toBe('/away')
    })
  })
})
