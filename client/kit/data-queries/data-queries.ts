import { useMutation, useQueryClient, type UseMutationResult } from '@tanstack/react-query'
import { createContext, useContext } from 'react'
import type { QueryInputOf, ResponseOf } from '../../../shared/api/define.ts'
import {
  answerQuery,
  commentQuery,
  listQueries,
  openQuery,
  settleQuery,
  type QueryView,
} from '../../../shared/api/routes/queries.ts'
import { getRecordHistory } from '../../../shared/api/routes/trail.ts'
import type { QueryState, QueryStep } from '../../../shared/queries/states.ts'
import { call, newIdempotencyKey } from '../http.ts'
import { invalidateStudyData } from '../queries.ts'
import type { Query } from '../query.ts'

export type QueryFilter = NonNullable<QueryInputOf<typeof listQueries>>
export type QueryList = ResponseOf<typeof listQueries>

/** Data queries of a study that fit a filter, with their threads. */
export function dataQueriesQuery(study: string, filter: QueryFilter): Query<QueryList> {
  return {
    queryKey: ['study', study, 'data-queries', JSON.stringify(filter)],
    queryFn: ({ signal }) => call(listQueries, { params: { study }, query: filter, signal }),
  }
}

/** All queries of one subject, settled ones too. */
export function queriesOfSubject(study: string, subjid: string): Query<QueryList> {
  return dataQueriesQuery(study, { subject: subjid, limit: 500 })
}

/** All changes of one record, newest first. */
export function historyQuery(
  study: string,
  subjid: string,
  record: string,
): Query<ResponseOf<typeof getRecordHistory>> {
  return {
    queryKey: ['study', study, 'history', subjid, record],
    queryFn: ({ signal }) => call(getRecordHistory, { params: { study, subjid, record }, signal }),
  }
}

/** What a query is about. */
export interface Asked {
  readonly study: string
  readonly subjid: string
  readonly record: string
  readonly item: string
  readonly groupRow: string
}

/** Opens a query. */
export function useOpenQuery(asked: Asked): UseMutationResult<QueryView, Error, string> {
  const client = useQueryClient()
  const { study, subjid, ...place } = asked
  return useMutation({
    mutationFn: (text: string) =>
      call(openQuery, {
        params: { study, subjid },
        body: { ...place, text },
        idempotencyKey: newIdempotencyKey(),
      }),
    onSuccess: () => invalidateStudyData(client, study),
  })
}

export interface StepTaken {
  readonly step: QueryStep
  readonly text: string
}

/** Takes a step in the life of a query. */
export function useStep(
  study: string,
  { id, subjid }: Pick<QueryView, 'id' | 'subjid'>,
): UseMutationResult<QueryView, Error, StepTaken> {
  const client = useQueryClient()
  const params = { study, subjid, query: id }
  return useMutation({
    mutationFn: ({ step, text }: StepTaken) => {
      if (step === 'answer') return call(answerQuery, { params, body: { text } })
      if (step === 'comment') return call(commentQuery, { params, body: { text } })
      return call(settleQuery, { params, body: { step, text: text === '' ? null : text } })
    },
    onSuccess: () => invalidateStudyData(client, study),
  })
}

/** The queries of the form on screen. */
export interface FormQueries {
  readonly study: string
  readonly subjid: string
  readonly site: string
  /** The saved record; null: nothing is saved that could be asked about. */
  readonly record: string | null
  readonly queries: readonly QueryView[]
}

export const FormQueriesContext = createContext<FormQueries | null>(null)

export function useFormQueries(): FormQueries | null {
  return useContext(FormQueriesContext)
}

/** The most pressing first: what is asked of the site, then of the reviewer, then what is settled. */
const PRECEDENCE: readonly QueryState[] = ['reopened', 'open', 'answered', 'closed', 'cancelled']

/** The state that a badge shows for several queries; null where there is none. */
export function worstState(queries: readonly Pick<QueryView, 'state'>[]): QueryState | null {
  return PRECEDENCE.find((state) => queries.some((query) => query.state === state)) ?? null
}

/** Sign of a state: its shape tells it without colour. */
export const QUERY_SIGNS: Readonly<Record<QueryState, string>> = {
  open: '?',
  reopened: '?!',
  answered: '↩',
  closed: '✓',
  cancelled: '–',
}
