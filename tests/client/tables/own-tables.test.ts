import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'

const CLIENT = fileURLToPath(new URL('../../../client', import.meta.url))

/** What is a table and no list of records, and why it keeps its own order. */
const OTHER_TABLES: Readonly<Record<string, string>> = {
  'app/keyboard-help.tsx': 'what the keys do',
  'enter-visit/laboratory/intake-preview.tsx': 'entry: a print-out line by line',
  'grade-adverse-event/suggestions.tsx': 'an offer above the form; a key takes the first',
  'kit/form/difference-table.tsx': 'two versions of one form, in its order',
  'kit/form/group-grid.tsx': 'entry',
  'kit/table/sortable-table.tsx': 'the table of records itself',
  'manage-study/account-detail.tsx': 'the few grants of one account, inside its row',
  'manage-study/difference-table.tsx': 'members under the thing that they belong to',
  'my-work/demo-offer.tsx': 'three example accounts',
  'my-work/study-home.tsx': 'a sum with its parts',
  'print-casebook/derived-sheet.tsx': 'paper',
  'print-casebook/paper-table.tsx': 'paper',
  'print-casebook/record-block.tsx': 'paper',
  'print-casebook/sheet.tsx': 'paper',
  'read-help/guide-text.tsx': 'a table of the guide, in its order',
  'report-endpoints/endpoint-page.tsx': 'a result and its cohorts',
  'report-endpoints/incidence-terms.tsx': 'a result: the most frequent term first',
  'report-endpoints/landmark-rates.tsx': 'a result by time',
  'report-endpoints/report-table.tsx': 'a table of the report, in its order',
  'report-endpoints/results-table.tsx': 'results in the order of the protocol',
  'report-endpoints/safety-table.tsx': 'a result by grade',
  'report-safety/report-sheet.tsx': 'paper',
  'tumour-ledger/ledger-table.tsx': 'entry',
}

describe('a table that is drawn by itself', () => {
  it('is no list of records, and says what it is', () => {
    const drawn = readdirSync(CLIENT, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.tsx'))
      .filter((name) => /<table\b/.test(readFileSync(path.join(CLIENT, name), 'utf8')))
    expect(drawn.sort()).toEqual(Object.keys(OTHER_TABLES).sort())
  })
})
