import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { besideEachOther } from '../../shared/kernel/bilingual.ts'
import type { AssessmentPoint, Course, TumourCurve } from '../../shared/course/define.ts'
import type { ToldDerivation } from '../../shared/endpoints/derivation.ts'
import { FACTS } from '../../shared/kernel/facts.ts'
import { termWords } from '../../shared/safety/term-words.ts'
import type { AnalysisView } from '../kit/derivation-query.ts'
import { Proven } from '../kit/explained.tsx'
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
  const { t, language } = useTexts()
  const { study, subject } = screen
  const { criteria, baseline, nadir } = curve
  const last = curve.points.at(-1)
  const best = derivation.responses.find(({ row }) => row.criteria === criteria)
  if (last === undefined) return null
  const { visit, sum } = last
  const of = { ...{ study: study.id, subject: subject.subjid, view: {} }, criteria, visit }
  return (
    <>
      <dt>{t('now.sum', { criteria })}</dt>
      <dd>
        <PartNow {...of} part={sum === null ? 'overall' : 'sum'} name={t('ledger.sum')}>
          {sum === null
            ? t('now.notMeasured', { visit })
            : t('now.sumText', { sum: formatNumber(sum), visit })}
        </PartNow>
        {last.percentFromBaseline !== null && baseline !== null && (
          <>
            {' · '}
            <PartNow {...of} part="percentFromBaseline" name={t('ledger.fromBaseline')}>
              {t('now.fromBaseline', {
                change: formatChange(last.percentFromBaseline, language),
                baseline: formatNumber(baseline.sum),
              })}
            </PartNow>
          </>
        )}
        {last.percentFromNadir !== null && nadir !== null && (
          <>
            {' · '}
            <PartNow {...of} part="percentFromNadir" name={t('ledger.fromNadir')}>
              {t('now.fromNadir', {
                change: formatChange(last.percentFromNadir, language),
                nadir: formatNumber(nadir),
              })}
            </PartNow>
          </>
        )}
        <ResponsesNow {...of} last={last} best={best?.row.confirmedBor} />
      </dd>
    </>
  )
}

interface AtVisit {
  readonly study: string
  readonly subject: string
  readonly view: AnalysisView
  readonly criteria: string
  readonly visit: string
}

interface ResponsesNowProps extends AtVisit {
  readonly last: AssessmentPoint
  readonly best: string | undefined
}

/** What the investigator and the program say of the last assessment, and the best of all. */
function ResponsesNow({ last, best, ...of }: ResponsesNowProps): ReactNode {
  const { t, language } = useTexts()
  const { study, subject, criteria } = of
  const { recorded, derived } = last
  return (
    <div className={css['responses']}>
      <span>
        {t('review.own')}{' '}
        {recorded === null ? t('review.to-do') : <ResponseMark response={recorded} />}
      </span>
      <span>
        {t('review.derived')}{' '}
        <PartNow {...of} part="overall" name={t('review.derived')}>
          <ResponseMark response={derived} />
        </PartNow>
      </span>
      {best !== undefined && (
        <span>
          {t('now.best')}{' '}
          <Proven
            {...of}
            label={besideEachOther([t('now.best'), criteria], language)}
            fact={FACTS.of(criteria, 'confirmed/bor')}
          >
            <ResponseMark response={best} />
          </Proven>
        </span>
      )}
      <Link to={subjectPath(study, subject, '/tumour')}>{t('now.openLedger')}</Link>
    </div>
  )
}

interface PartNowProps extends AtVisit {
  /** Name of its step at the visit, and what people call it. */
  readonly part: string
  readonly name: string
  readonly children: ReactNode
}

/** A part of the last assessment, which leads to its proof. */
function PartNow({ criteria, visit, part, name, children, ...of }: PartNowProps): ReactNode {
  const { language } = useTexts()
  return (
    <Proven
      {...of}
      label={besideEachOther([name, visit, criteria], language)}
      fact={FACTS.at(criteria, visit, part)}
    >
      {children}
    </Proven>
  )
}

function EventsNow({ screen, course }: Omit<StandsNowProps, 'derivation'>): ReactNode {
  const { t, say } = useTexts()
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
          <GradeMark grade={event.values['AETOXGR'] ?? ''} />{' '}
          <Link to={path}>{say(termWords(term))}</Link>
          {event.serious && <strong className={page['soft']}> {t('course.serious')}</strong>}
        </li>
      ))}
    </ul>
  )
}
