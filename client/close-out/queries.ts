import { useMutation, useQueryClient, type UseMutationResult } from '@tanstack/react-query'
import type { BodyInputOf, ResponseOf } from '../../shared/api/define.ts'
import * as routes from '../../shared/api/routes/locks.ts'
import type { LockKind } from '../../shared/locks/meaning.ts'
import type { PreconditionKind } from '../../shared/locks/preconditions.ts'
import { call } from '../kit/http.ts'
import { invalidateStudyData } from '../kit/queries.ts'
import type { Query } from '../kit/query.ts'

type Kind = PreconditionKind | undefined

/** What is open in a study; of one kind listed, where one is given. */
export function studyCloseOutQuery(
  study: string,
  kind: Kind,
): Query<ResponseOf<typeof routes.getStudyCloseOut>> {
  return {
    queryKey: ['study', study, 'close-out', kind ?? ''],
    queryFn: ({ signal }) =>
      call(routes.getStudyCloseOut, { params: { study }, query: { kind }, signal }),
  }
}

/** The same of one subject. */
export function subjectCloseOutQuery(
  study: string,
  subjid: string,
  kind: Kind,
): Query<ResponseOf<typeof routes.getSubjectCloseOut>> {
  return {
    queryKey: ['study', study, 'close-out', subjid, kind ?? ''],
    queryFn: ({ signal }) =>
      call(routes.getSubjectCloseOut, { params: { study, subjid }, query: { kind }, signal }),
  }
}

/** A place that may be held: of a subject, or above subjects. */
export type Holding =
  | {
      readonly kind: LockKind
      readonly subjid: string
      readonly body: BodyInputOf<typeof routes.lockInSubject>
    }
  | {
      readonly kind: LockKind
      readonly subjid: null
      readonly body: BodyInputOf<typeof routes.lockInStudy>
    }

/** Freezes or locks; everything of the study is read again. */
export function useHold(
  study: string,
  onDone: () => void,
): UseMutationResult<routes.LockView, unknown, Holding> {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (holding) => send(study, holding),
    onSuccess: async () => {
      onDone()
      await invalidateStudyData(client, study)
    },
  })
}

function send(study: string, { kind, ...of }: Holding): Promise<routes.LockView> {
  if (of.subjid === null) {
    const route = kind === 'lock' ? routes.lockInStudy : routes.freezeInStudy
    return call(route, { params: { study }, body: of.body })
  }
  const route = kind === 'lock' ? routes.lockInSubject : routes.freezeInSubject
  return call(route, { params: { study, subjid: of.subjid }, body: of.body })
}

export interface Release {
  readonly lock: routes.LockView
  readonly reason: string
}

export function useRelease(
  study: string,
  onDone: () => void,
): UseMutationResult<routes.LockView, unknown, Release> {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ lock: { id, subjid }, reason }) =>
      subjid === null
        ? call(routes.releaseInStudy, { params: { study, lock: id }, body: { reason } })
        : call(routes.releaseInSubject, { params: { study, subjid, lock: id }, body: { reason } }),
    onSuccess: async () => {
      onDone()
      await invalidateStudyData(client, study)
    },
  })
}
