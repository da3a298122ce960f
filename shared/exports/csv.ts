import { CONTRACT_COLUMNS } from '../trial/contract-columns.ts'
import { fileLayouts } from '../trial/layout.ts'
import type { FileLayout } from '../trial/layout.ts'
import type { Row, Trial } from '../trial/trial.ts'
import { rowsOf } from '../trial/trial.ts'
import { csvColumns, writeCsv } from '../trial/write-csv.ts'
import type { ExportFormat } from './define.ts'

/**
 * The trial-CSV folder. Files of the contract are always there; a further form's file is there when
 * it holds a row. @source trial-CSV contract
 */
export const csv: ExportFormat = {
  key: 'csv',
  mediaType: 'text/csv; charset=utf-8',
  title: { en: 'Trial CSV (plain files)', zh: '试验CSV（纯文本文件）' },
  description: {
    en: 'One file for each table of the forms, as UTF-8 text. Columns bear the CDASH and SDTM names; dates, numbers and codes stand as entered. The command line can import the folder again.',
    zh: '每张表单数据表一个文件，UTF-8纯文本。列名采用CDASH和SDTM变量名；日期、数值和编码按录入原样保留。可用命令行重新导入。',
  },
  *files(trial, definition) {
    for (const layout of fileLayouts(definition)) {
      const rows = allRows(trial, layout)
      if (rows.length === 0 && CONTRACT_COLUMNS[layout.file] === undefined) continue
      yield {
        name: `${layout.file}.csv`,
        rows: rows.length,
        get fields() {
          return csvColumns(layout, rows)
        },
        get text() {
          return writeCsv(layout, rows)
        },
      }
    }
  },
}

function allRows(trial: Trial, layout: FileLayout): readonly Row[] {
  return trial.subjects.flatMap((subject) => rowsOf(subject, layout.file))
}
