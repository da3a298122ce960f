import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import pg from 'pg'
import { describe, expect, it } from 'vitest'
import { verify } from '../../../server/audit/verify.ts'
import { openStore } from '../../../server/open-store.ts'
import { checkFiles } from '../../../server/qualification/checks/checksums.ts'
import { isAtLeast } from '../../../server/qualification/checks/product.ts'
import { linesOf } from '../../../server/qualification/checks/reference.ts'
import { timeStart } from '../../../server/qualification/checks/start.ts'
import { figure, required, same, type Check } from '../../../server/qualification/define.ts'
import { qualificationHtml } from '../../../server/qualification/report-html.ts'
import {
  qualificationChecks,
  qualificationFaults,
  qualify,
  type Qualified,
} from '../../../server/qualification/service.ts'
import { PROGRAM_VERSION } from '../../../server/program-version.ts'
import { caseSets } from '../../../server/reference-cases/service.ts'
import { LANGUAGES } from '../../../shared/kernel/bilingual.ts'
import { createRegistry } from '../../../shared/kernel/registry.ts'
import { seedStudy } from '../../db/seed.ts'
import { hepatrial, temporaryFolder } from '../cli/run-hepatrial.ts'
import { ownTemporaryFolder } from '../support/own-temporary-folder.ts'

/** The server is started, and these cases and definitions are judged, by tests of their own. */
const TESTED_ELSEWHERE = [
  ...['start', 'definitions', 'cases-trials', 'cases-response-cases', 'cases-survival'],
]
const checks = createRegistry(
  'check',
  qualificationChecks.all.filter(({ key }) => !TESTED_ELSEWHERE.includes(key)),
)
const sizes = { subjects: 12, analysed: 20, seconds: 0.2 }
const hashOf = (bytes: string | Buffer) => createHash('sha256').update(bytes).digest('hex')

async function run(over: Partial<Parameters<typeof qualify>[0]>): Promise<Qualified> {
  const installation = { dataDir: '/nowhere', databaseUrl: '', environment: {}, isNew: true }
  const to = over.to ?? temporaryFolder()
  const progress = () => undefined
  return qualify({ installation, sizes, checks, isStrict: false, progress, ...over, to })
}

const check = (key: string, part: Check['part'], line: ReturnType<typeof required>): Check => ({
  ...{ key, part, title: same(`Check ${key}`), about: same('Made for a test.') },
  run: () => Promise.resolve({ lines: [line] }),
})

