import { useQueryClient, type QueryClient } from '@tanstack/react-query'
import {
  createContext,
  useContext,
  useEffect,
  useState,
  useSyncExternalStore,
  type ReactNode,
} from 'react'
import type { Session } from '../../../shared/api/routes/accounts.ts'
import { discardDraft, listSubjectDrafts, putDraft } from '../../../shared/api/routes/drafts.ts'
import { call } from '../http.ts'
import { sessionQuery } from '../queries.ts'
import { keptHere } from './kept-here.ts'
import { Outbox, type DraftState } from './outbox.ts'
import { studyDraftsQuery } from './queries.ts'
import type { DraftPlace, Unsent } from './unsent.ts'

const OutboxContext = createContext<Outbox | null>(null)

interface DraftKeeperProps {
  /** Whose typing is kept. Give it as the `key` too: another person gets another keeper. */
  readonly account: string
  /** The account is signed in at this moment. */
  readonly signedIn: boolean
  readonly children: ReactNode
}

/** Keeps unsaved typing of the forms inside it, for one account. */
export function DraftKeeper({ account, signedIn, children }: DraftKeeperProps): ReactNode {
  const client = useQueryClient()
  const [outbox] = useState(() => createOutbox(account, client))
  useEffect(() => {
    if (signedIn) void outbox.resume()
    else outbox.pause()
  }, [outbox, signedIn])
  useEffect(() => {
    const resume = (): void => {
      void outbox.resume()
    }
    const keepAll = (): void => {
      outbox.keepAll()
    }
    window.addEventListener('online', resume)
    window.addEventListener('pagehide', keepAll)
    return () => {
      window.removeEventListener('online', resume)
      window.removeEventListener('pagehide', keepAll)
      outbox.pause()
    }
  }, [outbox])
  return <OutboxContext value={outbox}>{children}</OutboxContext>
}

/** Where unsaved typing goes; null outside a keeper: nothing is kept then. */
export function useOutbox(): Outbox | null {
  return useContext(OutboxContext)
}

/** A server that says nothing for so long counts as gone. */
const PATIENCE_MS = 15_000

const NOT_KEPT: DraftState = { kind: 'none' }

/** Where the typing of one form is; drawn anew when that changes. */
export function useDraftState(place: DraftPlace): DraftState {
  const outbox = useOutbox()
  return useSyncExternalStore(
    outbox?.subscribe ?? subscribeToNothing,
    () => outbox?.stateOf(place) ?? NOT_KEPT,
  )
}

function subscribeToNothing(): () => void {
  return () => undefined
}

function createOutbox(account: string, client: QueryClient): Outbox {
  const now = (): number => Date.now()
  return new Outbox({
    send: async (unsent, ageMs) => {
      const stored = await send(account, unsent, ageMs)
      void client.invalidateQueries({ queryKey: studyDraftsQuery(unsent.place.study).queryKey })
      return stored
    },
    list: async ({ study, subjid }) =>
      (await call(listSubjectDrafts, { params: { study, subjid } })).drafts,
    discard: async ({ study, subjid }, { id: draft, savedAt }) => {
      const signal = AbortSignal.timeout(PATIENCE_MS)
      await call(discardDraft, { params: { study, subjid, draft }, query: { savedAt }, signal })
      void client.invalidateQueries({ queryKey: studyDraftsQuery(study).queryKey })
    },
    kept: keptHere(window.localStorage, account, now),
    now,
    after: (ms, fn) => {
      const timer = setTimeout(fn, ms)
      return () => {
        clearTimeout(timer)
      }
    },
    onSignedOut: () => {
      const session = client.getQueryData<Session | null>(sessionQuery.queryKey)
      if (session?.account.id === account) client.setQueryData(sessionQuery.queryKey, null)
    },
  })
}

function send(account: string, { place, typing, replaces }: Unsent, typedAgoMs: number) {
  const { study, subjid, form, visit, part } = place
  const { record, baseVersion, values } = typing
  const body = { account, form, visit, part, record, baseVersion, values, typedAgoMs, replaces }
  const signal = AbortSignal.timeout(PATIENCE_MS)
  return call(putDraft, { params: { study, subjid }, body, signal })
}
