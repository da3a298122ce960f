import { Button } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import { useNavigate } from 'react-router'
import { signOut } from '../../shared/api/routes/accounts.ts'
import { useOutbox } from '../kit/drafts/outbox-context.tsx'
import css from '../kit/form/form.module.css'
import { call } from '../kit/http.ts'
import { sessionQuery } from '../kit/queries.ts'
import { useTexts } from '../kit/texts.ts'

interface SignOut {
  /** Sends what is typed and not saved, then ends the session; asks where some of it would be lost. */
  readonly leave: () => void
  /** The question, while it is asked. */
  readonly question: ReactNode
}

/** Ends the session, and leaves nothing of the account on this computer. */
export function useSignOut(): SignOut {
  const client = useQueryClient()
  const navigate = useNavigate()
  const outbox = useOutbox()
  const [unsent, setUnsent] = useState(0)
  const end = async (): Promise<void> => {
    setUnsent(0)
    await call(signOut).catch(() => null)
    outbox?.clear()
    await navigate('/')
    client.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'session' })
    client.setQueryData(sessionQuery.queryKey, null)
  }
  const leave = async (): Promise<void> => {
    const left = (await outbox?.sendAll()) ?? 0
    if (left === 0) await end()
    else setUnsent(left)
  }
  return {
    leave: () => {
      void leave()
    },
    question: unsent > 0 && (
      <UnsentQuestion
        count={unsent}
        onStay={() => {
          setUnsent(0)
        }}
        onLeave={() => {
          void end()
        }}
      />
    ),
  }
}

interface UnsentQuestionProps {
  readonly count: number
  readonly onStay: () => void
  readonly onLeave: () => void
}

function UnsentQuestion({ count, onStay, onLeave }: UnsentQuestionProps): ReactNode {
  const { t } = useTexts()
  const question = t('draft.signOutQuestion', { count })
  return (
    <div className={css['leave']} role="alertdialog" aria-label={question}>
      <span>{question}</span>
      <Button autoFocus variant="default" onClick={onStay}>
        {t('draft.signOutStay')}
      </Button>
      <Button variant="default" onClick={onLeave}>
        {t('draft.signOutAnyway')}
      </Button>
    </div>
  )
}
