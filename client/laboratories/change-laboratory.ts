import { useMutation, useQueryClient, type UseMutationResult } from '@tanstack/react-query'
import type { LaboratoryView } from '../../shared/api/routes/laboratories.ts'
import type { Study } from '../../shared/api/routes/studies.ts'
import { invalidateStudyData } from '../kit/queries.ts'

/** What a change did to flags of saved results. */
export interface FlagsMoved {
  readonly results: number
  readonly changed: number
}

export interface LaboratoryProps {
  readonly study: Study
  readonly laboratory: LaboratoryView
}

/** A change of laboratories: sends it, and reads everything of the study anew. */
export function useChange<Wish, Answer>(
  study: string,
  send: (wish: Wish) => Promise<Answer>,
): UseMutationResult<Answer, Error, Wish> {
  const client = useQueryClient()
  return useMutation({
    mutationFn: send,
    onSuccess: () => invalidateStudyData(client, study),
  })
}
