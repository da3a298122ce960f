import type { Language } from '../kernel/bilingual.ts'
import type { Day } from '../kernel/brand.ts'
import { toIsoDate } from '../kernel/dates.ts'
import { shownDate } from '../kernel/shown-date.ts'
import type { Drawing } from '../plots/marks.ts'
import { plots } from '../plots/registry.ts'
import type { LiverCourseData, StoryPlotData } from '../plots/story-data.ts'
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
  left: {
    en: '{test}: {count} without a date, a number above 0 or an upper limit, so not drawn',
    zh: '{test}：{count}项结果缺少日期、大于0的数值或正常值上限，未显示',
  },
  basis: {
    en: 'Source: laboratory results, each as a multiple of the upper limit recorded with it, else of that of its laboratory; study treatment; procedures and further therapies. A result beyond a measuring limit counts as that limit.',
    zh: '来源：实验室检查结果，以随结果记录的正常值上限（未记录时取其实验室的上限）的倍数表示；研究用药；操作与后续治疗。超出检测限的结果按该限值计。',
  },
} as const

/** The name of a figure of one subject, with whom it is about. */
export function storyTitle(
  { kind, subject }: Pick<StoryPlotData, 'kind' | 'subject'>,
  language: Language,
): string {
  const figure = storyName(kind, language)
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

function liverNotes({ tests }: LiverCourseData, language: Language): readonly string[] {
  return [
    ...tests
      .filter(({ left }) => left > 0)
      .map(({ test, left }) =>
        LIVER_WORDS.left[language].replace('{test}', test).replace('{count}', String(left)),
      ),
    LIVER_WORDS.basis[language],
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
