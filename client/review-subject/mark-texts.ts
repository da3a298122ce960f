import type {
  AssessmentPoint,
  EventLane,
  KnownSpan,
  LaboratoryCurve,
  LaboratoryPoint,
  MarkSource,
  Moment,
  Stretch,
  TreatmentLane,
  TumourCurve,
  CourseEnd,
} from '../../shared/course/define.ts'
import { findCode } from '../../shared/forms/find-code.ts'
import type { ItemDefinition } from '../../shared/forms/define.ts'
import { studyDay, toIsoDate } from '../../shared/kernel/dates.ts'
import type { Day } from '../../shared/kernel/brand.ts'
import { FACTS } from '../../shared/kernel/facts.ts'
import { termWords } from '../../shared/safety/term-words.ts'
import { formatChange, formatDate, formatNumber, NOTHING } from '../kit/format.ts'
import { findForm, type SubjectScreen } from '../kit/subject-data.ts'
import { formPath, subjectPath, visitPath } from '../kit/subject-paths.ts'
import type { Texts } from '../kit/texts.ts'
import type { MarkWords } from './figure/mark.tsx'

export type MomentKind = 'visit' | 'procedure' | 'new-therapy'

/** The words and the addresses of every mark, in the reader's language. */
export interface MarkTexts {
  readonly drug: (lane: TreatmentLane) => string
  readonly dose: (period: TreatmentLane['periods'][number]) => string
  readonly period: (lane: TreatmentLane, period: TreatmentLane['periods'][number]) => MarkWords
  readonly term: (lane: EventLane) => string
  readonly event: (lane: EventLane, event: EventLane['events'][number]) => MarkWords
  readonly laneName: (kind: MomentKind) => string
  readonly momentName: (kind: MomentKind, mark: Moment) => string
  readonly moment: (kind: MomentKind, mark: Moment) => MarkWords
  readonly sumName: (curve: TumourCurve) => string
  readonly baseline: (curve: TumourCurve, sum: number) => MarkWords
  readonly sum: (curve: TumourCurve, point: AssessmentPoint) => MarkWords
  readonly responseName: (curve: TumourCurve) => string
  readonly response: (curve: TumourCurve, point: AssessmentPoint) => MarkWords
  readonly testName: (curve: LaboratoryCurve) => string
  readonly result: (curve: LaboratoryCurve, point: LaboratoryPoint, at: number) => MarkWords
  readonly day: (day: number) => string
  readonly date: (iso: string) => string
  readonly end: (kind: CourseEnd['kind']) => string
}

type Values = Readonly<Record<string, string>>

/** A coded answer as the form words it; the text itself where the form has no such code. */
export function codedText(
  { study }: Pick<SubjectScreen, 'study'>,
  of: { readonly form: string; readonly values: Values },
  item: string,
  { say }: Pick<Texts, 'say'>,
): string {
  const text = of.values[item] ?? ''
  const found = itemOf(study, of.form, item)
  if (found?.kind !== 'code' || text === '') return text
  const parts = found.multiple === true ? text.split(';') : [text]
  return parts.map((part) => labelOf(found, part, say)).join(', ')
}

function labelOf(
  item: Extract<ItemDefinition, { kind: 'code' }>,
  text: string,
  say: Texts['say'],
): string {
  const code = findCode(item.codes, text)
  return code === null ? text : say(code.label)
}

function itemOf(
  study: SubjectScreen['study'],
  form: string,
  key: string,
): ItemDefinition | undefined {
  return findForm(study, form)?.items.find((item) => item.key === key)
}

/** Two dates as they were entered, and how long ago on study: `7 Jan 2026 to ongoing (day 1 to …)`. */
export function stretchText(
  { start, end }: Pick<Stretch, 'start' | 'end'>,
  values: readonly [from: string | undefined, to: string | undefined],
  words: DateWords,
): string {
  const { t } = words
  const from = datesText(start, values[0], words)
  const to = end === null ? t('course.ongoing') : datesText(end, values[1], words)
  return t('course.dates', { from, to })
}

export interface DateWords extends Pick<Texts, 't' | 'say' | 'language'> {
  readonly origin: Day | null
}

function datesText(span: KnownSpan, text: string | undefined, words: DateWords): string {
  const { t, language, origin } = words
  const shown = formatDate(text, language)
  if (origin === null || span.earliest !== span.latest) return shown
  return `${shown} (${t('course.day', { day: studyDay(span.earliest, origin) })})`
}

