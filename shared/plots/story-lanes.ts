import { termWords } from '../safety/term-words.ts'
import { gradeBox } from './grade-look.ts'
import { area, corners, label, line, OUTLINE, SOFT, type Box, type Mark } from './marks.ts'
import { PALETTE } from './palette.ts'
import type {
  DosePeriod,
  DrugLane,
  MomentLane,
  StoryEvent,
  StoryMoment,
  StoryTerm,
} from './story-data.ts'
import {
  bar,
  barPlace,
  isSeen,
  middleOf,
  outsideView,
  spanLine,
  stretchWords,
  stripName,
  thing,
  xOf,
  type BarPlace,
  type StoryFrame,
  type Strip,
} from './story-frame.ts'
import { CHANGE_WORDS, spanWords, STORY_WORDS } from './story-texts.ts'
import { textWidth } from './text-width.ts'

const DOSE_FILL = '#CFD6DD'
const DRUG_LANE = 22
const FULL_DOSE = 15
const MOMENT_LANE = 15
const TERM_LANE = 13
const PACKED_LANE = 11

/** The doses of one drug: the higher the bar, the higher the dose; an interruption is empty and dashed. */
export function drugStrip(frame: StoryFrame, { drug, periods }: DrugLane): Strip {
  const { language } = frame
  const lane = drug[language]
  const highest = Math.max(0, ...periods.map(({ dose }) => dose ?? 0))
  return {
    height: DRUG_LANE,
    draw: (y, row) => [
      ...stripName(frame, y + 15, lane),
      ...periods.flatMap((period, at) => {
        const share = highest === 0 || period.dose === null ? 1 : period.dose / highest
        const height = period.dose === 0 ? 6 : Math.max(4, FULL_DOSE * share)
        const place = barPlace(frame, period, { y: y + 19 - height, height })
        if (place === null) return []
        const marks = [...bar(place, (box) => doseBox(period, box)), ...doseLetters(period, place)]
        const { change, reason, doseText } = period
        const interrupted = change === 'interrupted'
        const what = [
          interrupted ? CHANGE_WORDS.interrupted[language] : doseText,
          interrupted ? '' : CHANGE_WORDS[change][language],
          reason?.[language] ?? '',
        ]
        return thing(frame, marks, {
          ...{ key: `dose ${row} ${at}`, lane, row, place: period.place },
          what: what.filter((text) => text !== '').join(', '),
          when: stretchWords(frame, period),
        })
      }),
      ...outsideView(frame, periods.map(spanOfStretch), y + 8),
    ],
  }
}

function spanOfStretch({
  start,
  end,
}: Pick<DosePeriod, 'start' | 'end'>): readonly [number, number] {
  return [start.earliest, end?.latest ?? Infinity]
}

function doseBox({ change }: DosePeriod, box: Box): readonly Mark[] {
  if (change !== 'interrupted') return [area(corners(box), DOSE_FILL, OUTLINE)]
  const points = [...corners(box), ...corners(box).slice(0, 1)]
  return [area(corners(box), '#FFFFFF'), line(points, OUTLINE, { width: 0.9, dash: [3, 2] })]
}

const CHANGE_SIGNS: Readonly<Partial<Record<DosePeriod['change'], string>>> = {
  raised: '▲',
  reduced: '▼',
}

/** The dose on its bar where it fits, with a sign for a change; an arrowhead alone where only that fits. */
function doseLetters({ change, doseText }: DosePeriod, { whole }: BarPlace): readonly Mark[] {
  if (change === 'interrupted') return []
  const sign = CHANGE_SIGNS[change] ?? ''
  const texts = [[sign, doseText].filter((part) => part !== '').join(' '), doseText, sign]
  const text = texts.find((one) => one !== '' && textWidth(one, 8) <= whole.width - 4)
  if (text === undefined) return []
  return [
    label([whole.x + 3, whole.height < 12 ? whole.y - 1.5 : whole.y + whole.height / 2 + 3], text, {
      size: 8,
    }),
  ]
}

/** Procedures of one kind, or further therapies, as diamonds. */
export function momentStrip(frame: StoryFrame, { kind, name, moments }: MomentLane): Strip {
  const lane = name[frame.language]
  return {
    height: MOMENT_LANE,
    draw: (y, row) => [
      ...stripName(frame, y + 11, lane),
      ...moments.flatMap((moment, at) => {
        const { when, text, place } = moment
        if (!isSeen(frame, when.earliest, when.latest)) return []
        const middle = y + MOMENT_LANE / 2
        const x = xOf(frame, middleOf(when))
        const fill = kind === 'procedure' ? PALETTE.purple : PALETTE.yellow
        const marks = [...diamond(x, middle, fill), ...spanLine(frame, when, middle)]
        const letters = kind === 'new-therapy' ? nameBeside(frame, moments, at, x, middle) : []
        return thing(frame, [...marks, ...letters], {
          ...{ key: `moment ${row} ${at}`, lane, row, place },
          what: text[frame.language] === lane ? '' : text[frame.language],
          when: spanWords(when, frame),
        })
      }),
      ...outsideView(
        frame,
        moments.map(({ when }) => [when.earliest, when.latest] as const),
        y + 11,
      ),
    ],
  }
}

function diamond(x: number, y: number, fill: string): readonly Mark[] {
  return [
    area(
      [
        [x, y - 5],
        [x + 4.5, y],
        [x, y + 5],
        [x - 4.5, y],
      ],
      fill,
      OUTLINE,
    ),
  ]
}

