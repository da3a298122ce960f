import { useSuspenseQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import type { Study } from '../../shared/api/routes/studies.ts'
import { endpointLabel, resultText } from '../kit/endpoint-text.ts'
import { formatDate } from '../kit/format.ts'
import { FutureCutoff } from '../kit/future-cutoff.tsx'
import { EmptyState, Page, Section } from '../kit/page.tsx'
import page from '../kit/page.module.css'
import { useStudy } from '../kit/subject-data.ts'
import { studyPath } from '../kit/subject-paths.ts'
import { useTexts } from '../kit/texts.ts'
import { EnrolmentChart } from './enrolment-chart.tsx'
import css from './my-work.module.css'
import { homeQuery, type Home } from './queries.ts'

/** A study at a glance: enrolment planned and real, headline endpoints, what is open. */
export function StudyHome(): ReactNode {
  const { t, say, language } = useTexts()
  const study = useStudy()
  const home = useSuspenseQuery(homeQuery(study.id)).data
  return (
    <Page
      crumbs={[{ label: t('nav.work'), to: '/' }, { label: study.id }]}
      title={say(study.definition.shortTitle)}
      state={
        home.cutoff === null
          ? t('home.noData')
          : t('home.asOf', { date: formatDate(home.cutoff, language) })
      }
      actions={<Link to={studyPath(study.id, '/subjects')}>{t('nav.subjects')}</Link>}
    >
      <FutureCutoff study={study.id} cutoff={home.cutoff ?? ''} />
      <p>{say(study.title)}</p>
      <p className={page['soft']}>{say(study.definition.design)}</p>
      <Section
        title={t('home.headline')}
        aside={
          <>
            <Link to={studyPath(study.id, '/live')}>{t('nav.live')}</Link>
            {' · '}
            <Link to={studyPath(study.id, '/results')}>{t('home.allResults')}</Link>
          </>
        }
      >
        {home.headline.length === 0 && <EmptyState>{t('home.noHeadline')}</EmptyState>}
        <div className={css['figures']}>
          {home.headline.map((row) => (
            <Headline key={`${row.id}-${row.cohort ?? ''}`} study={study} row={row} />
          ))}
        </div>
      </Section>
      <Section
        title={t('home.enrolment')}
        aside={t('home.enrolledOf', { n: home.enrolled, planned: home.planned })}
      >
        <EnrolmentChart planned={home.planned} byMonth={home.byMonth} />
        <EnrolmentTable home={home} />
        <p>
          <Link to={studyPath(study.id, '/data-state')}>{t('dataState.title')}</Link>
        </p>
      </Section>
      <OpenWork home={home} study={study.id} />
    </Page>
  )
}

function EnrolmentTable({ home }: { readonly home: Home }): ReactNode {
  const { t } = useTexts()
  return (
    <table className={page['table']} style={{ maxWidth: 560 }}>
      <thead>
        <tr>
          <th scope="col">{t('home.site')}</th>
          <th scope="col" className={page['number']}>
            {t('home.screened')}
          </th>
          <th scope="col" className={page['number']}>
            {t('home.enrolled')}
          </th>
        </tr>
      </thead>
      <tbody>
        {home.bySite.map(({ site, screened, enrolled }) => (
          <tr key={site}>
            <th scope="row">{site}</th>
            <td className={page['number']}>{screened}</td>
            <td className={page['number']}>{enrolled}</td>
          </tr>
        ))}
        <tr>
          <th scope="row">{t('home.all')}</th>
          <td className={page['number']}>{home.screened}</td>
          <td className={page['number']}>{home.enrolled}</td>
        </tr>
      </tbody>
    </table>
  )
}

function OpenWork({ home, study }: { readonly home: Home; readonly study: string }): ReactNode {
  const { t } = useTexts()
  const entries = [
    { sign: '!', text: t('work.visitOverdue'), count: home.visits.overdue },
    { sign: '◔', text: t('work.visitDue'), count: home.visits.due },
    { sign: '◑', text: t('home.visitsPartial'), count: home.visits.partial },
    { sign: '✎', text: t('home.reviewsToDo'), count: home.reviewsToDo },
    { sign: '–', text: t('home.screenFailures'), count: home.screenFailures },
  ]
  return (
    <Section title={t('home.open')} aside={<Link to="/">{t('nav.work')}</Link>}>
      <ul className={css['counts']} data-study={study}>
        {entries.map(({ sign, text, count }) => (
          <li key={text}>
            <span aria-hidden="true">{sign}</span> {text} <strong>{count}</strong>
          </li>
        ))}
      </ul>
    </Section>
  )
}

interface HeadlineProps {
  readonly study: Study
  readonly row: Home['headline'][number]
}

function Headline({ study, row }: HeadlineProps): ReactNode {
  const texts = useTexts()
  const text = resultText(row, study.definition.conventions.monthDays, texts)
  const limits = text.limits === '' ? '' : texts.t('results.ci', { limits: text.limits })
  const notes = [text.counts, limits, row.criteria, row.population]
  return (
    <div className={css['headline']}>
      <div className={css['headlineName']}>
        <Link to={studyPath(study.id, `/results/${row.id}`)}>
          {endpointLabel(study.definition.endpoints, row.id, texts)}
        </Link>
        {row.cohort !== null && ` · ${row.cohort}`}
      </div>
      <div className={css['headlineValue']}>{text.figure}</div>
      <div className={css['headlineNote']}>
        {notes.filter((part) => part !== '' && part !== null).join(' · ')}
      </div>
    </div>
  )
}
