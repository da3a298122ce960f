import type { Course } from '../../shared/course/define.ts'
import type { MarkWords } from './figure/mark.tsx'
import type { MarkTexts } from './mark-texts.ts'

/** Every mark of a course in words, in the order of the figure. */
export function allMarks(course: Course, words: MarkTexts): readonly MarkWords[] {
  return [
    ...course.visits.map((mark) => words.moment('visit', mark)),
    ...course.treatments.flatMap((lane) => lane.periods.map((one) => words.period(lane, one))),
    ...course.procedures.map((mark) => words.moment('procedure', mark)),
    ...course.newTherapies.map((mark) => words.moment('new-therapy', mark)),
    ...course.tumour.flatMap((curve) => [
      ...(curve.baseline === null ? [] : [words.baseline(curve, curve.baseline.sum)]),
      ...curve.points.filter(({ sum }) => sum !== null).map((point) => words.sum(curve, point)),
      ...curve.points.map((point) => words.response(curve, point)),
    ]),
    ...course.events.flatMap((lane) => lane.events.map((event) => words.event(lane, event))),
    ...course.laboratory.flatMap((curve) =>
      curve.points.map((point, at) => words.result(curve, point, at)),
    ),
  ]
}
