import { useMutation, useQueryClient, type UseMutationResult } from '@tanstack/react-query'
import { accountsQuery } from './queries.ts'

/** A call that changes accounts; the list is read again afterwards. */
export function useAccountCall<Input, Output>(
  act: (input: Input) => Promise<Output>,
): UseMutationResult<Output, Error, Input> {
  const client = useQueryClient()
  return useMutation({
    mutationFn: act,
    onSuccess: () => client.invalidateQueries({ queryKey: accountsQuery.queryKey }),
  })
}
