import { reasonKey } from '../../forms/define.ts'
import type { ProducedFinding, Producer } from '../producer.ts'
import { rowLabel } from '../../endpoints/row-label.ts'
import type { CheckSubject } from '../subject.ts'
import { shownDate } from '../variables.ts'
import { at, placedRows } from './rows.ts'

/**
 * A date that decides an event, a censoring or an emergence of the analysis, and is known in part, or
 * not at all for a reason. One that was not filled in yet is missing, and asked for as such.
 */
function decides(subject: CheckSubject): readonly ProducedFinding[] {
  return subject.derivation.queries.flatMap((query) => {
    const { file, row, column } = query.from
    // The visit's name stands beside the rows in the files, and in the record here.
    const placed = placedRows(subject, file).find(
      (one) => rowLabel(file, { ...one.row, VISIT: one.record.visit ?? '' }) === row,
    )
    if (placed === undefined) return []
    if (query.value === '' && placed.row[reasonKey(column)] === undefined) return []
    const compared = {
      value: query.value === '' ? '' : shownDate(query.value),
      imputed: shownDate(query.imputed),
      endpoints: query.endpoints.join(', '),
    }
    return [{ ...at(placed), item: column, compared }]
  })
}

export const imputedDate: Producer = { key: 'imputed-date-decides', find: decides }
