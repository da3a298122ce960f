import { Suspense, type ReactNode } from 'react'
import { Link, NavLink, Outlet, useLocation, useNavigate } from 'react-router'
import { consentOf } from '../../shared/protocol/consent-settings.ts'
import { formatDate, NOTHING } from '../kit/format.ts'
import { useShortcuts } from '../kit/keys.ts'
import { LockNote } from '../kit/lock-note.tsx'
import { Loading, Notice } from '../kit/page.tsx'
import page from '../kit/page.module.css'
import { findForm, useSubjectScreen, type SubjectScreen } from '../kit/subject-data.ts'
import { studyPath, subjectPath } from '../kit/subject-paths.ts'
import { useTexts, type Texts } from '../kit/texts.ts'
import css from './subject-frame.module.css'

/** The frame of one subject: code, cohort, day, state and last contact stay while the screen scrolls. */
export function SubjectFrame(): ReactNode {
  const screen = useSubjectScreen()
  const { pathname } = useLocation()
  useSubjectKeys(screen)
  const { subjid } = screen.subject
  return (
    <div>
      <title>{`${subjid} · ${screen.study.id} · Hepatrial`}</title>
      <SubjectHead screen={screen} />
      <div className={css['body']} key={`${screen.study.id}/${subjid}${pathname}`}>
        {screen.held !== null && <LockNote screen={screen} lock={screen.held} />}
        <Suspense fallback={<Loading />}>
          <Outlet />
        </Suspense>
      </div>
    </div>
  )
}

/** `{` and `}`: the same screen of the former and the next subject. */
function useSubjectKeys({ study, subject, former, next }: SubjectScreen): void {
  const { pathname } = useLocation()
  const navigate = useNavigate()
  const part = pathname.slice(subjectPath(study.id, subject.subjid).length)
  // A visit or a record of one subject is none of another's.
  const kept =
    /^\/(?:course|story|enrolment|tumour|responses|adverse-events|sign|close-out|forms\/[^/]+)$/.test(
      part,
    )
      ? part
      : ''
  const go = (to: string | null): void => {
    if (to !== null) void navigate(subjectPath(study.id, to, kept))
  }
  useShortcuts({
    '{': () => {
      go(former)
    },
    '}': () => {
      go(next)
    },
  })
}

/** The visit and the form of the address, for the breadcrumb. */
function useInside({ study }: SubjectScreen): readonly string[] {
  const { pathname, search } = useLocation()
  const { say } = useTexts()
  const visit = /\/visits\/([^/]+)/.exec(pathname)?.[1]
  const log = /\/forms\/([^/]+)/.exec(pathname)?.[1]
  const key = log ?? new URLSearchParams(search).get('form')
  const form = key === null ? undefined : findForm(study, decodeURIComponent(key))
  return [
    ...(visit === undefined ? [] : [decodeURIComponent(visit)]),
    ...(form === undefined ? [] : [say(form.title)]),
  ]
}

function SubjectHead({ screen }: { readonly screen: SubjectScreen }): ReactNode {
  const texts = useTexts()
  const { t, say, language } = texts
  const { study, subject } = screen
  const inside = useInside(screen)
  const cohort = study.definition.cohorts.find(({ key }) => key === subject.cohort)
  return (
    <header className={css['head']}>
      <nav aria-label={t('frame.breadcrumb')}>
        <ol className={page['crumbs']}>
          <li>
            <Link to={studyPath(study.id)}>{study.id}</Link>
          </li>
          <li>
            <Link to={studyPath(study.id, '/subjects')}>{t('nav.subjects')}</Link>
          </li>
          <li>
            <Link to={studyPath(study.id, `/subjects?site=${encodeURIComponent(subject.site)}`)}>
              {subject.site}
            </Link>
          </li>
          <li>
            <Link to={subjectPath(study.id, subject.subjid)}>{subject.subjid}</Link>
          </li>
          {inside.map((part) => (
            <li key={part}>{part}</li>
          ))}
        </ol>
      </nav>
      <div className={css['facts']}>
        <h1 className={css['code']}>{subject.subjid}</h1>
        <dl className={css['facts']} style={{ margin: 0 }}>
          {cohort !== undefined && <Fact name={t('subjects.cohort')} value={say(cohort.label)} />}
          <Fact name={t('subject.day')} value={subject.dayOnStudy ?? NOTHING} />
          <Fact name={t('subjects.state')} value={statusText(subject, texts)} />
          <Fact name={t('subject.lastContact')} value={formatDate(subject.lastContact, language)} />
        </dl>
      </div>
      <WithdrawalNote screen={screen} />
      <SubjectTabs study={study.id} subjid={subject.subjid} />
    </header>
  )
}

function statusText(
  { status: { status, since } }: SubjectScreen['subject'],
  { t, language }: Texts,
): string {
  const text = t(`status.${status}`)
  return since === null
    ? text
    : `${text} ${t('status.since', { date: formatDate(since, language) })}`
}

/** What may still be entered after consent was withdrawn. */
function WithdrawalNote({ screen }: { readonly screen: SubjectScreen }): ReactNode {
  const { t, say, language } = useTexts()
  const { study, subject } = screen
  if (subject.status.status !== 'withdrawn') return null
  const titles = consentOf(study.definition).laterEntry.map((key) => {
    const form = findForm(study, key)
    return form === undefined ? key : say(form.title)
  })
  const date = formatDate(subject.status.since, language)
  const forms = titles.length === 0 ? NOTHING : titles.join(', ')
  return <Notice kind="warning">{t('status.withdrawnRule', { date, forms })}</Notice>
}

function Fact(props: { readonly name: string; readonly value: string | number }): ReactNode {
  return (
    <div className={css['fact']}>
      <dt>{props.name}</dt>
      <dd>{props.value}</dd>
    </div>
  )
}

function SubjectTabs(props: { readonly study: string; readonly subjid: string }): ReactNode {
  const { t } = useTexts()
  const tabs = [
    { to: '', label: t('subject.overview') },
    { to: '/course', label: t('course.title') },
    { to: '/story', label: t('story.tab') },
    { to: '/enrolment', label: t('enrol.title') },
    { to: '/tumour', label: t('ledger.title') },
    { to: '/responses', label: t('review.title') },
    { to: '/adverse-events', label: t('ae.title') },
    { to: '/sign', label: t('sign.title') },
    { to: '/close-out', label: t('closeOut.title') },
    { to: '/casebook', label: t('book.title') },
  ]
  return (
    <nav className={css['tabs']} aria-label={t('subject.parts')}>
      {tabs.map(({ to, label }) => (
        <NavLink
          key={to}
          end={to === ''}
          className={css['tab'] ?? ''}
          to={subjectPath(props.study, props.subjid, to)}
        >
          {label}
        </NavLink>
      ))}
    </nav>
  )
}
