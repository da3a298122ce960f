import { useSuspenseQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { downloadReconciliation, type SafetyCase } from '../../shared/api/routes/safety.ts'
import type { Study } from '../../shared/api/routes/studies.ts'
import { valueText } from '../kit/form/value-text.ts'
import { formatDate } from '../kit/format.ts'
import { GradeMark } from '../kit/grade-mark.tsx'
import { urlOf } from '../kit/http.ts'
import { EmptyState, Page } from '../kit/page.tsx'
import page from '../kit/page.module.css'
import { ReportClock } from '../kit/report-clock.tsx'
import { safetyCasesQuery } from '../kit/safety-queries.ts'
import { usePermissions } from '../kit/session.ts'
import { findForm, useStudy } from '../kit/subject-data.ts'
import { formPath, safetyReportPath, studyPath } from '../kit/subject-paths.ts'
import { useTexts } from '../kit/texts.ts'

/** Events of a study that are reported at once: what is due first, with clock, reports and notices. */
export function CasesPage(): ReactNode {
  const { t } = useTexts()
  const study = useStudy()
  const may = usePermissions()
  const { cases, now } = useSuspenseQuery(safetyCasesQuery(study.id)).data
  const due = cases.filter(({ dueAt }) => dueAt !== null)
  const overdue = due.filter((event) => event.overdue)
  return (
    <Page
      crumbs={[
        { label: t('nav.work'), to: '/' },
        { label: study.id, to: studyPath(study.id) },
      ]}
      title={t('nav.serious')}
      state={t('safety.counts', {
        total: cases.length,
        due: due.length,
        overdue: overdue.length,
      })}
      actions={
        may('data.export', { study: study.id }) && (
          <a href={urlOf(downloadReconciliation, { params: { study: study.id } })} download>
            {t('safety.reconciliation')}
          </a>
        )
      }
    >
      {cases.length === 0 ? (
        <EmptyState>{t('safety.none')}</EmptyState>
      ) : (
        <CaseTable study={study} cases={cases} now={now} />
      )}
    </Page>
  )
}

interface CaseTableProps {
  readonly study: Study
  readonly cases: readonly SafetyCase[]
  readonly now: string
}

function CaseTable({ study, cases, now }: CaseTableProps): ReactNode {
  const { t } = useTexts()
  return (
    <div className={page['tableWrap']}>
      <table className={page['table']}>
        <thead>
          <tr>
            <th scope="col">{t('safety.subject')}</th>
            <th scope="col">{t('safety.event')}</th>
            <th scope="col">{t('safety.seriousness')}</th>
            <th scope="col">{t('safety.clock')}</th>
            <th scope="col">{t('safety.reports')}</th>
            <th scope="col">{t('safety.told')}</th>
          </tr>
        </thead>
        <tbody>
          {cases.map((event) => (
            <CaseRow key={event.record} study={study} event={event} now={now} />
          ))}
        </tbody>
      </table>
    </div>
  )
}

interface CaseRowProps {
  readonly study: Study
  readonly event: SafetyCase
  readonly now: string
}

const CRITERIA = ['AESDTH', 'AESLIFE', 'AESHOSP', 'AESDISAB', 'AESCONG', 'AESMIE']

function CaseRow({ study, event, now }: CaseRowProps): ReactNode {
  const { t, say, language } = useTexts()
  const form = findForm(study, 'adverse-events')
  const items = form?.items ?? []
  const met = items.filter(({ key }) => CRITERIA.includes(key) && event.items[key] === 'Y')
  const outcome = items.find(({ key }) => key === 'AEOUT')
  return (
    <tr>
      <td className={page['nowrap']}>
        <Link to={formPath(study.id, event.subjid, 'adverse-events')}>{event.subjid}</Link>
        <div className={page['soft']}>{event.site}</div>
      </td>
      <td>
        {event.items['AETERM']} <GradeMark grade={event.items['AETOXGR'] ?? ''} />
        <div className={page['soft']}>
          {[
            event.removed ? t('safety.removed') : '',
            event.items['AEDECOD'] ?? '',
            formatDate(event.items['AESTDAT'], language),
            outcome === undefined ? '' : valueText(outcome, event.items, language),
          ]
            .filter((part) => part !== '')
            .join(' · ')}
        </div>
      </td>
      <td>
        {met.length > 0
          ? met.map(({ label }) => say(label)).join(language === 'zh' ? '；' : '; ')
          : event.reasons.map((reason) => t(`safety.reason.${reason}`)).join(' · ')}
      </td>
      <td>
        <ReportClock event={event} serverNow={now} />
      </td>
      <td>
        <ReportCount study={study} event={event} />
      </td>
      <td>
        <Told told={event.told} />
      </td>
    </tr>
  )
}

function ReportCount({ study, event }: Omit<CaseRowProps, 'now'>): ReactNode {
  const { t } = useTexts()
  if (event.reports.length === 0) return t('safety.noReport')
  const late = event.reports.filter((report) => report.late).length
  return (
    <>
      <Link to={safetyReportPath(study.id, event.subjid, event.record)}>{event.caseNumber}</Link>
      <div className={page['soft']}>
        {t('safety.reportCount', { count: event.reports.length })}
        {late > 0 ? ` · ${t('safety.lateCount', { count: late })}` : ''}
      </div>
    </>
  )
}

function Told({ told }: { readonly told: SafetyCase['told'] }): ReactNode {
  const { t } = useTexts()
  if (told.people === 0) return t('safety.toldNobody')
  return (
    <>
      {t('safety.toldPeople', { people: told.people, read: told.read })}
      <div className={page['soft']}>
        {told.mailSent + told.mailFailed > 0 &&
          t('safety.toldMail', { sent: told.mailSent, failed: told.mailFailed })}
      </div>
    </>
  )
}
