import { cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { GOLDEN_TRIALS, hepatrial, temporaryFolder } from './run-hepatrial.ts'

const PROTOCOLS = [
  'donafenib-switch',
  'toripalimab-donafenib',
  'regorafenib-pd1',
  'tace-systemic',
  'lenvatinib-toripalimab',
]

const expected = z.looseObject({
  cutoff: z.string(),
  endpoints: z.array(z.looseObject({ id: z.string(), cohort: z.string().nullable() })),
})

function csvFiles(folder: string): readonly string[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.csv'))
    .sort()
}

describe.each(PROTOCOLS)('the reference trial of %s', (protocol) => {
  const golden = path.join(GOLDEN_TRIALS, protocol)

  it('EX-05: comes out of the database byte for byte as it went in, twice, and analyses as expected', async () => {
    const folder = temporaryFolder()
    const data = path.join(folder, 'data')
    const first = path.join(folder, 'first')
    const second = path.join(folder, 'second')
    const common = ['--protocol', protocol, '--data', data]
    expect((await hepatrial('import', '--study', 'A', '--from', golden, ...common)).code).toBe(0)
    expect(
      (await hepatrial('export', '--study', 'A', '--format', 'csv', '--out', first, '--data', data))
        .code,
    ).toBe(0)
    for (const name of csvFiles(golden)) {
      expect(readFileSync(path.join(first, name), 'utf8'), name).toBe(
        readFileSync(path.join(golden, name), 'utf8'),
      )
    }
    expect((await hepatrial('import', '--study', 'B', '--from', first, ...common)).code).toBe(0)
    await hepatrial('export', '--study', 'B', '--format', 'csv', '--out', second, '--data', data)
    expect(csvFiles(second)).toEqual(csvFiles(first))
    for (const name of csvFiles(first)) {
      expect(readFileSync(path.join(second, name), 'utf8'), name).toBe(
        readFileSync(path.join(first, name), 'utf8'),
      )
    }
    const { cutoff, endpoints } = expected.parse(
      JSON.parse(readFileSync(path.join(golden, 'expected.json'), 'utf8')),
    )
    const at = ['--cutoff', cutoff, '--json']
    const fromDatabase = await hepatrial('analyse', '--study', 'B', ...at, '--data', data)
    const fromFolder = await hepatrial('analyse', '--protocol', protocol, '--from', golden, ...at)
    expect(fromDatabase.out).toBe(fromFolder.out)
    expect(fromDatabase.err).toBe('')
    const rows = expected.parse(JSON.parse(fromDatabase.out)).endpoints
    for (const row of endpoints) {
      expect(
        rows.some((of) => of.id === row.id && of.cohort === row.cohort),
        row.id,
      ).toBe(true)
    }
    const verified = await hepatrial('verify', '--data', data)
    expect(verified.code).toBe(0)
    expect(verified.out).toContain('0 faults')
  })
})

describe('an import of a faulty folder', () => {
  function faulty(change: (folder: string) => void): {
    readonly folder: string
    readonly data: string
  } {
    const folder = temporaryFolder()
    const trial = path.join(folder, 'trial')
    cpSync(path.join(GOLDEN_TRIALS, 'regorafenib-pd1'), trial, { recursive: true })
    change(trial)
    return { folder: trial, data: path.join(folder, 'data') }
  }

  function append(folder: string, file: string, line: string): void {
    const place = path.join(folder, file)
    writeFileSync(place, `${readFileSync(place, 'utf8')}${line}\n`)
  }

  it('EX-06: names every fault as file:line:column and stores nothing', async () => {
    const { folder, data } = faulty((trial) => {
      append(trial, 'responses.csv', '1001,W99,RECIST 1.1,2022-01-01,iCR,')
      append(trial, 'labs.csv', '1001,2022-13-45,ALT,,12,U/L,9,50')
      append(trial, 'survival.csv', '9999,2022-05-01,ALIVE')
      append(trial, 'deaths.csv', '1001,2024')
      writeFileSync(path.join(trial, 'nonsense.csv'), 'SUBJID,A\n1001,1\n')
    })
    const args = ['--study', 'S', '--protocol', 'regorafenib-pd1', '--from', folder, '--data', data]
    const { code, out, err } = await hepatrial('import', ...args)
    expect(code).toBe(1)
    expect(out).toBe('')
    const lines = err.trim().split('\n')
    for (const line of lines) expect(line).toMatch(/^[\w-]+\.csv:\d+:\d+: \S/)
    for (const file of ['responses', 'labs', 'survival', 'deaths', 'nonsense']) {
      expect(
        lines.some((line) => line.startsWith(`${file}.csv:`)),
        file,
      ).toBe(true)
    }
    expect(lines.find((line) => line.startsWith('labs.csv'))).toContain('LBDAT')
    expect((await hepatrial('analyse', '--study', 'S', '--data', data)).code).toBe(1)
  })

  it('says where a file is not UTF-8', async () => {
    const { folder, data } = faulty((trial) => {
      const place = path.join(trial, 'deaths.csv')
      const bytes = Buffer.concat([readFileSync(place), Buffer.from([0xb8, 0xce, 0x0a])])
      writeFileSync(place, bytes)
    })
    const { code, err } = await hepatrial(
      'import',
      '--study',
      'S',
      '--protocol',
      'regorafenib-pd1',
      '--from',
      folder,
      '--data',
      data,
    )
    expect(code).toBe(1)
    expect(err).toMatch(/^deaths\.csv:\d+:1: .*UTF-8/)
  })

  it('refuses subjects that the study already has, and a study on another protocol', async () => {
    const { folder, data } = faulty(() => undefined)
    const place = ['--from', folder, '--data', data]
    expect(
      (await hepatrial('import', '--study', 'S', '--protocol', 'regorafenib-pd1', ...place)).code,
    ).toBe(0)
    const again = await hepatrial(
      'import',
      '--study',
      'S',
      '--protocol',
      'regorafenib-pd1',
      ...place,
    )
    expect(again.code).toBe(1)
    expect(again.err).toContain('1001')
    const other = await hepatrial('import', '--study', 'S', '--protocol', 'tace-systemic', ...place)
    expect(other.code).toBe(1)
    expect(other.err).toContain('regorafenib-pd1')
  })

  it('EX-06: stores nothing in a dry run', async () => {
    const { folder, data } = faulty(() => undefined)
    const args = ['--study', 'S', '--protocol', 'regorafenib-pd1', '--from', folder, '--data', data]
    const tried = await hepatrial('import', ...args, '--dry-run')
    expect(tried.code).toBe(0)
    expect(tried.out).toContain('Nothing was stored')
    expect(tried.out).toMatch(
      /Notices of serious events: 0\. Events of which nobody could be told: \d+\./,
    )
    expect((await hepatrial('analyse', '--study', 'S', '--data', data)).code).toBe(1)
    const silent = await hepatrial('import', ...args, '--no-notices')
    expect(silent.code).toBe(0)
    expect(silent.out).toContain('No notices were given.')
  })
})
