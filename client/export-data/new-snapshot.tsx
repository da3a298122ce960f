import { Button, NativeSelect, TextInput } from '@mantine/core'
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

interface NewSnapshotProps {
  readonly study: string
  readonly onMade?: (snapshot: SnapshotView) => void
}

/** Keeps a state of the data under a name: the present one, that of a day's end, or after an entry of the trail. */
export function NewSnapshot({ study, onMade }: NewSnapshotProps): ReactNode {
  const { t } = useTexts()
  const [moment, setMoment] = useState<Moment>(NOW)
  const [name, setName] = useState('')
  const [purpose, setPurpose] = useState('')
  const [cutoff, setCutoff] = useState('')
  const making = useMaking(study, (made) => {
    setName('')
    setPurpose('')
    setCutoff('')
    setMoment(NOW)
    onMade?.(made)
  })
  const asked = askedMoment(moment)
  return (
    <Section title={t('snapshot.new')}>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          if (name.trim() !== '' && asked !== null)
            making.mutate({ name, purpose, cutoff, ...asked })
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
          <MomentBoxes moment={moment} onChange={setMoment} />
          <PlainDateBox label={t('snapshot.cutoffOptional')} value={cutoff} onChange={setCutoff} />
          <Button
            type="submit"
            disabled={name.trim() === '' || asked === null}
            loading={making.isPending}
          >
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

const KINDS = ['now', 'day', 'seq'] as const

interface Moment {
  readonly kind: (typeof KINDS)[number]
  /** ISO date, or the number of an entry, as typed. */
  readonly text: string
}

const NOW: Moment = { kind: 'now', text: '' }

/** What the server is asked for; null while the moment is not said. */
function askedMoment({ kind, text }: Moment): Pick<Wish, 'asOf' | 'seq'> | null {
  if (kind === 'now') return {}
  if (kind === 'day') return text === '' ? null : { asOf: `${text}T23:59:59.999Z` }
  return /^[1-9]\d{0,8}$/.test(text.trim()) ? { seq: Number(text) } : null
}

interface MomentBoxesProps {
  readonly moment: Moment
  readonly onChange: (moment: Moment) => void
}

function MomentBoxes({ moment, onChange }: MomentBoxesProps): ReactNode {
  const { t } = useTexts()
  const { kind, text } = moment
  return (
    <>
      <NativeSelect
        label={t('snapshot.moment')}
        w={240}
        value={kind}
        data={KINDS.map((value) => ({ value, label: t(`snapshot.moment.${value}`) }))}
        onChange={(event) => {
          const chosen = KINDS.find((one) => one === event.currentTarget.value) ?? 'now'
          onChange({ kind: chosen, text: '' })
        }}
      />
      {kind === 'day' && (
        <PlainDateBox
          label={t('snapshot.day')}
          value={text}
          onChange={(day) => {
            onChange({ kind, text: day })
          }}
        />
      )}
      {kind === 'seq' && (
        <TextInput
          label={t('snapshot.seq')}
          inputMode="numeric"
          w={150}
          value={text}
          onChange={(event) => {
            onChange({ kind, text: event.currentTarget.value })
          }}
        />
      )}
    </>
  )
}

interface Wish {
  readonly name: string
  readonly purpose: string
  readonly cutoff: string
  readonly asOf?: string
  readonly seq?: number
}

/** Makes a snapshot once, however often it is asked for while the answer is under way. */
function useMaking(
  study: string,
  onDone: (made: SnapshotView) => void,
): UseMutationResult<SnapshotView, Error, Wish> {
  const client = useQueryClient()
  const [idempotencyKey, setKey] = useState(newIdempotencyKey)
  return useMutation({
    mutationFn: ({ name, purpose, cutoff, ...moment }: Wish) =>
      call(makeSnapshot, {
        params: { study },
        body: {
          name: name.trim(),
          ...moment,
          ...(purpose.trim() === '' ? {} : { purpose: purpose.trim() }),
          ...(cutoff === '' ? {} : { cutoff }),
        },
        idempotencyKey,
      }),
    onSuccess: async (made) => {
      await client.invalidateQueries({ queryKey: [...snapshotsQuery(study).queryKey] })
      onDone(made)
    },
    onSettled: () => {
      setKey(newIdempotencyKey())
    },
  })
}
