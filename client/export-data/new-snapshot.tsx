import { Button, TextInput } from '@mantine/core'
import { useMutation, useQueryClient, type UseMutationResult } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import { makeSnapshot, type SnapshotView } from '../../shared/api/routes/snapshots.ts'
import { PlainDateBox } from '../kit/form/plain-date-box.tsx'
import { call, newIdempotencyKey } from '../kit/http.ts'
import { Section } from '../kit/page.tsx'
import page from '../kit/page.module.css'
import { ProblemNotice } from '../kit/problem-notice.tsx'
import { useTexts } from '../kit/texts.ts'
import { snapshotsQuery } from './queries.ts'

/** Keeps the present state under a name. */
export function NewSnapshot({ study }: { readonly study: string }): ReactNode {
  const { t } = useTexts()
  const [name, setName] = useState('')
  const [purpose, setPurpose] = useState('')
  const [cutoff, setCutoff] = useState('')
  const making = useMaking(study, () => {
    setName('')
    setPurpose('')
    setCutoff('')
  })
  return (
    <Section title={t('snapshot.new')}>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          if (name.trim() !== '') making.mutate({ name, purpose, cutoff })
        }}
      >
        <div className={page['filters']}>
          <TextInput
            label={t('snapshot.name')}
            w={260}
            maxLength={100}
            value={name}
            onChange={(event) => {
              setName(event.currentTarget.value)
            }}
          />
          <TextInput
            label={t('snapshot.purpose')}
            w={320}
            maxLength={500}
            value={purpose}
            onChange={(event) => {
              setPurpose(event.currentTarget.value)
            }}
          />
          <PlainDateBox label={t('snapshot.cutoffOptional')} value={cutoff} onChange={setCutoff} />
          <Button type="submit" disabled={name.trim() === ''} loading={making.isPending}>
            {t('snapshot.make')}
          </Button>
        </div>
        <ProblemNotice error={making.error} />
        <span role="status" className={page['soft']}>
          {making.isSuccess && t('snapshot.done', { name: making.data.name })}
        </span>
      </form>
    </Section>
  )
}

interface Wish {
  readonly name: string
  readonly purpose: string
  readonly cutoff: string
}

/** Makes a snapshot once, however often it is asked for while the answer is under way. */
function useMaking(
  study: string,
  onDone: () => void,
): UseMutationResult<SnapshotView, Error, Wish> {
  const client = useQueryClient()
  const [idempotencyKey, setKey] = useState(newIdempotencyKey)
  return useMutation({
    mutationFn: ({ name, purpose, cutoff }: Wish) =>
      call(makeSnapshot, {
        params: { study },
        body: {
          name: name.trim(),
          ...(purpose.trim() === '' ? {} : { purpose: purpose.trim() }),
          ...(cutoff === '' ? {} : { cutoff }),
        },
        idempotencyKey,
      }),
    onSuccess: async () => {
      onDone()
      await client.invalidateQueries({ queryKey: [...snapshotsQuery(study).queryKey] })
    },
    onSettled: () => {
      setKey(newIdempotencyKey())
    },
  })
}
