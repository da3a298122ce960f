import { CONTRACT_COLUMNS } from '../trial/contract-columns.ts'
import { fileLayouts } from '../trial/layout.ts'
import type { FileLayout } from '../trial/layout.ts'
import type { Row, Trial } from '../trial/trial.ts'
import { rowsOf } from '../trial/trial.ts'
import { writeCsv } from '../trial/write-csv.ts'
import type { ExportFormat } from './define.ts'

/**
 * The trial-CSV folder. Files of the contract are always there; a further form's file is there when
 * it holds a row. @source trial-CSV contract
 */
export const csv: ExportFormat = {
  key: 'csv',
  mediaType: 'text/csv; charset=utf-8',
  title: { en: 'Trial CSV (plain files)', zh: '试验 CSV（纯文本文件）' },
  *files(trial, definition) {
    for (const layout of fileLayouts(definition)) {
      const rows = allRows(trial, layout)
      if (rows.length === 0 && CONTRACT_COLUMNS[layout.file] === undefined) continue
      yield { name: `${layout.file}.csv`, text: writeCsv(layout, rows), rows: rows.length }
    }
  },
}

function allRows(trial: Trial, layout: FileLayout): readonly Row[] {
  return trial.subjects.flatMap((subject) => rowsOf(subject, layout.file))
}
