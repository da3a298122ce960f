import { useSuspenseQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { downloadReconciliation, type SafetyCase } from '../../shared/api/routes/safety.ts'
import type { Study } from '../../shared/api/routes/studies.ts'
import { GradeMark } from '../kit/grade-mark.tsx'
import { urlOf } from '../kit/http.ts'
import { EmptyState, Page } from '../kit/page.tsx'
import page from '../kit/page.module.css'
import { ReportClock } from '../kit/report-clock.tsx'
import { safetyCasesQuery } from '../kit/safety-queries.ts'
import { usePermissions } from '../kit/session.ts'
import { useStudy } from '../kit/subject-data.ts'
import { formPath, safetyReportPath, studyPath } from '../kit/subject-paths.ts'
import type { TableColumn } from '../kit/table/columns.ts'
import { SortableTable } from '../kit/table/sortable-table.tsx'
import { useTexts, type Texts } from '../kit/texts.ts'
import {
  clockText,
  countText,
  eventText,
  mailText,
  reportsText,
  seriousnessText,
  termText,
  toldText,
} from './case-text.ts'

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
  const texts = useTexts()
  return (
    <SortableTable name="cases" rows={cases} columns={columnsOf(study, texts)}>
      {(event) => <CaseRow key={event.record} study={study} event={event} now={now} />}
    </SortableTable>
  )
}

function columnsOf(study: Study, texts: Texts): readonly TableColumn<SafetyCase>[] {
  const { t } = texts
  return [
    {
      key: 'subject',
      head: t('safety.subject'),
      value: ({ subjid, site }) => `${subjid} (${site})`,
      order: ({ subjid }) => subjid,
    },
    {
      key: 'event',
      head: t('safety.event'),
      value: (event) =>
        [termText(event), eventText(study, event, texts)].filter((part) => part !== '').join(' · '),
    },
    {
      key: 'seriousness',
      head: t('safety.seriousness'),
      value: (event) => seriousnessText(study, event, texts),
    },
    {
      key: 'clock',
      head: t('safety.clock'),
      value: (event) => clockText(event, texts),
      order: ({ dueAt }) => dueAt,
    },
    {
      key: 'reports',
      head: t('safety.reports'),
      value: (event) => reportsText(event, texts),
      order: ({ reports }) => reports.length,
    },
    {
      key: 'told',
      head: t('safety.told'),
      value: ({ told }) => toldText(told, texts),
      order: ({ told }) => told.people,
    },
  ]
}

interface CaseRowProps {
  readonly study: Study
  readonly event: SafetyCase
  readonly now: string
}

function CaseRow({ study, event, now }: CaseRowProps): ReactNode {
  const texts = useTexts()
  return (
    <tr>
      <td className={page['nowrap']}>
        <Link to={formPath(study.id, event.subjid, 'adverse-events')}>{event.subjid}</Link>
        <div className={page['soft']}>{event.site}</div>
      </td>
      <td>
        {event.items['AETERM']} <GradeMark grade={event.items['AETOXGR'] ?? ''} />
        <div className={page['soft']}>{eventText(study, event, texts)}</div>
      </td>
      <td>{seriousnessText(study, event, texts)}</td>
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
  const texts = useTexts()
  if (event.reports.length === 0) return texts.t('safety.noReport')
  return (
    <>
      <Link to={safetyReportPath(study.id, event.subjid, event.record)}>{event.caseNumber}</Link>
      <div className={page['soft']}>{countText(event, texts)}</div>
    </>
  )
}

function Told({ told }: Pick<SafetyCase, 'told'>): ReactNode {
  const texts = useTexts()
  if (told.people === 0) return texts.t('safety.toldNobody')
  return (
    <>
      {texts.t('safety.toldPeople', { people: told.people, read: told.read })}
      <div className={page['soft']}>{mailText(told, texts)}</div>
    </>
  )
}
