import { leadingCriteria } from '../endpoints/populations.ts'
import type { Bilingual } from '../kernel/bilingual.ts'
import { parseDay, studyDay } from '../kernel/dates.ts'
import type { Row } from '../trial/trial.ts'
import { column, date, number, text, words } from './cells.ts'
import type { ReportCell, ReportColumn, ReportInput, ReportMember, ReportRow } from './define.ts'
import { answerWords } from './form-words.ts'
import { listing } from './part.ts'
import { inPopulation, population } from './report-populations.ts'
import type { ReportedEvent, ReportSubject } from './report-subject.ts'

const SUBJECT = column('SUBJID', { en: 'Subject', zh: '受试者' })
const COHORT = column('COHORT', { en: 'Cohort', zh: '队列' })

/** Every protocol with cohorts names them behind the subject. */
function subjectColumns({ definition }: ReportInput): readonly ReportColumn[] {
  return definition.cohorts.length === 0 ? [SUBJECT] : [SUBJECT, COHORT]
}

function subjectCells({ definition }: ReportInput, { addition }: ReportSubject) {
  const subject = text(addition.subject)
  return definition.cohorts.length === 0 ? [subject] : [subject, text(addition.cohort)]
}

function line(cells: readonly ReportCell[]): ReportRow {
  return { level: 0, heading: false, cells }
}

/** Each assessment under each criterion, as derived and as reviewed. @source ICH E3, 16.2.6 */
export const responseListings: ReportMember = {
  key: 'list-responses',
  section: '16.2',
  parts: (input) =>
    leadingCriteria(input.definition) === null
      ? []
      : [
          listing({
            key: 'responses',
            title: { en: 'Tumour assessments and responses', zh: '肿瘤评估与疗效' },
            population: population(input, input.described),
            criteria: input.definition.criteria.map(({ key }) => key).join(', '),
            usesResponses: true,
            basis: { en: 'Lesions; tumour assessments; reviews', zh: '病灶；肿瘤评估；疗效审核' },
            columns: [...subjectColumns(input), ...RESPONSE_COLUMNS],
            rows: inPopulation(input, input.described).flatMap((subject) =>
              subject.addition.timepoints.map(({ row }) =>
                line([
                  ...subjectCells(input, subject),
                  ...[text(row.criteria), text(row.visit), date(row.date)],
                  ...[
                    number(row.sum),
                    number(row.percentFromBaseline),
                    number(row.percentFromNadir),
                  ],
                  ...[text(row.target), text(row.nonTarget), words(yesNo(row.newLesion))],
                  ...[text(row.derived), text(row.investigator)],
                ]),
              ),
            ),
            empty: { en: 'No assessment is recorded.', zh: '无肿瘤评估记录。' },
          }),
        ],
}

const RESPONSE_COLUMNS: readonly ReportColumn[] = [
  column('CRITERIA', { en: 'Criteria', zh: '标准' }),
  column('VISIT', { en: 'Visit', zh: '访视' }),
  column('DATE', { en: 'Date', zh: '日期' }),
  column('SUM', { en: 'Sum, mm', zh: '直径总和，mm' }, { align: 'end' }),
  column('FROM_BASELINE', { en: 'From baseline, %', zh: '较基线，%' }, { align: 'end' }),
  column('FROM_NADIR', { en: 'From smallest, %', zh: '较最小值，%' }, { align: 'end' }),
  column('TARGET', { en: 'Targets', zh: '靶病灶' }),
  column('NON_TARGET', { en: 'Non-targets', zh: '非靶病灶' }),
  column('NEW', { en: 'New lesion', zh: '新病灶' }),
  column('DERIVED', { en: 'Derived', zh: '系统推导' }),
  column('INVESTIGATOR', { en: 'Investigator', zh: '研究者' }),
]

function yesNo(is: boolean): Bilingual {
  return is ? { en: 'Yes', zh: '是' } : { en: 'No', zh: '否' }
}

/** Adverse events, and the serious ones with what made them serious. @source ICH E3, 16.2.7 */
export const adverseEventListings: ReportMember = {
  key: 'list-adverse-events',
  section: '16.2',
  parts: (input) => [
    eventListing(input, {
      key: 'adverse-events',
      title: { en: 'Adverse events', zh: '不良事件' },
      is: () => true,
    }),
    eventListing(input, {
      key: 'serious-adverse-events',
      title: { en: 'Serious adverse events', zh: '严重不良事件' },
      is: ({ record }) => record.serious,
      criteria: true,
    }),
  ],
}

interface EventListing {
  readonly key: string
  readonly title: Bilingual
  readonly is: (event: ReportedEvent) => boolean
  /** With what made it serious. */
  readonly criteria?: boolean
}

function eventListing(input: ReportInput, { key, title, is, criteria = false }: EventListing) {
  const { definition } = input
  const answer = (row: Row, item: string): ReportCell =>
    words(answerWords(definition, 'adverse-events', { key: item, row }))
  return listing({
    key,
    title,
    population: population(input, input.described),
    basis: { en: 'Adverse events; study treatment', zh: '不良事件；研究用药' },
    columns: [
      ...subjectColumns(input),
      ...EVENT_COLUMNS,
      ...(criteria ? [column('CRITERIA', { en: 'Serious because', zh: '严重性标准' })] : []),
    ],
    rows: inPopulation(input, input.described).flatMap((subject) =>
      subject.adverseEvents
        .filter(is)
        .map(({ record, row }) =>
          line([
            ...subjectCells(input, subject),
            ...[text(record.verbatim), text(record.term), text(record.soc)],
            ...[date(row['AESTDAT']), date(row['AEENDAT'])],
            ...[
              number(record.grade, 0),
              words(yesNo(record.serious)),
              words(yesNo(record.related)),
            ],
            ...[answer(row, 'AEACN'), answer(row, 'AEOUT'), words(yesNo(record.treatmentEmergent))],
            ...(criteria ? [words(seriousnessOf(input, row))] : []),
          ]),
        ),
    ),
    empty: { en: 'No such adverse event is recorded.', zh: '无此类不良事件记录。' },
  })
}

