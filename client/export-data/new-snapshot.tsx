import { Button, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import { makeSnapshot } from '../../shared/api/routes/snapshots.ts'
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
  const client = useQueryClient()
  const [name, setName] = useState('')
  const [purpose, setPurpose] = useState('')
  const [cutoff, setCutoff] = useState('')
  const [idempotencyKey, setKey] = useState(newIdempotencyKey)
  const making = useMutation({
    mutationFn: () =>
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
      setName('')
      setPurpose('')
      setCutoff('')
      await client.invalidateQueries({ queryKey: [...snapshotsQuery(study).queryKey] })
    },
    onSettled: () => {
      setKey(newIdempotencyKey())
    },
  })
  return (
    <Section title={t('snapshot.new')}>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          if (name.trim() !== '') making.mutate()
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
