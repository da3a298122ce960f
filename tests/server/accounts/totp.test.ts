import { randomBytes } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { factorKey, loadFactorKey } from '../../../server/accounts/factor-key.ts'
import { codeAt, counterAt, matchingCounter, toBase32 } from '../../../server/accounts/totp.ts'
import { fromBase32 } from '../support/people.ts'

const SECRET = Buffer.from('12345678901234567890')

describe('one-time codes by time', () => {
  // RFC 6238, appendix B, SHA-1; the last six of its eight digits.
  it.each([
    ['1970-01-01T00:00:59Z', '287082'],
    ['2005-03-18T01:58:29Z', '081804'],
    ['2005-03-18T01:58:31Z', '050471'],
    ['2009-02-13T23:31:30Z', '005924'],
    ['2033-05-18T03:33:20Z', '279037'],
    ['2603-10-11T11:33:20Z', '353130'],
  ])('AC-10: at %s the code is %s', (now, code) => {
    expect(codeAt(SECRET, counterAt(now))).toBe(code)
  })

  it('AC-10: takes a code one step early or late, once, and none before one that was taken', () => {
    const now = '2026-03-02T08:00:10.000Z'
    const middle = counterAt(now)
    const taken = (steps: number, last: number | null = null) =>
      matchingCounter(SECRET, { code: codeAt(SECRET, middle + steps), now, last })
    expect([-2, -1, 0, 1, 2].map((steps) => taken(steps))).toEqual([
      ...[null, middle - 1, middle, middle + 1, null],
    ])
    expect(taken(0, middle)).toBeNull()
    expect(taken(-1, middle)).toBeNull()
    expect(taken(1, middle)).toBe(middle + 1)
    expect(matchingCounter(SECRET, { code: '', now, last: null })).toBeNull()
  })

  it('writes a secret as apps read it', () => {
    expect(toBase32(Buffer.from('foobar'))).toBe('MZXW6YTBOI')
    const secret = randomBytes(20)
    expect(fromBase32(toBase32(secret))).toEqual(secret)
  })
})

describe('the key that seals secrets of second factors', () => {
  it('AC-12: opens what it sealed, and nothing that was altered or sealed with another key', () => {
    const key = factorKey('ab'.repeat(32))
    const sealed = key.seal(SECRET)
    expect(key.open(sealed)).toEqual(SECRET)
    expect(key.seal(SECRET)).not.toBe(sealed)
    expect(factorKey('cd'.repeat(32)).open(sealed)).toBeNull()
    const altered = Buffer.from(sealed, 'base64url')
    altered[altered.length - 1] = (altered.at(-1) ?? 0) ^ 1
    expect(key.open(altered.toString('base64url'))).toBeNull()
    expect(key.open('')).toBeNull()
  })

  it('AC-12: lies in a file of the data folder that its owner alone reads, or in the environment', () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'factor-key-'))
    const sealed = loadFactorKey(folder, undefined).seal(SECRET)
    expect(loadFactorKey(folder, '').open(sealed)).toEqual(SECRET)
    const file = path.join(folder, 'second-factor.key')
    expect(statSync(file).mode & 0o077).toBe(0)
    const hex = readFileSync(file, 'utf8').trim()
    expect(loadFactorKey('/nowhere', hex).open(sealed)).toEqual(SECRET)
    expect(() => loadFactorKey(folder, 'short')).toThrow('64 hexadecimal digits')
    rmSync(folder, { recursive: true })
  })
})
