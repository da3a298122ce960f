import { Button } from '@mantine/core'
import {
  useMutation,
  useQuery,
  useQueryClient,
  type UseMutationResult,
} from '@tanstack/react-query'
import { useEffect, type ReactNode } from 'react'
import type { RecordView } from '../../../shared/api/routes/subjects.ts'
import {
  listVerifications,
  verifyRecord,
  withdrawVerification,
  type VerificationView,
} from '../../../shared/api/routes/verification.ts'
import { formatTime } from '../format.ts'
import { call } from '../http.ts'
import { useShortcuts } from '../keys.ts'
import { ProblemNotice } from '../problem-notice.tsx'
import { invalidateStudyData } from '../queries.ts'
import type { Query } from '../query.ts'
import { useSession, usePermissions } from '../session.ts'
import { useSingleKeys } from '../single-keys.ts'
import { useTexts } from '../texts.ts'
import css from './log.module.css'

interface VerificationMarkProps {
  readonly study: string
  readonly subjid: string
  readonly record: RecordView | null
}

interface Verifications {
  readonly verifications: readonly VerificationView[]
}

function verificationsQuery(study: string, subjid: string): Query<Verifications> {
  return {
    queryKey: ['study', study, 'subject', subjid, 'verifications'],
    queryFn: ({ signal }) => call(listVerifications, { params: { study, subjid }, signal }),
  }
}

/** Whether a saved form was compared with its source, and the act of doing so for those who may. */
export function VerificationMark({ study, subjid, record }: VerificationMarkProps): ReactNode {
  const session = useSession()
  if (record === null || session === null) return null
  return <Mark study={study} subjid={subjid} record={record} />
}

interface MarkProps extends VerificationMarkProps {
  readonly record: RecordView
}

function Mark({ study, subjid, record }: MarkProps): ReactNode {
  const may = usePermissions()
  const { data } = useQuery(verificationsQuery(study, subjid))
  const verifying = useVerify(study, subjid, record)
  const latest = latestOf(record, data)
  const justSet = useJustSet(record, verifying)
  const isOpen = data !== undefined && latest?.state !== 'verified'
  const mayVerify = isOpen && may('record.verify', { study })
  const verify = (): void => {
    verifying.mutate()
  }
  useShortcuts(mayVerify ? { v: verify } : {})
  return (
    <>
      <State study={study} subjid={subjid} latest={latest} justSet={justSet} />
      {mayVerify && (
        <VerifyButton pending={verifying.isPending} again={latest !== null} onVerify={verify} />
      )}
      <ProblemNotice error={verifying.error} />
    </>
  )
}

/** How long a mark can be taken back as one made by mistake: the trail says that it was at once. */
const UNDO_MS = 60_000

/**
 * Id of the verification that was set here a moment ago. A slip of the key must not leave a mark
 * unseen: what was just set can be taken back beside it.
 */
function useJustSet(record: RecordView, { data, reset }: Verifying): string | undefined {
  const justSet = latestOf(record, data)?.id
  useEffect(() => {
    if (justSet === undefined) return undefined
    const timer = setTimeout(reset, UNDO_MS)
    return () => {
      clearTimeout(timer)
    }
  }, [justSet, reset])
  return justSet
}

interface StateProps {
  readonly study: string
  readonly subjid: string
  readonly latest: VerificationView | null
  /** Id of the verification that was set on this screen a moment ago. */
  readonly justSet: string | undefined
}

function State({ study, subjid, latest, justSet }: StateProps): ReactNode {
  return (
    <>
      <span role="status" className={css['history']}>
        {latest !== null && <LatestState latest={latest} />}
      </span>
      {latest?.state === 'verified' && latest.id === justSet && (
        <UndoButton study={study} subjid={subjid} verification={latest.id} />
      )}
    </>
  )
}

/** The verification of the form as a whole that was made last, but for those taken back. */
function latestOf(record: RecordView, of: Verifications | undefined): VerificationView | null {
  const own = of?.verifications.filter((one) => one.record === record.id && one.item === '')
  return own?.findLast(({ state }) => state !== 'withdrawn') ?? null
}

interface UndoButtonProps {
  readonly study: string
  readonly subjid: string
  readonly verification: string
}

/** Takes back what was set a moment ago, without a question. */
function UndoButton({ study, subjid, verification }: UndoButtonProps): ReactNode {
  const { t } = useTexts()
  const client = useQueryClient()
  const undoing = useMutation({
    mutationFn: () =>
      call(withdrawVerification, {
        params: { study, subjid, verification },
        body: { reason: t('verify.undoReason') },
      }),
    onSuccess: () => invalidateStudyData(client, study),
  })
  return (
    <>
      <Button
        variant="default"
        size="compact-sm"
        loading={undoing.isPending}
        onClick={() => {
          undoing.mutate()
        }}
      >
        {t('verify.undo')}
      </Button>
      <ProblemNotice error={undoing.error} />
    </>
  )
}

interface VerifyButtonProps {
  readonly pending: boolean
  readonly again: boolean
  readonly onVerify: () => void
}

function VerifyButton({ pending, again, onVerify }: VerifyButtonProps): ReactNode {
  const { t } = useTexts()
  return (
    <Button
      variant="default"
      size="compact-sm"
      loading={pending}
      aria-keyshortcuts={useSingleKeys() ? 'v' : undefined}
      onClick={onVerify}
    >
      {t(again ? 'verify.again' : 'verify.verify')}
    </Button>
  )
}

function LatestState({ latest }: { readonly latest: VerificationView }): ReactNode {
  const { t } = useTexts()
  const stands = latest.state === 'verified'
  return (
    <>
      <span aria-hidden="true">{stands ? '✔' : '△'}</span>{' '}
      {t(stands ? 'verify.verified' : 'verify.changed', {
        who: latest.verifiedBy,
        when: formatTime(latest.verifiedAt),
      })}
    </>
  )
}

type Verifying = UseMutationResult<Verifications, Error, void>

function useVerify(study: string, subjid: string, record: RecordView): Verifying {
  const client = useQueryClient()
  return useMutation({
    mutationFn: () =>
      call(verifyRecord, {
        params: { study, subjid, record: record.id },
        body: { parts: [{ item: '', groupRow: '' }] },
        version: record.version,
      }),
    onSuccess: () => invalidateStudyData(client, study),
  })
}
