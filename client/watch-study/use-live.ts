import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import type { Query } from '../kit/query.ts'
import { useSession } from '../kit/session.ts'
import { noteVisit } from './queries.ts'
import { listenToChanges, type Hearing } from './study-changes.ts'

interface LiveData {
  readonly study: string
  /** Snapshots do not change: nothing is listened to. */
  readonly off: boolean
  /** Mark of the data shown; undefined while there are none, null where they cannot change. */
  readonly shown: string | null | undefined
  /** What is asked again after a change, as questions that nobody at the page asked. */
  readonly again: readonly Query<unknown>[]
}

/** Keeps what a page shows of a study up to date while somebody is signed in; gives how well it hears. */
export function useLive({ study, off, shown, again }: LiveData): Hearing {
  const client = useQueryClient()
  const signedIn = useSession() !== null
  const [hearing, setHearing] = useState<Hearing>('starting')
  const [heard, setHeard] = useState<string | null>(null)
  const askedFor = useRef<string | null>(null)
  const latest = useRef(again)
  useEffect(() => {
    latest.current = again
  })
  const listens = signedIn && !off
  useEffect(() => {
    if (!listens) return undefined
    return listenToChanges(study, {
      onMark: setHeard,
      onHearing: setHearing,
      // A call that is refused in the same way says why, and empties the session where that is it.
      onRefused: () => {
        for (const query of latest.current) void askAgain(query)
      },
    })
    async function askAgain(query: Query<unknown>): Promise<void> {
      await client.query({ ...query, staleTime: 0 }).catch(() => undefined)
    }
  }, [client, study, listens])
  useEffect(() => {
    if (!listens || heard === null || shown === undefined) return
    // Once for each mark: the stream may be a moment behind what is shown already.
    if (heard === shown || heard === askedFor.current) return
    askedFor.current = heard
    for (const query of latest.current) {
      void client
        .cancelQueries({ queryKey: query.queryKey })
        .then(() => client.query({ ...query, staleTime: 0 }).catch(() => undefined))
    }
  }, [client, listens, heard, shown])
  return listens ? hearing : 'off'
}

const SIGNS_OF_PRESENCE = ['pointermove', 'pointerdown', 'keydown', 'focus'] as const

/**
 * Notes a visit: the first state at once, a later one when somebody is there to see it. A window that
 * is left open overnight sees nothing.
 */
export function useVisit(study: string, seq: number | null): void {
  const noted = useRef(false)
  useEffect(() => {
    if (seq === null) return undefined
    const leave = (): void => {
      for (const name of SIGNS_OF_PRESENCE) window.removeEventListener(name, note)
    }
    const note = (): void => {
      leave()
      noted.current = true
      // What is not noted is told once more at the next visit.
      noteVisit(study, seq).catch(() => undefined)
    }
    if (!noted.current) note()
    else for (const name of SIGNS_OF_PRESENCE) window.addEventListener(name, note)
    return leave
  }, [study, seq])
}
