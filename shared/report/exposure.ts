import { codeWords } from '../forms/shown-value.ts'
import type { Bilingual } from '../kernel/bilingual.ts'
import { compareCodePoints } from '../kernel/code-points.ts'
import { count, heading, row, same } from './cells.ts'
import type { ReportInput, ReportMember, ReportRow } from './define.ts'
import { numbers } from './demographics.ts'
import type { DrugExposure } from './drug-exposure.ts'
import { itemOf } from './form-words.ts'
import { cellsByGroup, groupColumns } from './groups.ts'
import { table } from './part.ts'
import { inPopulation, population } from './report-populations.ts'
import type { ReportSubject } from './report-subject.ts'

/** What was given, for how long, and how much of the dose. @source ICH E3, 12.1 */
export const exposureTable: ReportMember = {
  key: 'exposure',
  section: '14.1',
  parts(input) {
    const subjects = inPopulation(input, 'SAF')
    return [
      table({
        key: 'exposure',
        title: { en: 'Exposure to study treatment', zh: '研究治疗暴露情况' },
        population: population(input, 'SAF'),
        basis: {
          en: 'Study treatment; procedures and local therapy',
          zh: '研究用药；操作与局部治疗',
        },
        columns: groupColumns(input, { en: 'Treatment', zh: '治疗' }, subjects),
        rows: [...drugRows(input, subjects), ...procedureRows(input, subjects)],
        empty: { en: 'No subject was treated.', zh: '无受试者接受治疗。' },
        footnotes: [
          {
            en: 'Days from the first to the last day with a dose, both counted; to the cut-off or death while treatment goes on. Dose given: share of the dose first given, on each of these days.',
            zh: '治疗天数为首次至末次给药日（均计入）；治疗仍在进行者计至数据截止日或死亡。实际给药比例：以首次给药剂量在上述各日均给予为100%。',
          },
        ],
      }),
    ]
  },
}

function drugRows(input: ReportInput, subjects: readonly ReportSubject[]): readonly ReportRow[] {
  const drugs = [...new Set(subjects.flatMap(({ exposure }) => exposure.map(({ drug }) => drug)))]
  return drugs.sort(compareCodePoints).flatMap((drug) => {
    const of = ({ exposure }: ReportSubject): DrugExposure | undefined =>
      exposure.find((one) => one.drug === drug)
    const treated = subjects.filter((subject) => of(subject) !== undefined)
    const shares = (is: (exposure: DrugExposure) => boolean) =>
      cellsByGroup(input, subjects, (members) => {
        const given = members.flatMap((subject) => of(subject) ?? [])
        return count(given.filter(is).length, given.length)
      })
    return [
      heading(drugName(input, drug)),
      row(
        NAMES.treated,
        cellsByGroup(input, subjects, (members) =>
          count(members.filter((subject) => of(subject) !== undefined).length, members.length),
        ),
        1,
      ),
      row(
        NAMES.ongoing,
        shares(({ ongoing }) => ongoing),
        1,
      ),
      row(
        NAMES.reduced,
        shares(({ reduced }) => reduced),
        1,
      ),
      row(
        NAMES.interrupted,
        shares(({ interrupted }) => interrupted),
        1,
      ),
      ...deeper(
        numbers(input, treated, { label: NAMES.days, valueOf: (one) => of(one)?.days ?? null }),
      ),
      ...deeper(
        numbers(input, treated, {
          label: NAMES.delivered,
          valueOf: (one) => of(one)?.deliveredPercent ?? null,
        }),
      ),
    ]
  })
}

const NAMES = {
  treated: { en: 'Subjects treated, n (%)', zh: '接受治疗的受试者，例（%）' },
  ongoing: { en: 'Treatment goes on, n (%)', zh: '仍在治疗，例（%）' },
  reduced: { en: 'Dose reduced, n (%)', zh: '曾减量，例（%）' },
  interrupted: { en: 'Interrupted, n (%)', zh: '曾中断，例（%）' },
  days: { en: 'Days of treatment', zh: '治疗天数' },
  delivered: { en: 'Dose given, %', zh: '实际给药比例，%' },
  times: { en: 'Procedures per subject', zh: '人均操作次数' },
} as const satisfies Record<string, Bilingual>

function deeper(rows: readonly ReportRow[]): readonly ReportRow[] {
  return rows.map((one) => ({ ...one, level: one.level + 1 }))
}

function drugName({ definition }: ReportInput, drug: string): Bilingual {
  const item = itemOf(definition, 'exposure', 'EXTRT')
  return item?.kind === 'code' ? codeWords(item.codes, drug) : same(drug)
}

function procedureRows(
  input: ReportInput,
  subjects: readonly ReportSubject[],
): readonly ReportRow[] {
  const kinds = subjects.flatMap(({ procedures }) => procedures.map(({ PRTRT }) => PRTRT ?? ''))
  const item = itemOf(input.definition, 'procedures', 'PRTRT')
  return [...new Set(kinds)].sort(compareCodePoints).flatMap((kind) => {
    const times = ({ procedures }: ReportSubject): number =>
      procedures.filter(({ PRTRT }) => (PRTRT ?? '') === kind).length
    const treated = subjects.filter((subject) => times(subject) > 0)
    const name = item?.kind === 'code' ? codeWords(item.codes, kind) : same(kind)
    return [
      heading(name),
      row(
        NAMES.treated,
        cellsByGroup(input, subjects, (members) =>
          count(members.filter((subject) => times(subject) > 0).length, members.length),
        ),
        1,
      ),
      ...deeper(numbers(input, treated, { label: NAMES.times, valueOf: times })),
    ]
  })
}
