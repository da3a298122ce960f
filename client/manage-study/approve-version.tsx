import { Button, Select, TextInput } from '@mantine/core'
import { useMutation, useQueryClient, type UseMutationResult } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import type { BodyInputOf } from '../../shared/api/define.ts'
import { approveVersion, type StudyVersion } from '../../shared/api/routes/amendments.ts'
import type { Study } from '../../shared/api/routes/studies.ts'
import { PlainDateBox } from '../kit/form/plain-date-box.tsx'
import { call } from '../kit/http.ts'
import page from '../kit/page.module.css'
import { ProblemNotice } from '../kit/problem-notice.tsx'
import { useTexts } from '../kit/texts.ts'
import { todayAt } from '../kit/today.ts'

interface ApproveVersionProps {
  readonly study: Study
  /** The newest first. */
  readonly versions: readonly StudyVersion[]
}

/** Brings a version into force at one site: from which day, and by which approval. */
export function ApproveVersion({ study, versions }: ApproveVersionProps): ReactNode {
  const { t } = useTexts()
  const [site, setSite] = useState<string | null>(null)
  const [number, setNumber] = useState<string | null>(null)
  const from = useDayAt(study, site)
  const [reason, setReason] = useState('')
  const approving = useApproving(study.id, () => {
    setReason('')
  })
  const complete = site !== null && number !== null && from.value !== '' && reason.trim() !== ''
  if (versions.length < 2) return null
  return (
    <form
      aria-label={t('amend.approve')}
      onSubmit={(event) => {
        event.preventDefault()
        if (complete) approving.mutate({ version: number, site, effectiveFrom: from.value, reason })
      }}
    >
      <h3>{t('amend.approve')}</h3>
      <div className={page['filters']}>
        <Select
          label={t('amend.version')}
          w={140}
          value={number}
          onChange={setNumber}
          data={versions.map((one) => ({
            value: String(one.number),
            label: `${one.number} · ${one.version}`,
          }))}
        />
        <Select
          label={t('amend.site')}
          w={220}
          value={site}
          onChange={setSite}
          data={study.sites.map(({ code, name }) => ({ value: code, label: `${code} ${name}` }))}
        />
        <PlainDateBox label={t('amend.effectiveFrom')} {...from} />
        <TextInput
          label={t('amend.approveReason')}
          w={280}
          value={reason}
          onChange={(event) => {
            setReason(event.currentTarget.value)
          }}
        />
        <Button type="submit" variant="default" loading={approving.isPending} disabled={!complete}>
          {t('amend.approve')}
        </Button>
      </div>
      <ProblemNotice error={approving.error} />
    </form>
  )
}

/** A day at a site: today as it is there until one is chosen. */
function useDayAt({ sites }: Study, site: string | null) {
  const [chosen, onChange] = useState<string | null>(null)
  const timeZone = sites.find(({ code }) => code === site)?.timeZone
  return { value: chosen ?? todayAt(timeZone), onChange, timeZone }
}

type Approval = BodyInputOf<typeof approveVersion> & { readonly version: string }

function useApproving(
  study: string,
  onDone: () => void,
): UseMutationResult<StudyVersion, unknown, Approval> {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ version, ...body }) =>
      call(approveVersion, { params: { study, version }, body }),
    onSuccess: async () => {
      onDone()
      await client.invalidateQueries({ queryKey: ['study', study] })
    },
  })
}
