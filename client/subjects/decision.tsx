import { Button, Radio, Select, Textarea } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import type { BodyInputOf } from '../../shared/api/define.ts'
import { decideEnrolment } from '../../shared/api/routes/subjects.ts'
import { PlainDateBox } from '../kit/form/plain-date-box.tsx'
import { call } from '../kit/http.ts'
import { Notice, Section } from '../kit/page.tsx'
import { ProblemNotice } from '../kit/problem-notice.tsx'
import { invalidateStudyData } from '../kit/queries.ts'
import type { SubjectScreen } from '../kit/subject-data.ts'
import { useTexts } from '../kit/texts.ts'
import { todayAt } from '../kit/today.ts'
import { speaksAgainst, type EligibilityAnswer } from './eligibility-answers.ts'
import css from './matrix.module.css'

type Verdict = BodyInputOf<typeof decideEnrolment>

interface DecisionProps {
  readonly screen: SubjectScreen
  readonly answers: readonly EligibilityAnswer[]
}

/** What stands in the boxes of the decision. */
interface DecisionDraft {
  readonly kind: 'enrolled' | 'screen-failure'
  readonly date: string
  readonly cohort: string | null
  readonly reason: string
}

type Gap = 'reason' | 'cohort' | 'answers'

interface DecisionNeeds {
  readonly reason: boolean
  readonly cohort: boolean
  /** What still lacks before the decision can be recorded. */
  readonly gaps: ReadonlySet<Gap>
}

function needsOf(
  draft: DecisionDraft,
  answers: readonly EligibilityAnswer[],
  hasCohorts: boolean,
): DecisionNeeds {
  const enrols = draft.kind === 'enrolled'
  const reason = !enrols || answers.some(speaksAgainst)
  const cohort = enrols && hasCohorts
  const gaps = new Set<Gap>()
  if (reason && draft.reason.trim() === '') gaps.add('reason')
  if (cohort && draft.cohort === null) gaps.add('cohort')
  if (enrols && answers.some(({ met }) => met === null)) gaps.add('answers')
  return { reason, cohort, gaps }
}

function toVerdict({ kind, date, cohort, reason }: DecisionDraft): Verdict {
  const why = reason.trim()
  if (kind === 'screen-failure') return { decision: kind, date, reason: why }
  return { decision: kind, date, cohort, ...(why === '' ? {} : { reason: why }) }
}

/** The decision after screening: cohort and date of enrolment, or screen failure with its reason. */
export function Decision({ screen, answers }: DecisionProps): ReactNode {
  const { t } = useTexts()
  const { study, subject } = screen
  const { cohorts } = study.definition
  const only = cohorts.length === 1 ? (cohorts[0]?.key ?? null) : null
  const [draft, setDraft] = useState<DecisionDraft>(() => ({
    kind: 'enrolled',
    date: todayAt(screen.checked.timeZone),
    cohort: only,
    reason: '',
  }))
  const [asked, setAsked] = useState(false)
  const deciding = useDeciding(study.id, subject.subjid)
  const needs = needsOf(draft, answers, cohorts.length > 0)
  const change = (part: Partial<DecisionDraft>): void => {
    setDraft({ ...draft, ...part })
  }
  const decide = (): void => {
    setAsked(true)
    if (needs.gaps.size === 0) deciding.mutate(toVerdict(draft))
  }
  return (
    <Section title={t('enrol.decision')}>
      <div className={css['decision']}>
        <DecisionBoxes {...{ screen, answers, draft, needs, asked, change }} />
        <ProblemNotice error={deciding.error} />
        <div>
          <Button loading={deciding.isPending} onClick={decide}>
            {t(draft.kind === 'enrolled' ? 'enrol.enrol' : 'enrol.recordFailure')}
          </Button>
        </div>
      </div>
    </Section>
  )
}

interface DecisionBoxesProps extends DecisionProps {
  readonly draft: DecisionDraft
  readonly needs: DecisionNeeds
  readonly asked: boolean
  readonly change: (part: Partial<DecisionDraft>) => void
}

function DecisionBoxes(props: DecisionBoxesProps): ReactNode {
  const { t } = useTexts()
  const { draft, needs, asked, change, answers } = props
  return (
    <>
      <Radio.Group
        label={t('enrol.decision')}
        value={draft.kind}
        onChange={(value) => {
          change({ kind: value === 'enrolled' ? 'enrolled' : 'screen-failure' })
        }}
      >
        <div className={css['choices']}>
          <Radio value="enrolled" label={t('enrol.enrol')} />
          <Radio value="screen-failure" label={t('subject.screen-failure')} />
        </div>
      </Radio.Group>
      {draft.kind === 'enrolled' && needs.reason && (
        <Notice kind="warning">
          {t('enrol.notMet', { keys: keysOf(answers, speaksAgainst) })}
        </Notice>
      )}
      <PlainDateBox
        label={t('enrol.date')}
        timeZone={props.screen.checked.timeZone}
        value={draft.date}
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
          value={draft.reason}
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

function CohortBox({ screen, draft, needs, asked, change }: DecisionBoxesProps): ReactNode {
  const { t, say } = useTexts()
  return (
    <Select
      label={`${t('subjects.cohort')} *`}
      data={screen.study.definition.cohorts.map(({ key, label }) => ({
        value: key,
        label: say(label),
      }))}
      value={draft.cohort}
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
): ReturnType<typeof useMutation<unknown, Error, Verdict>> {
  const client = useQueryClient()
  return useMutation<unknown, Error, Verdict>({
    mutationFn: (body) => call(decideEnrolment, { params: { study, subjid }, body }),
    onSuccess: () => invalidateStudyData(client, study),
  })
}
