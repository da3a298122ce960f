import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'

const PROGRAM = new URL('../../bin/validation.mjs', import.meta.url).pathname

describe('VA-01: the table of requirements and tests', () => {
  let root: string
  beforeEach(() => {
    root = mkdtempSync(path.join(tmpdir(), 'hepatrial-trace-'))
    mkdirSync(path.join(root, 'docs/validation'), { recursive: true })
    mkdirSync(path.join(root, 'tests/server'), { recursive: true })
    write('docs/validation/rules.md', '# Validation\n\n<!-- requirements -->\n')
    requirements(true)
  })
  afterEach(() => {
    rmSync(root, { recursive: true })
  })

  const write = (file: string, text: string): void => {
    writeFileSync(path.join(root, file), text)
  }
  const requirements = (complete: boolean): void => {
    const groups = [{ key: 'AT', title: 'Audit trail', complete }]
    const rows = [
      ['AT-01', 'M', 'each change writes an entry', 'source'],
      ['AT-02', 'M', 'an entry says who', 'source'],
    ]
    write(
      'docs/validation/requirements.json',
      JSON.stringify({ groups, requirements: rows }, null, 2),
    )
  }
  const run = (...args: readonly string[]): { status: number; errors: string } => {
    try {
      execFileSync(process.execPath, [PROGRAM, ...args, root], { stdio: 'pipe' })
      return { status: 0, errors: '' }
    } catch (error) {
      const { status, stderr } = error as { status: number; stderr: Buffer }
      return { status, errors: stderr.toString() }
    }
  }
  const page = (): string => readFileSync(path.join(root, 'docs/validation.md'), 'utf8')

  it('leads from the requirement to each test that carries its ID, and from the test to it', () => {
    write(
      'tests/server/one.test.ts',
      "describe.each([1])('the trail', () => {\n  it.each([1])('AT-01, AT-02: keeps %s', () => {})\n})\nit('says AT-99 outside no title: const x = 1', () => {})",
    )
    requirements(true)
    write('tests/server/two.test.ts', 'it(`AT-02: names the person | and the role`, () => {})')
    expect(run().errors).toContain('names AT-99, which is no requirement')
    expect(page()).toMatch(
      /\| AT-01 +\| M +\| each change writes an entry +\| `server\/one.test.ts`/,
    )
    expect(page()).toContain('`server/two.test.ts`: names the person \\| and the role')
    expect(page()).toMatch(/\| `server\/one.test.ts` +\| AT-01, AT-02, AT-99 +\|/)
  })

  it('fails where a requirement of a complete group has no test, and names it', () => {
    write('tests/server/one.test.ts', "it('AT-01: writes', () => {})\n// AT-02 in a remark\n")
    const { status, errors } = run()
    expect(status).toBe(1)
    expect(errors).toBe('AT-02 has no test. It says: an entry says who.\n')
  })

  it('shows a requirement without a test as such while its group is not complete', () => {
    requirements(false)
    write('tests/server/one.test.ts', "it('AT-01: writes', () => {})")
    expect(run()).toEqual({ status: 0, errors: '' })
    expect(page()).toMatch(/\| AT-02 .*\*\*no test yet\*\*/)
  })

  it('fails where the page is out of date, and changes nothing', () => {
    write('tests/server/one.test.ts', "it('AT-01, AT-02: writes', () => {})")
    expect(run('--check').errors).toContain('out of date')
    expect(run()).toEqual({ status: 0, errors: '' })
    expect(run('--check')).toEqual({ status: 0, errors: '' })
    write('tests/server/one.test.ts', "it('AT-01, AT-02: writes anew', () => {})")
    const before = page()
    expect(run('--check').errors).toContain('npm run validation')
    expect(page()).toBe(before)
  })

  it('fails where the hand-written part names a test file that is not there', () => {
    write('tests/server/one.test.ts', "it('AT-01, AT-02: writes', () => {})")
    write('docs/validation/rules.md', 'Tested by `server/gone.test.ts`.\n\n<!-- requirements -->\n')
    expect(run().errors).toContain('names server/gone.test.ts, which is not there')
  })
})