describe('a qualification', () => {
  it('VA-05: checks installation, operation and performance, and writes a dated report in both languages with its hashes', async () => {
    const temporary = ownTemporaryFolder()
    const dataDir = path.join(temporary, 'installation')
    const store = await openStore({ dataDir })
    await seedStudy(store)
    await store.close()
    const database = path.join(dataDir, 'hepatrial.sqlite')
    const before = hashOf(readFileSync(database))
    const to = path.join(temporary, 'report')
    const installation = { dataDir, databaseUrl: '', environment: { PORT: '3000' }, isNew: false }
    const { report, files } = await run({ installation, to })

    expect(qualificationFaults(report)).toEqual([])
    expect(report.outcome).toBe('passed')
    expect(report.checks.map(({ key }) => key)).toEqual(checks.keys)
    const unchecked = report.checks.filter(({ outcome }) => outcome === 'not-applicable')
    expect(unchecked.map(({ key }) => key)).toEqual(['checksums', 'packages'])
    expect(new Set(report.checks.map(({ part }) => part)).size).toBe(3)
    expect(hashOf(readFileSync(database))).toBe(before)
    expect(readdirSync(temporary).sort()).toEqual(['installation', 'report'])

    const stamp = report.startedAt.replaceAll(/[-:]|\.\d+/g, '')
    const name = `hepatrial-qualification-${stamp}`
    expect(readdirSync(to).sort()).toEqual(
      ['.en.html', '.json', '.sha256', '.zh.html'].map((end) => name + end),
    )
    const sums = readFileSync(path.join(to, `${name}.sha256`), 'utf8')
    for (const { file, sha256 } of files) {
      expect(hashOf(readFileSync(file))).toBe(sha256)
      expect(sums).toContain(`${sha256}  ${path.basename(file)}\n`)
    }
    for (const language of LANGUAGES) {
      const html = readFileSync(path.join(to, `${name}.${language}.html`), 'utf8')
      for (const { title } of report.checks) expect(html).toContain(title[language])
      expect(html).toContain(files[0]?.sha256)
      expect(html).toContain(report.programVersion)
      expect(html).toContain(`<dd>${dataDir}</dd>`)
      const isEnglish = language === 'en'
      expect(html).toMatch(
        isEnglish ? /Result: ✓ passed.*; 2 checks do not apply/ : /结果：✓ 通过.*；2 项不适用/,
      )
      expect(html).toMatch(
        isEnglish
          ? /12 made-up subjects in each study, 20 analysed, saves for 0\.2 s/
          : /12 名虚构受试者，分析 20 名，保存计时 0\.2 s/,
      )
    }
  }, 60_000)

  it('VA-05: fails where one check fails, cannot be made, or shows nothing, and says which', async () => {
    const broken: Check = {
      ...check('broken', 'operation', required(same('a'), 1, 1)),
      run: () => Promise.reject(new Error('the disk went away')),
    }
    const empty: Check = {
      ...check('empty', 'operation', required(same('a'), 1, 1)),
      run: () => Promise.resolve({ lines: [] }),
    }
    const good = check('good', 'installation', required(same('sum'), 2, 2))
    const slow = check('slow', 'performance', figure(same('time'), '9 ms', 'under 5 ms', false))
    const wrong = check('wrong', 'operation', required(same('sum'), '<3>', 2))
    const passing = await run({ checks: createRegistry('check', [good, slow]) })
    expect(passing.report.outcome).toBe('passed')
    expect(passing.report.checks.map(({ outcome }) => outcome)).toEqual(['passed', 'missed'])
    expect(qualificationFaults(passing.report)).toEqual([])
    const { report: strict } = await run({
      checks: createRegistry('check', [good, slow]),
      isStrict: true,
    })
    expect(strict.outcome).toBe('failed')
    expect(strict.checks.map(({ outcome }) => outcome)).toEqual(['passed', 'failed'])
    expect(qualificationFaults(strict)).toHaveLength(1)
    expect(qualificationHtml(strict, 'hash', 'en')).toMatch(/✗ failed.*is a failure \(--strict\)/s)
    for (const bad of [broken, empty, wrong]) {
      const { report } = await run({ checks: createRegistry('check', [good, bad, slow]) })
      expect(report.outcome).toBe('failed')
      expect(report.checks[1]?.outcome).toBe('failed')
      expect(qualificationFaults(report)).toEqual([expect.stringContaining(`Check ${bad.key}`)])
    }
    const { report } = await run({ checks: createRegistry('check', [broken, wrong]) })
    const [en, zh] = LANGUAGES.map((language) => qualificationHtml(report, 'hash', language))
    expect(en).toMatch(/✗ failed.*the disk went away.*✗ not as required.*&lt;3&gt;/s)
    expect(zh).toMatch(/✗ 未通过.*✗ 不符合要求/s)
  })

  it('VA-05: every check has words of its own in both languages', () => {
    for (const { title, about } of qualificationChecks.all) {
      for (const { en, zh } of [title, about]) {
        expect(en).not.toMatch(/[\u4e00-\u9fff]/)
        expect(zh).toMatch(/[\u4e00-\u9fff]/)
      }
    }
  })

  it.skipIf(process.env['TEST_DATABASE_URL'] === undefined)(
    'VA-05: on PostgreSQL it works in a schema of its own, which is gone afterwards, as is one that was left',
    async () => {
      const databaseUrl = process.env['TEST_DATABASE_URL'] ?? ''
      const client = new pg.Client({ connectionString: databaseUrl })
      await client.connect()
      const left = 'hepatrial_qualify_0123456789ab'
      const theirs = 'hepatrial_qualify_ba9876543210'
      await client.query(
        `drop schema if exists ${left}, ${theirs}; create schema ${left}; create schema ${theirs};
         comment on schema ${left} is 'Made by hepatrial qualify for a while; removed by the next run.'`,
      )
      const installation = { dataDir: '/nowhere', databaseUrl, environment: {}, isNew: true }
      const schemas = [left]
      const stored: Check = {
        ...check('stored', 'operation', required(same('a'), 1, 1)),
        async run({ store, databaseUrl: own }) {
          schemas.push(/hepatrial_qualify_\w+/.exec(own)?.[0] ?? 'none')
          await seedStudy(store)
          const { faults, records } = await verify(store)
          return {
            lines: [required(same('faults'), faults.length, 0), required(same('r'), records, 0)],
          }
        },
      }
      const { report } = await run({ installation, checks: createRegistry('check', [stored]) })
      expect(qualificationFaults(report)).toEqual([])
      expect(report.engine).toBe('postgres')
      const { rows } = await client.query(
        `select nspname from pg_namespace where nspname = any($1)`,
        [schemas],
      )
      const { rows: kept } = await client.query('select from pg_namespace where nspname = $1', [
        theirs,
      ])
      await client.query(`drop schema ${theirs}`)
      await client.end()
      expect(kept).toHaveLength(1)
      expect(schemas[1]).toMatch(/^hepatrial_qualify_[0-9a-f]{12}$/)
      expect(rows).toEqual([])
    },
    60_000,
  )
})

