import { besideEachOther } from '../kernel/bilingual.ts'
import type { BestResponse } from '../endpoints/results.ts'
import { FACTS } from '../kernel/facts.ts'
import { disc, label, line, OUTLINE, type Mark } from './marks.ts'
import { isDark, responseBox } from './response-look.ts'
import type { AssessmentMark, CriterionCourse, FormPlace, TumourCourse } from './story-data.ts'
import {
  isSeen,
  outsideView,
  stripName,
  thing,
  xOf,
  type StoryFrame,
  type Strip,
} from './story-frame.ts'
import { atVisit } from './story-lengths.ts'
import { spanWords, STORY_WORDS } from './story-texts.ts'
import { textWidth } from './text-width.ts'

const RESPONSE_LANE = 14

/** The investigator's responses and below them the derived ones. */
export function responseStrips(
  frame: StoryFrame,
  { criteria, assessments }: CriterionCourse,
  reviews: FormPlace,
): readonly Strip[] {
  const { language } = frame
  const rows = ['investigator', 'derived'] as const
  return rows.map((whose) => {
    const lane = `${criteria} · ${STORY_WORDS[whose][language]}`
    return codeStrip(frame, {
      ...{ lane, assessments, whose, place: reviews },
      codeOf: (one) => one[whose],
      ...(whose === 'derived'
        ? { factOf: ({ visit }: AssessmentMark) => FACTS.at(criteria, visit, 'overall') }
        : {}),
    })
  })
}

/** The state of the non-target lesions at each assessment; none where no criterion has any. */
export function nonTargetStrips(
  frame: StoryFrame,
  { criteria, ledger }: TumourCourse,
): readonly Strip[] {
  const { language } = frame
  return criteria
    .filter(({ assessments }) => assessments.some(({ nonTarget }) => nonTarget !== null))
    .map(({ criteria: name, assessments }) =>
      codeStrip(frame, {
        lane: besideEachOther([STORY_WORDS.nonTarget[language], name], language),
        assessments: assessments.filter(({ nonTarget }) => nonTarget !== null),
        ...{ whose: 'nonTarget', place: ledger, codeOf: ({ nonTarget }) => nonTarget },
      }),
    )
}

interface CodeLane {
  readonly lane: string
  readonly whose: string
  readonly assessments: readonly AssessmentMark[]
  readonly place: FormPlace
  /** Name of the step that derived its code; absent: people said it. */
  readonly factOf?: (assessment: AssessmentMark) => string
  readonly codeOf: (assessment: AssessmentMark) => string | null
}

function codeStrip(frame: StoryFrame, of: CodeLane): Strip {
  const { lane, assessments, whose, place, codeOf, factOf } = of
  return {
    height: RESPONSE_LANE,
    draw: (y, row) => [
      ...stripName(frame, y + 10.5, lane),
      ...assessments.flatMap((one, at) => {
        if (!isSeen(frame, one.day, one.day)) return []
        const code = codeOf(one)
        const x = xOf(frame, one.day)
        const width = Math.max(5, Math.min(22, roomAt(frame, assessments, at) - 2))
        const box = { x: x - width / 2, y: y + 1.5, width, height: 11 }
        return thing(frame, codeBox(code, box), {
          ...{ key: `${whose} ${lane} ${one.visit}`, lane, row, place: atVisit(place, one.visit) },
          what: besideEachOther(
            [one.visit, code ?? STORY_WORDS.noReview[frame.language]],
            frame.language,
          ),
          when: spanWords({ earliest: one.day, latest: one.day }, frame),
          ...(factOf === undefined ? {} : { fact: factOf(one) }),
        })
      }),
      ...outsideView(
        frame,
        assessments.map(({ day }) => [day, day] as const),
        y + 10.5,
      ),
    ],
  }
}

/** How far the nearest assessment is. */
function roomAt(frame: StoryFrame, all: readonly AssessmentMark[], at: number): number {
  const x = xOf(frame, all[at]?.day ?? 0)
  const others = [all[at - 1], all[at + 1]].flatMap((one) => one ?? [])
  return Math.min(Infinity, ...others.map(({ day }) => Math.abs(xOf(frame, day) - x)))
}

const RESPONSES: ReadonlySet<string> = new Set(['CR', 'PR', 'SD', 'PD', 'NE', 'NON-CR/NON-PD'])

function isResponse(code: string): code is BestResponse {
  return RESPONSES.has(code)
}

/** A box in the colour of the response with its letters; dashed and empty where none is recorded. */
function codeBox(
  code: string | null,
  box: { readonly x: number; readonly y: number; readonly width: number; readonly height: number },
): readonly Mark[] {
  if (code === null) {
    const { x, y, width, height } = box
    return [
      { ...disc([x + width / 2, y + height / 2], 0.5, '#FFFFFF') },
      line(
        [
          [x, y],
          [x + width, y],
          [x + width, y + height],
          [x, y + height],
          [x, y],
        ],
        OUTLINE,
        { width: 0.8, dash: [2, 2] },
      ),
    ]
  }
  const filled = isResponse(code) ? responseBox(code, box) : []
  const text = code === 'NON-CR/NON-PD' ? 'NN' : code
  const size = 8
  const width = textWidth(text, size)
  if (width > box.width - 1) return filled
  const at = [box.x + box.width / 2, box.y + 8.5] as const
  const plate =
    code === 'NE'
      ? [
          line(
            [
              [at[0] - width / 2 - 1, box.y + 5.5],
              [at[0] + width / 2 + 1, box.y + 5.5],
            ],
            '#FFFFFF',
            { width: 9 },
          ),
        ]
      : []
  const dark = isResponse(code) && isDark(code)
  return [
    ...filled,
    ...plate,
    label(at, text, { anchor: 'middle', size, colour: dark ? '#FFFFFF' : '#000000' }),
  ]
}
