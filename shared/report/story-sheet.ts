import type { Language } from '../kernel/bilingual.ts'
import type { Day } from '../kernel/brand.ts'
import { toIsoDate } from '../kernel/dates.ts'
import { shownDate } from '../kernel/shown-date.ts'
import type { Drawing } from '../plots/marks.ts'
import { plots } from '../plots/registry.ts'
import {
  liverPoints,
  type LiverCourseData,
  type LiverCourseOf,
  type StoryPlotData,
} from '../plots/story-data.ts'
import { viewOf } from '../plots/story-frame.ts'
import { sentence } from '../texts/sentence.ts'
import { originWords, sheetOf } from './figure-sheet.ts'
import { markedTitle } from '../environment/test-mark.ts'
import type { ReportOrigin } from './report-head.ts'

/** The name of a figure of one subject. */
export function storyName(kind: StoryPlotData['kind'], language: Language): string {
  if (kind === 'liver-course') return LIVER_WORDS.title[language]
  return sentence(language, kind === 'subject-story' ? 'story.title' : 'story.lesions')
}

const LIVER_WORDS = {
  title: { en: 'Liver values over time', zh: '肝功能指标变化' },
  choice: { en: 'Unit of the liver values', zh: '肝功能指标的表示方式' },
  of: {
    limit: { en: 'multiples of the upper limit', zh: '正常值上限倍数' },
    baseline: { en: 'multiples of the baseline', zh: '基线倍数' },
  },
  left: {
    limit: {
      en: '{test}: {count} without a date, a number above 0 or an upper limit, so not drawn',
      zh: '{test}：{count}项结果缺少日期、大于0的数值或正常值上限，未显示',
    },
    baseline: {
      en: '{test}: {count} without a date, a number above 0 or a baseline in a unit that it can be compared with, so not drawn',
      zh: '{test}：{count}项结果缺少日期、大于0的数值或单位可换算的基线值，未显示',
    },
  },
  peaks: {
    en: 'In bold the highest result of each test on treatment (after the first dose, up to {n} days after the last one), as the figure of liver safety counts it. Results outside this time: {count}; they are drawn and do not count there.',
    zh: '粗体为治疗期间（首次给药后至末次给药后{n}天内）各指标的最高结果，与肝脏安全性图的取值一致。此期间以外的结果：{count}项，仅作显示，不计入该图。',
  },
  basis: {
    limit: {
      en: 'Source: laboratory results, each as a multiple of the upper limit recorded with it, else of that of its laboratory; study treatment; procedures and further therapies. A result beyond a measuring limit counts as that limit.',
      zh: '来源：实验室检查结果，以随结果记录的正常值上限（未记录时取其实验室的上限）的倍数表示；研究用药；操作与后续治疗。超出检测限的结果按该限值计。',
    },
    baseline: {
      en: 'Source: laboratory results, each as a multiple of the baseline, the last result before the first dose; study treatment; procedures and further therapies. A result beyond a measuring limit counts as that limit.',
      zh: '来源：实验室检查结果，以基线值（首次给药前末次结果）的倍数表示；研究用药；操作与后续治疗。超出检测限的结果按该限值计。',
    },
  },
} as const

export function liverChoiceName(language: Language): string {
  return LIVER_WORDS.choice[language]
}

/** What liver values are multiples of, as a choice. */
export function liverCourseName(of: LiverCourseOf, language: Language): string {
  return LIVER_WORDS.of[of][language]
}

/** The name of a figure of one subject, with whom it is about. */
export function storyTitle(data: StoryPlotData, language: Language): string {
  const { kind, subject } = data
  const name = storyName(kind, language)
  const of = data.kind === 'liver-course' ? LIVER_WORDS.of[data.of][language] : null
  const figure = of === null ? name : language === 'zh' ? `${name}（${of}）` : `${name}, ${of}`
  return sentence(language, 'story.ofSubject', { figure, subjid: subject })
}

/** What a reader of the figure must know, wherever it is shown. */
export function storyNotes(data: StoryPlotData, language: Language): readonly string[] {
  const isStory = data.kind === 'subject-story'
  const lost = isStory ? data.markers.filter(({ left }) => left > 0) : []
  const undated = isStory ? data.undated.map(({ text }) => text[language]) : []
  const t = sentence
  return [
    ...withdrawalNotes(data, language),
    ...(data.firstDose === null ? [t(language, 'story.noDose')] : []),
    ...lost.map(({ left, name }) =>
      t(language, 'story.left', { count: left, test: name[language] }),
    ),
    ...(undated.length === 0
      ? []
      : [t(language, 'story.undated', { names: undated.join(language === 'zh' ? '、' : ', ') })]),
    ...(data.extent === null
      ? []
      : [t(language, 'story.partialNote'), t(language, 'story.cutoffNote')]),
    ...(isStory && data.open.length > 0 ? [t(language, 'story.openNote')] : []),
    ...basisNotes(data, language),
  ]
}

/** Where it comes from, and of liver values what has no place among them. */
function basisNotes(data: StoryPlotData, language: Language): readonly string[] {
  if (data.kind === 'liver-course') return liverNotes(data, language)
  const key = data.kind === 'subject-story' ? 'story.basis' : 'story.basisLesions'
  return [sentence(language, key)]
}

function liverNotes(data: LiverCourseData, language: Language): readonly string[] {
  const { tests, of, window } = data
  const drawn = tests.flatMap((one) => liverPoints(one, of))
  const outside = drawn.filter(({ onTreatment }) => !onTreatment).length
  return [
    ...tests.flatMap((one) => {
      const left = one.left + one.points.length - liverPoints(one, of).length
      const words = LIVER_WORDS.left[of][language]
      return left === 0 ? [] : [words.replace('{test}', one.test).replace('{count}', String(left))]
    }),
    ...(window === null || drawn.length === 0
      ? []
      : [
          LIVER_WORDS.peaks[language]
            .replace('{n}', String(window.days))
            .replace('{count}', String(outside)),
        ]),
    LIVER_WORDS.basis[of][language],
  ]
}

/** @source PR-04 */
function withdrawalNotes({ withdrawal }: StoryPlotData, language: Language): readonly string[] {
  if (withdrawal === undefined) return []
  const { day } = withdrawal
  if (day === null) return [sentence(language, 'story.withdrawn')]
  return [sentence(language, 'story.withdrawnOn', { date: shownDate(day, language) })]
}

/** As of when the data are, which time is shown, and by which criteria responses are judged. */
function storyState(data: StoryPlotData, language: Language): string {
  const date = (day: Day): string => shownDate(toIsoDate(day), language)
  const { from, to } = viewOf(data)
  const judged = data.kind === 'liver-course' ? [] : data.tumour.criteria
  const criteria = judged.map((one) => one.criteria).join(', ')
  return [
    sentence(language, 'studyReport.cutoff', { date: date(data.cutoff) }),
    ...(data.extent === null
      ? []
      : [sentence(language, 'story.shown', { from: date(from), to: date(to) })]),
    ...(criteria === ''
      ? []
      : [
          sentence(language, 'studyReport.criteria', { criteria }),
          sentence(language, 'story.responses'),
        ]),
  ].join(' · ')
}

/** A figure of one subject as one drawing that needs nothing beside it: for files and for print. */
export function storySheet(data: StoryPlotData, origin: ReportOrigin, language: Language): Drawing {
  return sheetOf({
    title: markedTitle(origin.mark, storyTitle(data, language)),
    state: storyState(data, language),
    plot: plots.get(data.kind).draw(data, language),
    notes: [...storyNotes(data, language), originWords(origin, language)],
  })
}
