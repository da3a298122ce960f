import type { Cell } from '../../datasets/define.ts'
import type {
  DomainRow,
  Draft,
  MappedRow,
  SdtmDomain,
  SubjectContext,
  Supplemental,
} from '../define.ts'
import { looseRow } from '../loose-row.ts'
import { rowValues } from '../row-values.ts'
import { plannedByName } from '../visit-numbers.ts'

/** Subject visits: one record a visit that a row of the subject names, held or not done. */
export const sv: SdtmDomain = {
  key: 'SV',
  label: 'Subject Visits',
  class: 'SPECIAL PURPOSE',
  structure: 'One record per actual or planned visit per subject',
  keys: ['VISITNUM'],
  fills: ['VISIT', 'VISITDY', 'SVREASOC', 'SVUPDES', 'SVSTDY', 'SVENDY'],
  isFilledBy: () => true,
  origins: {
    SVPRESP: { origin: 'Protocol' },
    SVOCCUR: { origin: 'Collected' },
    SVENDTC: {
      origin: 'Derived',
      method: { en: 'Date of the visit.', zh: '访视日期。' },
    },
  },
  records: (context) => {
    const rows = context.domainRows('SV')
    return context.visits.flatMap((name) =>
      visitDrafts(
        context,
        name,
        rows.filter(({ visit }) => visit === name),
      ),
    )
  },
}

function visitDrafts(
  context: SubjectContext,
  name: string,
  rows: readonly DomainRow[],
): readonly Draft[] {
  const [row, ...others] = rows
  const isPlanned = plannedByName(context.plan.definition.schedule, name) !== null
  const named = isPlanned ? [] : [nameQualifier(name)]
  if (row === undefined) {
    reportUnrecorded(context, name)
    const values = isPlanned ? plannedValues(false, () => hasData(context, name)) : {}
    return [{ values, visit: name, supplementals: named }]
  }
  const { values, supplementals } = rowValues(row)
  const isNotDone = row.row['SVSTDAT_REASND'] === 'NOT DONE' && values['SVSTDTC'] === undefined
  const isHeld = (): boolean => values['SVSTDTC'] !== undefined || hasData(context, name)
  const occurred = isPlanned ? plannedValues(isNotDone, isHeld) : {}
  return [
    {
      values: { ...values, ...occurred, SVENDTC: values['SVSTDTC'] ?? null },
      row,
      supplementals: [
        ...named,
        ...row.supplementals,
        ...supplementals.filter(
          ({ column }) => !(isPlanned && isNotDone && column === 'SVSTDAT_REASND'),
        ),
      ],
      comments: row.comments,
    },
    ...others.map((other) => looseRow(other)),
  ]
}

function plannedValues(isNotDone: boolean, isHeld: () => boolean): Record<string, Cell> {
  if (isNotDone) return { SVPRESP: 'Y', SVOCCUR: 'N' }
  return { SVPRESP: 'Y', SVOCCUR: isHeld() ? 'Y' : null }
}

/** Something of the visit was done; what was not done, or is empty, does not tell that it was held. */
function hasData(context: SubjectContext, name: string): boolean {
  return context.plan.parts.some(
    ({ layout: { file } }) =>
      file !== 'visits' && context.rows(file).some((row) => row.visit === name && wasDone(row)),
  )
}

const NO_ANSWER = /^(?:VISIT|.*REASND|.*PERF|.*DAT|TRLNKID|TRMETHOD)$/

function wasDone({ row, part }: MappedRow): boolean {
  const { performed } = part.layout.form
  if (performed !== undefined && row[performed.item] === 'N') return false
  if (row['TRSTAT'] === 'NOT DONE' || row['LBORRES'] === '') return false
  return Object.entries(row).some(([column, value]) => value !== '' && !NO_ANSWER.test(column))
}

/** The name that an unscheduled visit has in the product. */
function nameQualifier(name: string): Supplemental {
  return {
    name: 'VISITNAM',
    label: 'Visit Name in Data Capture',
    value: name,
    origin: 'Assigned',
    evaluator: null,
    test: null,
    column: 'VISIT',
  }
}

function reportUnrecorded(context: SubjectContext, name: string): void {
  context.report({
    rule: 'SDTM-SV-01',
    severity: 'note',
    dataset: 'SV',
    variable: 'SVSTDTC',
    source: null,
    message: {
      en: `Data name the visit ${name}, but the visit itself is not recorded: its date stays empty.`,
      zh: `数据中提到访视${name}，但未登记该访视，访视日期留空。`,
    },
  })
}
