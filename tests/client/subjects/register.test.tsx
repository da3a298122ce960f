import { cleanup, fireEvent, screen } from '@testing-library/react'
import { Suspense } from 'react'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { GuardedPages } from '../../../client/kit/form/leave-guard.tsx'
import { Register } from '../../../client/subjects/register.tsx'
import { draw } from '../rendering.tsx'
import { SubjectServer } from '../subject-server.ts'

afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

describe('registering a subject', () => {
  it('asks before what was typed is left: there is no subject yet to keep a draft under', async () => {
    new SubjectServer()
    const page = (
      <GuardedPages>
        <Suspense>
          <Register />
        </Suspense>
      </GuardedPages>
    )
    const address = '/studies/s/subjects/new'
    await draw(page, 'en', { route: '/studies/:study/subjects/new', address })
    const code = await screen.findByRole('textbox', { name: /^Subject code/ })
    fireEvent.change(code, { target: { value: '1009' } })
    fireEvent.click(screen.getByRole('link', { name: 'Subjects' }))
    await screen.findByRole('alertdialog', { name: /not saved/ })
    expect(screen.getByDisplayValue('1009')).toBe(code)
  })
})
