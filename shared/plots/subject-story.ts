import type { Language } from '../kernel/bilingual.ts'
import { definePlot } from './define.ts'
import type { Drawing } from './marks.ts'
import type { SubjectStoryData } from './story-data.ts'
import { frameOf, heading, viewOf, type StoryFrame, type Strip } from './story-frame.ts'
import { drugStrip, momentStrip, packedStrips, termStrip } from './story-lanes.ts'
import { storyLegend } from './story-legend.ts'
import { markerStrip } from './story-markers.ts'
import { openStrips, visitStrip } from './story-open.ts'
import { storyTable } from './story-table.ts'
import { STORY_WORDS } from './story-texts.ts'
import type { LengthLook } from './story-lengths.ts'
import { lesionStrip, mostOf } from './story-lesions.ts'
import { nonTargetStrips, responseStrips } from './story-responses.ts'
import { stacked } from './story-stack.ts'
import { sumStrip } from './story-sums.ts'

/** Everything of one subject on one time axis: what was given, what happened, how the tumour went. */
export const subjectStoryPlot = definePlot('subject-story', { draw, table: storyTable })

/** As high as a sheet of A4 on its side leaves room for at the usual width. */
const PAGE_HEIGHT = 640
/** What terms that share lanes take of the room. */
const ROOM_OF_OTHERS = 60
/** So many terms have lanes of their own however little room there is. */
const LEAST_TERMS = 6

function draw(data: SubjectStoryData, language: Language): Drawing {
  const frame = frameOf(data, language)
  const { tumour } = data
  const before = [...givenStrips(frame, data)]
  const lengths = lengthStrips(frame, data, storyLook(tumour.lesions.length))
  const after = afterStrips(frame, data)
  const used = [...before, ...lengths, ...after].reduce((sum, { height }) => sum + height, 0)
  const strips = [...before, ...termStrips(frame, data, PAGE_HEIGHT - used), ...lengths, ...after]
  const { moments } = data
  return stacked(data, frame, { strips, lengths, moments, legend: storyLegend(data, language) })
}

/** Twelve lesions stand closer together than two. */
function storyLook(lesions: number): LengthLook {
  const lesionHeight = Math.max(18, Math.min(34, Math.floor(170 / Math.max(1, lesions))))
  return { sumHeight: 54, lesionHeight, detailed: false }
}

/** A heading with its strips; nothing without any. */
function section(frame: StoryFrame, name: string, strips: readonly Strip[]): readonly Strip[] {
  return strips.length === 0 ? [] : [heading(frame, name), ...strips]
}

function givenStrips(frame: StoryFrame, data: SubjectStoryData): readonly Strip[] {
  const { language } = frame
  const { visits, drugs, moments } = data
  return [
    ...(visits.length === 0 ? [] : [visitStrip(frame, visits)]),
    ...section(
      frame,
      STORY_WORDS.treatment[language],
      drugs.map((lane) => drugStrip(frame, lane)),
    ),
    ...section(
      frame,
      STORY_WORDS.procedures[language],
      moments.map((lane) => momentStrip(frame, lane)),
    ),
  ]
}

/** The weightiest terms in lanes of their own, as many as the room holds; the others share lanes. */
function termStrips(frame: StoryFrame, data: SubjectStoryData, room: number): readonly Strip[] {
  const { terms } = data
  const { everyTerm } = viewOf(data)
  const strips = terms.map((term) => termStrip(frame, term))
  let used = 0
  const fitting = strips.findIndex(({ height }) => (used += height) > room - ROOM_OF_OTHERS)
  const count = everyTerm || fitting < 0 ? terms.length : Math.max(LEAST_TERMS, fitting)
  const own = strips.slice(0, count)
  const others = terms.slice(count)
  return section(frame, STORY_WORDS.events[frame.language], [
    ...own,
    ...(others.length === 0 ? [] : packedStrips(frame, others)),
  ])
}

export function lengthStrips(
  frame: StoryFrame,
  { tumour }: Pick<SubjectStoryData, 'tumour'>,
  look: LengthLook,
): readonly Strip[] {
  const { criteria, lesions, ledger } = tumour
  const most = mostOf(lesions)
  const sums = criteria.filter(
    ({ baseline, assessments }) => baseline !== null || assessments.some(({ sum }) => sum !== null),
  )
  return section(frame, STORY_WORDS.tumour[frame.language], [
    ...sums.map((one) => sumStrip(frame, one, { ledger, look })),
    ...lesions.map((lesion) => lesionStrip(frame, lesion, { ledger, look, most })),
  ])
}

/** Non-target lesions and the responses of each criterion. */
export function judgedStrips(
  frame: StoryFrame,
  { tumour }: Pick<SubjectStoryData, 'tumour'>,
): readonly Strip[] {
  const responses = tumour.criteria
    .filter(({ assessments }) => assessments.length > 0)
    .flatMap((one) => responseStrips(frame, one, tumour.reviews))
  return section(frame, STORY_WORDS.responses[frame.language], [
    ...nonTargetStrips(frame, tumour),
    ...responses,
  ])
}

function afterStrips(frame: StoryFrame, data: SubjectStoryData): readonly Strip[] {
  const { language } = frame
  return [
    ...judgedStrips(frame, data),
    ...section(
      frame,
      STORY_WORDS.markers[language],
      data.markers
        .filter(({ points }) => points.length > 0)
        .map((marker) => markerStrip(frame, marker)),
    ),
    ...section(frame, STORY_WORDS.open[language], openStrips(frame, data.open)),
  ]
}
