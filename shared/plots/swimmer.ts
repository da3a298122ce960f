import type { Language } from '../kernel/bilingual.ts'
import { axisBelow, legend, monthTicks, scale, type LegendEntry, type Scale } from './axes.ts'
import {
  definePlot,
  type PlotTable,
  type SwimmerData,
  type SwimmerEvent,
  type SwimmerLane,
} from './define.ts'
import {
  area,
  corners,
  FAINT,
  label,
  line,
  OUTLINE,
  SOFT,
  type Box,
  type Drawing,
  type Mark,
} from './marks.ts'
import { PALETTE } from './palette.ts'
import { fitted, roomFor } from './text-width.ts'

/** One bar for each subject's treatment, with what happened on it. @source UX rules, P3 */
export const swimmerPlot = definePlot('swimmer', { draw, table })

const WIDTH = 760
const LANE = 15
const BAR = 8
const TREATED = '#DCE6EE'
const RESPONSE = PALETTE.sky

const WORDS: Readonly<
  Record<
    SwimmerEvent | 'treated' | 'followed' | 'response' | 'ongoing' | 'months',
    Readonly<Record<Language, string>>
  >
> = {
  treated: { en: 'On treatment', zh: '治疗期' },
  followed: { en: 'Follow-up', zh: '随访期' },
  response: { en: 'Response lasts', zh: '缓解持续' },
  ongoing: { en: 'No end of treatment recorded', zh: '未记录治疗结束' },
  CR: { en: 'First complete response', zh: '首次CR' },
  PR: { en: 'First partial response', zh: '首次PR' },
  PD: { en: 'Progression', zh: '疾病进展' },
  death: { en: 'Death', zh: '死亡' },
  'off-treatment': { en: 'End of treatment', zh: '治疗结束' },
  'new-therapy': { en: 'New anticancer therapy', zh: '新抗肿瘤治疗' },
  months: { en: 'Months from the first dose', zh: '距首次给药时间（月）' },
}

const EVENTS: readonly SwimmerEvent[] = ['CR', 'PR', 'PD', 'new-therapy', 'off-treatment', 'death']

function draw(data: SwimmerData, language: Language): Drawing {
  const { lanes, monthDays, longestDays } = data
  const longest = Math.max(
    monthDays,
    longestDays ?? 0,
    ...lanes.map(({ followedDays }) => followedDays),
  )
  const ticks = monthTicks(longest, monthDays)
  const wide = Math.max(0, ...lanes.map((lane) => roomFor(nameOf(lane), 9)))
  const left = Math.min(170, wide + 22)
  const box: Box = { x: left, y: 8, width: WIDTH - left - 30, height: lanes.length * LANE + 6 }
  const x = scale([0, (ticks.at(-1) ?? 1) * monthDays], [box.x, box.x + box.width])
  const key = legend(entries(lanes, language), {
    x: 12,
    y: box.y + box.height + 52,
    width: WIDTH - 24,
  })
  return {
    width: WIDTH,
    height: box.y + box.height + 52 + key.height,
    marks: [
      ...ticks.map((tick) =>
        line(
          [
            [x(tick * monthDays), box.y],
            [x(tick * monthDays), box.y + box.height],
          ],
          FAINT,
          { width: 0.5 },
        ),
      ),
      ...lanes.flatMap((_, at) => (isParted(data, at) ? [between(box, at)] : [])),
      ...lanes.flatMap((lane, at) =>
        drawLane(lane, box.y + 3 + (at + 0.5) * LANE, { x, left, language }),
      ),
      ...axisBelow(ticks, {
        box,
        at: (months) => x(months * monthDays),
        title: WORDS.months[language],
      }),
      ...key.marks,
    ],
  }
}

/** Cohorts are kept apart where lanes stand by cohort; else those without a bar in the waterfall. */
function isParted({ lanes, order }: SwimmerData, at: number): boolean {
  if (at === 0) return false
  return order.by === 'waterfall'
    ? at === order.barred
    : lanes[at]?.cohort !== lanes[at - 1]?.cohort
}

/** What keeps lanes apart. */
function between({ x, y, width }: Box, lane: number): Mark {
  const at = y + 3 + lane * LANE
  return line(
    [
      [12, at],
      [x + width, at],
    ],
    SOFT,
    { width: 0.6, dash: [3, 3] },
  )
}

function nameOf({ subject, cohort }: SwimmerLane): string {
  return cohort === null ? subject : `${subject} · ${cohort}`
}

interface Place {
  readonly x: Scale
  readonly left: number
  readonly language: Language
}

