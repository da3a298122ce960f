import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { Store } from '../../db/store.ts'
import { systemActor } from '../../server/http/actor.ts'
import { openStore } from '../../server/open-store.ts'
import { serve, type RunningServer } from '../../server/serve.ts'
import { changeBackupSettings } from '../../server/settings/service.ts'
import { BACKUP_DEFAULTS } from '../../shared/backup/settings.ts'
import { sentence } from '../../shared/texts/sentence.ts'
import { Mailbox } from './mail/mailbox.ts'
import { signedIn } from './support/test-server.ts'

const DAY_MS = 86_400_000
const ADDRESS = 'root@hospital.example'
const LATER_MS = 3 * 3_600_000

/**
 * The product's own server as `hepatrial serve` runs it, on a database that is two days old. Its rounds come
 * when this test says so, in place of after half a minute; everything else is as it is.
 */
describe('a server that runs, and whom nobody asks for anything', () => {
  const root = mkdtempSync(path.join(tmpdir(), 'serve-'))
  const dataDir = path.join(root, 'data')
  const backups = mkdtempSync(path.join(root, 'backups-'))
  const mailbox = new Mailbox()
  let running: RunningServer
  /** Another connection to the same database, for looking. */
  let looking: Store

  beforeAll(async () => {
    vi.stubEnv('SMTP_URL', await mailbox.open())
    vi.stubEnv('MAIL_FROM', 'edc@hospital.example')
    vi.stubEnv('LOG_LEVEL', 'error')
    vi.stubEnv('DATABASE_URL', '')
    const store = await openStore({ dataDir, now: () => new Date(Date.now() - 2 * DAY_MS) })
    await seed(store)
    await store.close()
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
    running = await serve({ dataDir, port: 0, host: '127.0.0.1' })
    looking = await openStore({ dataDir })
  })
  afterAll(async () => {
    await looking.close()
    await running.stop()
    vi.useRealTimers()
    vi.restoreAllMocks()
    vi.unstubAllEnvs()
    await mailbox.close()
    rmSync(root, { recursive: true, force: true })
  })

  /** An administrator who has an address, and backups each night; since two days ago. */
  async function seed(store: Store): Promise<void> {
    await signedIn({ store, base: '' }, [{ role: 'administrator', study: null }])
    await store.write((tx) => tx.update(store.t.account).set({ email: ADDRESS }))
    const schedule = { kind: 'daily', time: '02:30' } as const
    await changeBackupSettings(store, systemActor({ part: 'test', studyId: null }), {
      ...{ value: { ...BACKUP_DEFAULTS, folder: backups, schedule }, version: 0, reason: 'policy' },
    })
  }

  /** Lets so much time pass for what comes round by itself. */
  const pass = (seconds: number): void => {
    vi.advanceTimersByTime(seconds * 1_000)
  }
  /** Waits for what a round began, on the machine's own clock. */
  const until = async (holds: () => Promise<boolean> | boolean): Promise<void> => {
    const end = Date.now() + 30_000
    while (!(await holds())) {
      if (Date.now() > end) throw new Error('It did not come about.')
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
  }
  const acts = async (): Promise<readonly string[]> =>
    (await looking.read.select({ act: looking.t.auditEntry.act }).from(looking.t.auditEntry)).map(
      ({ act }) => act,
    )

  it('BK-01: makes the backup that is due', async () => {
    expect(readdirSync(backups)).toEqual([])
    pass(30)
    await until(async () => (await acts()).includes('backup.make'))
    expect(readdirSync(backups).filter((name) => name.endsWith('.hbk'))).toHaveLength(1)
  })

  it('AT-19: checks trail and data at night', async () => {
    pass(30)
    await until(async () => (await acts()).includes('verify.done'))
  })

  it('TM-04, BK-07: notes that its clock was set, and its administrator gets one mail of it', async () => {
    const steady = performance.now.bind(performance)
    vi.spyOn(performance, 'now').mockImplementation(() => steady() + LATER_MS)
    pass(10)
    await until(async () => (await acts()).includes('clock.jump'))
    const { notice } = looking.t
    const told = async () =>
      (await looking.read.select().from(notice)).filter(
        ({ textKey }) => textKey === 'notice.alert.clock-jumped',
      )
    pass(60)
    await until(async () => (await told()).length > 0)
    pass(5)
    await until(async () => (await told()).every(({ mailState }) => mailState === 'sent'))
    const mails = mailbox.received.filter(({ text }) =>
      decoded(text).includes(sentence('en', 'notice.alert.clock-jumped')),
    )
    expect(mails.map(({ to }) => to)).toEqual([[ADDRESS]])
    expect(await told()).toHaveLength(1)
  })
})

/** The text of a mail whose long lines are broken for the way. */
function decoded(text: string): string {
  return text.replaceAll(/=\r?\n/g, '').replaceAll('=E2=80=99', '’')
}