const EVENT_COLUMNS: readonly ReportColumn[] = [
  column('EVENT', { en: 'Event', zh: '事件' }),
  column('TERM', { en: 'CTCAE term', zh: 'CTCAE术语' }),
  column('SOC', { en: 'System organ class', zh: '系统器官分类' }),
  column('START', { en: 'Start', zh: '开始' }),
  column('END', { en: 'End', zh: '结束' }),
  column('GRADE', { en: 'Grade', zh: '级别' }, { align: 'end' }),
  column('SERIOUS', { en: 'Serious', zh: '严重' }),
  column('RELATED', { en: 'Related', zh: '相关' }),
  column('ACTION', { en: 'Action', zh: '措施' }),
  column('OUTCOME', { en: 'Outcome', zh: '转归' }),
  column('EMERGENT', { en: 'Treatment-emergent', zh: '治疗期间出现' }),
]

const SERIOUSNESS = ['AESDTH', 'AESLIFE', 'AESHOSP', 'AESDISAB', 'AESCONG', 'AESMIE'] as const

function seriousnessOf({ definition }: ReportInput, row: Row): Bilingual {
  const form = definition.forms.find(({ file }) => file === 'adverse-events')
  const labels = SERIOUSNESS.flatMap((key) => {
    if (row[key] !== 'Y') return []
    return form?.items.find((item) => item.key === key)?.label ?? []
  })
  return {
    en: labels.map(({ en }) => en).join('; '),
    zh: labels.map(({ zh }) => zh).join('；'),
  }
}

/** Deaths with their distance from treatment. @source ICH E3, 12.3.1.1 */
export const deathListing: ReportMember = {
  key: 'list-deaths',
  section: '16.2',
  parts: (input) => [
    listing({
      key: 'deaths',
      title: { en: 'Deaths', zh: '死亡' },
      population: population(input, input.described),
      basis: { en: 'Death; study treatment', zh: '死亡；研究用药' },
      columns: [
        ...subjectColumns(input),
        column('DIED', { en: 'Date of death', zh: '死亡日期' }),
        column('CAUSE', { en: 'Cause', zh: '原因' }, { width: 2 }),
        column('FIRST_DOSE', { en: 'First dose', zh: '首次给药' }),
        column('LAST_DOSE', { en: 'Last dose', zh: '末次给药' }),
        column('STUDY_DAY', { en: 'Study day', zh: '研究日' }, { align: 'end' }),
        column(
          'AFTER_LAST',
          { en: 'Days after last dose', zh: '距末次给药天数' },
          { align: 'end' },
        ),
      ],
      rows: inPopulation(input, input.described).flatMap((subject) =>
        subject.death === null ? [] : [deathLine(input, subject, subject.death)],
      ),
      empty: { en: 'No death is recorded.', zh: '无死亡记录。' },
      footnotes: [
        {
          en: 'Dates as recorded; days from the date that the analysis gives a partial one.',
          zh: '日期按记录显示；日期不完整时，天数按分析中填补的日期计算。',
        },
      ],
    }),
  ],
}

function deathLine(input: ReportInput, subject: ReportSubject, row: Row): ReportRow {
  const { dates } = subject
  const death = parseDay(dates.death ?? '')
  const first = parseDay(dates.firstDose ?? '')
  const last = parseDay(dates.lastDose ?? '')
  return line([
    ...subjectCells(input, subject),
    date(row['DTHDAT'] ?? dates.death),
    words(answerWords(input.definition, 'deaths', { key: 'DTHCAUS', row })),
    ...[date(dates.firstDose), date(dates.lastDose)],
    number(death === null || first === null ? null : studyDay(death, first), 0),
    number(death === null || last === null ? null : death - last, 0),
  ])
}

/** Deviations, one by one. @source ICH E3, 16.2.2 */
export const deviationListing: ReportMember = {
  key: 'list-deviations',
  section: '16.2',
  parts: (input) => {
    const answer = (row: Row, key: string): ReportCell =>
      words(answerWords(input.definition, 'deviations', { key, row }))
    return [
      listing({
        key: 'deviations',
        title: { en: 'Protocol deviations', zh: '方案偏离' },
        population: population(input, input.described),
        basis: { en: 'Protocol deviations', zh: '方案偏离' },
        columns: [
          ...subjectColumns(input),
          column('DATE', { en: 'Date', zh: '日期' }),
          column('WEIGHT', { en: 'Weight', zh: '严重程度' }),
          column('KIND', { en: 'Kind', zh: '类别' }),
          column('DEVIATION', { en: 'Deviation', zh: '偏离描述' }, { width: 3 }),
          column('ACTION', { en: 'Action', zh: '处理措施' }, { width: 2 }),
        ],
        rows: inPopulation(input, input.described).flatMap((subject) =>
          subject.deviations.map((row) =>
            line([
              ...subjectCells(input, subject),
              ...[date(row['DVSTDAT']), answer(row, 'DVCAT'), answer(row, 'DVDECOD')],
              ...[text(row['DVTERM']), text(row['DVACT'])],
            ]),
          ),
        ),
        empty: { en: 'No deviation is recorded.', zh: '无方案偏离记录。' },
      }),
    ]
  },
}