function drawLane(lane: SwimmerLane, y: number, { x, left, language }: Place): readonly Mark[] {
  const { subject, treatedDays, followedDays, response, ongoing } = lane
  const treated = { x: x(0), y: y - BAR / 2, width: x(treatedDays) - x(0), height: BAR }
  const marks: Mark[] = [
    label([left - 8, y + 3], fitted(nameOf(lane), left - 14, 9), { anchor: 'end', size: 9 }),
    {
      ...area(corners(treated), TREATED, OUTLINE),
      about: `${subject}: ${WORDS.treated[language]}`,
    },
  ]
  if (followedDays > treatedDays) {
    const from = x(treatedDays)
    marks.push(
      line(
        [
          [from, y],
          [x(followedDays), y],
        ],
        OUTLINE,
        { width: 1 },
      ),
    )
  }
  if (response !== null) {
    const width = Math.max(1, x(response.to) - x(response.from))
    marks.push(
      area(corners({ x: x(response.from), y: y - 2, width, height: 4 }), RESPONSE, OUTLINE),
    )
  }
  for (const { kind, days } of lane.events) {
    const about = `${subject}: ${WORDS[kind][language]}`
    marks.push(...symbol(kind, x(days), y).map((mark) => ({ ...mark, about })))
  }
  if (ongoing) marks.push(...arrow(x(treatedDays), y))
  return marks.map((mark) => ({ ...mark, subject }))
}

/** Shapes tell the events apart, whatever the colour. */
function symbol(kind: SwimmerEvent, x: number, y: number): readonly Mark[] {
  switch (kind) {
    case 'CR':
      return [area(triangle(x, y), PALETTE.blue, OUTLINE)]
    case 'PR':
      return [area(triangle(x, y), '#FFFFFF', PALETTE.blue)]
    case 'PD':
      return [
        area(corners({ x: x - 3.5, y: y - 3.5, width: 7, height: 7 }), PALETTE.vermilion, OUTLINE),
      ]
    case 'death':
      return cross(x, y)
    case 'off-treatment':
      return [
        line(
          [
            [x, y - 6],
            [x, y + 6],
          ],
          OUTLINE,
          { width: 2 },
        ),
      ]
    case 'new-therapy':
      return [area(diamond(x, y), '#F0E442', OUTLINE)]
  }
}

function triangle(x: number, y: number): readonly (readonly [number, number])[] {
  return [
    [x, y - 5],
    [x + 4.5, y + 3.5],
    [x - 4.5, y + 3.5],
  ]
}

function diamond(x: number, y: number): readonly (readonly [number, number])[] {
  return [
    [x, y - 5],
    [x + 4, y],
    [x, y + 5],
    [x - 4, y],
  ]
}

function cross(x: number, y: number): readonly Mark[] {
  const arm = 4
  return [1, -1].map((side) =>
    line(
      [
        [x - arm, y - side * arm],
        [x + arm, y + side * arm],
      ],
      '#1A1A1A',
      { width: 1.8 },
    ),
  )
}

function arrow(x: number, y: number): readonly Mark[] {
  return [
    area(
      [
        [x, y - 4],
        [x + 7, y],
        [x, y + 4],
      ],
      OUTLINE,
    ),
  ]
}

function entries(lanes: readonly SwimmerLane[], language: Language): readonly LegendEntry[] {
  const happened = EVENTS.filter((kind) =>
    lanes.some(({ events }) => events.some((event) => event.kind === kind)),
  )
  return [
    { text: WORDS.treated[language], draw: (x, y) => [barSample(x, y, BAR, TREATED)] },
    {
      text: WORDS.followed[language],
      draw: (x, y) => [
        line(
          [
            [x - 9, y],
            [x + 9, y],
          ],
          OUTLINE,
        ),
      ],
    },
    ...(lanes.some(({ response }) => response !== null)
      ? [
          {
            text: WORDS.response[language],
            draw: (x: number, y: number) => [barSample(x, y, 4, RESPONSE)],
          },
        ]
      : []),
    ...happened.map((kind) => ({
      text: WORDS[kind][language],
      draw: (x: number, y: number) => symbol(kind, x, y),
    })),
    ...(lanes.some(({ ongoing }) => ongoing)
      ? [{ text: WORDS.ongoing[language], draw: (x: number, y: number) => arrow(x - 3, y) }]
      : []),
  ]
}

function barSample(x: number, y: number, height: number, fill: string): Mark {
  return area(corners({ x: x - 9, y: y - height / 2, width: 18, height }), fill, OUTLINE)
}

function table({ lanes }: SwimmerData): PlotTable {
  return {
    columns: ['SUBJID', 'COHORT', 'WHAT', 'FROM_DAY', 'TO_DAY'],
    rows: lanes.flatMap(({ subject, cohort, treatedDays, followedDays, response, events }) => [
      [subject, cohort, 'treatment', 1, treatedDays],
      [subject, cohort, 'follow-up', 1, followedDays],
      ...(response === null ? [] : [[subject, cohort, 'response', response.from, response.to]]),
      ...events.map(({ kind, days }) => [subject, cohort, kind, days, days]),
    ]),
  }
}
