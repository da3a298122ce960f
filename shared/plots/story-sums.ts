import { besideEachOther } from '../kernel/bilingual.ts'
import { FACTS } from '../kernel/facts.ts'
import { scale, type Scale } from './axes.ts'
import { disc, label, OUTLINE, SOFT, type Mark } from './marks.ts'
import { PALETTE } from './palette.ts'
import type { AssessmentMark, CriterionCourse, FormPlace } from './story-data.ts'
import {
  isSeen,
  outsideView,
  star,
  stripName,
  thing,
  xOf,
  type StoryFrame,
  type Strip,
} from './story-frame.ts'
import { atVisit, lengthAxis, measuredLine, niceTop, type LengthLook } from './story-lengths.ts'
import { shownNumber, shownPercent, spanWords, STORY_WORDS } from './story-texts.ts'
import { textWidth } from './text-width.ts'

/** The sum of targets under one criterion: baseline filled, nadir ringed, a star where a lesion is new. */
export function sumStrip(
  frame: StoryFrame,
  course: CriterionCourse,
  { ledger, look }: { readonly ledger: FormPlace; readonly look: LengthLook },
): Strip {
  const { baseline, assessments, criteria, nadir } = course
  const height = look.sumHeight
  const lane = besideEachOther([STORY_WORDS.sum[frame.language], criteria], frame.language)
  const sums = [baseline?.sum ?? 0, ...assessments.map(({ sum }) => sum ?? 0)]
  const most = Math.max(...sums)
  return {
    height,
    draw: (y, row) => {
      const at = scale([0, niceTop(most)], [y + height - 6, y + 12])
      const points = sumPoints(course)
      const firstLow = points.find(({ sum }) => sum === nadir)
      return [
        ...stripName(frame, y + height / 2 + 3, lane),
        ...lengthAxis(frame, at, niceTop(most)),
        ...measuredLine(
          frame,
          points.map(({ day, sum }) => ({ day, value: sum })),
          at,
        ),
        ...sumLetters(frame, points, { at, nadir: firstLow?.key ?? '' }),
        ...points.flatMap((point) => {
          if (!isSeen(frame, point.day, point.day)) return []
          const marks = sumMark(frame, point, { at, ringed: point === firstLow })
          return thing(frame, marks, {
            ...{
              key: `sum ${criteria} ${point.key}`,
              lane,
              row,
              place: atVisit(ledger, point.visit),
            },
            what: sumWords(frame, point, point === firstLow),
            when: spanWords({ earliest: point.day, latest: point.day }, frame),
            fact: FACTS.at(criteria, point.visit, point.sum === null ? 'overall' : 'sum'),
          })
        }),
        ...outsideView(
          frame,
          points.map(({ day }) => [day, day] as const),
          y + 10,
        ),
      ]
    },
  }
}

type SumPoint = Pick<AssessmentMark, 'day' | 'visit' | 'sum' | 'newLesion'> & {
  readonly key: string
  readonly assessment: AssessmentMark | null
}

function sumPoints({ baseline, assessments }: CriterionCourse): readonly SumPoint[] {
  const day = baseline?.day ?? null
  const point = { visit: 'BASELINE', newLesion: false, key: 'baseline', assessment: null }
  const first: readonly SumPoint[] =
    day === null || baseline === null ? [] : [{ ...point, day, sum: baseline.sum }]
  return [
    ...first,
    ...assessments.map((assessment) => {
      const { day, visit, sum, newLesion } = assessment
      return { day, visit, sum, newLesion, key: visit, assessment }
    }),
  ]
}

function sumMark(
  frame: StoryFrame,
  { day, sum, newLesion, assessment }: SumPoint,
  { at, ringed }: { readonly at: Scale; readonly ringed: boolean },
): readonly Mark[] {
  const x = xOf(frame, day)
  const y = at(sum ?? 0)
  const ray = newLesion ? star(x + 9, y - 7) : []
  if (sum === null)
    return [
      ...ray,
      disc([x, at(0) - 4.5], 5, '#FFFFFF'),
      label([x, at(0) - 2], 'NE', { anchor: 'middle', size: 7.5, colour: SOFT }),
    ]
  const fill = assessment === null ? OUTLINE : '#FFFFFF'
  return [
    disc([x, y], 3.2, fill, OUTLINE),
    ...(ringed ? [disc([x, y], 6, null, PALETTE.blue)] : []),
    ...ray,
  ]
}

/** The lengths at the points, where they have room: baseline and nadir first, then from left to right. */
function sumLetters(
  frame: StoryFrame,
  points: readonly SumPoint[],
  { at, nadir }: { readonly at: Scale; readonly nadir: string },
): readonly Mark[] {
  const taken: (readonly [number, number])[] = []
  const weight = ({ key, assessment }: SumPoint): number =>
    assessment === null || key === nadir ? 0 : 1
  return [...points]
    .sort((a, b) => weight(a) - weight(b) || a.day - b.day)
    .flatMap(({ day, sum, newLesion }) => {
      if (sum === null || !isSeen(frame, day, day)) return []
      const text = shownNumber(sum)
      const half = textWidth(text, 8) / 2 + 2
      const x = xOf(frame, day) - (newLesion ? half : 0)
      if (taken.some(([from, to]) => x + half > from && x - half < to)) return []
      taken.push([x - half, x + half])
      return [label([x, at(sum) - 8], text, { anchor: 'middle', size: 8 })]
    })
}

function sumWords(
  { language }: StoryFrame,
  { visit, sum, newLesion, assessment }: SumPoint,
  isNadir: boolean,
): string {
  const words = STORY_WORDS
  const { percentFromBaseline: fromBaseline = null, percentFromNadir: fromNadir = null } =
    assessment ?? {}
  const change = (value: number | null, what: keyof typeof words): string =>
    value === null ? '' : `${shownPercent(value)} ${words[what][language]}`
  return [
    assessment === null ? words.baseline[language] : visit,
    sum === null ? words.notEvaluable[language] : `${shownNumber(sum)} mm`,
    change(fromBaseline, 'fromBaseline'),
    change(fromNadir, 'fromNadir'),
    isNadir ? words.nadir[language] : '',
    newLesion ? words.newLesion[language] : '',
  ]
    .filter((text) => text !== '')
    .join(', ')
}
