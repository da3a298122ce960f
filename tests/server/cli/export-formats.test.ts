import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { eq } from 'drizzle-orm'
import { describe, expect, it, vi } from 'vitest'
import { z } from 'zod'
import { serverFormats } from '../../../server/exporting/formats.ts'
import { openStore } from '../../../server/open-store.ts'
import { readDatasetJson, rowsOfJson } from '../exporting/support/read-datasets.ts'
import { toldToStop } from '../support/told-to-stop.ts'
import { GOLDEN_TRIALS, hepatrial, temporaryFolder } from './run-hepatrial.ts'

const PROTOCOL = 'donafenib-switch'
const FROM = path.join(GOLDEN_TRIALS, PROTOCOL)
const SUBJECTS = 8
/** Every format of them: the casebooks alone are as many files. */
const FEW = 3

const takenSchema = z.object({
  format: z.string(),
  files: z.array(
    z.object({
      name: z.string(),
      rows: z.number(),
      sha256: z.string(),
      fields: z.array(z.string()).optional(),
    }),
  ),
})

/** The reference trial cut to its first subjects. */
function firstSubjects(to: string, subjects: number): string {
  mkdirSync(to)
  const linesOf = (file: string): readonly string[] =>
    readFileSync(path.join(FROM, file), 'utf8').trimEnd().split('\n')
  const subjid = (line: string): string => line.split(',', 1)[0] ?? ''
  const kept = new Set(
    linesOf('subjects.csv')
      .slice(0, 1 + subjects)
      .map(subjid),
  )
  for (const file of readdirSync(FROM).filter((name) => name.endsWith('.csv'))) {
    const lines = linesOf(file).filter((line) => kept.has(subjid(line)))
    writeFileSync(path.join(to, file), `${lines.join('\n')}\n`)
  }
  return to
}

async function imported(
  subjects = SUBJECTS,
): Promise<{ readonly folder: string; readonly data: string }> {
  const folder = temporaryFolder()
  const data = path.join(folder, 'data')
  const from = firstSubjects(path.join(folder, 'from'), subjects)
  const args = ['--study', 'A', '--protocol', PROTOCOL, '--from', from, '--data', data]
  expect((await hepatrial('import', ...args)).code).toBe(0)
  return { folder, data }
}

async function readStore<T>(
  dataDir: string,
  work: (store: Awaited<ReturnType<typeof openStore>>) => Promise<T>,
): Promise<T> {
  const store = await openStore({ dataDir, databaseUrl: undefined })
  try {
    return await work(store)
  } finally {
    await store.close()
  }
}

