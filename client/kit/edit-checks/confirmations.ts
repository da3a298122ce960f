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
  /** Whether the person may confirm this one here. */
  readonly mayConfirm: (fired: FiredCheck) => boolean
  readonly saidOf: (fired: FiredCheck) => Said
  readonly confirm: (fired: FiredCheck, reason: string) => void
  readonly takeBack: (fired: FiredCheck) => void
  readonly error: Error | null
}

const CLOSED: Confirming = {
  mayConfirm: () => false,
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

/** The functions are kept the same while their answers are: what is drawn rests on them. */
interface ConfirmingWish {
  readonly study: string
  readonly subjid: string
  /** Whether values are typed, where a check fires, that are not saved: a confirmation goes with the save. */
  readonly isDirty: (fired: FiredCheck) => boolean
  /** Whether a save can take a confirmation there; elsewhere only what stands already is confirmed. */
  readonly isSavable: (fired: FiredCheck) => boolean
  /** Whether the subject is known: else its firings are not asked for. */
  readonly known: boolean
  /** Whether the person may confirm on that form. */
  readonly isOpen: (fired: FiredCheck) => boolean
}

/** A confirmation, and the record and visit whose save takes it. */
interface WaitingConfirmation {
  readonly record: string | null
  readonly visit: string | null
  readonly said: Confirmation
}

interface Confirmations {
  readonly confirming: Confirming
  /** Confirmations that wait for a save. */
  readonly waiting: readonly WaitingConfirmation[]
  /** They were saved, or these of them. */
  readonly forget: (saved?: readonly Confirmation[]) => void
}

/** Confirmations of the checks of a subject on screen: those that go with a save, and those that stand. */
export function useConfirmations(wish: ConfirmingWish): Confirmations {
  const { study, subjid, isDirty, isSavable, known, isOpen } = wish
  const [waiting, setWaiting] = useState<readonly WaitingConfirmation[]>([])
  const { data } = useQuery({ ...standingQuery(study, subjid), enabled: known })
  const client = useQueryClient()
  const { mutate, error } = useMutation({
    mutationFn: ({ firing, reason }: { readonly firing: string; readonly reason: string }) =>
      call(confirmFiring, { params: { study, subjid, firing }, body: { reason } }),
    onSuccess: () => invalidateStudyData(client, study),
  })
  const firings = data?.firings
  const confirming = useMemo((): Confirming => {
    const standing = (fired: FiredCheck): FiringView | undefined =>
      firings?.find((one) => one.record === fired.recordId && isOf(one, fired))
    const without = (fired: FiredCheck, all: readonly WaitingConfirmation[]) =>
      all.filter((one) => !isWaitingFor(one, fired))
    return {
      mayConfirm: (fired) => isOpen(fired) && (isSavable(fired) || standing(fired) !== undefined),
      saidOf: (fired) => saidOf(fired, waiting, standing(fired)),
      confirm: (fired, reason) => {
        const firing = standing(fired)
        if (firing?.state === 'open' && !isDirty(fired)) mutate({ firing: firing.id, reason })
        else setWaiting((former) => [...without(fired, former), waitingOf(fired, reason)])
      },
      takeBack: (fired) => {
        setWaiting((former) => without(fired, former))
      },
      error,
    }
  }, [isOpen, waiting, firings, isDirty, isSavable, mutate, error])
  return {
    confirming,
    waiting,
    forget: (saved) => {
      setWaiting((former) =>
        saved === undefined ? [] : former.filter(({ said }) => !saved.includes(said)),
      )
    },
  }
}

function waitingOf(fired: FiredCheck, reason: string): WaitingConfirmation {
  const { check, place, compared, recordId: record } = fired
  const { item, groupRow, visit } = place
  return { record, visit, said: { check, item, groupRow, compared: { ...compared }, reason } }
}

function isWaitingFor({ record, visit, said }: WaitingConfirmation, fired: FiredCheck): boolean {
  return record === fired.recordId && visit === fired.place.visit && isOf(said, fired)
}

function saidOf(
  fired: FiredCheck,
  waiting: readonly WaitingConfirmation[],
  firing: FiringView | undefined,
): Said {
  const unsaved = waiting.find((one) => isWaitingFor(one, fired))
  if (unsaved !== undefined) return { kind: 'unsaved', reason: unsaved.said.reason }
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
