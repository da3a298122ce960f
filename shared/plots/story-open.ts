import type { Day } from '../kernel/brand.ts'
import { area, corners, disc, label, OUTLINE, SOFT, type Mark, type MarkItem } from './marks.ts'
import type { OpenKind, OpenMark, StoryMoment } from './story-data.ts'
import {
  isSeen,
  middleOf,
  outsideView,
  spanLine,
  square,
  stripName,
  thing,
  xOf,
  type StoryFrame,
  type Strip,
} from './story-frame.ts'
import { OPEN_WORDS, spanWords, STORY_WORDS } from './story-texts.ts'
import { textWidth } from './text-width.ts'

const VISIT_LANE = 20
const OPEN_LANE = 15

/** Visits by the day they took place, with their names where there is room. */
export function visitStrip(frame: StoryFrame, visits: readonly StoryMoment[]): Strip {
  const lane = STORY_WORDS.visits[frame.language]
  return {
    height: VISIT_LANE,
    draw: (y, row) => {
      let free = -Infinity
      return [
        ...stripName(frame, y + 9, lane),
        ...visits.flatMap(({ when, text, place }, at) => {
          if (!isSeen(frame, when.earliest, when.latest)) return []
          const x = xOf(frame, middleOf(when))
          const name = text[frame.language]
          const half = textWidth(name, 7.5) / 2
          const fits = x - half > free
          if (fits) free = x + half + 3
          const marks = [
            area(corners({ x: x - 1.2, y: y + 1, width: 2.4, height: 8 }), OUTLINE, OUTLINE),
            ...spanLine(frame, when, y + 5),
            ...(fits ? [label([x, y + 18], name, { anchor: 'middle', size: 7.5 })] : []),
          ]
          return thing(frame, marks, {
            ...{ key: `visit ${at}`, lane, row, place, what: name },
            when: spanWords(when, frame),
          })
        }),
        ...outsideView(
          frame,
          visits.map(({ when }) => [when.earliest, when.latest] as const),
          y + 9,
        ),
      ]
    },
  }
}

const KINDS: readonly OpenKind[] = ['query', 'missing', 'incomplete', 'overdue']

/** What waits for somebody, a lane for each kind; what has no day stands at its end. */
export function openStrips(frame: StoryFrame, open: readonly OpenMark[]): readonly Strip[] {
  return KINDS.flatMap((kind) => {
    const own = open.filter((one) => one.kind === kind)
    return own.length === 0 ? [] : [openStrip(frame, kind, own)]
  })
}

function openStrip(frame: StoryFrame, kind: OpenKind, own: readonly OpenMark[]): Strip {
  const { language } = frame
  const total = sumOf(own)
  const elsewhere = sumOf(own.filter(({ day }) => day === null))
  const lane = OPEN_WORDS[kind][language]
  const where = STORY_WORDS.noVisit[language]
  const rest =
    elsewhere === 0 ? '' : language === 'zh' ? `，${elsewhere}${where}` : `; ${elsewhere} ${where}`
  const name = language === 'zh' ? `${lane}：${total}${rest}` : `${lane}: ${total}${rest}`
  return {
    height: OPEN_LANE,
    draw: (y, row) => [
      ...stripName(frame, y + 11, name),
      ...byDay(own).flatMap(([day, marks]) => {
        if (!isSeen(frame, day, day)) return []
        const [first] = marks
        if (first === undefined) return []
        const count = sumOf(marks)
        const x = xOf(frame, day)
        const signs = [
          ...signOf(kind, x, y + OPEN_LANE / 2),
          ...(count === 1
            ? []
            : [label([x + 7, y + 11], String(count), { size: 7.5, colour: SOFT })]),
        ]
        const item: MarkItem = {
          ...{ key: `open ${kind} ${day}`, lane, row, place: first.place },
          what: marks.map((one) => openWords(one, language)).join(language === 'zh' ? '；' : '; '),
          when: spanWords({ earliest: day, latest: day }, frame),
        }
        return thing(frame, signs, item)
      }),
      ...outsideView(
        frame,
        own.flatMap(({ day }) => (day === null ? [] : [[day, day] as const])),
        y + 11,
      ),
    ],
  }
}

function openWords({ text, count }: OpenMark, language: 'en' | 'zh'): string {
  return count === 1 ? text[language] : `${text[language]} (${count})`
}

function sumOf(marks: readonly OpenMark[]): number {
  return marks.reduce((sum, { count }) => sum + count, 0)
}

function byDay(marks: readonly OpenMark[]): readonly (readonly [Day, readonly OpenMark[]])[] {
  const days = new Map<Day, OpenMark[]>()
  for (const mark of marks) {
    if (mark.day === null) continue
    const own = days.get(mark.day) ?? []
    days.set(mark.day, own)
    own.push(mark)
  }
  return [...days].sort(([a], [b]) => a - b)
}

/** Shapes tell the kinds apart, whatever the colour. */
function signOf(kind: OpenKind, x: number, y: number): readonly Mark[] {
  switch (kind) {
    case 'query':
      return [
        disc([x, y], 5.5, '#FFFFFF', OUTLINE),
        label([x, y + 3], '?', { anchor: 'middle', size: 8, bold: true }),
      ]
    case 'missing':
      return [square(x, y, 4.5, '#FFFFFF')]
    case 'incomplete':
      return [
        square(x, y, 4.5, '#FFFFFF'),
        area(
          [
            [x - 4.5, y - 4.5],
            [x, y - 4.5],
            [x, y + 4.5],
            [x - 4.5, y + 4.5],
          ],
          OUTLINE,
        ),
      ]
    case 'overdue':
      return [
        area(
          [
            [x, y - 6],
            [x + 6, y + 5],
            [x - 6, y + 5],
          ],
          '#FFFFFF',
          OUTLINE,
        ),
        label([x, y + 4], '!', { anchor: 'middle', size: 8, bold: true }),
      ]
  }
}
