import { NativeSelect } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useSearchParams } from 'react-router'
import type { ResponseOf } from '../../shared/api/define.ts'
import { listSnapshots } from '../../shared/api/routes/snapshots.ts'
import { call } from './http.ts'
import type { Query } from './query.ts'
import { useTexts } from './texts.ts'

/** The states of the data that were kept. */
function keptStatesQuery(study: string): Query<ResponseOf<typeof listSnapshots>> {
  return {
    queryKey: ['study', study, 'snapshots'],
    queryFn: ({ signal }) => call(listSnapshots, { params: { study }, signal }),
  }
}

/** The present data or a snapshot of them, in the address; nothing where the study keeps none. */
export function SnapshotChoice({ study }: { readonly study: string }): ReactNode {
  const { t } = useTexts()
  const [address, setAddress] = useSearchParams()
  const { data } = useQuery(keptStatesQuery(study))
  const kept = data?.snapshots ?? []
  const chosen = address.get('snapshot') ?? ''
  if (kept.length === 0 && chosen === '') return null
  const isKnown = chosen === '' || kept.some(({ id }) => id === chosen)
  return (
    <NativeSelect
      size="xs"
      label={t('live.data')}
      w={180}
      value={chosen}
      data={[
        { value: '', label: t('live.present') },
        ...kept.map(({ id, name }) => ({ value: id, label: t('live.snapshot', { name }) })),
        // What the address names stands, known or not: the server says what it is.
        ...(isKnown ? [] : [{ value: chosen, label: chosen }]),
      ]}
      onChange={(event) => {
        const next = new URLSearchParams(address)
        if (event.currentTarget.value === '') next.delete('snapshot')
        else next.set('snapshot', event.currentTarget.value)
        setAddress(next, { replace: true })
      }}
    />
  )
}
