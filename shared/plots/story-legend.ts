import type { Bilingual, Language } from '../kernel/bilingual.ts'
import type { LegendEntry } from './axes.ts'
import { DRAWN_GRADES, gradeBox, gradeNumeral } from './grade-look.ts'
import { area, corners, disc, hatched, label, line, OUTLINE } from './marks.ts'
import { PALETTE } from './palette.ts'
import type { LesionTimeLineData, SubjectStoryData, TumourCourse } from './story-data.ts'
import { responseBox } from './response-look.ts'
import { diamond, star } from './story-frame.ts'
import { STORY_WORDS } from './story-texts.ts'

/** What signs mean, of those that the drawing may have. */
export function storyLegend(data: DrawnStory, language: Language): readonly LegendEntry[] {
  const entries = [
    ...(data.kind === 'subject-story' && data.terms.length > 0 ? EVENTS : []),
    ...(data.kind === 'subject-story' && data.drugs.length > 0 ? DOSES : []),
    ...ongoingAndPartial(data),
    ...tumourEntries(data.tumour),
    ...(data.kind === 'subject-story' && data.markers.length > 0 ? MARKERS : []),
  ]
  return entries.map(({ words, draw }): LegendEntry => ({ text: words[language], draw }))
}

type DrawnStory = SubjectStoryData | LesionTimeLineData

interface Entry {
  readonly words: Bilingual
  readonly draw: LegendEntry['draw']
}

function boxAt(x: number, y: number, width = 14) {
  return { x: x - width / 2, y: y - 5, width, height: 10 }
}

const EVENTS: readonly Entry[] = [
  ...DRAWN_GRADES.map((grade): Entry => ({
    words: { en: `Grade ${grade}`, zh: `${grade}级` },
    draw: (x, y) => [...gradeBox(grade, boxAt(x, y)), ...gradeNumeral(grade, boxAt(x, y))],
  })),
  {
    words: { en: 'S, thick outline: serious', zh: 'S、粗框：严重' },
    draw: (x, y) => {
      const points = corners(boxAt(x, y))
      return [line([...points, ...points.slice(0, 1)], '#000000', { width: 1.8 })]
    },
  },
]

const DOSES: readonly Entry[] = [
  {
    words: {
      en: 'Dose (height); ▲ raised, ▼ reduced',
      zh: '剂量（高度）；▲增量、▼减量',
    },
    draw: (x, y) => [area(corners(boxAt(x, y)), '#CFD6DD', OUTLINE)],
  },
  {
    words: { en: 'Interrupted', zh: '暂停用药' },
    draw: (x, y) => {
      const points = corners(boxAt(x, y))
      return [line([...points, ...points.slice(0, 1)], OUTLINE, { width: 0.9, dash: [3, 2] })]
    },
  },
]

function ongoingAndPartial(data: DrawnStory): readonly Entry[] {
  if (data.kind !== 'subject-story') return [PARTIAL]
  const stretches = [
    ...data.drugs.flatMap(({ periods }) => periods),
    ...data.terms.flatMap(({ events }) => events),
  ]
  return [...(stretches.some(({ end }) => end === null) ? [ONGOING] : []), PARTIAL]
}

const ONGOING: Entry = {
  words: { en: 'Ongoing', zh: '仍在持续' },
  draw: (x, y) => [
    area(
      [
        [x - 3, y - 3.5],
        [x + 4, y],
        [x - 3, y + 3.5],
      ],
      OUTLINE,
    ),
  ],
}

const PARTIAL: Entry = {
  words: {
    en: 'Date known in part: anywhere in this time',
    zh: '日期不完整：在此时段内某日',
  },
  draw: (x, y) => hatched(boxAt(x, y)),
}

function tumourEntries({ criteria, lesions }: TumourCourse): readonly Entry[] {
  const curves = lesions.flatMap((one) => one.curves)
  const isBoth = lesions.some(
    (one) =>
      one.curves.some(({ column }) => column === 'LDIAM') &&
      one.curves.some(({ column }) => column === 'VDIAM'),
  )
  const isNew =
    lesions.some(({ group }) => group === 'new') ||
    criteria.some(({ assessments }) => assessments.some(({ newLesion }) => newLesion))
  const codes = criteria.flatMap(({ assessments }) =>
    assessments.flatMap(({ derived, investigator, nonTarget }) => [
      derived,
      investigator,
      nonTarget,
    ]),
  )
  return [
    ...(curves.length === 0 ? [] : LENGTHS),
    ...(isBoth ? [text(STORY_WORDS.wholeDashed)] : []),
    ...(lesions.some(({ node }) => node) ? [text(STORY_WORDS.nodeLines)] : []),
    ...(isNew ? [{ words: STORY_WORDS.newLesion, draw: star }] : []),
    ...(codes.includes('NON-CR/NON-PD') ? [NEITHER] : []),
    ...(isUnread(criteria) ? [UNREAD] : []),
  ]
}

/** Whether a box of the investigator's responses stays empty. */
function isUnread(criteria: TumourCourse['criteria']): boolean {
  return criteria.some(({ assessments }) =>
    assessments.some(({ investigator }) => investigator === null),
  )
}

const UNREAD: Entry = {
  words: { en: 'Response not recorded', zh: '未记录疗效' },
  draw: (x, y) => {
    const points = corners(boxAt(x, y))
    return [line([...points, ...points.slice(0, 1)], OUTLINE, { width: 0.8, dash: [2, 2] })]
  },
}

const NEITHER: Entry = {
  words: STORY_WORDS.nn,
  draw: (x, y) => [
    ...responseBox('NON-CR/NON-PD', boxAt(x, y, 18)),
    label([x, y + 3], 'NN', { anchor: 'middle', size: 8 }),
  ],
}

const LENGTHS: readonly Entry[] = [
  {
    words: { en: 'Filled circle: length at baseline', zh: '实心圆：基线径线' },
    draw: (x, y) => [disc([x, y], 3, OUTLINE, OUTLINE)],
  },
  {
    words: { en: 'Ring: smallest (nadir)', zh: '圆环：最小值（最低值）' },
    draw: (x, y) => [disc([x, y], 2.8, '#FFFFFF', OUTLINE), disc([x, y], 5.5, null, PALETTE.blue)],
  },
]

const MARKERS: readonly Entry[] = [
  {
    words: {
      en: 'Filled diamond: marker above its limit of normal (dashed); hollow: not above',
      zh: '实心菱形：标志物高于正常值上限（虚线）；空心：未高于',
    },
    draw: (x, y) => [diamond([x - 4, y], OUTLINE), diamond([x + 4, y], '#FFFFFF')],
  },
]

/** Words without a sign of their own: a short dash keeps the line. */
function text(words: Bilingual): Entry {
  return {
    words,
    draw: (x, y) => [
      line(
        [
          [x - 6, y],
          [x + 6, y],
        ],
        OUTLINE,
        { width: 0.8, dash: [3, 2] },
      ),
    ],
  }
}
