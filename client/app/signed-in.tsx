import { Suspense, type ReactNode } from 'react'
import { actAs } from '../kit/acting-as.ts'
import { DraftKeeper } from '../kit/drafts/outbox-context.tsx'
import { Loading } from '../kit/page.tsx'
import { useSession } from '../kit/session.ts'
import { ChangePassword } from '../sign-in/change-password.tsx'
import { SignIn } from '../sign-in/sign-in.tsx'
import { useLastAccount } from './last-account.ts'

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

function Gate({ children }: { readonly children: ReactNode }): ReactNode {
  const session = useSession()
  const account = useLastAccount(session?.account.id ?? null)
  actAs(account)
  const blocked = session === null || session.account.mustChangePassword
  return (
    <>
      {session === null && <SignIn expired={account !== null} />}
      {session?.account.mustChangePassword === true && <ChangePassword forced />}
      {account !== null && session?.account.mustChangePassword !== true && (
        <DraftKeeper key={account} account={account} signedIn={!blocked}>
          <div hidden={blocked} inert={blocked}>
            {children}
          </div>
        </DraftKeeper>
      )}
    </>
  )
}