export function dayText(day: Day, words: DateWords): string {
  return datesText({ earliest: day, latest: day }, toIsoDate(day), words)
}

/** What stands between a sign and nothing: parts that are there, with a comma between them. */
function listed(parts: readonly (string | null)[]): string {
  return parts.filter((part) => part !== null && part !== '' && part !== NOTHING).join(', ')
}

/** The texts of all marks of one subject. */
export function markTexts(screen: SubjectScreen, texts: Texts, origin: Day | null): MarkTexts {
  const { t, say, language } = texts
  const words: DateWords = { t, say, language, origin }
  const coded = (of: MarkSource, item: string): string => codedText(screen, of, item, texts)
  const drug = ({ periods, drug: name }: TreatmentLane): string =>
    periods[0] === undefined ? name : coded(periods[0], 'EXTRT')
  return {
    drug,
    dose: (period) => doseText(period, coded, t),
    period: (lane, period) =>
      sourceWords(screen, period, {
        lane: drug(lane),
        label: listed([
          doseText(period, coded, t),
          coded(period, 'EXDOSFRQ'),
          coded(period, 'EXADJ'),
          stretchText(period, [period.values['EXSTDAT'], period.values['EXENDAT']], words),
        ]),
        dates: listed([
          formatDate(period.values['EXSTDAT'], language),
          period.end === null
            ? t('course.ongoing')
            : formatDate(period.values['EXENDAT'], language),
        ]),
      }),
    day: (day) => t('course.day', { day }),
    date: (iso) => formatDate(iso, language),
    end: (kind) => t(`course.${kind}`),
    ...eventWords(screen, words, coded),
    ...momentWords(screen, words, coded),
    ...tumourWords(screen, words),
    ...laboratoryWords(screen, texts, words),
  }
}

type Coded = (of: MarkSource, item: string) => string

function doseText(
  { values, dose }: TreatmentLane['periods'][number],
  coded: Coded,
  t: Texts['t'],
): string {
  if (dose === 0) return t('course.interrupted')
  const unit = values['EXDOSU'] ?? ''
  return [values['EXDOSE'] ?? '', unit].join(' ').trim()
}

/** A mark made of one record. */
function sourceWords(
  { study, subject }: SubjectScreen,
  source: Pick<MarkSource, 'record' | 'form' | 'visit'>,
  said: Pick<MarkWords, 'lane' | 'label' | 'dates'>,
): MarkWords {
  const { record, form, visit } = source
  const href =
    visit === null
      ? formPath(study.id, subject.subjid, form)
      : visitPath(study.id, subject.subjid, visit, form)
  return { id: record, record, href, ...said }
}

function eventWords(
  screen: SubjectScreen,
  words: DateWords,
  coded: Coded,
): Pick<MarkTexts, 'term' | 'event'> {
  const { t, language } = words
  return {
    term: ({ term }) => words.say(termWords(term)),
    event: (lane, event) => {
      const { values } = event
      return sourceWords(screen, event, {
        lane: words.say(termWords(lane.term)),
        label: listed([
          values['AETERM'] === lane.term ? null : (values['AETERM'] ?? null),
          event.grade === null ? t('course.noGrade') : t('course.grade', { grade: event.grade }),
          event.serious ? t('course.serious') : null,
          stretchText(event, [values['AESTDAT'], values['AEENDAT']], words),
          coded(event, 'AEOUT'),
        ]),
        dates: listed([
          formatDate(values['AESTDAT'], language),
          event.end === null ? t('course.ongoing') : formatDate(values['AEENDAT'], language),
        ]),
      })
    },
  }
}

const MOMENTS = {
  visit: { lane: 'course.visits', date: 'SVSTDAT' },
  procedure: { lane: 'course.procedures', date: 'PRSTDAT' },
  'new-therapy': { lane: 'course.newTherapy', date: 'CMSTDAT' },
} as const

