import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { afterEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import { openStore } from '../../../server/open-store.ts'
import { systemStatus } from '../../../server/system-status/read-status.ts'
import { GOLDEN_TRIALS, hepatrial, temporaryFolder } from '../cli/run-hepatrial.ts'
import { toldToStop } from '../support/told-to-stop.ts'
import { emptyPostgres } from './databases.ts'
import { peopleWhoSave } from './people-who-save.ts'

const hasServer = process.env['TEST_DATABASE_URL'] !== undefined

/** Sets a variable of the environment for one test. */
function set(name: string, value: string): void {
  process.env[name] = value
  onTestFinished(() => {
    Reflect.deleteProperty(process.env, name)
  })
}

/** An empty installation. */
async function newInstallation(dataDir: string): Promise<void> {
  await (await openStore({ dataDir })).close()
}

/** What the page of the system says of the last drill. */
async function lastDrill(dataDir: string) {
  const store = await openStore({ dataDir })
  const { drill, alerts } = await systemStatus({ store, dataDir })
  await store.close()
  return { ...drill, isTold: alerts.includes('drill-failed') }
}

afterEach(() => {
  vi.restoreAllMocks()
})

describe('backup and restore from a shell', () => {
  it('BK-01: a backup that is told to stop leaves no part of a file', async () => {
    const folder = temporaryFolder()
    const data = path.join(folder, 'data')
    const to = path.join(folder, 'to')
    mkdirSync(to)
    await newInstallation(data)
    // A process ends by the signal; this one finds afterwards that its file is gone.
    const args = ['--to', path.join(to, 'a.hbk'), '--data', data]
    const made = hepatrial('backup', ...args).catch(() => undefined)
    while (readdirSync(to).length === 0) await setImmediate()
    expect(await toldToStop('SIGINT')).toEqual(['SIGINT'])
    expect(readdirSync(to)).toEqual([])
    await made
    expect(readdirSync(to)).toEqual([])
  })

  it('BK-01, BK-02: backed up while people save, a study is exported in the same bytes from SQLite and from PostgreSQL, where there is one', async () => {
    const folder = temporaryFolder()
    const data = path.join(folder, 'data')
    const trial = 'regorafenib-pd1'
    const from = path.join(GOLDEN_TRIALS, trial)
    const imported = await hepatrial(
      ...['import', '--study', 'A', '--protocol', trial, '--from', from, '--data', data],
    )
    expect(imported.err).toBe('')
    const keys = path.join(folder, 'keys')
    expect((await hepatrial('backup', 'keys', '--to', keys)).code).toBe(0)
    const file = path.join(folder, 'all.hbk')
    const sealed = ['--public-key', path.join(keys, 'backup-public-key.pem')]
    const people = await peopleWhoSave(data)
    const made = await hepatrial('backup', '--to', file, ...sealed, '--data', data)
    const { before, saved } = await people.stop()
    expect(made).toMatchObject({ code: 0, err: '' })
    expect(before).toBeGreaterThan(0)
    expect(saved).toBeGreaterThan(before)
    const opened = ['--private-key', path.join(keys, 'backup-private-key.pem')]

    const same = path.join(folder, 'same')
    const back = await hepatrial('restore', '--from', file, ...opened, '--data', same)
    expect(back.code).toBe(0)
    const expected = await exported(path.join(folder, 'expected'), same)
    const other = path.join(folder, 'other')
    const postgres = hasServer ? await emptyPostgres() : null
    if (typeof postgres?.url === 'string') set('DATABASE_URL', postgres.url)
    const restored = await hepatrial('restore', '--from', file, ...opened, '--data', other)
    expect(restored.err).toContain('signs in anew')
    expect(restored.code).toBe(0)
    expect(existsSync(path.join(other, 'hepatrial.sqlite'))).toBe(!hasServer)
    expect(await exported(path.join(folder, 'after'), other)).toEqual(expected)
    await postgres?.remove()
  })

  async function exported(out: string, data: string): Promise<Record<string, string>> {
    const files: Record<string, string> = {}
    for (const format of ['csv', 'sdtm']) {
      const to = path.join(out, format)
      const args = ['export', '--study', 'A', '--format', format, '--out', to, '--data', data]
      expect(await hepatrial(...args)).toMatchObject({ code: 0 })
      for (const name of readdirSync(to)) {
        files[`${format}/${name}`] = readFileSync(path.join(to, name)).toString('base64')
      }
    }
    expect(Object.keys(files).length).toBeGreaterThan(10)
    return files
  }

  it('AC-12, BK-02: a passphrase comes from the environment or a file, is never printed, and is asked for; a drill with another one has failed', async () => {
    const folder = temporaryFolder()
    const data = path.join(folder, 'data')
    await newInstallation(data)
    const secret = 'seeded secret phrase'
    const word = path.join(folder, 'word')
    writeFileSync(word, `${secret}\n`)
    const file = path.join(folder, 'a.hbk')
    const made = await hepatrial('backup', '--to', file, '--passphrase-file', word, '--data', data)
    expect(made.code).toBe(0)
    const asked = await hepatrial('restore', '--drill', '--from', file, '--data', data)
    expect(asked.code).toBe(1)
    expect(asked.err).toContain('HEPATRIAL_BACKUP_PASSPHRASE')
    set('HEPATRIAL_BACKUP_PASSPHRASE', 'another secret phrase')
    expect((await hepatrial('restore', '--drill', '--from', file, '--data', data)).code).toBe(1)
    expect(await lastDrill(data)).toMatchObject({
      ...{ isTold: true, refused: { file, fault: 'passphrase-wrong' } },
    })
    set('HEPATRIAL_BACKUP_PASSPHRASE', secret)
    const drill = await hepatrial('restore', '--drill', '--from', file, '--data', data)
    expect(drill).toMatchObject({ code: 0, err: '' })
    expect(drill.out).toContain('drill\tpassed')
    expect(drill.out).toMatch(/rows of record\t\d+\tequal/)
    expect(drill.out).toMatch(/SHA-256 of record\t[0-9a-f]{64}\tequal/)
    expect(made.out + made.err + drill.out + drill.err).not.toContain(secret)
    expect(readFileSync(file).includes(secret)).toBe(false)
  })

  it('BK-02: a drill that is refused is a failed one, noted with its file and the reason', async () => {
    const folder = temporaryFolder()
    const data = path.join(folder, 'data')
    await newInstallation(data)
    // Its first entry, by which a backup is known as one of it.
    expect((await hepatrial('verify', '--data', data)).code).toBe(0)
    const file = path.join(folder, 'a.hbk')
    expect((await hepatrial('backup', '--to', file, '--data', data)).code).toBe(0)
    const cut = path.join(folder, 'cut.hbk')
    writeFileSync(cut, readFileSync(file).subarray(0, -200))
    const drill = (from: string, to = data) =>
      hepatrial('restore', '--drill', '--from', from, '--data', to)
    const { code, err } = await drill(cut)
    expect(code).toBe(1)
    expect(err).not.toContain('noted')
    expect(await lastDrill(data)).toMatchObject({
      ...{ isTold: true, passed: false, madeAt: null },
      refused: { file: cut, fault: 'cut-short' },
    })
    expect((await drill(file)).code).toBe(0)
    expect(await lastDrill(data)).toMatchObject({ isTold: false, passed: true, refused: null })
    const missing = path.join(folder, 'missing')
    expect((await drill(cut, missing)).code).toBe(1)
    expect(existsSync(missing)).toBe(false)
  })

  it('BK-01: the schedule is set from a shell with a reason, and shown', async () => {
    const folder = temporaryFolder()
    const data = path.join(folder, 'data')
    await newInstallation(data)
    const schedule = (...args: readonly string[]) =>
      hepatrial('backup', 'schedule', ...args, '--data', data)
    expect((await schedule()).out).toContain('schedule\toff')
    expect((await schedule('--daily', '02:30', '--folder', folder)).code).toBe(2)
    expect((await schedule('--daily', '2:30', '--folder', folder, '--reason', 'x')).code).toBe(2)
    const missing = path.join(folder, 'missing')
    const unusable = await schedule(
      ...['--daily', '02:30', '--folder', missing, '--reason', 'agreed'],
    )
    expect(unusable.code).toBe(1)
    expect(unusable.err).toContain(missing)
    const set = ['--weekly', 'sunday 02:30', '--folder', folder, '--keep', '0,8,0']
    expect((await schedule(...set, '--reason', 'agreed')).code).toBe(0)
    const shown = await schedule()
    expect(shown.out).toContain('schedule\tweekly sunday 02:30')
    expect(shown.out).toContain('keep\t0 days, 8 weeks, 0 months')
  })

  it.each([['backup', '--to', '/nowhere/a.hbk'], ['backup', 'schedule'], ['verify']])(
    'BK-07: %s %s is refused where there is no installation, and makes none',
    async (...args) => {
      const data = path.join(temporaryFolder(), 'data')
      set('HEPATRIAL_DATA', data)
      const refused = await hepatrial(...args)
      expect(refused.code).toBe(1)
      expect(refused.err).toContain(`no installation in ${data}`)
      expect(existsSync(data)).toBe(false)
    },
  )

  it('ends with 2 for wrong usage, with 1 and a sentence for what is refused', async () => {
    const folder = temporaryFolder()
    expect((await hepatrial('backup')).code).toBe(2)
    expect((await hepatrial('backup', 'everything', '--to', folder)).code).toBe(2)
    const data = path.join(folder, 'data')
    const missing = await hepatrial('restore', '--from', path.join(folder, 'x'), '--data', data)
    expect(missing.code).toBe(1)
    expect(missing.err).toContain('not there')
    expect(existsSync(data)).toBe(false)
    await newInstallation(data)
    mkdirSync(path.join(folder, 'b'))
    const taken = await hepatrial('backup', '--to', path.join(folder, 'b'), '--data', data)
    expect(taken.code).toBe(1)
    expect(taken.err).toContain('replace nothing')
  })
})
