import { Button } from '@mantine/core'
import { useElementSize } from '@mantine/hooks'
import { useRef, useState, type KeyboardEvent, type MouseEvent, type ReactNode } from 'react'
import { useNavigate } from 'react-router'
import type { Course, MarkSource } from '../../shared/course/define.ts'
import type { Bilingual } from '../../shared/kernel/bilingual.ts'
import { termWords } from '../../shared/safety/term-words.ts'
import { EmptyState, Section } from '../kit/page.tsx'
import page from '../kit/page.module.css'
import type { SubjectScreen } from '../kit/subject-data.ts'
import { useTexts } from '../kit/texts.ts'
import css from './course.module.css'
import { EventTable } from './event-table.tsx'
import { CourseFigure } from './figure/course-figure.tsx'
import { nextMark } from './figure-keys.ts'
import { Legend } from './legend.tsx'
import { MarkTable } from './mark-table.tsx'
import { allMarks } from './all-marks.ts'
import { markTexts, type MarkTexts } from './mark-texts.ts'

/** So many terms stand in the figure until the reader asks for all. */
const EVENT_LANES = 20
const WIDTH_BEFORE_MEASURED = 1100

/** The figure with its legend, the same as a table, and the list of events tied to it. */
export function CourseSection(props: {
  readonly screen: SubjectScreen
  readonly course: Course
}): ReactNode {
  const { screen, course } = props
  const texts = useTexts()
  const { t } = texts
  const words = markTexts(screen, texts, course.origin)
  const [lit, setLit] = useState<string | null>(null)
  return (
    <div
      onMouseOver={(event) => {
        setLit(recordOf(event.target))
      }}
      onFocus={(event) => {
        setLit(recordOf(event.target))
      }}
    >
      <Section
        title={t('course.title')}
        aside={t('course.asOf', { subjid: screen.subject.subjid })}
      >
        {course.axis === null ? (
          <EmptyState>{t('course.empty')}</EmptyState>
        ) : (
          <Figure {...{ screen, course, axis: course.axis, words, lit }} />
        )}
        <Remarks screen={screen} course={course} words={words} />
      </Section>
      <EventTable screen={screen} lit={lit} />
    </div>
  )
}

/** The record that something pointed at stands for; null elsewhere. */
function recordOf(target: EventTarget): string | null {
  if (!(target instanceof Element)) return null
  const record = target.closest('[data-record]')?.getAttribute('data-record') ?? ''
  return record === '' ? null : record
}

interface FigureProps {
  readonly screen: SubjectScreen
  readonly course: Course
  readonly axis: NonNullable<Course['axis']>
  readonly words: MarkTexts
  readonly lit: string | null
}

function Figure({ screen, course, axis, words, lit }: FigureProps): ReactNode {
  const { t } = useTexts()
  const { ref, width } = useElementSize()
  const navigate = useNavigate()
  const [whole, setWhole] = useState(false)
  const shown = whole ? course : { ...course, events: course.events.slice(0, EVENT_LANES) }
  const marks = allMarks(shown, words)
  const [chosen, setChosen] = useState('')
  const current = marks.some(({ id }) => id === chosen) ? chosen : (marks[0]?.id ?? '')
  const figure = useRef<HTMLDivElement>(null)
  const onKeyDown = (event: KeyboardEvent): void => {
    const next = figure.current === null ? null : nextMark(figure.current, event)
    if (next === null) return
    event.preventDefault()
    setChosen(next.dataset['mark'] ?? '')
    next.focus()
  }
  const onClick = (event: MouseEvent): void => {
    const link = (event.target as Element).closest('[data-mark]')
    const href = link?.getAttribute('href') ?? null
    if (href === null || event.ctrlKey || event.metaKey || event.button !== 0) return
    event.preventDefault()
    void navigate(href)
  }
  return (
    <>
      <Legend />
      <div ref={ref} className={css['figureBox']}>
        <div ref={figure} onKeyDown={onKeyDown} onClick={onClick}>
          <CourseFigure
            {...{ course: shown, axis, current, lit, texts: words }}
            width={Math.max(560, Math.round(width === 0 ? WIDTH_BEFORE_MEASURED : width))}
            label={t('course.figure', { subjid: screen.subject.subjid })}
          />
        </div>
      </div>
      <p className={page['soft']}>{t('course.keys')}</p>
      {course.events.length > EVENT_LANES && (
        <Button
          variant="subtle"
          size="compact-sm"
          onClick={() => {
            setWhole(!whole)
          }}
        >
          {whole
            ? t('course.fewerEvents')
            : t('course.moreEvents', { count: course.events.length })}
        </Button>
      )}
      <details className={css['fold']}>
        <summary>{t('course.table')}</summary>
        <MarkTable marks={allMarks(course, words)} />
      </details>
    </>
  )
}

/** What the figure cannot show: entries without a date, results that fit on no scale. */
function Remarks(props: {
  readonly screen: SubjectScreen
  readonly course: Course
  readonly words: MarkTexts
}): ReactNode {
  const { t, say } = useTexts()
  const { course, words } = props
  const left = course.laboratory.filter(({ left: count }) => count > 0)
  if (left.length === 0 && course.undated.length === 0) return null
  return (
    <ul className={css['remarks']}>
      {left.map((curve) => (
        <li key={curve.test}>
          {t('course.left', { count: curve.left, test: words.testName(curve) })}
        </li>
      ))}
      {course.undated.length > 0 && (
        <li>
          {t('course.undated')}: {course.undated.map((one) => say(nameOf(one))).join(', ')}
        </li>
      )}
    </ul>
  )
}

/** What a record is about, in the words it was entered with. */
function nameOf({ values, form }: MarkSource): Bilingual {
  const named = ['AEDECOD', 'AETERM', 'EXTRT', 'PRTRT', 'CMTRT'].map((item) => values[item] ?? '')
  return termWords(named.find((text) => text !== '') ?? form)
}
