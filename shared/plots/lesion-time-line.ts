import type { Language } from '../kernel/bilingual.ts'
import { definePlot } from './define.ts'
import type { Drawing } from './marks.ts'
import type { LesionTimeLineData } from './story-data.ts'
import { frameOf } from './story-frame.ts'
import { momentStrip } from './story-lanes.ts'
import { lesionTable } from './story-table.ts'
import { storyLegend } from './story-legend.ts'
import { stacked } from './story-stack.ts'
import { judgedStrips, lengthStrips } from './subject-story.ts'
import type { LengthLook } from './story-lengths.ts'

/** The sums and each lesion in millimetres, with procedures and responses. @source UX rules, P6 */
export const lesionTimeLinePlot = definePlot('lesion-time-line', { draw, table: lesionTable })

function draw(data: LesionTimeLineData, language: Language): Drawing {
  const frame = frameOf(data, language)
  const count = data.tumour.lesions.length
  const look: LengthLook = { sumHeight: 110, lesionHeight: count > 6 ? 46 : 66, detailed: true }
  const lengths = lengthStrips(frame, data, look)
  const procedures = data.moments.map((lane) => momentStrip(frame, lane))
  const strips = [...procedures, ...lengths, ...judgedStrips(frame, data)]
  const { moments } = data
  return stacked(data, frame, { strips, lengths, moments, legend: storyLegend(data, language) })
}
