import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildIfStale } from './support/built-server.ts'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const NPM = { cwd: ROOT, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 } as const

const read = (file: string): unknown => JSON.parse(readFileSync(path.join(ROOT, file), 'utf8'))

/** What the build lists of its own files. */
interface Checksums {
  readonly files: Readonly<Record<string, string>>
}

interface Report {
  readonly outcome: string
  readonly isNew: boolean
  readonly checks: readonly {
    readonly key: string
    readonly part: string
    readonly outcome: string
    readonly notApplicable?: Readonly<Record<'en' | 'zh', string>>
  }[]
}

beforeAll(() => {
  buildIfStale()
})

describe('the npm package', () => {
  let shipped: readonly string[]
  beforeAll(() => {
    // Nothing is written, and nothing is built again.
    const told = execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], NPM)
    const [of] = JSON.parse(told) as { files: { path: string }[] }[]
    shipped = of?.files.map((file) => file.path) ?? []
  })

  it('VA-05: holds every file that the build made, the command, the migrations, the help and the licences', () => {
    const { files } = read('dist/checksums.json') as Checksums
    const { bin } = read('package.json') as { bin: Record<string, string> }
    expect(Object.keys(files).length).toBeGreaterThan(100)
    expect(Object.keys(files).filter((file) => !shipped.includes(file))).toEqual([])
    expect(shipped).toEqual(
      expect.arrayContaining([
        ...Object.values(bin),
        ...['bin/run-bundled.mjs', 'package.json', 'README.md', 'dist/checksums.json'],
        ...['dist/server/main.js', 'dist/server/packages.json', 'dist/client/index.html'],
        ...['dist/server/NOTICES.txt', 'dist/client/NOTICES.txt'],
        ...['sqlite', 'pg'].map((engine) => `db/migrations/${engine}/meta/_journal.json`),
        ...['', '.zh'].flatMap((of) => [`docs/user-guide${of}.md`, `docs/release-notes${of}.md`]),
        ...readdirSync(path.join(ROOT, 'deploy/nginx')).map((name) => `deploy/nginx/${name}`),
        'deploy/systemd/hepatrial.service',
      ]),
    )
  })

  it('VA-05, AC-12: holds no sources, no tests, no data and no secrets', () => {
    const { files: named } = read('package.json') as { files: string[] }
    const may = [...named, 'package.json', 'README.md']
    const isNamed = (file: string) => may.some((one) => `${file}/`.startsWith(`${one}/`))
    expect(shipped.filter((file) => !isNamed(file))).toEqual([])
    const UNWANTED =
      /\.(?:tsx?|sqlite|hbk|pem|key|log)$|(?:^|\/)(?:\.env|(?:tests?|node_modules|data)\/)/
    expect(shipped.filter((file) => UNWANTED.test(file))).toEqual([])
  })
})

describe('the folder for a machine without a network', () => {
  const place = mkdtempSync(path.join(os.tmpdir(), 'hepatrial-packed-'))
  const folder = path.join(place, 'opt')
  afterAll(() => {
    rmSync(place, { recursive: true, force: true })
  })

  it('VA-05: is whole by its own list, and qualifies itself with nothing of this machine’s packages', () => {
    execFileSync(process.execPath, ['bin/pack-offline.mjs', '--folder', folder], NPM)
    checkSums(folder, 'SHA256SUMS')
    expect(existsSync(path.join(folder, 'app', 'server'))).toBe(false)
    const small = ['--subjects', '12', '--seconds', '1']
    const where = ['--new', '--data', path.join(place, 'data'), '--to', path.join(place, 'report')]
    const told = execFileSync(
      path.join(folder, 'bin', 'hepatrial'),
      ['qualify', ...small, ...where],
      // As on a machine with no Node.js of its own, and with no setting.
      { cwd: place, encoding: 'utf8', env: { PATH: '/usr/bin:/bin', TMPDIR: place } },
    )
    expect(told).toContain('qualification\tpassed')
  })

  it('VA-05: has a report with its hashes in both languages, in which every check passed or says why it does not apply', () => {
    const to = path.join(place, 'report')
    const names = readdirSync(to).sort()
    const ends = ['.en.html', '.json', '.sha256', '.zh.html']
    expect(names.map((name) => name.replace(/^hepatrial-qualification-\w+/, ''))).toEqual(ends)
    const [english = '', json = '', sums = '', chinese = ''] = names
    checkSums(to, sums)
    const bytes = readFileSync(path.join(to, json))
    const { outcome, isNew, checks } = JSON.parse(bytes.toString()) as Report
    expect({ outcome, isNew }).toEqual({ outcome: 'passed', isNew: true })
    // How fast this machine is decides no test.
    const isRight = ({ part, outcome: of }: Report['checks'][number]) =>
      of === 'passed' || (part === 'performance' && of === 'missed')
    const others = checks.filter((check) => !isRight(check))
    expect(others).toMatchObject([{ key: 'database', outcome: 'not-applicable' }])
    const keys = checks.map(({ key }) => key)
    expect(keys).toEqual(expect.arrayContaining(['checksums', 'packages', 'start', 'cases-trials']))
    const hash = createHash('sha256').update(bytes).digest('hex')
    const told = others[0]?.notApplicable
    for (const [name, reason] of [
      [english, told?.en],
      [chinese, told?.zh],
    ] as const) {
      const html = readFileSync(path.join(to, name), 'utf8')
      expect(html).toContain(hash)
      expect(reason).toMatch(/\S/)
      expect(html).toContain(reason)
    }
  })
})

/** Fails where a file differs from what the list says of it. */
function checkSums(folder: string, list: string): void {
  execFileSync('sha256sum', ['--check', '--quiet', list], { cwd: folder })
}
