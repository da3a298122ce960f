import { useMutation, useQueryClient, type UseMutationResult } from '@tanstack/react-query'
import { ownAccessQuery } from './own-queries.ts'

/** A call that changes the own access; what is shown of it is read again afterwards. */
export function useOwnCall<Input, Output>(
  act: (input: Input) => Promise<Output>,
): UseMutationResult<Output, Error, Input> {
  const client = useQueryClient()
  return useMutation({
    mutationFn: act,
    onSuccess: () => client.invalidateQueries({ queryKey: ownAccessQuery.queryKey }),
  })
}
