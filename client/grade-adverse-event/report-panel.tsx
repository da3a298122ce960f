import { Button, Textarea } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import { Link } from 'react-router'
import { submitSafetyReport, type SafetyCase } from '../../shared/api/routes/safety.ts'
import { categoryOf } from '../../shared/safety/safety-case.ts'
import { GradeMark } from '../kit/grade-mark.tsx'
import { call } from '../kit/http.ts'
import { Section } from '../kit/page.tsx'
import page from '../kit/page.module.css'
import { ProblemNotice } from '../kit/problem-notice.tsx'
import { invalidateStudyData } from '../kit/queries.ts'
import { ReportClock } from '../kit/report-clock.tsx'
import { safetyReportPath } from '../kit/subject-paths.ts'
import { useTexts } from '../kit/texts.ts'
import css from './grade.module.css'

interface ReportPanelProps {
  readonly study: string
  readonly cases: readonly SafetyCase[]
  /** The server's time when the cases were fetched. */
  readonly now: string
  readonly mayReport: boolean
}

/** The subject's events that are reported at once, with their clock, and the next report of each. */
export function ReportPanel({ study, cases, now, mayReport }: ReportPanelProps): ReactNode {
  const { t } = useTexts()
  if (cases.length === 0) return null
  return (
    <Section title={t('safety.reports')}>
      <ul className={css['cases']}>
        {cases.map((event) => (
          <li key={event.record}>
            <div className={css['case']}>
              <span>
                {event.items['AETERM']} <GradeMark grade={event.items['AETOXGR'] ?? ''} />
              </span>
              <ReportClock event={event} serverNow={now} />
              <span>
                {event.caseNumber !== null && (
                  <Link to={safetyReportPath(study, event.subjid, event.record)}>
                    {event.caseNumber}
                  </Link>
                )}
              </span>
            </div>
            {mayReport && event.state !== 'nullified' && (
              <SubmitReport key={event.reports.length} study={study} event={event} />
            )}
          </li>
        ))}
      </ul>
    </Section>
  )
}

function SubmitReport({
  study,
  event,
}: {
  readonly study: string
  readonly event: SafetyCase
}): ReactNode {
  const { t } = useTexts()
  const [opened, setOpened] = useState(false)
  const category = categoryOf(event.state)
  const next = t(`safety.submit.${category}`, { number: event.reports.length })
  if (!opened) {
    return (
      <Button
        size="compact-sm"
        variant={event.dueAt === null ? 'default' : 'filled'}
        onClick={() => {
          setOpened(true)
        }}
      >
        {next} …
      </Button>
    )
  }
  return <ReportForm study={study} event={event} next={next} />
}

function ReportForm(props: {
  readonly study: string
  readonly event: SafetyCase
  readonly next: string
}): ReactNode {
  const { study, event, next } = props
  const { t } = useTexts()
  const client = useQueryClient()
  const [note, setNote] = useState('')
  const submitting = useMutation({
    mutationFn: () =>
      call(submitSafetyReport, {
        params: { study, subjid: event.subjid, record: event.record },
        body: { note: note.trim() },
        version: event.version,
      }),
    onSettled: () => invalidateStudyData(client, study),
  })
  const needsNote = event.state === 'nullification-due' || event.state === 'reported'
  return (
    <form
      className={css['submit']}
      onSubmit={(submit) => {
        submit.preventDefault()
        submitting.mutate()
      }}
    >
      <p className={page['soft']}>{t('safety.submitIntro')}</p>
      <Textarea
        size="xs"
        autosize
        minRows={2}
        maxLength={4000}
        label={needsNote ? `${t('safety.note')} *` : t('safety.note')}
        value={note}
        onChange={(change) => {
          setNote(change.currentTarget.value)
        }}
      />
      <Button
        type="submit"
        size="compact-sm"
        mt={6}
        disabled={needsNote && note.trim() === ''}
        loading={submitting.isPending}
      >
        {next}
      </Button>
      <ProblemNotice error={submitting.error} />
    </form>
  )
}
