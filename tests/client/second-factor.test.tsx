import { act, cleanup, fireEvent, screen, waitFor } from '@testing-library/react'
import { useQueryClient } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { SignedIn } from '../../client/app/signed-in.tsx'
import { sessionQuery } from '../../client/kit/queries.ts'
import { holds } from '../../client/kit/session.ts'
import { deviceName } from '../../client/sign-in/device-name.ts'
import { EnrolFactor } from '../../client/sign-in/enrol-factor.tsx'
import type { Session } from '../../shared/api/routes/accounts.ts'
import { draw } from './rendering.tsx'
import { session } from './subject-server.ts'

afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

interface Asked {
  readonly url: string
  readonly body: unknown
}

/** A server that answers by address, and tells what it was asked. */
function serve(answers: Readonly<Record<string, () => object | null>>): Asked[] {
  const asked: Asked[] = []
  vi.stubGlobal('fetch', (url: string, init: RequestInit) => {
    const body: unknown = typeof init.body === 'string' ? JSON.parse(init.body) : null
    asked.push({ url, body })
    const answer = answers[url.split('?')[0] ?? '']?.() ?? null
    return Promise.resolve(new Response(JSON.stringify(answer), { status: 200 }))
  })
  return asked
}

const type = (label: RegExp, value: string): void => {
  fireEvent.change(screen.getByLabelText(label, { selector: 'input' }), { target: { value } })
}
const press = (name: string): void => {
  fireEvent.click(screen.getByRole('button', { name }))
}

describe('signing in', () => {
  it('AC-10: sends the code of the second factor with the password, and none where none is typed', async () => {
    let signedIn: Session | null = null
    const asked = serve({
      '/api/session': () => signedIn,
      '/api/setup': () => ({
        ...{ administratorNeeded: false, empty: false, environment: 'production', contact: '' },
      }),
      '/api/sign-in': () => (signedIn = session('coordinator')),
      '/api/drafts': () => ({ drafts: [] }),
    })
    await draw(<SignedIn>inside</SignedIn>)
    await screen.findByRole('heading', { name: 'Sign in' })
    type(/^User name/, 'anna')
    type(/^Password/, 'secret words here')
    type(/^Code of the second factor/, ' 123456 ')
    press('Sign in')
    await screen.findByText('inside')
    const body = { username: 'anna', password: 'secret words here', code: '123456' }
    expect(asked.find(({ url }) => url === '/api/sign-in')?.body).toEqual(body)
  })
})

describe('a duty before anything else', () => {
  const withDuty = (duty: object): Session => {
    const plain = session('coordinator')
    return { ...plain, account: { ...plain.account, ...duty } }
  }

  it('AC-10: shows nothing of the pages before the second factor is set up', async () => {
    serve({ '/api/session': () => withDuty({ mustEnrolFactor: true }) })
    await draw(<SignedIn>inside</SignedIn>)
    await screen.findByRole('heading', { name: 'Second factor' })
    screen.getByText(/Your role or study asks for a second factor/)
    expect(screen.queryByText('inside')).toBeNull()
  })

  it('AC-09: says that a password is too old', async () => {
    const duty = { mustChangePassword: true, passwordExpired: true }
    serve({ '/api/session': () => withDuty(duty) })
    await draw(<SignedIn>inside</SignedIn>)
    await screen.findByText(/Your password is too old/)
    expect(screen.queryByText('inside')).toBeNull()
  })

  it('keeps what is typed when the duty comes up in the middle of work', async () => {
    serve({ '/api/session': () => session('coordinator') })
    const Typing = (): ReactNode => {
      const client = useQueryClient()
      const [text, setText] = useState('')
      const become = (next: Session): void => {
        client.setQueryData(sessionQuery.queryKey, next)
      }
      duties.begin = () => {
        become(withDuty({ mustChangePassword: true, passwordExpired: true }))
      }
      duties.end = () => {
        become(session('coordinator'))
      }
      return (
        <input
          aria-label="note"
          value={text}
          onChange={(event) => {
            setText(event.currentTarget.value)
          }}
        />
      )
    }
    const duties = { begin: (): void => undefined, end: (): void => undefined }
    await draw(
      <SignedIn>
        <Typing />
      </SignedIn>,
    )
    const box = await screen.findByLabelText<HTMLInputElement>('note')
    fireEvent.change(box, { target: { value: 'half a sentence' } })
    act(duties.begin)
    await screen.findByText(/Your password is too old/)
    expect(box.closest('[inert]')).not.toBeNull()
    act(duties.end)
    await waitFor(() => {
      expect(screen.queryByText(/Your password is too old/)).toBeNull()
    })
    expect(screen.getByLabelText<HTMLInputElement>('note').value).toBe('half a sentence')
    expect(box.closest('[inert]')).toBeNull()
  })
})

describe('setting up a second factor', () => {
  it('AC-10: goes from password over picture and first code to codes that are shown once', async () => {
    const recoveryCodes = Array.from({ length: 10 }, (_, at) => `aaaa-bbbb-cccc-ddd${at}`)
    const uri = 'otpauth://totp/Hepatrial:anna?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ'
    const asked = serve({
      '/api/session': () => session('coordinator'),
      '/api/second-factor': () => ({ secret: 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ', uri }),
      '/api/second-factor/confirmation': () => ({ recoveryCodes }),
    })
    await draw(<EnrolFactor />)
    expect(screen.getByRole('button', { name: 'Go on' }).hasAttribute('disabled')).toBe(true)
    type(/^Current password/, 'secret words here')
    press('Go on')
    await screen.findByRole('img', { name: /QR code/ })
    screen.getByText('GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ')
    type(/^Six digits/, '123456')
    press('Put it in force')
    await screen.findByText('aaaa-bbbb-cccc-ddd9')
    const sent = asked.filter(({ body }) => body !== null)
    expect(sent.map(({ body }) => body)).toEqual([
      { password: 'secret words here' },
      { code: '123456' },
    ])
    press('I have kept the codes')
    await waitFor(() => {
      expect(screen.getAllByRole('listitem')).toHaveLength(10)
    })
  })
})

describe('what a role may do', () => {
  it('AC-16: is to read alone while its training is missing', () => {
    const [grant] = session('coordinator').grants
    if (grant === undefined) throw new Error('no grant')
    const lacking = [{ ...grant, missingTraining: { title: 'eCRF', version: 2 } }]
    expect(holds([grant], 'record.write')).toBe(true)
    expect(holds(lacking, 'record.write')).toBe(false)
    expect(holds(lacking, 'subject.read')).toBe(true)
  })
})

describe('a device', () => {
  it.each([
    [
      'Mozilla/5.0 (Windows NT 10.0; Win64) AppleWebKit Chrome/140 Safari/537 Edg/140',
      'Edge · Windows',
    ],
    ['Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0', 'Firefox · Linux'],
    ['curl/8.5.0', 'curl/8.5.0'],
    ['', null],
    [null, null],
  ])('of %s is named %s', (agent, name) => {
    expect(deviceName(agent)).toBe(name)
  })
})
