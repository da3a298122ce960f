import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { runResponseCases } from '../../../server/reference-cases/response-cases.ts'

const CASES = join(import.meta.dirname, '../../golden/response-cases')

const results = runResponseCases(CASES)

it('runs every case of the four files', () => {
  expect(results).toHaveLength(60 + 58 + 51 + 17)
})

it.each(results)('agrees with the reference case $id', ({ passed, message }) => {
  expect(passed, message).toBe(true)
})

it('fails a case whose expected response was changed', () => {
  const dir = mkdtempSync(join(tmpdir(), 'response-cases-'))
  const text = readFileSync(join(CASES, 'timepoint-cases.json'), 'utf8')
  writeFileSync(join(dir, 'timepoint-cases.json'), text.replace('"target": "CR"', '"target": "SD"'))
  const failed = runResponseCases(dir).filter(({ passed }) => !passed)
  expect(failed.map(({ id }) => id)).toEqual(['TP-001'])
  expect(failed[0]?.message).toContain('target: expected "SD", found "CR"')
})

it('fails a faulty case alone', () => {
  const dir = mkdtempSync(join(tmpdir(), 'response-cases-'))
  const text = readFileSync(join(CASES, 'bor-cases.json'), 'utf8')
  writeFileSync(join(dir, 'bor-cases.json'), text.replace('"response": "CR"', '"response": "iCR"'))
  const failed = runResponseCases(dir).filter(({ passed }) => !passed)
  expect(failed.map(({ id }) => id)).toEqual(['BOR-001'])
})
