import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { runLabCases } from '../../../server/reference-cases/lab-cases.ts'

const results = runLabCases(new URL('../../golden/lab-cases.json', import.meta.url).pathname)

describe('the reference cases of laboratory grading', () => {
  it('are all there', () => {
    expect(results).toHaveLength(228)
  })

  it.each(results)('$id', ({ passed, message }) => {
    expect(passed, message).toBe(true)
  })
})

describe('the runner of laboratory cases', () => {
  it('fails a case whose expectation is wrong, and one that is not of the layout', () => {
    const expected = { status: 'graded', grade: 1, min: 1, max: 1 }
    const anemia = { term: 'Anemia', value: 70, unit: 'g/L', expected }
    const file = join(mkdtempSync(join(tmpdir(), 'lab-cases-')), 'cases.json')
    writeFileSync(file, JSON.stringify({ cases: [{ id: 'A', ...anemia }, { id: 'B' }] }))
    const [wrong, malformed] = runLabCases(file)
    expect(wrong).toEqual({
      id: 'A',
      passed: false,
      message: 'expected graded 1 1 1 -, got graded 3 3 3 -',
    })
    expect(malformed).toMatchObject({ id: 'B', passed: false })
  })
})
