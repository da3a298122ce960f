import { useSuspenseQuery } from '@tanstack/react-query'
import { Suspense, type ReactNode } from 'react'
import { Link } from 'react-router'
import type { StudySummary } from '../../shared/api/routes/studies.ts'
import { formatDate, formatNumber } from '../kit/format.ts'
import { EmptyState, Loading, Notice, Page } from '../kit/page.tsx'
import { setupQuery, studiesQuery } from '../kit/queries.ts'
import { usePermissions, useSession } from '../kit/session.ts'
import { TestSign } from '../kit/test-mark.tsx'
import { studyPath } from '../kit/subject-paths.ts'
import { useTexts } from '../kit/texts.ts'
import { today } from '../kit/today.ts'
import { DemoOffer } from './demo-offer.tsx'
import { MyDrafts } from './my-drafts.tsx'
import css from './my-work.module.css'
import { WorkTable } from './work-table.tsx'

/** The first screen after sign-in: what do I have to do today, in which study? */
export function WorkPage(): ReactNode {
  const { t, language } = useTexts()
  const { studies } = useSuspenseQuery(studiesQuery).data
  const session = useSession()
  return (
    <Page
      crumbs={[]}
      title={t('work.title')}
      state={[session?.account.displayName, formatDate(today(), language)].join(' · ')}
    >
      <MissingTraining />
      {studies.length === 0 && <NoStudies />}
      {studies.map((study) => (
        <StudyWork key={study.id} study={study} />
      ))}
    </Page>
  )
}

/** Says in which study a training is missing, so that the role only reads there. */
function MissingTraining(): ReactNode {
  const { t } = useTexts()
  const grants = useSession()?.grants ?? []
  return grants.map(
    ({ id, study, missingTraining }) =>
      missingTraining !== undefined && (
        <Notice key={id} kind="warning">
          {t('training.missing', { study: study ?? '', ...missingTraining })}
        </Notice>
      ),
  )
}

function NoStudies(): ReactNode {
  const { t } = useTexts()
  const may = usePermissions()
  const setup = useSuspenseQuery(setupQuery).data
  if (may('study.manage') && setup.empty) return <DemoOffer />
  return (
    <EmptyState
      action={may('study.manage') ? <Link to="/new-study">{t('nav.newStudy')}</Link> : undefined}
    >
      {t(may('study.manage') ? 'work.noStudiesAdministrator' : 'work.noStudies')}
    </EmptyState>
  )
}

function StudyWork({ study }: { readonly study: StudySummary }): ReactNode {
  const { t, say } = useTexts()
  const may = usePermissions()
  const clinical = may('subject.read', { study: study.id })
  const reads = may('reading.read', { study: study.id })
  return (
    <section className={css['study']} aria-label={say(study.title)}>
      <div className={css['studyHead']}>
        <div className={css['studyName']}>
          <h2>
            <Link to={studyPath(study.id, clinical ? '' : reads ? '/readings' : '/set-up')}>
              {study.id}
            </Link>
          </h2>
          {study.environment === 'test' && <TestSign />}
          <span>{say(study.title)}</span>
        </div>
        <div className={css['studyFacts']}>
          {study.enrolled !== null && (
            <Enrolled enrolled={study.enrolled} planned={study.plannedSubjects} />
          )}
          {clinical && <Link to={studyPath(study.id, '/subjects')}>{t('nav.subjects')}</Link>}
        </div>
      </div>
      {clinical ? (
        <Suspense fallback={<Loading />}>
          {may('record.write', { study: study.id }) && <MyDrafts study={study.id} />}
          <WorkTable study={study.id} />
        </Suspense>
      ) : (
        <p className={css['soft']}>{t(reads ? 'reading.intro' : 'work.noClinical')}</p>
      )}
    </section>
  )
}

function Enrolled(props: { readonly enrolled: number; readonly planned: number }): ReactNode {
  const { enrolled: n, planned } = props
  const { t } = useTexts()
  return (
    <>
      <Progress share={planned === 0 ? 0 : n / planned} />
      {t('home.enrolledOf', { n, planned })}
    </>
  )
}

/** Share done as a bar; the numbers stand beside it. */
export function Progress({ share }: { readonly share: number }): ReactNode {
  return (
    <span className={css['progress']} aria-hidden="true">
      <span style={{ width: `${formatNumber(Math.min(1, share) * 100)}%` }} />
    </span>
  )
}