describe('the files of the product', () => {
  let root: string
  let built: string
  const list = () =>
    readdirSync(path.join(root, 'dist/server')).map((name) => `dist/server/${name}`)
  const write = (name: string, text: string) => {
    writeFileSync(path.join(root, 'dist/server', name), text)
  }
  const fresh = () => {
    root = temporaryFolder()
    built = path.join(root, 'dist')
    mkdirSync(path.join(built, 'server'), { recursive: true })
    write('main.js', 'main')
    write('other.js', 'other')
    const files = Object.fromEntries(
      list().map((name) => [name, hashOf(readFileSync(path.join(root, name)))]),
    )
    const manifest = { version: PROGRAM_VERSION, folders: ['dist/server'], files }
    writeFileSync(path.join(built, 'checksums.json'), JSON.stringify(manifest))
  }
  const wrong = async () => {
    const found = await checkFiles(built, root)
    if (!('lines' in found)) throw new Error('not applicable')
    return found.lines
      .filter(({ state }) => state === 'wrong')
      .map((of) => `${of.label.en}: ${of.found.en}`)
  }

  it('VA-05: are as they were built; one that was altered, is missing or was added is named', async () => {
    fresh()
    expect(await wrong()).toEqual([])
    write('main.js', 'mine')
    rmSync(path.join(root, 'dist/server/other.js'))
    write('more.js', 'more')
    expect(await wrong()).toEqual([
      'Altered files: 1: dist/server/main.js',
      'Missing files: 1: dist/server/other.js',
      'Added files: 1: dist/server/more.js',
    ])
    const manifest = path.join(built, 'checksums.json')
    const former = readFileSync(manifest, 'utf8').replace(/"version":"[^"]*"/, '"version":"0.0.1"')
    writeFileSync(manifest, former)
    expect(await wrong()).toContain('Version of the list: 0.0.1')
    rmSync(manifest)
    expect(await wrong()).toEqual(['List of the build: missing'])
    expect(await checkFiles(null, root)).toHaveProperty('notApplicable')
  })
})

describe('an installation that is not there', () => {
  it('VA-05: is refused, unless it is qualified before its first start', async () => {
    const to = temporaryFolder()
    const dataDir = path.join(to, 'wrong')
    const refused = await hepatrial('qualify', '--to', to, '--data', dataDir)
    expect(refused.code).toBe(1)
    expect(refused.err).toMatch(/no installation in .*wrong/)
    expect(readdirSync(to)).toEqual([])
    const only = createRegistry('check', [qualificationChecks.get('database')])
    const place = { dataDir, databaseUrl: '', environment: {} }
    const outcomes = [true, false].map(async (isNew) => {
      const { report } = await run({ checks: only, installation: { ...place, isNew } })
      return report.checks[0]?.outcome
    })
    expect(await Promise.all(outcomes)).toEqual(['not-applicable', 'failed'])
  })

  it('VA-05: a folder of the report that cannot be written to is told before anything is checked', async () => {
    const file = path.join(temporaryFolder(), 'file')
    writeFileSync(file, '')
    await expect(run({ to: path.join(file, 'report') })).rejects.toThrow(
      /cannot be written to .*ENOTDIR.*Nothing was checked/,
    )
  })
})

describe('single checks', () => {
  it('VA-05: a set of reference cases that is not there, or of which one fails, is told', () => {
    const [first] = caseSets.all
    if (first === undefined) throw new Error('no set')
    const states = linesOf(first, '/nowhere').map(({ state }) => state)
    expect(states).toContain('wrong')
    const failing = { ...first, run: () => [{ id: 'TP-001', passed: false, message: 'is PD' }] }
    const folder = temporaryFolder()
    mkdirSync(path.join(folder, first.key))
    expect(linesOf(failing, folder).at(-1)).toMatchObject({ label: same('TP-001'), state: 'wrong' })
  })

  it.each([
    { version: '20.19.0', least: '20.19', expected: true },
    { version: '20.18.9', least: '20.19', expected: false },
    { version: '22.0.0', least: '20.19', expected: true },
    { version: '18.20.1', least: '20.19', expected: false },
  ])('VA-05: $version is at least $least: $expected', ({ version, least, expected }) => {
    expect(isAtLeast(version, least)).toBe(expected)
  })

  it('VA-05: a server that ends at its start is told with what it said, and nothing waits for it', async () => {
    const program = path.join(temporaryFolder(), 'ending.mjs')
    writeFileSync(program, `process.stderr.write('no such port'); process.exitCode = 1`)
    const started = timeStart(program, { dataDir: '/nowhere', databaseUrl: '' })
    await expect(started).rejects.toThrow('The server ended with 1: no such port')
  })
})
