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
import { today } from '../kit/today.ts'
import css from './review.module.css'
import { needsDifferenceReason, type Review } from './reviews.ts'

interface ReviewFormProps {
  readonly screen: SubjectScreen
  readonly review: Review
  readonly onDone: () => void
}

/** The own response at one visit; one that differs from the derived asks why, and never stops. */
export function ReviewForm({ screen, review, onDone }: ReviewFormProps): ReactNode {
  const { t } = useTexts()
  const recorded = review.record?.values.items ?? {}
  const [response, setResponse] = useState(recorded['OVRLRESP'] ?? '')
  const [date, setDate] = useState<string>(recorded['RSDAT'] ?? today())
  const [difference, setDifference] = useState(recorded['RSREASON'] ?? '')
  const [reason, setReason] = useState('')
  const [asked, setAsked] = useState(false)
  const reasonId = useId()
  const saving = useSaveReview(screen, review)
  const derived = review.timepoint?.row.derived ?? null
  const differs = needsDifferenceReason(derived, response)
  const missing = {
    response: response === '',
    difference: differs && difference.trim() === '',
    reason: review.record !== null && reason.trim() === '',
  }
  const save = (): void => {
    setAsked(true)
    if (missing.response || missing.difference || missing.reason) return
    saving.mutate(
      {
        response,
        date,
        ...(differs ? { differenceReason: difference.trim() } : {}),
        ...(reason.trim() === '' ? {} : { reason: reason.trim() }),
      },
      { onSuccess: onDone },
    )
  }
  return (
    <div className={css['fields']}>
      <Radio.Group
        label={`${t('review.own')} *`}
        value={response}
        onChange={setResponse}
        error={asked && missing.response ? t('review.choose') : undefined}
      >
        <div className={css['choices']}>
          {OVERALL_RESPONSES.map((value) => (
            <Radio key={value} value={value} label={value} />
          ))}
        </div>
      </Radio.Group>
      {differs && (
        <Textarea
          label={`${t('review.differenceReason', { derived: derived ?? '' })} *`}
          autosize
          minRows={2}
          value={difference}
          onChange={(event) => {
            setDifference(event.currentTarget.value)
          }}
          error={asked && missing.difference ? t('reason.missing') : undefined}
        />
      )}
      <PlainDateBox label={t('review.reviewDate')} value={date} onChange={setDate} />
      {review.record !== null && (
        <ReasonBox
          id={reasonId}
          value={reason}
          onChange={setReason}
          missing={asked && missing.reason}
        />
      )}
      <ProblemNotice error={saving.error} />
      <div className={page['inline']}>
        <Button loading={saving.isPending} onClick={save}>
          {t('review.save')}
        </Button>
        <Button variant="default" onClick={onDone}>
          {t('frame.cancel')}
        </Button>
      </div>
    </div>
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
