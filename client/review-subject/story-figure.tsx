import { useElementSize } from '@mantine/hooks'
import {
  useEffect,
  useRef,
  useState,
  type FocusEvent,
  type KeyboardEvent,
  type MouseEvent,
  type ReactNode,
  type RefObject,
} from 'react'
import { useNavigate, useSearchParams } from 'react-router'
import { Figure } from '../../shared/figures/figure.tsx'
import { toIsoDate } from '../../shared/kernel/dates.ts'
import type { Drawing, MarkItem } from '../../shared/plots/marks.ts'
import { itemWords } from '../../shared/plots/marks.ts'
import { plots } from '../../shared/plots/registry.ts'
import type { StoryPlotData } from '../../shared/plots/story-data.ts'
import { frameOf, viewOf } from '../../shared/plots/story-frame.ts'
import { storyName } from '../../shared/report/story-sheet.ts'
import { formatDate } from '../kit/format.ts'
import page from '../kit/page.module.css'
import { subjectPath } from '../kit/subject-paths.ts'
import { useSubjectScreen } from '../kit/subject-data.ts'
import { useTexts } from '../kit/texts.ts'
import { nextMark } from './figure-keys.ts'
import { placePath } from './story-places.ts'
import { spanAfter, stepOfKey, type ZoomStep } from './story-steps.ts'
import { StoryZoom } from './story-zoom.tsx'
import { useDrag } from './use-drag.ts'
import { addressWith, between, spanOfAddress, type TimeSpan } from './story-view.ts'
import css from './story.module.css'

const WIDTH_BEFORE_MEASURED = 1100
const LEAST_WIDTH = 620

interface StoryFigureProps {
  readonly data: StoryPlotData
  /** The whole time; the address says which part of it is drawn. */
  readonly whole: TimeSpan
}

/** The figure with its zoom: marks are links to their records, and the part drawn is in the address. */
export function StoryFigure({ data, whole }: StoryFigureProps): ReactNode {
  const { t, language } = useTexts()
  const { ref, width } = useElementSize()
  const [address, setAddress] = useSearchParams()
  const [everyTerm, setEveryTerm] = useState(false)
  const usual = viewOf(data)
  const span: TimeSpan = spanOfAddress(address) ?? { from: usual.from, to: usual.to }
  const show = (next: TimeSpan | null): void => {
    setAddress(addressWith(address, next), { replace: true })
  }
  const step = (one: ZoomStep): void => {
    show(spanAfter(one, span, whole))
  }
  const measured = width === 0 ? WIDTH_BEFORE_MEASURED : Math.floor(width)
  const view = { ...span, width: Math.max(LEAST_WIDTH, measured), everyTerm }
  const shown = { ...data, view }
  const drawing = plots.get(data.kind).draw(shown, language)
  return (
    <>
      <StoryZoom
        span={span}
        onStep={step}
        onSpan={show}
        everyTerm={data.kind === 'subject-story' ? everyTerm : null}
        onEveryTerm={setEveryTerm}
      />
      <div ref={ref} className={css['box']}>
        <DrawnStory data={shown} drawing={drawing} onStep={step} onSpan={show} whole={whole} />
      </div>
      <p className={page['soft']}>{t('story.keys')}</p>
    </>
  )
}

interface DrawnStoryProps extends StoryFigureProps {
  readonly drawing: Drawing
  readonly onStep: (step: ZoomStep) => void
  readonly onSpan: (span: TimeSpan) => void
}

function DrawnStory({ data, drawing, whole, onStep, onSpan }: DrawnStoryProps): ReactNode {
  const { t, language } = useTexts()
  const { study, subject } = useSubjectScreen()
  const figure = useRef<HTMLDivElement>(null)
  const [chosen, setChosen] = useState('')
  const items = itemsOf(drawing)
  const current = items.has(chosen) ? chosen : (items.keys().next().value ?? '')
  const frame = frameOf(data, language)
  const drag = useDrag({
    ...{ left: frame.left, right: frame.right, width: drawing.width },
    onRange: (from, to) => {
      const length = frame.to - frame.from
      onSpan(between(frame.from + from * length, frame.from + to * length, whole))
    },
  })
  const { handlers, pointed } = useMarkEvents({ figure, onStep, onChosen: setChosen })
  const { from, to } = viewOf(data)
  const title = t('story.picture', {
    figure: storyName(data.kind, language),
    ...{ subjid: subject.subjid, count: items.size },
    from: formatDate(toIsoDate(from), language),
    to: formatDate(toIsoDate(to), language),
  })
  const said = items.get(pointed)
  return (
    <div ref={figure} className={css['figure']} {...handlers} {...drag.handlers}>
      <Figure
        drawing={drawing}
        title={title}
        current={current}
        linkOf={(_, item) => {
          const of = { study: study.id, subjid: subject.subjid }
          if (item === undefined) return subjectPath(of.study, of.subjid)
          return placePath(of, study.definition.forms, item.place)
        }}
      />
      {drag.range !== null && <div className={css['range']} style={drag.range} />}
      <p className={css['said']} aria-hidden="true">
        {said === undefined ? ' ' : itemWords(said)}
      </p>
    </div>
  )
}

interface MarkEvents {
  /** The item pointed at; empty: none. */
  readonly pointed: string
  readonly handlers: {
    readonly onKeyDown: (event: KeyboardEvent) => void
    readonly onClick: (event: MouseEvent) => void
    readonly onMouseOver: (event: MouseEvent) => void
    readonly onFocus: (event: FocusEvent) => void
  }
}

/** Keys go from mark to mark and change the time; a click opens the record without loading the page. */
function useMarkEvents(of: {
  readonly figure: RefObject<HTMLDivElement | null>
  readonly onStep: (step: ZoomStep) => void
  readonly onChosen: (item: string) => void
}): MarkEvents {
  const { figure, onStep, onChosen } = of
  const navigate = useNavigate()
  const [pointed, setPointed] = useState('')
  const focused = useRef<string | null>(null)
  // Another part of the time draws other marks: the focus stays on its mark, or goes to the first there.
  useEffect(() => {
    const key = focused.current
    const box = figure.current
    if (key === null || box === null) return
    focused.current = null
    const marks = [...box.querySelectorAll<SVGElement>('[data-item]')]
    const own = marks.find(({ dataset }) => dataset['item'] === key) ?? marks[0]
    own?.focus()
  })
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = stepOfKey(event)
    const next = figure.current === null ? null : nextMark(figure.current, event)
    if (step === null && next === null) return
    event.preventDefault()
    if (step !== null) {
      focused.current = linkAt(event.target)?.getAttribute('data-item') ?? null
      onStep(step)
    }
    if (next === null) return
    onChosen(next.dataset['item'] ?? '')
    next.focus()
  }
  const onClick = (event: MouseEvent): void => {
    const href = linkAt(event.target)?.getAttribute('href') ?? null
    if (href === null || event.ctrlKey || event.metaKey || event.button !== 0) return
    event.preventDefault()
    void navigate(href)
  }
  const point = (event: MouseEvent | FocusEvent): void => {
    setPointed(linkAt(event.target)?.getAttribute('data-item') ?? '')
  }
  return { pointed, handlers: { onKeyDown, onClick, onMouseOver: point, onFocus: point } }
}

function linkAt(target: EventTarget): Element | null {
  return target instanceof Element ? target.closest('[data-item]') : null
}

function itemsOf({ marks }: Drawing): ReadonlyMap<string, MarkItem> {
  return new Map(marks.flatMap(({ item }) => (item === undefined ? [] : [[item.key, item]])))
}
