import type { QueryClient } from '@tanstack/react-query'
import type { ResponseOf } from '../../shared/api/define.ts'
import { getSession, getSetup, type Session } from '../../shared/api/routes/accounts.ts'
import { listLaboratories } from '../../shared/api/routes/laboratories.ts'
import { getStudy, listStudies, type Study } from '../../shared/api/routes/studies.ts'
import { getSubject } from '../../shared/api/routes/subjects.ts'
import { call } from './http.ts'
import type { Query } from './query.ts'

/** Who is signed in; null: nobody. */
export const sessionQuery: Query<Session | null> = {
  queryKey: ['session'],
  queryFn: ({ signal }) => call(getSession, { signal }),
  staleTime: 60_000,
}

export const setupQuery: Query<ResponseOf<typeof getSetup>> = {
  queryKey: ['setup'],
  queryFn: ({ signal }) => call(getSetup, { signal }),
}

export const studiesQuery: Query<ResponseOf<typeof listStudies>> = {
  queryKey: ['studies'],
  queryFn: ({ signal }) => call(listStudies, { signal }),
}

/** A study with its definition. Keys of everything in a study begin with `['study', id]`. */
export function studyQuery(study: string): Query<Study> {
  return {
    queryKey: ['study', study, 'definition'],
    queryFn: ({ signal }) => call(getStudy, { params: { study }, signal }),
    staleTime: 300_000,
  }
}

export type SubjectFile = ResponseOf<typeof getSubject>

/** A subject with its schedule and records. */
export function subjectQuery(study: string, subjid: string): Query<SubjectFile> {
  return {
    queryKey: ['study', study, 'subject', subjid],
    queryFn: ({ signal }) => call(getSubject, { params: { study, subjid }, signal }),
  }
}

/** The laboratories of a study with their ranges. */
export function laboratoriesQuery(study: string): Query<ResponseOf<typeof listLaboratories>> {
  return {
    queryKey: ['study', study, 'laboratories'],
    queryFn: ({ signal }) => call(listLaboratories, { params: { study }, signal }),
    staleTime: 60_000,
  }
}

/** After a write: everything of the study but its definition may have changed. */
export async function invalidateStudyData(client: QueryClient, study: string): Promise<void> {
  await client.invalidateQueries({
    predicate: ({ queryKey }) =>
      queryKey[0] === 'study' && queryKey[1] === study && queryKey[2] !== 'definition',
  })
}

/**
 * After a text was redacted: what was read before may hold it. What is on the screen is asked for anew,
 * and whatever is kept for a page that may be opened again is thrown away.
 */
export async function forgetStudyData(client: QueryClient, study: string): Promise<void> {
  client.removeQueries({ type: 'inactive', queryKey: ['study', study] })
  await client.invalidateQueries({ queryKey: ['study', study] })
}
