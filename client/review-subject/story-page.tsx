import { SegmentedControl } from '@mantine/core'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useSearchParams } from 'react-router'
import type { StoryView } from '../../shared/api/routes/subject-story.ts'
import { Figure } from '../../shared/figures/figure.tsx'
import { parseDay } from '../../shared/kernel/dates.ts'
import { LIVER_COURSE_OF, type LiverCourseOf } from '../../shared/plots/story-data.ts'
import {
  liverChoiceName,
  liverCourseName,
  storyName,
  storyNotes,
  storySheet,
  storyTitle,
} from '../../shared/report/story-sheet.ts'
import { viewOf } from '../../shared/plots/story-frame.ts'
import { PlainDateBox } from '../kit/form/plain-date-box.tsx'
import { formatDate } from '../kit/format.ts'
import { FutureCutoff } from '../kit/future-cutoff.tsx'
import { EmptyState, Loading, Section } from '../kit/page.tsx'
import page from '../kit/page.module.css'
import { ProblemNotice } from '../kit/problem-notice.tsx'
import { useSubjectScreen } from '../kit/subject-data.ts'
import { useTexts } from '../kit/texts.ts'
import { StoryFigure } from './story-figure.tsx'
import { StoryFiles } from './story-files.tsx'
import { storyQuery } from './story-query.ts'
import { StoryTable } from './story-table.tsx'
import { spanOfAddress } from './story-view.ts'
import css from './story.module.css'

const FIGURES = ['story', 'lesions', 'liver'] as const
type FigureName = (typeof FIGURES)[number]
const KINDS = {
  story: 'subject-story',
  lesions: 'lesion-time-line',
  liver: 'liver-course',
} as const

/** One subject on one time axis: everything, or the lesions alone; on screen and on paper. */
export function StoryPage(): ReactNode {
  const { study, subject } = useSubjectScreen()
  const [address] = useSearchParams()
  const asked = address.get('cutoff') ?? ''
  const cutoff = parseDay(asked) === null ? undefined : asked
  const { data, error } = useQuery({
    ...storyQuery(study.id, subject.subjid, cutoff),
    placeholderData: keepPreviousData,
  })
  const figure = FIGURES.find((one) => one === address.get('figure')) ?? 'story'
  return (
    <div data-print="story">
      <Controls figure={figure} cutoff={cutoff ?? data?.cutoff ?? ''} />
      <FutureCutoff study={study.id} cutoff={unchosenCutoff(cutoff, data)} />
      <ProblemNotice error={error} />
      {data === undefined && error === null && <Loading />}
      {data !== undefined && <Story view={data} figure={figure} cutoff={cutoff} />}
    </div>
  )
}

/** The cut-off that follows from the data alone; empty where one was chosen. */
function unchosenCutoff(chosen: string | undefined, view: StoryView | undefined): string {
  return chosen === undefined ? (view?.cutoff ?? '') : ''
}

function Controls(props: { readonly figure: FigureName; readonly cutoff: string }): ReactNode {
  const { t, language } = useTexts()
  const [address, setAddress] = useSearchParams()
  const set = (name: string, value: string): void => {
    const next = new URLSearchParams(address)
    if (value === '') next.delete(name)
    else next.set(name, value)
    setAddress(next, { replace: true })
  }
  return (
    <div className={`${page['filters'] ?? ''} ${css['screenOnly'] ?? ''}`}>
      <SegmentedControl
        size="xs"
        aria-label={t('story.figures')}
        value={props.figure}
        onChange={(value) => {
          set('figure', value === 'story' ? '' : value)
        }}
        data={FIGURES.map((one) => ({ value: one, label: storyName(KINDS[one], language) }))}
      />
      {props.figure === 'liver' && (
        <SegmentedControl
          size="xs"
          aria-label={liverChoiceName(language)}
          value={liverOf(address)}
          onChange={(value) => {
            set('of', value === 'limit' ? '' : value)
          }}
          data={LIVER_COURSE_OF.map((of) => ({ value: of, label: liverCourseName(of, language) }))}
        />
      )}
      <PlainDateBox
        label={t('story.cutoff')}
        value={props.cutoff}
        onChange={(date) => {
          set('cutoff', date)
        }}
      />
    </div>
  )
}

/** What the address wants liver values as multiples of. */
function liverOf(address: URLSearchParams): LiverCourseOf {
  return LIVER_COURSE_OF.find((one) => one === address.get('of')) ?? 'limit'
}

interface StoryProps {
  readonly view: StoryView
  readonly figure: FigureName
  /** As asked for; undefined: the latest date. */
  readonly cutoff: string | undefined
}

function Story({ view, figure, cutoff }: StoryProps): ReactNode {
  const { t, language } = useTexts()
  const [address] = useSearchParams()
  const of = liverOf(address)
  const data = figure === 'liver' ? { ...view.liver, of } : view[figure]
  const span = spanOfAddress(address)
  const shown = span === null ? data : { ...data, view: { ...viewOf(data), ...span } }
  const title = storyTitle(data, language)
  return (
    <>
      <div className={css['screenOnly']}>
        <Section title={title} aside={t('story.asOf', { date: formatDate(view.cutoff, language) })}>
          {data.extent === null ? (
            <EmptyState>{t('story.empty')}</EmptyState>
          ) : (
            <StoryFigure key={data.kind} data={data} whole={data.extent} />
          )}
          <ul className={css['notes']}>
            {storyNotes(data, language).map((note) => (
              <li key={note}>{note}</li>
            ))}
          </ul>
          <StoryFiles figure={figure} of={of} cutoff={cutoff} span={span} />
          <details className={css['fold']}>
            <summary>{t('story.table')}</summary>
            <StoryTable data={data} cutoff={cutoff} />
          </details>
        </Section>
      </div>
      <div className={css['printOnly']} aria-hidden="true">
        <Figure drawing={storySheet(shown, view.origin, language)} title={title} />
      </div>
    </>
  )
}
