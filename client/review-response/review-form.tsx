import { Button, Radio, Textarea } from '@mantine/core'
import { useMutation, useQueryClient, type UseMutationResult } from '@tanstack/react-query'
import { useId, useState, type ReactNode } from 'react'
import { saveReview } from '../../shared/api/routes/subjects.ts'
import type { FormDefinition } from '../../shared/forms/define.ts'
import { OVERALL_RESPONSES } from '../../shared/response/define.ts'
import { DraftMark } from '../kit/form/draft-mark.tsx'
import { LeaveGuard } from '../kit/form/leave-guard.tsx'
import { OfferedDraft } from '../kit/form/offered-draft.tsx'
import { PlainDateBox } from '../kit/form/plain-date-box.tsx'
import { ReasonBox } from '../kit/form/reason-box.tsx'
import { isKept } from '../kit/form/use-draft.ts'
import { endBySaving, useStateDraft, type StateDraft } from '../kit/form/use-state-draft.ts'
import { call } from '../kit/http.ts'
import page from '../kit/page.module.css'
import { ProblemNotice } from '../kit/problem-notice.tsx'
import { invalidateStudyData } from '../kit/queries.ts'
import { formOfRecord, type SubjectScreen } from '../kit/subject-data.ts'
import { useTexts } from '../kit/texts.ts'
import { todayAt } from '../kit/today.ts'
import css from './review.module.css'
import { begunWith, lacking, typingOf, valuesOfTyping, type ReviewTyping } from './review-typing.ts'
import { needsDifferenceReason, type Review } from './reviews.ts'

interface ReviewFormProps {
  readonly screen: SubjectScreen
  readonly review: Review
  /** Closes it; what is typed may not be saved. */
  readonly onClose: () => void
  readonly onDone: () => void
}

/** The own response at one visit; one that differs from the derived asks why, and never stops. */
export function ReviewForm(props: ReviewFormProps): ReactNode {
  const form = formOfRecord(props.screen, 'responses', props.review.record)
  return form === undefined ? null : <KeptReview {...props} form={form} />
}

function KeptReview(props: ReviewFormProps & { readonly form: FormDefinition }): ReactNode {
  const { t } = useTexts()
  const { screen, review, form, onClose, onDone } = props
  const [prefilled] = useState(() => begunWith(review.record, todayAt(screen.checked.timeZone)))
  const [typing, setTyping] = useState<ReviewTyping>({ ...typingOf(prefilled), reason: '' })
  const [asked, setAsked] = useState(false)
  const { study, subject } = screen
  const kept = useStateDraft({
    form,
    place: { study: study.id, subjid: subject.subjid, form: form.key, visit: review.visit },
    part: review.criteria,
    record: review.record,
    prefilled,
    values: valuesOfTyping(typing, prefilled),
    fill: (values) => {
      setTyping({ ...typing, ...typingOf(values) })
    },
  })
  const { draft, boxes, dirty, basis } = kept
  const saving = useSaveReview(screen, review, kept)
  const lacks = lacking(typing, review)
  // Why a review is changed is no part of it, and so of no draft: it goes when the form is left.
  const explained = typing.reason.trim() !== ''
  const save = (): void => {
    setAsked(true)
    if (lacks.size === 0) saving.mutate(bodyOf(typing, review), { onSuccess: onDone })
  }
  return (
    <>
      <OfferedDraft form={form} record={basis} boxes={boxes} draft={draft} />
      <div className={css['fields']} inert={draft.offered !== null}>
        <ReviewBoxes
          {...{ screen, review, typing, lacks, asked }}
          change={(part) => {
            setTyping({ ...typing, ...part })
          }}
        />
        <ProblemNotice error={saving.error} />
        <div className={page['inline']}>
          <Button loading={saving.isPending} onClick={save}>
            {t('review.save')}
          </Button>
          <Button variant="default" onClick={onClose}>
            {t('frame.cancel')}
          </Button>
          {dirty && <DraftMark state={draft.state} />}
        </div>
      </div>
      <LeaveGuard dirty={dirty || explained} draftKept={isKept(draft.state) && !explained} />
    </>
  )
}

interface ReviewBoxesProps {
  readonly screen: SubjectScreen
  readonly review: Review
  readonly typing: ReviewTyping
  readonly lacks: ReturnType<typeof lacking>
  readonly asked: boolean
  readonly change: (part: Partial<ReviewTyping>) => void
}

function ReviewBoxes(props: ReviewBoxesProps): ReactNode {
  const { t } = useTexts()
  const { screen, review, typing, lacks, asked, change } = props
  const reasonId = useId()
  const derived = derivedOf(review)
  return (
    <>
      <OwnResponse
        value={typing.response}
        missing={asked && lacks.has('response')}
        onChange={(response) => {
          change({ response })
        }}
      />
      {needsDifferenceReason(derived, typing.response) && (
        <DifferenceBox
          derived={derived ?? ''}
          value={typing.difference}
          missing={asked && lacks.has('difference')}
          onChange={(difference) => {
            change({ difference })
          }}
        />
      )}
      <PlainDateBox
        label={t('review.reviewDate')}
        timeZone={screen.checked.timeZone}
        value={typing.date}
        onChange={(date) => {
          change({ date })
        }}
      />
      {review.record !== null && (
        <ReasonBox
          id={reasonId}
          value={typing.reason}
          onChange={(reason) => {
            change({ reason })
          }}
          missing={asked && lacks.has('reason')}
        />
      )}
    </>
  )
}

function derivedOf({ timepoint }: Review): string | null {
  return timepoint?.row.derived ?? null
}

function bodyOf(typing: ReviewTyping, review: Review): ReviewBody {
  const reason = typing.reason.trim()
  const differs = needsDifferenceReason(derivedOf(review), typing.response)
  return {
    response: typing.response,
    date: typing.date,
    ...(differs ? { differenceReason: typing.difference.trim() } : {}),
    ...(reason === '' ? {} : { reason }),
  }
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

/** On the version the boxes were filled from: a colleague's later review refuses it. */
function useSaveReview(
  { study, subject }: SubjectScreen,
  { visit, criteria }: Review,
  { draft, basis }: StateDraft,
): UseMutationResult<unknown, Error, ReviewBody> {
  const client = useQueryClient()
  const params = { study: study.id, subjid: subject.subjid, visit, criteria }
  const version = basis === null ? {} : { version: basis.version }
  return useMutation<unknown, Error, ReviewBody>({
    mutationFn: (body) =>
      endBySaving(draft, (kept) =>
        call(saveReview, { params, body: { ...body, ...kept }, ...version }),
      ),
    onSuccess: () => invalidateStudyData(client, study.id),
  })
}
