import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query'
import { isDatabaseAway, isProblem, NoAnswerFailure } from './http.ts'
import { sessionQuery } from './queries.ts'

/** A read may succeed a moment later. */
function isPassing(error: unknown): boolean {
  return error instanceof NoAnswerFailure || isDatabaseAway(error)
}

/**
 * The one store of server state. A refusal because the session has ended empties the session, so
 * that the frame asks to sign in again while the page behind keeps what was typed.
 */
export function createQueryClient(): QueryClient {
  const onError = (error: unknown): void => {
    if (isProblem(error, 'urn:problem:not-signed-in')) {
      client.setQueryData(sessionQuery.queryKey, null)
    }
  }
  const client: QueryClient = new QueryClient({
    queryCache: new QueryCache({ onError }),
    mutationCache: new MutationCache({ onError }),
    defaultOptions: {
      queries: {
        staleTime: 5_000,
        retry: (count, error) => isPassing(error) && count < 1,
      },
      // Without a network a save fails at once and says so; it does not wait in silence.
      mutations: { retry: false, networkMode: 'always' },
    },
  })
  return client
}
