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
import { today } from '../kit/today.ts'
import { speaksAgainst, type EligibilityAnswer } from './eligibility-answers.ts'
import css from './matrix.module.css'

type Verdict = BodyInputOf<typeof decideEnrolment>

interface DecisionProps {
  readonly screen: SubjectScreen
  readonly answers: readonly EligibilityAnswer[]
}

/** The decision after screening: cohort and date of enrolment, or screen failure with its reason. */
export function Decision({ screen, answers }: DecisionProps): ReactNode {
  const { t, say } = useTexts()
  const { study, subject } = screen
  const { cohorts } = study.definition
  const open = answers.filter(({ met }) => met === null)
  const against = answers.filter(speaksAgainst)
  const [kind, setKind] = useState<'enrolled' | 'screen-failure'>('enrolled')
  const [date, setDate] = useState<string>(today())
  const [cohort, setCohort] = useState<string | null>(
    cohorts.length === 1 ? (cohorts[0]?.key ?? null) : null,
  )
  const [reason, setReason] = useState('')
  const [asked, setAsked] = useState(false)
  const deciding = useDeciding(study.id, subject.subjid)
  const needsReason = kind === 'screen-failure' || against.length > 0
  const needsCohort = kind === 'enrolled' && cohorts.length > 0
  const missing = {
    reason: needsReason && reason.trim() === '',
    cohort: needsCohort && cohort === null,
    answers: kind === 'enrolled' && open.length > 0,
  }
  const decide = (): void => {
    setAsked(true)
    if (missing.reason || missing.cohort || missing.answers) return
    const why = reason.trim()
    if (kind === 'screen-failure') deciding.mutate({ decision: kind, date, reason: why })
    else deciding.mutate({ decision: kind, date, cohort, ...(why === '' ? {} : { reason: why }) })
  }
  return (
    <Section title={t('enrol.decision')}>
      <div className={css['decision']}>
        <Radio.Group
          label={t('enrol.decision')}
          value={kind}
          onChange={(value) => {
            setKind(value === 'enrolled' ? 'enrolled' : 'screen-failure')
          }}
        >
          <div style={{ display: 'flex', gap: 16, paddingTop: 4 }}>
            <Radio value="enrolled" label={t('enrol.enrol')} />
            <Radio value="screen-failure" label={t('subject.screen-failure')} />
          </div>
        </Radio.Group>
        {kind === 'enrolled' && against.length > 0 && (
          <Notice kind="warning">
            {t('enrol.notMet', { keys: against.map(({ criterion }) => criterion.key).join(', ') })}
          </Notice>
        )}
        <PlainDateBox label={t('enrol.date')} value={date} onChange={setDate} />
        {needsCohort && (
          <Select
            label={`${t('subjects.cohort')} *`}
            data={cohorts.map(({ key, label }) => ({ value: key, label: say(label) }))}
            value={cohort}
            onChange={setCohort}
            error={asked && missing.cohort ? t('enrol.cohortMissing') : undefined}
          />
        )}
        {needsReason && (
          <Textarea
            label={`${t('enrol.reason')} *`}
            autosize
            minRows={2}
            value={reason}
            onChange={(event) => {
              setReason(event.currentTarget.value)
            }}
            error={asked && missing.reason ? t('reason.missing') : undefined}
          />
        )}
        {asked && missing.answers && (
          <Notice kind="fault">
            {t('enrol.unanswered', { keys: open.map(({ criterion }) => criterion.key).join(', ') })}
          </Notice>
        )}
        <ProblemNotice error={deciding.error} />
        <div>
          <Button loading={deciding.isPending} onClick={decide}>
            {t(kind === 'enrolled' ? 'enrol.enrol' : 'enrol.recordFailure')}
          </Button>
        </div>
      </div>
    </Section>
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
