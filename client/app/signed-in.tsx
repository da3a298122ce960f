import { lazy, Suspense, type ReactNode } from 'react'
import type { Session } from '../../shared/api/routes/accounts.ts'
import { actAs } from '../kit/acting-as.ts'
import { DraftKeeper } from '../kit/drafts/outbox-context.tsx'
import { Loading } from '../kit/page.tsx'
import { useSession } from '../kit/session.ts'
import { ChangePassword } from '../sign-in/change-password.tsx'
import { SignIn } from '../sign-in/sign-in.tsx'
import { useLastAccount, useShownAccount } from './last-account.ts'

/**
 * Shows its children to a person who is signed in. When the session ends, sign-in stands in front and
 * the page behind stays as it was, at the same address, with what was typed; another person who signs
 * in starts on a fresh page.
 */
export function SignedIn({ children }: { readonly children: ReactNode }): ReactNode {
  return (
    <Suspense fallback={<Loading />}>
      <Gate>{children}</Gate>
    </Suspense>
  )
}

const EnrolFactor = lazy(async () => ({
  default: (await import('../sign-in/enrol-factor.tsx')).EnrolFactor,
}))

/** What has to be done before anything else. */
function dutyOf({ account }: Session): 'password' | 'factor' | null {
  if (account.mustChangePassword) return 'password'
  return account.mustEnrolFactor === true ? 'factor' : null
}

function Gate({ children }: { readonly children: ReactNode }): ReactNode {
  const session = useSession()
  const account = useLastAccount(session?.account.id ?? null)
  actAs(account)
  const duty = session === null ? 'sign-in' : dutyOf(session)
  const blocked = duty !== null
  const shown = useShownAccount(account, !blocked)
  return (
    <>
      {duty === 'sign-in' && <SignIn expired={account !== null} />}
      {session !== null && <Duty session={session} />}
      {account !== null && shown === account && (
        <DraftKeeper key={account} account={account} signedIn={!blocked}>
          <div hidden={blocked} inert={blocked}>
            {children}
          </div>
        </DraftKeeper>
      )}
    </>
  )
}

/** What a signed-in person has to do before anything else; nothing where there is nothing. */
function Duty({ session }: { readonly session: Session }): ReactNode {
  const duty = dutyOf(session)
  if (duty === null) return null
  if (duty === 'password')
    return <ChangePassword expired={session.account.passwordExpired === true} />
  return (
    <Suspense fallback={<Loading />}>
      <EnrolFactor />
    </Suspense>
  )
}
