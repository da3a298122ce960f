import type { ReactNode } from 'react'
import { Link } from 'react-router'
import type { Report, ReportTable } from '../../shared/report/define.ts'
import { shownCell } from '../../shared/report/show-cell.ts'
import page from '../kit/page.module.css'
import { useTexts } from '../kit/texts.ts'
import css from './study-report.module.css'

interface ReportTableProps {
  readonly report: Report
  readonly part: ReportTable
  /** Where a cell leads to, by the place of its row and the key of its column; null: nowhere. */
  readonly linkOf?: ((row: number, column: string) => string | null) | undefined
}

/** A table of the report in its own order: labels at the left, one column for each group. */
export function ReportTableView({ report, part, linkOf }: ReportTableProps): ReactNode {
  const { say, language } = useTexts()
  const { columns, rows } = part
  const shown = { language, monthDays: report.monthDays }
  return (
    <div className={page['tableWrap']} tabIndex={0} role="region" aria-label={say(part.title)}>
      <table className={css['table']}>
        <thead>
          <tr>
            {columns.map(({ key, label, align }) => (
              <th key={key} scope="col" className={align === 'end' ? css['end'] : undefined}>
                {say(label)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ level, heading, cells }, at) => (
            // Rows have no names of their own, and never move.
            <tr key={at} className={heading ? css['heading'] : undefined}>
              {cells.map((cell, column) =>
                column === 0 ? (
                  <th
                    key="label"
                    scope={heading ? 'rowgroup' : 'row'}
                    colSpan={heading ? columns.length : 1}
                    style={{ paddingLeft: level * 16 }}
                  >
                    {shownCell(cell, shown)}
                  </th>
                ) : (
                  <td key={columns[column]?.key ?? column} className={classOf(columns[column])}>
                    <Linked to={linkOf?.(at, columns[column]?.key ?? '') ?? null}>
                      {shownCell(cell, shown)}
                    </Linked>
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function classOf(column: ReportTable['columns'][number] | undefined): string | undefined {
  return column?.align === 'end' ? css['end'] : css['whole']
}

function Linked(props: { readonly to: string | null; readonly children: string }): ReactNode {
  return props.to === null ? props.children : <Link to={props.to}>{props.children}</Link>
}
