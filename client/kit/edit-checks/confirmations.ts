import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { createContext, useContext, useMemo, useState } from 'react'
import type { ResponseOf } from '../../../shared/api/define.ts'
import { confirmFiring, listFirings, type FiringView } from '../../../shared/api/routes/checks.ts'
import type { Confirmation } from '../../../shared/api/routes/subjects.ts'
import type { FiredCheck } from '../../../shared/checks/define.ts'
import { isSame } from '../../../shared/checks/settle-firings.ts'
import { call } from '../http.ts'
import { invalidateStudyData } from '../queries.ts'
import type { Query } from '../query.ts'

/** What was said of a check that fires: nothing yet, a reason to be saved, or a saved one. */
export type Said =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'unsaved'; readonly reason: string }
  | { readonly kind: 'saved'; readonly reason: string; readonly by: string; readonly at: string }

export interface Confirming {
  /** Whether the person may confirm here. */
  readonly open: boolean
  readonly saidOf: (fired: FiredCheck) => Said
  readonly confirm: (fired: FiredCheck, reason: string) => void
  readonly takeBack: (fired: FiredCheck) => void
  readonly error: Error | null
}

const CLOSED: Confirming = {
  open: false,
  saidOf: () => ({ kind: 'nothing' }),
  confirm: () => undefined,
  takeBack: () => undefined,
  error: null,
}

export const ConfirmingContext = createContext<Confirming>(CLOSED)

export function useConfirming(): Confirming {
  return useContext(ConfirmingContext)
}

/** The standing firings of a subject: open, or confirmed. */
export function standingQuery(
  study: string,
  subjid: string,
): Query<ResponseOf<typeof listFirings>> {
  return {
    queryKey: ['study', study, 'subject', subjid, 'firings'],
    queryFn: ({ signal }) =>
      call(listFirings, {
        params: { study },
        query: { subject: subjid, state: 'standing', limit: 500 },
        signal,
      }),
  }
}

interface ConfirmingWish {
  readonly study: string
  readonly subjid: string
  readonly record: string | null
  /** Whether values are typed that are not saved: a confirmation then goes with the save. */
  readonly dirty: boolean
  readonly open: boolean
}

interface Confirmations {
  readonly confirming: Confirming
  /** Confirmations that wait for the save. */
  readonly waiting: readonly Confirmation[]
  /** They were saved. */
  readonly forget: () => void
}

/** Confirmations of the checks of one form: those that go with its save, and those that stand. */
export function useConfirmations(wish: ConfirmingWish): Confirmations {
  const { study, subjid, record, dirty, open } = wish
  const [waiting, setWaiting] = useState<readonly Confirmation[]>([])
  const { data } = useQuery({ ...standingQuery(study, subjid), enabled: open })
  const client = useQueryClient()
  const { mutate, error } = useMutation({
    mutationFn: ({ firing, reason }: { readonly firing: string; readonly reason: string }) =>
      call(confirmFiring, { params: { study, subjid, firing }, body: { reason } }),
    onSuccess: () => invalidateStudyData(client, study),
  })
  const firings = data?.firings
  const confirming = useMemo((): Confirming => {
    const standing = (fired: FiredCheck): FiringView | undefined =>
      firings?.find((one) => one.record === record && isOf(one, fired))
    const without = (fired: FiredCheck, said: readonly Confirmation[]): readonly Confirmation[] =>
      said.filter((one) => !isOf(one, fired))
    return {
      open,
      saidOf: (fired) => saidOf(fired, waiting, standing(fired)),
      confirm: (fired, reason) => {
        const firing = standing(fired)
        if (firing?.state === 'open' && !dirty) mutate({ firing: firing.id, reason })
        else setWaiting((former) => [...without(fired, former), confirmationOf(fired, reason)])
      },
      takeBack: (fired) => {
        setWaiting((former) => without(fired, former))
      },
      error,
    }
  }, [open, waiting, firings, record, dirty, mutate, error])
  return {
    confirming,
    waiting,
    forget: () => {
      setWaiting([])
    },
  }
}

function confirmationOf({ check, place, compared }: FiredCheck, reason: string): Confirmation {
  const { item, groupRow } = place
  return { check, item, groupRow, compared: { ...compared }, reason }
}

function saidOf(
  fired: FiredCheck,
  waiting: readonly Confirmation[],
  firing: FiringView | undefined,
): Said {
  const unsaved = waiting.find((one) => isOf(one, fired))
  if (unsaved !== undefined) return { kind: 'unsaved', reason: unsaved.reason }
  if (firing?.state !== 'confirmed') return { kind: 'nothing' }
  const { reason, settledBy, settledAt } = firing
  return { kind: 'saved', reason: reason ?? '', by: settledBy ?? '', at: settledAt ?? '' }
}

/** Whether a confirmation or a firing speaks of this check at this place, for these very values. */
function isOf(
  one: Pick<Confirmation, 'check' | 'item' | 'groupRow' | 'compared'>,
  { check, place, compared }: FiredCheck,
): boolean {
  return (
    one.check === check &&
    one.item === place.item &&
    one.groupRow === place.groupRow &&
    isSame(one.compared, compared)
  )
}
