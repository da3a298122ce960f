import { studyDay, toIsoDate } from '../kernel/dates.ts'
import type { PlotTable } from './define.ts'
import {
  liverPoints,
  type DaySpan,
  type DrugLane,
  type LesionTimeLineData,
  type LiverCourseData,
  type MomentLane,
  type StoryPlotData,
  type SubjectStoryData,
  type TumourCourse,
} from './story-data.ts'

type Row = readonly (string | number | null)[]

const COLUMNS = [
  ...['SUBJID', 'LANE', 'WHAT', 'VISIT', 'FORM'],
  ...['FROM', 'FROM_LATEST', 'TO', 'TO_LATEST', 'FROM_DAY', 'VALUE', 'UNIT', 'TEXT'],
] as const

/** What a row says beside the subject and its dates. */
interface Said {
  readonly lane: string
  readonly what: string
  readonly visit: string | null
  readonly form: string
  readonly value?: number | null
  readonly unit?: string
  readonly text?: string
}

/** A row with its dates as far as they are known: the same day twice where it is known whole. */
function rowOf(
  { subject, firstDose }: Pick<StoryPlotData, 'subject' | 'firstDose'>,
  { lane, what, visit, form, value = null, unit = '', text = '' }: Said,
  when: { readonly start: DaySpan | null; readonly end?: DaySpan | null },
): Row {
  const { start, end = start } = when
  const exact = start !== null && start.earliest === start.latest ? start.earliest : null
  return [
    ...[subject, lane, what, visit, form],
    ...datesOf(start),
    ...datesOf(end),
    ...[
      exact === null || firstDose === null ? null : studyDay(exact, firstDose),
      value,
      unit,
      text,
    ],
  ]
}

function datesOf(span: DaySpan | null): readonly (string | null)[] {
  return span === null ? [null, null] : [toIsoDate(span.earliest), toIsoDate(span.latest)]
}

/** Everything of the story as rows, codes and English words as they were recorded. */
export function storyTable(data: SubjectStoryData): PlotTable {
  const { visits, drugs, moments, terms, markers, open, undated } = data
  return {
    columns: [...COLUMNS],
    rows: [
      ...visits.map(({ when, text, place }) =>
        rowOf(data, { lane: 'visit', what: text.en, ...place }, { start: when }),
      ),
      ...doseRows(data, drugs),
      ...momentRows(data, moments),
      ...terms.flatMap(({ term, events }) =>
        events.map(({ start, end, grade, serious, place }) =>
          rowOf(
            data,
            {
              ...{ lane: 'adverse-event', what: term, ...place, value: grade },
              ...{ unit: 'CTCAE grade', text: serious ? 'serious' : '' },
            },
            { start, end },
          ),
        ),
      ),
      ...tumourRows(data, data.tumour),
      ...markers.flatMap(({ test, unit, points }) =>
        points.map(({ when, value, text, place }) =>
          rowOf(data, { lane: 'marker', what: test, ...place, value, unit, text }, { start: when }),
        ),
      ),
      ...open.map(({ kind, day, count, text, place }) =>
        rowOf(
          data,
          { lane: 'open', what: kind, ...place, value: count, text: text.en },
          { start: day === null ? null : { earliest: day, latest: day } },
        ),
      ),
      ...undated.map(({ text, place }) =>
        rowOf(data, { lane: 'undated', what: text.en, ...place }, { start: null }),
      ),
    ],
  }
}

/** The lesions with their sums and responses as rows. */
export function lesionTable(data: LesionTimeLineData): PlotTable {
  const rows = [...momentRows(data, data.moments), ...tumourRows(data, data.tumour)]
  return { columns: [...COLUMNS], rows }
}

/** The liver values with doses and procedures as rows. */
export function liverTable(data: LiverCourseData): PlotTable {
  const rows = [
    ...doseRows(data, data.drugs),
    ...momentRows(data, data.moments),
    ...data.tests.flatMap((one) =>
      liverPoints(one, data.of).map(({ when, multiple, text, high, onTreatment, place }) =>
        rowOf(
          data,
          {
            ...{ lane: 'liver', what: one.test, ...place, value: multiple },
            unit: data.of === 'limit' ? 'x ULN' : 'x BASELINE',
            text: [
              text,
              data.of === 'limit' && high !== null
                ? `ULN ${Number(high.toPrecision(6))}`
                : `BASELINE ${one.baseline ?? ''}`,
              onTreatment ? 'on treatment' : 'not on treatment',
            ].join(', '),
          },
          { start: when },
        ),
      ),
    ),
  ]
  return { columns: [...COLUMNS], rows }
}

function doseRows(data: StoryPlotData, drugs: readonly DrugLane[]): readonly Row[] {
  return drugs.flatMap(({ drug, periods }) =>
    periods.map(({ start, end, dose, doseText, change, place }) =>
      rowOf(
        data,
        { lane: 'dose', what: drug.en, ...place, value: dose, text: `${doseText} ${change}` },
        { start, end },
      ),
    ),
  )
}

function momentRows(data: StoryPlotData, lanes: readonly MomentLane[]): readonly Row[] {
  return lanes.flatMap(({ kind, moments }) =>
    moments.map(({ when, text, place }) =>
      rowOf(data, { lane: kind, what: text.en, ...place }, { start: when }),
    ),
  )
}

function tumourRows(data: StoryPlotData, tumour: TumourCourse): readonly Row[] {
  const { criteria, lesions, ledger, reviews } = tumour
  const ofLesions = lesions.flatMap(({ id, group, curves }) =>
    curves.flatMap(({ column, points }) =>
      points.map(({ when, visit, value }) =>
        rowOf(
          data,
          {
            lane: `lesion-${group}`,
            what: id,
            visit,
            form: ledger.form,
            value,
            unit: 'mm',
            text: column,
          },
          { start: when },
        ),
      ),
    ),
  )
  const ofCriteria = criteria.flatMap(({ criteria: name, baseline, assessments }) => {
    const day = baseline?.day ?? null
    const start = day === null ? null : { earliest: day, latest: day }
    const sum = { lane: 'sum', what: name, form: ledger.form, unit: 'mm' }
    const first =
      baseline === null
        ? []
        : [rowOf(data, { ...sum, visit: 'BASELINE', value: baseline.sum }, { start })]
    return [
      ...first,
      ...assessments.flatMap((one) => {
        const when = { start: { earliest: one.day, latest: one.day } }
        const { visit } = one
        const at = { what: name, visit, form: reviews.form }
        return [
          rowOf(
            data,
            { ...sum, visit, value: one.sum, text: one.newLesion ? 'new lesion' : '' },
            when,
          ),
          rowOf(
            data,
            { ...at, form: ledger.form, lane: 'non-target', text: one.nonTarget ?? '' },
            when,
          ),
          rowOf(data, { ...at, lane: 'response-investigator', text: one.investigator ?? '' }, when),
          rowOf(data, { ...at, lane: 'response-derived', text: one.derived }, when),
        ]
      }),
    ]
  })
  return [...ofLesions, ...ofCriteria]
}
