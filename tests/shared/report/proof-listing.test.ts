import { expect, it } from 'vitest'
import { protocols } from '../../../shared/protocol/registry.ts'
import { partCsv } from '../../../shared/report/part-csv.ts'
import { readTrialFolder } from '../../../server/reference-cases/trial-folder.ts'
import { partsOf, reportOf, shownRows } from './made-report.ts'

const FOLDER = new URL('../../golden/trials/tace-systemic', import.meta.url).pathname
const definition = protocols.get('tace-systemic')
const trial = { subjects: readTrialFolder(FOLDER).subjects.slice(0, 6) }
const report = reportOf(trial, definition)
const rows = shownRows(report, 'proofs')

it('R3 lists for every subject what it adds to each endpoint, by which rule and from what', () => {
  const enrolled = new Set(rows.map(([subject]) => subject))
  expect(enrolled.size).toBeGreaterThan(1)
  for (const subject of enrolled) {
    const own = rows.filter(([of]) => of === subject)
    for (const { label } of definition.endpoints) {
      const [line, ...more] = own.filter(([, of]) => of === label.en)
      expect(more, label.en).toEqual([])
      expect(line?.[2], label.en).not.toBe('')
      expect(line?.[4], label.en).not.toBe('')
    }
  }
  const survival = rows.find(([, of]) => of === 'Overall survival')
  expect(survival?.[3]).toBe('E-4')
  expect(survival?.[4]).toMatch(/^enrolment: .*; last day: .* \[E-/)
})

it('R3 lists the words and the source of every rule that it names, in both languages', () => {
  const named = new Set([
    ...rows.map(([, , , rule]) => rule),
    ...rows.flatMap((row) => [...(row[4] ?? '').matchAll(/\[([^:]+): /g)].map(([, rule]) => rule)),
  ])
  const rules = shownRows(report, 'proof-rules')
  const told = new Set(rules.map(([rule]) => rule))
  expect([...named].filter((rule) => !told.has(rule))).toEqual([])
  for (const [rule, inWords, source] of rules) {
    expect(inWords, rule).toMatch(/[a-z]{3}/)
    expect(source, rule).not.toBe('')
  }
  const part = partsOf(report).find(({ key }) => key === 'proof-rules')
  if (part?.kind !== 'listing') throw new Error('no listing of rules')
  for (const { cells } of part.rows) {
    const [, inWords] = cells
    expect(inWords?.kind === 'words' ? inWords.text.zh : '').toMatch(/\p{Script=Han}/u)
  }
})

it('R3 gives the listing as a file with a line for each value', () => {
  const part = partsOf(report).find(({ key }) => key === 'proofs')
  if (part === undefined) throw new Error('no listing of proofs')
  const { name, columns, rows: lines } = partCsv(part)
  expect(name).toMatch(/^l-16-2-\d+-proofs\.csv$/)
  expect(columns).toEqual(['SUBJID', 'VALUE_OF', 'VALUE', 'RULE', 'INPUTS'])
  expect(lines).toHaveLength(rows.length)
})
