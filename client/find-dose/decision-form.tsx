import { Button, NativeSelect, Textarea, TextInput } from '@mantine/core'
import { useMutation, useQueryClient, type UseMutationResult } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import {
  correctDoseDecision,
  recordDoseDecision,
  type DoseDecisionView,
} from '../../shared/api/routes/dose-decisions.ts'
import type { Study } from '../../shared/api/routes/studies.ts'
import {
  DOSE_DECISION_WORDS,
  DOSE_DECISIONS,
  type DoseDecision,
} from '../../shared/protocol/dose-decisions.ts'
import { LeaveGuard } from '../kit/form/leave-guard.tsx'
import { PlainDateBox } from '../kit/form/plain-date-box.tsx'
import { formatDate } from '../kit/format.ts'
import { call, newIdempotencyKey } from '../kit/http.ts'
import page from '../kit/page.module.css'
import type { TextKey } from '../../shared/texts/keys.ts'
import { ProblemNotice } from '../kit/problem-notice.tsx'
import { useTexts } from '../kit/texts.ts'
import { doseQuery, type DoseBoard } from './queries.ts'

interface DecisionFormProps {
  readonly study: Study
  readonly board: DoseBoard
  /** The decision that is corrected; null: a new one. */
  readonly corrected: DoseDecisionView | null
  readonly onClose: () => void
}

interface Typed {
  readonly cohort: string
  readonly decision: DoseDecision | ''
  readonly nextCohort: string
  readonly decidedOn: string
  readonly members: string
  readonly reason: string
  readonly correction: string
}

const EMPTY: Typed = {
  ...{ cohort: '', decision: '', nextCohort: '', decidedOn: '' },
  ...{ members: '', reason: '', correction: '' },
}

/** Records a decision, or a new version of one that was wrongly recorded. */
export function DecisionForm({ study, board, corrected, onClose }: DecisionFormProps): ReactNode {
  const { t, language } = useTexts()
  const first = corrected === null ? EMPTY : typedOf(corrected)
  const [typed, setTyped] = useState(first)
  const saving = useSaving(study.id, corrected, () => {
    setTyped(EMPTY)
    onClose()
  })
  const isDirty = JSON.stringify(typed) !== JSON.stringify(first)
  const lacking = lackingIn(typed, corrected !== null)
  const complete = lacking.length === 0
  return (
    <form
      aria-label={t('dose.record')}
      style={{ marginTop: 16, display: 'grid', gap: 8, justifyItems: 'start' }}
      onSubmit={(event) => {
        event.preventDefault()
        if (complete) saving.mutate(typed)
      }}
    >
      <LeaveGuard dirty={isDirty} />
      <h3>
        {corrected === null
          ? t('dose.record')
          : t('dose.correctTitle', { date: formatDate(corrected.decidedOn, language) })}
      </h3>
      <Boxes study={study} board={board} typed={typed} onChange={setTyped} />
      <Words typed={typed} withCorrection={corrected !== null} onChange={setTyped} />
      <span className={page['inline']}>
        <Button type="submit" disabled={!complete} loading={saving.isPending}>
          {t(corrected === null ? 'dose.save' : 'dose.saveCorrection')}
        </Button>
        {corrected !== null && (
          <Button variant="default" onClick={onClose}>
            {t('dose.cancel')}
          </Button>
        )}
        <span role="status" className={page['soft']}>
          {saving.isSuccess && !isDirty && t('dose.saved')}
          {isDirty &&
            !complete &&
            t('dose.fillIn', { boxes: lacking.map((label) => t(label)).join(' · ') })}
        </span>
      </span>
      <ProblemNotice error={saving.error} />
    </form>
  )
}

interface PartProps {
  readonly typed: Typed
  readonly onChange: (typed: Typed) => void
}

