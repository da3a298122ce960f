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
import { valuePlaceKey, type ValuePlace } from '../../../shared/forms/verified-content.ts'
import {
  partsToVerify,
  verificationNeeded,
  WHOLE_FORM,
} from '../../../shared/protocol/verification-settings.ts'
import { formatTime } from '../format.ts'
import { call } from '../http.ts'
import { useShortcuts } from '../keys.ts'
import { ProblemNotice } from '../problem-notice.tsx'
import { invalidateStudyData, studyQuery } from '../queries.ts'
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

/** How far a saved form was compared with its source, and the act of doing so for those who may. */
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
  const parts = usePlannedParts(study, record)
  const verifying = useVerify(study, subjid, record)
  const progress = progressOf(parts, record, data)
  const justSet = useJustSet(record, verifying)
  const isOpen = data !== undefined && progress.open.length > 0
  const mayVerify = isOpen && may('record.verify', { study })
  const verify = (): void => {
    verifying.mutate(progress.open)
  }
  useShortcuts(mayVerify ? { v: verify } : {})
  return (
    <>
      <State study={study} subjid={subjid} progress={progress} justSet={justSet} />
      {mayVerify && (
        <VerifyButton
          pending={verifying.isPending}
          again={progress.latest !== null}
          onVerify={verify}
        />
      )}
      <ProblemNotice error={verifying.error} />
    </>
  )
}

/**
 * What the plan asks to verify of a record: its targeted items, else the form as a whole. Where the
 * first subjects of a site are verified in full, whoever verifies here does so of any.
 */
function usePlannedParts(study: string, record: RecordView): readonly ValuePlace[] {
  const { data } = useQuery(studyQuery(study))
  const form = data?.definition.forms.find(({ key }) => key === record.form)
  if (data === undefined || form === undefined) return [WHOLE_FORM]
  const parts = partsToVerify(form, record.values, verificationNeeded(data.definition, form, 1))
  return parts.length === 0 ? [WHOLE_FORM] : parts
}

interface Progress {
  readonly all: number
  /** Parts that are to be verified still. */
  readonly open: readonly ValuePlace[]
  /** What is to be said: a part that changed before one that stands; null: nothing was verified. */
  readonly latest: VerificationView | null
}

function progressOf(
  parts: readonly ValuePlace[],
  record: RecordView,
  of: Verifications | undefined,
): Progress {
  const own = of?.verifications.filter(
    (one) => one.record === record.id && one.state !== 'withdrawn',
  )
  const latestAt = (part: ValuePlace): VerificationView | undefined =>
    own?.findLast((one) => valuePlaceKey(one) === valuePlaceKey(part))
  const whole = latestAt(WHOLE_FORM)
  const stands = (part: ValuePlace): boolean =>
    whole?.state === 'verified' || latestAt(part)?.state === 'verified'
  const open = parts.filter((part) => !stands(part))
  const said = [whole, ...parts.map(latestAt)].filter((one) => one !== undefined)
  const changed = open.length === 0 ? undefined : said.find(({ state }) => state === 'changed')
  const standing = said.find(({ state }) => state === 'verified')
  return { all: parts.length, open, latest: changed ?? standing ?? null }
}

/** How long a mark can be taken back as one made by mistake: the trail says that it was at once. */
const UNDO_MS = 60_000

/**
 * Ids of the verifications that were set here a moment ago. A slip of the key must not leave a mark
 * unseen: what was just set can be taken back beside it.
 */
function useJustSet(record: RecordView, { data, variables, reset }: Verifying): readonly string[] {
  useEffect(() => {
    if (data === undefined) return undefined
    const timer = setTimeout(reset, UNDO_MS)
    return () => {
      clearTimeout(timer)
    }
  }, [data, reset])
  const set = new Set(variables?.map(valuePlaceKey))
  const own = data?.verifications.filter(
    (one) => one.record === record.id && one.state === 'verified' && set.has(valuePlaceKey(one)),
  )
  return own?.map(({ id }) => id) ?? []
}

interface StateProps {
  readonly study: string
  readonly subjid: string
  readonly progress: Progress
  /** Ids of the verifications that were set on this screen a moment ago. */
  readonly justSet: readonly string[]
}

function State({ study, subjid, progress, justSet }: StateProps): ReactNode {
  const { t } = useTexts()
  const { all, open, latest } = progress
  const verified = all - open.length
  return (
    <>
      <span role="status" className={css['history']}>
        {latest !== null && <LatestState latest={latest} />}
        {all > 1 && verified > 0 && ` ${t('worklist.itemsVerified', { verified, all })}`}
      </span>
      {latest?.state === 'verified' && justSet.includes(latest.id) && (
        <UndoButton study={study} subjid={subjid} verifications={justSet} />
      )}
    </>
  )
}

interface UndoButtonProps {
  readonly study: string
  readonly subjid: string
  readonly verifications: readonly string[]
}

/** Takes back what was set a moment ago, without a question. */
function UndoButton({ study, subjid, verifications }: UndoButtonProps): ReactNode {
  const { t } = useTexts()
  const client = useQueryClient()
  const undoing = useMutation({
    mutationFn: async () => {
      for (const verification of verifications) {
        await call(withdrawVerification, {
          params: { study, subjid, verification },
          body: { reason: t('verify.undoReason') },
        })
      }
    },
    onSettled: () => invalidateStudyData(client, study),
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

type Verifying = UseMutationResult<Verifications, Error, readonly ValuePlace[]>

function useVerify(study: string, subjid: string, record: RecordView): Verifying {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (parts: readonly ValuePlace[]) =>
      call(verifyRecord, {
        params: { study, subjid, record: record.id },
        body: { parts: [...parts] },
        version: record.version,
      }),
    onSuccess: () => invalidateStudyData(client, study),
  })
}