function momentWords(
  screen: SubjectScreen,
  words: DateWords,
  coded: Coded,
): Pick<MarkTexts, 'laneName' | 'momentName' | 'moment'> {
  const { t, language } = words
  const name = (kind: MomentKind, mark: Moment): string => {
    if (kind === 'visit') return mark.visit ?? ''
    if (kind === 'procedure') return mark.values['PRTRT'] ?? ''
    return mark.values['CMTRT'] ?? ''
  }
  return {
    laneName: (kind) => t(MOMENTS[kind].lane),
    momentName: name,
    moment: (kind, mark) => {
      const date = mark.values[MOMENTS[kind].date]
      const details =
        kind === 'procedure' ? [coded(mark, 'PRTRT'), mark.values['PRLNKID'] ?? null] : []
      return sourceWords(screen, mark, {
        lane: t(MOMENTS[kind].lane),
        label: listed([
          ...(kind === 'procedure' ? details : [name(kind, mark)]),
          datesText(mark.when, date, words),
        ]),
        dates: formatDate(date, language),
      })
    },
  }
}

function tumourWords(
  { study, subject }: SubjectScreen,
  words: DateWords,
): Pick<MarkTexts, 'sumName' | 'baseline' | 'sum' | 'responseName' | 'response'> {
  const { t, language } = words
  const sumName = ({ criteria }: TumourCurve): string => `${t('course.sum')}, ${criteria}`
  const responseName = ({ criteria }: TumourCurve): string => t('course.response', { criteria })
  const ledger = subjectPath(study.id, subject.subjid, '/tumour')
  const reviews = subjectPath(study.id, subject.subjid, '/responses')
  const at = ({ day, visit }: AssessmentPoint): readonly string[] => [visit, dayText(day, words)]
  const base = { record: '' }
  return {
    sumName,
    responseName,
    baseline: (curve, sum) => ({
      ...base,
      id: `sum ${curve.criteria} baseline`,
      lane: sumName(curve),
      label: `${t('course.baseline')}, ${formatNumber(sum)} mm`,
      href: ledger,
      dates: t('course.baseline'),
      fact: FACTS.at(curve.criteria, 'BASELINE', 'sum'),
    }),
    sum: (curve, point) => ({
      ...base,
      id: `sum ${curve.criteria} ${point.visit}`,
      lane: sumName(curve),
      label: listed([
        ...at(point),
        `${formatNumber(point.sum)} mm`,
        `${t('ledger.fromBaseline')} ${formatChange(point.percentFromBaseline, language)}`,
        `${t('ledger.fromNadir')} ${formatChange(point.percentFromNadir, language)}`,
        point.isNadir ? t('course.nadir') : null,
        point.newLesion ? t('course.newLesion') : null,
      ]),
      href: ledger,
      dates: formatDate(toIsoDate(point.day), language),
      fact: FACTS.at(curve.criteria, point.visit, point.sum === null ? 'overall' : 'sum'),
    }),
    response: (curve, point) => ({
      ...base,
      id: `response ${curve.criteria} ${point.visit}`,
      lane: responseName(curve),
      label: listed([
        ...at(point),
        `${t('review.own')} ${point.recorded ?? t('review.to-do')}`,
        `${t('review.derived')} ${point.derived}`,
      ]),
      href: reviews,
      dates: formatDate(toIsoDate(point.day), language),
      fact: FACTS.at(curve.criteria, point.visit, 'overall'),
    }),
  }
}

function laboratoryWords(
  screen: SubjectScreen,
  { say }: Texts,
  words: DateWords,
): Pick<MarkTexts, 'testName' | 'result'> {
  const { t, language } = words
  const items = screen.study.definition.forms.flatMap(({ group }) => group?.items ?? [])
  const tests = items.find(({ key }) => key === 'LBTESTCD')
  const name = (test: string): string => {
    const code = tests?.kind === 'code' ? findCode(tests.codes, test) : null
    return code === null ? test : say(code.label)
  }
  return {
    testName: ({ test, unit }) => `${test}, ${unit}`,
    result: (curve, point, at) => {
      const { low, high, when, record, form, visit } = point
      const date = dayText(when.earliest, words)
      const range = { low: formatLimit(low), high: formatLimit(high) }
      const source = sourceWords(
        screen,
        { record, form, visit },
        {
          lane: name(curve.test),
          label: listed([
            `${point.text} ${point.reportedUnit}`,
            low === null && high === null ? null : t('course.reference', range),
            when.earliest === when.latest
              ? date
              : t('course.between', { from: date, to: dayText(when.latest, words) }),
          ]),
          dates: formatDate(toIsoDate(when.earliest), language),
        },
      )
      return { ...source, id: `${record} ${curve.test} ${at}` }
    },
  }
}

function formatLimit(limit: number | null): string {
  return limit === null ? NOTHING : String(Number(limit.toPrecision(6)))
}