/** What can be chosen: level, decision, next level and day. */
function Boxes({
  study,
  board,
  typed,
  onChange,
}: PartProps & { readonly study: Study; readonly board: DoseBoard }): ReactNode {
  const { t, say } = useTexts()
  const levels = board.levels.map(({ key }) => ({ value: key, label: key }))
  const cohorts = study.definition.cohorts.map(({ key }) => ({ value: key, label: key }))
  const decisions = DOSE_DECISIONS.map((value) => ({
    value,
    label: say(DOSE_DECISION_WORDS[value]),
  }))
  return (
    <div className={page['filters']}>
      <NativeSelect
        size="xs"
        label={t('dose.level')}
        required
        w={140}
        value={typed.cohort}
        data={[{ value: '', label: '' }, ...levels]}
        onChange={(event) => {
          onChange({ ...typed, cohort: event.currentTarget.value })
        }}
      />
      <NativeSelect
        size="xs"
        label={t('dose.decision')}
        required
        w={200}
        value={typed.decision}
        data={[{ value: '', label: '' }, ...decisions]}
        onChange={(event) => {
          const chosen = DOSE_DECISIONS.find((one) => one === event.currentTarget.value) ?? ''
          onChange({ ...typed, decision: chosen })
        }}
      />
      <NativeSelect
        size="xs"
        label={t('dose.next')}
        w={180}
        value={typed.nextCohort}
        data={[{ value: '', label: t('dose.nextNone') }, ...cohorts]}
        onChange={(event) => {
          onChange({ ...typed, nextCohort: event.currentTarget.value })
        }}
      />
      <PlainDateBox
        label={t('dose.decidedOn')}
        required
        value={typed.decidedOn}
        onChange={(decidedOn) => {
          onChange({ ...typed, decidedOn })
        }}
      />
    </div>
  )
}

/** What is written: who decided, why, and why it is corrected. */
function Words({
  typed,
  withCorrection,
  onChange,
}: PartProps & { readonly withCorrection: boolean }): ReactNode {
  const { t } = useTexts()
  return (
    <>
      <TextInput
        label={t('dose.members')}
        required
        w="min(640px, 100%)"
        maxLength={500}
        value={typed.members}
        onChange={(event) => {
          onChange({ ...typed, members: event.currentTarget.value })
        }}
      />
      <Textarea
        size="xs"
        autosize
        minRows={2}
        label={t('dose.reason')}
        required
        w="min(640px, 100%)"
        maxLength={2000}
        value={typed.reason}
        onChange={(event) => {
          onChange({ ...typed, reason: event.currentTarget.value })
        }}
      />
      {withCorrection && (
        <Textarea
          size="xs"
          autosize
          minRows={2}
          label={t('dose.why')}
          required
          w="min(640px, 100%)"
          maxLength={2000}
          value={typed.correction}
          onChange={(event) => {
            onChange({ ...typed, correction: event.currentTarget.value })
          }}
        />
      )}
    </>
  )
}

function typedOf(decision: DoseDecisionView): Typed {
  const { cohort, decision: code, nextCohort, decidedOn, members, reason } = decision
  return {
    ...{ cohort, decision: code, nextCohort: nextCohort ?? '', decidedOn, members, reason },
    correction: '',
  }
}

const ASKED = [
  { box: 'cohort', label: 'dose.level' },
  { box: 'decision', label: 'dose.decision' },
  { box: 'decidedOn', label: 'dose.decidedOn' },
  { box: 'members', label: 'dose.members' },
  { box: 'reason', label: 'dose.reason' },
] as const
const WHY = { box: 'correction', label: 'dose.why' } as const

/** Names of the boxes that are asked for and still empty. */
function lackingIn(typed: Typed, withCorrection: boolean): readonly TextKey[] {
  const asked = withCorrection ? [...ASKED, WHY] : ASKED
  return asked.flatMap(({ box, label }) => (typed[box].trim() === '' ? [label] : []))
}

/** Saves once, however often it is asked for while the answer is under way. */
function useSaving(
  study: string,
  corrected: DoseDecisionView | null,
  onDone: () => void,
): UseMutationResult<DoseDecisionView, Error, Typed> {
  const client = useQueryClient()
  const [idempotencyKey, setKey] = useState(newIdempotencyKey)
  return useMutation({
    mutationFn: ({ decision, nextCohort, correction, ...rest }: Typed) => {
      if (decision === '') throw new Error('A decision without a decision is not sent.')
      const body = { ...rest, decision, nextCohort: nextCohort === '' ? null : nextCohort }
      if (corrected === null) {
        return call(recordDoseDecision, { params: { study }, body, idempotencyKey })
      }
      return call(correctDoseDecision, {
        params: { study, decision: corrected.id },
        body: { ...body, correction },
        version: corrected.version,
      })
    },
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: [...doseQuery(study).queryKey] })
      onDone()
    },
    onSettled: () => {
      setKey(newIdempotencyKey())
    },
  })
}