describe('the export command', () => {
  it('EX-04: writes every format into a folder, with rows, hashes and fields in the trail', async () => {
    const { folder, data } = await imported(FEW)
    for (const format of serverFormats.keys) {
      const out = path.join(folder, format)
      const args = ['--study', 'A', '--format', format, '--out', out, '--data', data]
      const { code, out: printed, err } = await hepatrial('export', ...args)
      expect(code, `${format}: ${err}`).toBe(0)
      const entry = await readStore(data, async ({ t: { auditEntry }, read }) => {
        const rows = await read.select().from(auditEntry).where(eq(auditEntry.act, 'study.export'))
        return rows.sort((a, b) => a.seq - b.seq).at(-1)
      })
      const taken = takenSchema.parse(JSON.parse(entry?.after ?? ''))
      expect(taken.format).toBe(format)
      expect(entry?.role).toBe('command-line')
      const names = taken.files.map(({ name }) => name)
      const found = readdirSync(out, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => path.relative(out, path.join(entry.parentPath, entry.name)))
      expect(found.sort()).toEqual([...names].sort())
      for (const { name, sha256, rows, fields } of taken.files) {
        const bytes = readFileSync(path.join(out, name))
        expect(createHash('sha256').update(bytes).digest('hex'), name).toBe(sha256)
        expect(printed).toContain(`${name}\t${rows} rows\n`)
        if (/\.(xpt|json|csv)$/.test(name)) expect(fields?.length, name).toBeGreaterThan(3)
      }
    }
  }, 120_000)

  it('LK-04: gives the same bytes again while the data are the same', async () => {
    const { folder, data } = await imported()
    for (const format of ['sdtm', 'adam-json', 'forms-csv', 'xlsx']) {
      const [first, second] = ['1', '2'].map((round) => path.join(folder, `${format}-${round}`))
      for (const out of [first, second]) {
        const args = ['--study', 'A', '--format', format, '--out', out ?? '', '--data', data]
        expect((await hepatrial('export', ...args)).code).toBe(0)
      }
      for (const name of readdirSync(first ?? '')) {
        const [one, two] = [first, second].map((out) => readFileSync(path.join(out ?? '', name)))
        expect(one?.equals(two ?? Buffer.alloc(0)), `${format} ${name}`).toBe(true)
      }
    }
  }, 120_000)

  it('EX-03: leads from a value of a dataset to its question, codes, unit, record and entries', async () => {
    const { folder, data } = await imported()
    const out = path.join(folder, 'sdtm-json')
    await hepatrial('export', '--study', 'A', '--format', 'sdtm-json', '--out', out, '--data', data)
    const define = readFileSync(path.join(out, 'define.xml'), 'utf8')
    const dataset = (name: string) =>
      rowsOfJson(readDatasetJson(readFileSync(path.join(out, `${name}.json`))))
    const traced = [
      ...spread(dataset('ae'), 25).map((row) => ({
        row,
        spid: 'AESPID',
        of: 'AETERM',
        item: 'AETERM',
      })),
      ...spread(dataset('lb'), 25).map((row) => ({
        row,
        spid: 'LBSPID',
        of: 'LBORRES',
        item: 'LBORRES',
      })),
    ]
    expect(traced).toHaveLength(50)
    await readStore(data, async ({ t: { record, auditEntry }, read }) => {
      for (const { row, spid, of, item } of traced) {
        // Value to record, and the record's entries of the trail hold the value.
        const id = String(row[spid])
        const [stored] = await read.select().from(record).where(eq(record.id, id))
        expect(stored?.values).toContain(JSON.stringify(String(row[of])))
        const entries = await read.select().from(auditEntry).where(eq(auditEntry.entityId, id))
        expect(entries.at(-1)?.after).toContain(JSON.stringify(String(row[of])))
        // Value to question: the definition of its variable names the item of the form.
        const itemDef = new RegExp(`<ItemDef OID="IT\\.\\w+\\.${of}" [\\s\\S]*?</ItemDef>`).exec(
          define,
        )
        expect(itemDef?.[0]).toMatch(new RegExp(`Questions of the forms: [^<]*\\.${item}`))
      }
    })
    // Variable to code list, with its decodes or its NCI code; results to the units of each test.
    const list = /<ItemDef OID="IT\.AE\.AESER"[\s\S]*?CodeListOID="([^"]+)"/.exec(define)?.[1] ?? ''
    const codes = new RegExp(`<CodeList OID="${list}"[\\s\\S]*?</CodeList>`).exec(define)?.[0]
    expect(codes).toContain('CodedValue="N"')
    expect(codes).toContain('Name="C66742"')
    expect(define).toMatch(/<ItemDef OID="IT\.LB\.LBORRESU\.ALT"[\s\S]*?CodeListRef/)
  }, 120_000)

  it('EX-07: names program, definition, terminologies, cut-off and state in the metadata', async () => {
    const { folder, data } = await imported()
    const sdtm = path.join(folder, 'sdtm')
    const forms = path.join(folder, 'forms')
    await hepatrial('export', '--study', 'A', '--format', 'sdtm', '--out', sdtm, '--data', data)
    const args = ['--study', 'A', '--format', 'forms-csv', '--out', forms, '--data', data]
    await hepatrial('export', ...args, '--language', 'zh')
    const changedAt = await readStore(data, async ({ t: { auditEntry }, read }) => {
      const rows = await read.select().from(auditEntry).where(eq(auditEntry.entity, 'record'))
      return (
        rows
          .map(({ at }) => at)
          .sort()
          .at(-1) ?? ''
      )
    })
    const { version } = z
      .object({ version: z.string() })
      .parse(JSON.parse(readFileSync('package.json', 'utf8')))
    const define = readFileSync(path.join(sdtm, 'define.xml'), 'utf8')
    expect(define).toContain(`CreationDateTime="${changedAt}"`)
    expect(define).toContain(`SourceSystemVersion="${version}"`)
    expect(define).toContain('PublishingSet="SDTM" Version="2024-03-29"')
    expect(define).toMatch(
      /definition version 1 \([^)]+\); data as of .*; data cut-off \d{4}-\d\d-\d\d; CTCAE 5\.0/,
    )
    const readme = readFileSync(path.join(forms, 'README.txt'), 'utf8')
    expect(readme).toContain(`数据截至（UTC）: ${changedAt}`)
    expect(readme).toContain(`Hepatrial ${version}`)
    expect(readme).toContain('CTCAE 5.0; CDISC 2024-03-29')
  }, 120_000)

  it('VA-06: puts no data of a production study among test data, and names what it finds in the folder', async () => {
    const { folder, data } = await imported(FEW)
    const [tests, plain] = [path.join(folder, 'tests'), path.join(folder, 'plain')]
    for (const place of [tests, plain]) mkdirSync(place)
    writeFileSync(path.join(tests, 'TEST-DATA.txt'), 'TEST DATA\n')
    for (const name of ['a', 'b', 'c', 'd', 'e', 'f']) writeFileSync(path.join(plain, name), name)
    const args = ['export', '--study', 'A', '--format', 'csv', '--data', data, '--out']
    const refused = await hepatrial(...args, tests)
    expect(refused).toMatchObject({ code: 1, out: '' })
    expect(refused.err).toContain(`${tests} holds test data (TEST-DATA.txt)`)
    expect(readdirSync(tests)).toEqual(['TEST-DATA.txt'])
    const written = await hepatrial(...args, plain)
    expect(written.code).toBe(0)
    expect(written.err).toContain(
      'Not part of this export, but in the folder: a, b, c, d, e and 1 more.',
    )
    expect(await hepatrial(...args, path.join(folder, 'new'))).toMatchObject({ code: 0, err: '' })
  })

  it('VA-06: puts no test data among other files', async () => {
    const { folder, data } = await imported(FEW)
    const from = path.join(folder, 'from')
    const study = ['import', '--study', 'T', '--protocol', PROTOCOL, '--environment', 'test']
    expect((await hepatrial(...study, '--from', from, '--data', data)).code).toBe(0)
    const out = path.join(folder, 'out')
    const args = (id: string, to: string) => [
      ...['export', '--study', id, '--format', 'csv', '--data', data, '--out', to],
    ]
    expect((await hepatrial(...args('A', out))).code).toBe(0)
    const before = readdirSync(out)
    const refused = await hepatrial(...args('T', out))
    expect(refused).toMatchObject({ code: 1, out: '' })
    expect(refused.err).toContain(`${out} holds files that are not marked as test data`)
    expect(readdirSync(out)).toEqual(before)
    const tests = path.join(folder, 'tests')
    for (let time = 0; time < 2; time += 1) {
      expect(await hepatrial(...args('T', tests))).toMatchObject({ code: 0, err: '' })
    }
  })

  it('EX-04: told to stop leaves no part of a file, and no entry', async () => {
    const { folder, data } = await imported(FEW)
    const out = path.join(folder, 'out')
    const args = ['--study', 'A', '--format', 'csv', '--out', out, '--data', data]
    // A process ends by the signal; this one finds afterwards that its files are gone.
    const exported = hepatrial('export', ...args).catch(() => undefined)
    const begun = () => existsSync(out) && readdirSync(out).length > 0
    while (!begun()) await setImmediate()
    expect(await toldToStop('SIGINT')).toEqual(['SIGINT'])
    expect(readdirSync(out)).toEqual([])
    await exported
    vi.restoreAllMocks()
  })

  it('leaves the folder as it was where it fails', async () => {
    const { folder, data } = await imported()
    const out = path.join(folder, 'out')
    const args = ['--study', 'A', '--format', 'sdtm', '--out', out, '--data', data]
    const { code, err } = await hepatrial('export', ...args, '--snapshot', 'none of this name')
    expect(code).toBe(1)
    expect(err).toContain('has no snapshot')
    expect(existsSync(out)).toBe(false)
  })
})

/** So many rows from all over a dataset. */
function spread<T>(rows: readonly T[], count: number): readonly T[] {
  return Array.from(
    { length: count },
    (_, at) => rows[Math.floor((at * rows.length) / count)],
  ).filter((row) => row !== undefined)
}
