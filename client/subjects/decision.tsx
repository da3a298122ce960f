import { Button, Radio, Select, Textarea } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import { DECISION_PART } from '../../shared/api/routes/drafts.ts'
import { decideEnrolment } from '../../shared/api/routes/subjects.ts'
import { SUBJECT_FORM } from '../../shared/trial/layout.ts'
import { DraftMark } from '../kit/form/draft-mark.tsx'
import { LeaveGuard } from '../kit/form/leave-guard.tsx'
import { OfferedDraft } from '../kit/form/offered-draft.tsx'
import { PlainDateBox } from '../kit/form/plain-date-box.tsx'
import { isKept, type FormDraft } from '../kit/form/use-draft.ts'
import { endBySaving, useStateDraft } from '../kit/form/use-state-draft.ts'
import { call } from '../kit/http.ts'
import { Notice, Section } from '../kit/page.tsx'
import page from '../kit/page.module.css'
import { ProblemNotice } from '../kit/problem-notice.tsx'
import { invalidateStudyData } from '../kit/queries.ts'
import type { SubjectScreen } from '../kit/subject-data.ts'
import { useTexts } from '../kit/texts.ts'
import { todayAt } from '../kit/today.ts'
import {
  decisionForm,
  decisionOf,
  needsOf,
  toVerdict,
  valuesOfDecision,
  type DecisionNeeds,
  type DecisionTyping,
  type Verdict,
} from './decision-typing.ts'
import { speaksAgainst, type EligibilityAnswer } from './eligibility-answers.ts'
import css from './matrix.module.css'

interface DecisionProps {
  readonly screen: SubjectScreen
  readonly answers: readonly EligibilityAnswer[]
}

/** The decision after screening: cohort and date of enrolment, or screen failure with its reason. */
export function Decision({ screen, answers }: DecisionProps): ReactNode {
  const { t } = useTexts()
  const { study, subject, checked } = screen
  const { cohorts } = study.definition
  const [form] = useState(() => decisionForm(SUBJECT_FORM, cohorts))
  const [begunWith] = useState<DecisionTyping>(() => ({
    kind: 'enrolled',
    date: todayAt(checked.timeZone),
    cohort: cohorts.length === 1 ? (cohorts[0]?.key ?? null) : null,
    reason: '',
  }))
  const [typing, setTyping] = useState(begunWith)
  const [asked, setAsked] = useState(false)
  const { draft, boxes, dirty } = useStateDraft({
    form,
    place: { study: study.id, subjid: subject.subjid, form: SUBJECT_FORM, visit: null },
    part: DECISION_PART,
    record: null,
    prefilled: valuesOfDecision(begunWith),
    values: valuesOfDecision(typing),
    fill: (values) => {
      setTyping(decisionOf(values))
    },
  })
  const deciding = useDeciding(study.id, subject.subjid, draft)
  const needs = needsOf(typing, answers, cohorts.length > 0)
  const change = (part: Partial<DecisionTyping>): void => {
    setTyping({ ...typing, ...part })
  }
  const decide = (): void => {
    setAsked(true)
    if (needs.gaps.size === 0) deciding.mutate(toVerdict(typing))
  }
  return (
    <Section title={t('enrol.decision')}>
      <OfferedDraft form={form} record={null} boxes={boxes} draft={draft} />
      <div className={css['decision']} inert={draft.offered !== null}>
        <DecisionBoxes {...{ screen, answers, typing, needs, asked, change }} />
        <ProblemNotice error={deciding.error} />
        <div className={page['inline']}>
          <Button loading={deciding.isPending} onClick={decide}>
            {t(typing.kind === 'enrolled' ? 'enrol.enrol' : 'enrol.recordFailure')}
          </Button>
          {dirty && <DraftMark state={draft.state} />}
        </div>
      </div>
      <LeaveGuard dirty={dirty} draftKept={isKept(draft.state)} />
    </Section>
  )
}

interface DecisionBoxesProps extends DecisionProps {
  readonly typing: DecisionTyping
  readonly needs: DecisionNeeds
  readonly asked: boolean
  readonly change: (part: Partial<DecisionTyping>) => void
}

function DecisionBoxes(props: DecisionBoxesProps): ReactNode {
  const { t } = useTexts()
  const { typing, needs, asked, change, answers } = props
  return (
    <>
      <Radio.Group
        label={t('enrol.decision')}
        value={typing.kind}
        onChange={(value) => {
          change({ kind: value === 'enrolled' ? 'enrolled' : 'screen-failure' })
        }}
      >
        <div className={css['choices']}>
          <Radio value="enrolled" label={t('enrol.enrol')} />
          <Radio value="screen-failure" label={t('subject.screen-failure')} />
        </div>
      </Radio.Group>
      {typing.kind === 'enrolled' && needs.reason && (
        <Notice kind="warning">
          {t('enrol.notMet', { keys: keysOf(answers, speaksAgainst) })}
        </Notice>
      )}
      <PlainDateBox
        label={t('enrol.date')}
        timeZone={props.screen.checked.timeZone}
        value={typing.date}
        onChange={(date) => {
          change({ date })
        }}
      />
      {needs.cohort && <CohortBox {...props} />}
      {needs.reason && (
        <Textarea
          label={`${t('enrol.reason')} *`}
          autosize
          minRows={2}
          value={typing.reason}
          onChange={(event) => {
            change({ reason: event.currentTarget.value })
          }}
          error={asked && needs.gaps.has('reason') ? t('reason.missing') : undefined}
        />
      )}
      {asked && needs.gaps.has('answers') && (
        <Notice kind="fault">
          {t('enrol.unanswered', { keys: keysOf(answers, ({ met }) => met === null) })}
        </Notice>
      )}
    </>
  )
}

function keysOf(
  answers: readonly EligibilityAnswer[],
  which: (answer: EligibilityAnswer) => boolean,
): string {
  return answers
    .filter(which)
    .map(({ criterion }) => criterion.key)
    .join(', ')
}

function CohortBox({ screen, typing, needs, asked, change }: DecisionBoxesProps): ReactNode {
  const { t, say } = useTexts()
  return (
    <Select
      label={`${t('subjects.cohort')} *`}
      data={screen.study.definition.cohorts.map(({ key, label }) => ({
        value: key,
        label: say(label),
      }))}
      value={typing.cohort}
      onChange={(cohort) => {
        change({ cohort })
      }}
      error={asked && needs.gaps.has('cohort') ? t('enrol.cohortMissing') : undefined}
    />
  )
}

function useDeciding(
  study: string,
  subjid: string,
  draft: FormDraft,
): ReturnType<typeof useMutation<unknown, Error, Verdict>> {
  const client = useQueryClient()
  return useMutation<unknown, Error, Verdict>({
    mutationFn: (body) =>
      endBySaving(draft, (kept) =>
        call(decideEnrolment, { params: { study, subjid }, body: { ...body, ...kept } }),
      ),
    onSuccess: () => invalidateStudyData(client, study),
  })
}
