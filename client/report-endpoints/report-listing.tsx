import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { cellNumbers } from '../../shared/report/cell-numbers.ts'
import type { NumberedPart, Report, ReportRow, ReportTable } from '../../shared/report/define.ts'
import { shownCell } from '../../shared/report/show-cell.ts'
import { subjectPath } from '../kit/subject-paths.ts'
import type { TableColumn } from '../kit/table/columns.ts'
import { partOf } from '../kit/table/part-of-list.ts'
import { SortableTable } from '../kit/table/sortable-table.tsx'
import { useTexts, type Texts } from '../kit/texts.ts'
import css from './study-report.module.css'

interface ReportListingProps {
  readonly study: string
  readonly report: Report
  readonly part: ReportTable & Pick<NumberedPart, 'number'>
  readonly rows: number | null
}

/** A listing of the report as a table of records; each subject leads to its record. */
export function ReportListing({ study, report, part, rows }: ReportListingProps): ReactNode {
  const texts = useTexts()
  const columns = columnsOf(part, report, texts)
  const here = part.rows.length
  return (
    <>
      {rows !== null && (
        <p className={css['note']}>{texts.t('studyReport.onlyFirst', { shown: here, rows })}</p>
      )}
      <SortableTable
        name={part.key}
        rows={part.rows}
        columns={columns}
        first={25}
        part={partOf(here, rows ?? here)}
      >
        {(row) => (
          <tr key={part.rows.indexOf(row)}>
            {columns.map(({ key, value, numeric }, at) => (
              <td
                key={key}
                className={
                  numeric === true || row.cells[at]?.kind === 'date' ? css['whole'] : undefined
                }
                data-numeric={numeric === true}
              >
                {at === 0 ? (
                  <Link to={subjectPath(study, String(value(row)))}>{value(row)}</Link>
                ) : (
                  value(row)
                )}
              </td>
            ))}
          </tr>
        )}
      </SortableTable>
    </>
  )
}

function columnsOf(
  part: ReportTable,
  report: Report,
  { say, language }: Texts,
): readonly TableColumn<ReportRow>[] {
  const shown = { language, monthDays: report.monthDays }
  return part.columns.map(({ key, label, align }, at) => ({
    key,
    head: say(label),
    value: ({ cells }) => {
      const cell = cells[at]
      return cell === undefined ? null : shownCell(cell, shown)
    },
    // Dates by their ISO text, numbers by size; words as they are read.
    order: ({ cells }) => {
      const cell = cells[at]
      if (cell === undefined) return null
      return cell.kind === 'words' ? cell.text[language] : (cellNumbers(cell)[0]?.value ?? null)
    },
    numeric: align === 'end',
  }))
}
