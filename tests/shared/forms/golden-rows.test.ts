import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { FormValues, RowValues } from '../../../shared/forms/define.ts'
import { findingsOf } from '../../../shared/forms/findings.ts'
import { schemaOf } from '../../../shared/forms/schema-of.ts'
import { protocols } from '../../../shared/protocol/registry.ts'
import { fileLayouts, type FileLayout } from '../../../shared/trial/layout.ts'

describe.each(protocols.all)('the reference trial of $key', (definition) => {
  it.each(fileLayouts(definition).filter((layout) => readable(definition.key, layout.file)))(
    'has a $file file whose every row the form takes as it is',
    (layout) => {
      const rows = rowsOf(definition.key, layout.file)
      for (const row of rows) {
        const values = filled(layout, row)
        expect(schemaOf(layout.form).safeParse(values)).toEqual({ success: true, data: values })
        const impossible = findingsOf(layout.form, values).filter(
          ({ key }) => key === 'finding.outOfRange' || key === 'finding.implausibleDate',
        )
        expect(impossible).toEqual([])
      }
    },
  )
})

/** The row as values of the form: columns that are no items, and empty ones, left out. */
function filled(layout: FileLayout, row: RowValues): FormValues {
  const keys = new Set(layout.items.map((item) => item.key))
  const values = Object.fromEntries(
    Object.entries(row).filter(([column, text]) => keys.has(column) && text !== ''),
  )
  return layout.part === 'items' ? { items: values, rows: [] } : { items: {}, rows: [values] }
}

const fileOf = (protocol: string, file: string): URL =>
  new URL(`../../golden/trials/${protocol}/${file}.csv`, import.meta.url)

function readable(protocol: string, file: string): boolean {
  try {
    readFileSync(fileOf(protocol, file))
    return true
  } catch {
    return false
  }
}

function rowsOf(protocol: string, file: string): RowValues[] {
  const [head = '', ...lines] = readFileSync(fileOf(protocol, file), 'utf8').trim().split('\n')
  const columns = cellsOf(head)
  return lines.map((line) =>
    Object.fromEntries(cellsOf(line).map((cell, at) => [columns[at] ?? '', cell])),
  )
}

/** One line of the reference data: RFC 4180 quoting, no line breaks inside a cell. */
function cellsOf(line: string): string[] {
  return [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(
    ([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain ?? '',
  )
}
