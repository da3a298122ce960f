import { Button, Radio, Textarea } from '@mantine/core'
import { useMutation, useQueryClient, type UseMutationResult } from '@tanstack/react-query'
import { useId, useState, type ReactNode } from 'react'
import { saveReview } from '../../shared/api/routes/subjects.ts'
import { OVERALL_RESPONSES } from '../../shared/response/define.ts'
import { PlainDateBox } from '../kit/form/plain-date-box.tsx'
import { ReasonBox } from '../kit/form/reason-box.tsx'
import { call } from '../kit/http.ts'
import page from '../kit/page.module.css'
import { ProblemNotice } from '../kit/problem-notice.tsx'
import { invalidateStudyData } from '../kit/queries.ts'
import type { SubjectScreen } from '../kit/subject-data.ts'
import { useTexts } from '../kit/texts.ts'
import { todayAt } from '../kit/today.ts'
import css from './review.module.css'
import { needsDifferenceReason, type Review } from './reviews.ts'

interface ReviewFormProps {
  readonly screen: SubjectScreen
  readonly review: Review
  readonly onDone: () => void
}

/** What stands in the boxes of a review. */
interface ReviewDraft {
  readonly response: string
  readonly date: string
  readonly difference: string
  readonly reason: string
}

function draftOf({ record }: Review, timeZone: string | undefined): ReviewDraft {
  const recorded = record?.values.items ?? {}
  return {
    response: recorded['OVRLRESP'] ?? '',
    date: recorded['RSDAT'] ?? todayAt(timeZone),
    difference: recorded['RSREASON'] ?? '',
    reason: '',
  }
}

/** What a review still lacks before it can be recorded. */
function lacking(
  draft: ReviewDraft,
  { record, timepoint }: Review,
): ReadonlySet<keyof ReviewDraft> {
  const lacks = new Set<keyof ReviewDraft>()
  const differs = needsDifferenceReason(timepoint?.row.derived ?? null, draft.response)
  if (draft.response === '') lacks.add('response')
  if (differs && draft.difference.trim() === '') lacks.add('difference')
  if (record !== null && draft.reason.trim() === '') lacks.add('reason')
  return lacks
}

function bodyOf(draft: ReviewDraft, differs: boolean): ReviewBody {
  const reason = draft.reason.trim()
  return {
    response: draft.response,
    date: draft.date,
    ...(differs ? { differenceReason: draft.difference.trim() } : {}),
    ...(reason === '' ? {} : { reason }),
  }
}

/** The own response at one visit; one that differs from the derived asks why, and never stops. */
export function ReviewForm({ screen, review, onDone }: ReviewFormProps): ReactNode {
  const { t } = useTexts()
  const { timeZone } = screen.checked
  const [draft, setDraft] = useState(() => draftOf(review, timeZone))
  const [asked, setAsked] = useState(false)
  const reasonId = useId()
  const saving = useSaveReview(screen, review)
  const lacks = lacking(draft, review)
  const change = (part: Partial<ReviewDraft>): void => {
    setDraft({ ...draft, ...part })
  }
  const derived = review.timepoint?.row.derived ?? null
  const differs = needsDifferenceReason(derived, draft.response)
  const save = (): void => {
    setAsked(true)
    if (lacks.size === 0) saving.mutate(bodyOf(draft, differs), { onSuccess: onDone })
  }
  return (
    <div className={css['fields']}>
      <OwnResponse
        value={draft.response}
        missing={asked && lacks.has('response')}
        onChange={(response) => {
          change({ response })
        }}
      />
      {differs && (
        <DifferenceBox
          derived={derived ?? ''}
          value={draft.difference}
          missing={asked && lacks.has('difference')}
          onChange={(difference) => {
            change({ difference })
          }}
        />
      )}
      <PlainDateBox
        label={t('review.reviewDate')}
        timeZone={timeZone}
        value={draft.date}
        onChange={(date) => {
          change({ date })
        }}
      />
      {review.record !== null && (
        <ReasonBox
          id={reasonId}
          value={draft.reason}
          onChange={(reason) => {
            change({ reason })
          }}
          missing={asked && lacks.has('reason')}
        />
      )}
      <ProblemNotice error={saving.error} />
      <FormButtons saving={saving.isPending} onSave={save} onCancel={onDone} />
    </div>
  )
}

interface FormButtonsProps {
  readonly saving: boolean
  readonly onSave: () => void
  readonly onCancel: () => void
}

function FormButtons({ saving, onSave, onCancel }: FormButtonsProps): ReactNode {
  const { t } = useTexts()
  return (
    <div className={page['inline']}>
      <Button loading={saving} onClick={onSave}>
        {t('review.save')}
      </Button>
      <Button variant="default" onClick={onCancel}>
        {t('frame.cancel')}
      </Button>
    </div>
  )
}

interface DifferenceBoxProps {
  readonly derived: string
  readonly value: string
  readonly missing: boolean
  readonly onChange: (reason: string) => void
}

function DifferenceBox({ derived, value, missing, onChange }: DifferenceBoxProps): ReactNode {
  const { t } = useTexts()
  return (
    <Textarea
      label={`${t('review.differenceReason', { derived })} *`}
      autosize
      minRows={2}
      value={value}
      onChange={(event) => {
        onChange(event.currentTarget.value)
      }}
      error={missing ? t('reason.missing') : undefined}
    />
  )
}

interface OwnResponseProps {
  readonly value: string
  readonly missing: boolean
  readonly onChange: (response: string) => void
}

function OwnResponse({ value, missing, onChange }: OwnResponseProps): ReactNode {
  const { t } = useTexts()
  return (
    <Radio.Group
      label={`${t('review.own')} *`}
      value={value}
      onChange={onChange}
      error={missing ? t('review.choose') : undefined}
    >
      <div className={css['choices']}>
        {OVERALL_RESPONSES.map((response) => (
          <Radio key={response} value={response} label={response} />
        ))}
      </div>
    </Radio.Group>
  )
}

interface ReviewBody {
  readonly response: string
  readonly date: string
  readonly differenceReason?: string
  readonly reason?: string
}

function useSaveReview(
  { study, subject }: SubjectScreen,
  { visit, criteria, record }: Review,
): UseMutationResult<unknown, Error, ReviewBody> {
  const client = useQueryClient()
  return useMutation<unknown, Error, ReviewBody>({
    mutationFn: (body) =>
      call(saveReview, {
        params: { study: study.id, subjid: subject.subjid, visit, criteria },
        body,
        ...(record === null ? {} : { version: record.version }),
      }),
    onSuccess: () => invalidateStudyData(client, study.id),
  })
}
