import type { Bilingual } from '../kernel/bilingual.ts'
import type { ProtocolDefinition } from '../protocol/define.ts'
import { tabulateOverview, type OverviewLine } from '../safety/adverse-event-overview.ts'
import { count, row } from './cells.ts'
import type { ReportInput, ReportMember, ReportRow } from './define.ts'
import { answeredTreatments, emergentEvents } from './event-counts.ts'
import { itemOf } from './form-words.ts'
import { groupColumns, groupsOf } from './groups.ts'
import { table } from './part.ts'
import { inPopulation, population } from './report-populations.ts'

/** The overview of adverse events. @source ICH E3, 12.2.1; adverse-event reporting conventions, table 1 */
export const overviewTable: ReportMember = {
  key: 'adverse-event-overview',
  section: '14.3',
  parts(input) {
    const subjects = inPopulation(input, 'SAF')
    return [
      table({
        key: 'ae-overview',
        title: { en: 'Overview of adverse events', zh: '不良事件总览' },
        population: population(input, 'SAF'),
        basis: { en: 'Adverse events; study treatment', zh: '不良事件；研究用药' },
        columns: groupColumns(
          input,
          { en: 'Subjects with, n (%)', zh: '发生以下事件的受试者，例（%）' },
          subjects,
        ),
        rows: subjects.length === 0 ? [] : rowsOf(input),
        empty: { en: 'No subject was treated.', zh: '无受试者接受治疗。' },
        footnotes: EVENT_NOTES(input.definition),
      }),
    ]
  },
}

/** When an event counts, and what related means. */
export const EVENT_NOTES = ({ conventions }: ProtocolDefinition): readonly Bilingual[] => [
  {
    en: `Treatment-emergent: begun from the first dose to ${conventions.emergenceDaysAfterLastDose} days after the last one. Each subject counts once in each line. An event without a recorded relation counts as related; one of grade 5 whose death came after the cut-off counts as grade 4.`,
    zh: `治疗期间出现的不良事件：自首次给药至末次给药后${conventions.emergenceDaysAfterLastDose}天内发生。每例受试者在每行中计一次。未记录相关性的事件按相关计；记录为5级但截止日后才死亡的事件按4级计。`,
  },
]

function rowsOf(input: ReportInput): readonly ReportRow[] {
  const treatments = answeredTreatments(input)
  const tables = groupsOf(input).map(({ cohort }) => {
    const N = inPopulation(input, 'SAF').filter(
      ({ addition }) => cohort === null || addition.cohort === cohort,
    ).length
    return tabulateOverview(emergentEvents(input, cohort), N, treatments)
  })
  const asked = askedLines(input.definition)
  return (tables[0]?.lines ?? []).filter(asked).map((line) =>
    row(
      line.label,
      tables.map(({ lines, denominator }) =>
        count(lines.find(({ id }) => id === line.id)?.subjects ?? 0, denominator),
      ),
      line.id.includes(':') ? 1 : 0,
    ),
  )
}

/** A line whose question the protocol does not ask would say none where nothing is known. */
function askedLines(definition: ProtocolDefinition): (line: OverviewLine) => boolean {
  const isAsked = (key: string): boolean => {
    const item = itemOf(definition, 'adverse-events', key)
    return item !== undefined && item.hidden !== true
  }
  const unasked = new Set([
    'special-interest',
    ...(isAsked('AEDLT') ? [] : ['dose-limiting']),
    ...(isAsked('AEIR') ? [] : ['immune-related']),
  ])
  return ({ id }) => !unasked.has(id)
}