/** The name of a moment right of it, where the next leaves room. */
function nameBeside(
  frame: StoryFrame,
  moments: readonly StoryMoment[],
  ...[at, x, y]: readonly [at: number, x: number, y: number]
): readonly Mark[] {
  const text = moments[at]?.text[frame.language] ?? ''
  const next = moments[at + 1]
  const limit = next === undefined ? frame.right + 40 : xOf(frame, middleOf(next.when)) - 6
  if (x + 8 + textWidth(text, 8) > limit) return []
  return [label([x + 8, y + 3], text, { size: 8 })]
}

/** The events of one term, those that overlap below each other: colour and number are the grade, S is serious. */
export function termStrip(frame: StoryFrame, term: StoryTerm): Strip {
  const name = termWords(term.term)[frame.language]
  const lanes = inLanes(
    frame,
    term.events.map((event) => ({ term: name, event })),
    0,
  )
  return {
    height: Math.max(1, lanes.length) * TERM_LANE,
    draw: (y, row) => [
      ...stripName(frame, y + 10, name),
      ...lanes.flatMap((own, lane) =>
        laneMarks(frame, own, {
          ...{ y: y + lane * TERM_LANE + 1.5, height: TERM_LANE - 3, row, lane },
        }),
      ),
      ...outsideView(frame, term.events.map(spanOfStretch), y + 10),
    ],
  }
}

interface TermEvent {
  readonly term: string
  readonly event: StoryEvent
}

/** Events by rising start, each in the first lane in which it has room. */
function inLanes(
  frame: StoryFrame,
  events: readonly TermEvent[],
  gap: number,
): readonly (readonly TermEvent[])[] {
  const lanes: { free: number; readonly events: TermEvent[] }[] = []
  for (const one of events) {
    const place = barPlace(frame, one.event, { y: 0, height: 1 })
    if (place === null) continue
    const { x, width } = place.whole
    const found = lanes.find(({ free }) => free <= x)
    const lane = found ?? { free: 0, events: [] }
    if (found === undefined) lanes.push(lane)
    lane.events.push(one)
    lane.free = x + width + gap
  }
  return lanes.map(({ events: own }) => own)
}

function laneMarks(
  frame: StoryFrame,
  own: readonly TermEvent[],
  at: Pick<Box, 'y' | 'height'> & { readonly row: number; readonly lane: number },
): readonly Mark[] {
  const { row, lane } = at
  return own.flatMap(({ term, event }, index) => {
    const next = own[index + 1]
    const limit = next === undefined ? frame.right + 30 : xOf(frame, next.event.start.earliest)
    return eventMarks(frame, event, {
      ...{ y: at.y, height: at.height, limit, row, term },
      key: `event ${row} ${lane} ${index}`,
    })
  })
}

interface EventPlace extends Pick<Box, 'y' | 'height'> {
  /** How far its letters may go. */
  readonly limit: number
  readonly row: number
  readonly term: string
  readonly key: string
}

function eventMarks(
  frame: StoryFrame,
  event: StoryEvent,
  { y, height, limit, row, term, key }: EventPlace,
): readonly Mark[] {
  const place = barPlace(frame, event, { y, height })
  if (place === null) return []
  const { language } = frame
  const { grade, serious } = event
  const marks = [
    ...bar(place, (box) => gradeBox(grade, box)),
    ...(serious ? [seriousOutline(place.whole)] : []),
    ...gradeLetters(event, place, limit),
  ]
  const gradeText =
    grade === null ? STORY_WORDS.noGrade[language] : `${STORY_WORDS.grade[language]} ${grade}`
  return thing(frame, marks, {
    ...{ key, lane: term, row, place: event.place },
    what: [gradeText, serious ? STORY_WORDS.serious[language] : '']
      .filter((text) => text !== '')
      .join(', '),
    when: stretchWords(frame, event),
  })
}

function seriousOutline(box: Box): Mark {
  return line([...corners(box), ...corners(box).slice(0, 1)], '#000000', { width: 1.8 })
}

/** Grade and S in the bar, or right of it where the bar is too short. */
function gradeLetters(
  { grade, serious }: StoryEvent,
  { whole, sure, arrow }: BarPlace,
  limit: number,
): readonly Mark[] {
  const text = `${grade === null ? '–' : String(grade)}${serious ? ' S' : ''}`
  const size = 8
  const width = textWidth(text, size)
  const base = whole.y + whole.height / 2 + size * 0.36
  if (sure !== null && width <= sure.width - 2) {
    const colour = grade === 5 ? '#FFFFFF' : '#000000'
    return [label([sure.x + sure.width / 2, base], text, { anchor: 'middle', size, colour })]
  }
  const x = whole.x + whole.width + (arrow ? 8 : 2)
  return x + width > limit ? [] : [label([x, base], text, { size, colour: SOFT })]
}

/** Terms that share lanes: each event stands in the first lane in which it and its letters have room. */
export function packedStrips(frame: StoryFrame, terms: readonly StoryTerm[]): readonly Strip[] {
  const events = terms
    .flatMap(({ term, events: own }) => own.map((event) => ({ term, event })))
    .sort((a, b) => a.event.start.earliest - b.event.start.earliest)
  const count = terms.length
  const { furtherTerms } = STORY_WORDS
  const name =
    frame.language === 'zh' ? `${count}${furtherTerms.zh}` : `${count} ${furtherTerms.en}`
  return inLanes(frame, events, 16).map((own, lane) => ({
    height: PACKED_LANE,
    draw: (y, row) => [
      ...(lane === 0 ? stripName(frame, y + 9, name) : []),
      ...laneMarks(frame, own, { y: y + 1, height: PACKED_LANE - 2, row, lane }),
    ],
  }))
}
