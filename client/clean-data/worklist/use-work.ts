import { useMutation, useQueryClient, type UseMutationResult } from '@tanstack/react-query'
import { useState } from 'react'
import { verifyRecord, withdrawVerification } from '../../../shared/api/routes/verification.ts'
import { call } from '../../kit/http.ts'
import { invalidateStudyData } from '../../kit/queries.ts'
import { useTexts } from '../../kit/texts.ts'
import type { Line } from './work-lines.ts'

/** How long a mark can be taken back as one made by mistake. */
const UNDO_MS = 60_000

/** What was verified here by one stroke. */
export interface Done {
  readonly subjid: string
  readonly verifications: readonly string[]
  readonly lines: readonly Line[]
  readonly at: number
}

export interface Work {
  readonly verifying: UseMutationResult<Done, Error, readonly Line[]>
  readonly undoing: UseMutationResult<void, Error, Done>
  /** The last thing verified here that can still be taken back; null: nothing. */
  readonly undoable: () => Done | null
}

/** Verifies lines of one form, and takes the last of it back. */
export function useWork(study: string): Work {
  const { t } = useTexts()
  const client = useQueryClient()
  const [done, setDone] = useState<readonly Done[]>([])
  const verifying = useMutation({
    mutationFn: (lines: readonly Line[]) => verify(study, lines),
    onSuccess: async (one) => {
      setDone((former) => [...former, one])
      await invalidateStudyData(client, study)
    },
  })
  const undoing = useMutation({
    mutationFn: async ({ subjid, verifications }: Done) => {
      for (const verification of verifications) {
        await call(withdrawVerification, {
          params: { study, subjid, verification },
          body: { reason: t('verify.undoReason') },
        })
      }
    },
    onSettled: async (_, __, one) => {
      setDone((former) => former.filter((other) => other !== one))
      await invalidateStudyData(client, study)
    },
  })
  return {
    verifying,
    undoing,
    undoable: () => {
      const last = done.at(-1)
      return last !== undefined && Date.now() - last.at <= UNDO_MS ? last : null
    },
  }
}

async function verify(study: string, lines: readonly Line[]): Promise<Done> {
  const [first] = lines
  if (first === undefined) throw new Error('Nothing to verify.')
  const { subjid, record, version } = first.entry
  const parts = lines.map(({ part: { item, groupRow } }) => ({ item, groupRow }))
  const answer = await call(verifyRecord, {
    params: { study, subjid, record },
    body: { parts },
    version,
  })
  const verifications = answer.verifications
    .filter(
      (one) =>
        one.record === record &&
        one.state === 'verified' &&
        parts.some(({ item, groupRow }) => item === one.item && groupRow === one.groupRow),
    )
    .map(({ id }) => id)
  return { subjid, verifications, lines, at: Date.now() }
}
