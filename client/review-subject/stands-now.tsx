import type { ReactNode } from 'react'
import { Link } from 'react-router'
import type { Course, TumourCurve } from '../../shared/course/define.ts'
import type { ToldDerivation } from '../../shared/endpoints/derivation.ts'
import { formatChange, formatNumber } from '../kit/format.ts'
import { GradeMark } from '../kit/grade-mark.tsx'
import { Section } from '../kit/page.tsx'
import page from '../kit/page.module.css'
import { ResponseMark } from '../kit/response-mark.tsx'
import type { SubjectScreen } from '../kit/subject-data.ts'
import { formPath, subjectPath } from '../kit/subject-paths.ts'
import { useTexts } from '../kit/texts.ts'
import css from './course.module.css'
import { codedText } from './mark-texts.ts'

interface StandsNowProps {
  readonly screen: SubjectScreen
  readonly course: Course
  readonly derivation: ToldDerivation
}

/** What is given now, how large the tumour is, and which events go on. */
export function StandsNow({ screen, course, derivation }: StandsNowProps): ReactNode {
  const { t } = useTexts()
  return (
    <Section title={t('now.title')}>
      <dl className={css['now']}>
        <dt>{t('now.given')}</dt>
        <dd>
          <GivenNow screen={screen} course={course} />
        </dd>
        {course.tumour.length === 0 && (
          <>
            <dt>{t('ledger.sum')}</dt>
            <dd>{t('now.noTumour')}</dd>
          </>
        )}
        {course.tumour.map((curve) => (
          <TumourNow key={curve.criteria} {...{ screen, curve, derivation }} />
        ))}
        <dt>{t('now.events')}</dt>
        <dd>
          <EventsNow screen={screen} course={course} />
        </dd>
      </dl>
    </Section>
  )
}

function GivenNow({ screen, course }: Omit<StandsNowProps, 'derivation'>): ReactNode {
  const texts = useTexts()
  const { t } = texts
  const now = course.treatments.flatMap(({ periods }) => {
    const last = periods.findLast(({ end }) => end === null)
    return last === undefined ? [] : [last]
  })
  if (now.length === 0) return t('now.noTreatment')
  const path = formPath(screen.study.id, screen.subject.subjid, 'exposure')
  return now.map((period) => {
    const { EXDOSE: dose = '', EXDOSU: unit = '' } = period.values
    const said =
      period.dose === 0
        ? t('course.interrupted')
        : [dose, unit, codedText(screen, period, 'EXDOSFRQ', texts)].join(' ').trim()
    return (
      <div key={period.record}>
        <Link to={path}>{codedText(screen, period, 'EXTRT', texts)}</Link> {said}
      </div>
    )
  })
}

interface TumourNowProps extends Omit<StandsNowProps, 'course'> {
  readonly curve: TumourCurve
}

/** The last assessment: its sum against baseline and nadir, both responses, and the best one. */
function TumourNow({ screen, curve, derivation }: TumourNowProps): ReactNode {
  const { t } = useTexts()
  const { study, subject } = screen
  const { criteria, baseline, nadir } = curve
  const last = curve.points.at(-1)
  const best = derivation.responses.find(({ row }) => row.criteria === criteria)
  if (last === undefined) return null
  const { visit, sum, recorded, derived } = last
  return (
    <>
      <dt>{t('now.sum', { criteria })}</dt>
      <dd>
        <Link to={subjectPath(study.id, subject.subjid, '/tumour')}>
          {sum === null
            ? t('now.notMeasured', { visit })
            : t('now.sumText', { sum: formatNumber(sum), visit })}
        </Link>
        {last.percentFromBaseline !== null && baseline !== null && (
          <>
            {' · '}
            {t('now.fromBaseline', {
              change: formatChange(last.percentFromBaseline),
              baseline: formatNumber(baseline.sum),
            })}
          </>
        )}
        {last.percentFromNadir !== null && nadir !== null && (
          <>
            {' · '}
            {t('now.fromNadir', {
              change: formatChange(last.percentFromNadir),
              nadir: formatNumber(nadir),
            })}
          </>
        )}
        <div className={css['responses']}>
          <span>
            {t('review.own')}{' '}
            {recorded === null ? t('review.to-do') : <ResponseMark response={recorded} />}
          </span>
          <span>
            {t('review.derived')} <ResponseMark response={derived} />
          </span>
          {best !== undefined && (
            <span>
              {t('now.best')} <ResponseMark response={best.row.confirmedBor} />
            </span>
          )}
        </div>
      </dd>
    </>
  )
}

function EventsNow({ screen, course }: Omit<StandsNowProps, 'derivation'>): ReactNode {
  const { t } = useTexts()
  const ongoing = course.events.flatMap(({ term, events }) => {
    const last = events.findLast(({ end }) => end === null)
    return last === undefined ? [] : [{ term, event: last }]
  })
  if (ongoing.length === 0) return t('now.noEvents')
  const path = formPath(screen.study.id, screen.subject.subjid, 'adverse-events')
  return (
    <ul className={css['plain']}>
      {ongoing.map(({ term, event }) => (
        <li key={event.record}>
          <GradeMark grade={event.values['AETOXGR'] ?? ''} /> <Link to={path}>{term}</Link>
          {event.serious && <strong className={page['soft']}> {t('course.serious')}</strong>}
        </li>
      ))}
    </ul>
  )
}
