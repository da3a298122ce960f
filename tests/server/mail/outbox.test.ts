import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Store } from '../../../db/store.ts'
import { createLogger } from '../../../server/http/request-log.ts'
import { ATTEMPTS_AT_MOST, deliverMail, pauseMs } from '../../../server/mail/outbox.ts'
import { mailSettings, MailSettingsError } from '../../../server/mail/settings.ts'
import { smtpTransport, type MailTransport } from '../../../server/mail/transport.ts'
import { ENGINES } from '../../db/open-stores.ts'
import { actsOf, seedStudy, seedSubject, type SeededStudy } from '../support/seed.ts'
import { startServer, type TestServer } from '../support/test-server.ts'
import { Mailbox, MAIL_PASSWORD as PASSWORD } from './mailbox.ts'

const EVENT = {
  AESTDAT: '2026-02-20',
  AETERM: 'Variceal haemorrhage',
  AEDECOD: 'Esophageal varices hemorrhage',
  AETOXGR: '4',
  AESER: 'Y',
  AEAWDAT: '2026-03-02',
  AENARR: 'Vomited blood at home.',
}

describe.each(ENGINES)('mail of notices on $engine', ({ open }) => {
  const mailbox = new Mailbox()
  let server: TestServer
  let study: SeededStudy
  let transport: MailTransport
  const logged: string[] = []
  const logger = createLogger('debug', { write: (line) => void logged.push(line) })

  beforeAll(async () => {
    const settings = mailSettings({
      SMTP_URL: await mailbox.open(),
      MAIL_FROM: 'edc@hospital.example',
      PUBLIC_URL: 'https://edc.hospital.example/',
    })
    if (settings === null) throw new Error('no settings')
    transport = smtpTransport(settings)
    server = await startServer(open, undefined, { sendsMail: true })
    study = await seedStudy(server)
    const address = (email: string, language: string) => ({ email, language })
    await study.investigator.put('/api/notices/address', address('pi@hospital.example', 'zh'))
    await study.monitor.put('/api/notices/address', address('cra@cro.example', 'en'))
  })
  afterAll(async () => {
    transport.close()
    await server.stop()
    await mailbox.close()
  })
  beforeEach(() => {
    mailbox.received.length = 0
    mailbox.refuses = false
  })

  const deliver = () =>
    deliverMail({
      store: server.store,
      transport,
      publicUrl: 'https://edc.hospital.example/',
      logger,
    })
  const save = async (subjid: string): Promise<void> => {
    const subject = await seedSubject(study, subjid)
    const body = { form: 'adverse-events', visit: null, values: { items: EVENT, rows: [] } }
    expect((await study.coordinator.post(`${subject}/records`, body)).status).toBe(201)
  }
  const statesOf = async (subjid: string) => {
    const { notice, subject } = server.store.t
    const rows = await server.store.read
      .select({ state: notice.mailState, attempts: notice.mailAttempts, error: notice.mailError })
      .from(notice)
      .innerJoin(subject, eq(subject.id, notice.subjectId))
      .where(eq(subject.subjid, subjid))
    return rows
  }

  it('leaves after the save was committed, once, in the language of the recipient', async () => {
    await save('2001')
    expect(mailbox.received).toEqual([])
    expect(await deliver()).toBe(2)
    expect(await deliver()).toBe(0)
    expect(mailbox.received.map(({ to }) => to[0]).sort()).toEqual([
      'cra@cro.example',
      'pi@hospital.example',
    ])
    expect(await statesOf('2001')).toEqual([
      { state: 'sent', attempts: 1, error: null },
      { state: 'sent', attempts: 1, error: null },
    ])
    const acts = (await actsOf(server, study.key)).map(({ act }) => act)
    expect(acts.slice(-4)).toEqual([
      'notice.mail-attempt',
      'notice.mail-sent',
      'notice.mail-attempt',
      'notice.mail-sent',
    ])
  })

  it('names the subject by code and nothing clinical', async () => {
    await save('2002')
    await deliver()
    const english = mailbox.received.find(({ to }) => to[0] === 'cra@cro.example')
    expect(english?.text).toContain('subject 2002')
    expect(english?.text).toContain('https://edc.hospital.example/')
    for (const value of ['aemorrhage', 'varices', 'blood', '1961', '2026-02-20', 'grade']) {
      expect(english?.text).not.toContain(value)
    }
  })

  it('is sent again with growing pauses when the server does not take it, and nothing is lost', async () => {
    await save('2003')
    mailbox.refuses = true
    expect(await deliver()).toBe(0)
    const [first] = await statesOf('2003')
    expect(first).toMatchObject({ state: 'waiting', attempts: 1 })
    expect(first?.error).toMatch(/451/)
    expect(await deliver()).toBe(0)
    expect((await statesOf('2003'))[0]?.attempts).toBe(1)
    server.clock.advance({ minutes: 1 })
    await deliver()
    expect((await statesOf('2003'))[0]?.attempts).toBe(2)
    mailbox.refuses = false
    server.clock.advance({ minutes: 1 })
    expect(await deliver()).toBe(0)
    server.clock.advance({ minutes: 1 })
    expect(await deliver()).toBe(2)
    expect((await statesOf('2003'))[0]).toEqual({ state: 'sent', attempts: 3, error: null })
  })

  it('TM-04: waits no longer where the clock was set back meanwhile', async () => {
    server.clock.advance({ minutes: 20 })
    mailbox.refuses = true
    await save('3090')
    expect(await deliver()).toBe(0)
    mailbox.refuses = false
    server.clock.advance({ minutes: -10 })
    expect(await deliver()).toBeGreaterThan(0)
    server.clock.advance({ minutes: 10 })
  })

  it('one mail is taken by one of two processes', async () => {
    await save('2005')
    const sent = await Promise.all([deliver(), deliver()])
    expect(sent[0] + sent[1]).toBe(2)
    expect(mailbox.received.length).toBe(2)
  })

  it('does not leave for somebody who has lost the right to see the subject', async () => {
    const subjid = '2007'
    await save(subjid)
    const { accountGrant, account } = server.store.t
    const [leaver] = await server.store.read
      .select({ id: account.id })
      .from(account)
      .where(eq(account.email, 'cra@cro.example'))
    const ended = { validTo: server.store.now() }
    const own = eq(accountGrant.accountId, leaver?.id ?? '')
    await server.store.write((tx) => tx.update(accountGrant).set(ended).where(own))
    expect(await deliver()).toBe(1)
    expect(mailbox.received.map(({ to }) => to[0])).toEqual(['pi@hospital.example'])
    expect((await statesOf(subjid)).map(({ state }) => state).sort()).toEqual(['failed', 'sent'])
    await server.store.write((tx) => tx.update(accountGrant).set({ validTo: null }).where(own))
  })

  it('leaves neither password nor address in log or trail', async () => {
    await save('2006')
    mailbox.refuses = true
    await deliver()
    const entries = await server.store.read.select().from(server.store.t.auditEntry)
    const kept = logged.join('') + server.log() + JSON.stringify(entries)
    expect(logged.join('')).toContain('mail not taken')
    for (const secret of [PASSWORD, 'hospital.example', 'cro.example']) {
      expect(kept).not.toContain(secret)
    }
  })

  it('VA-06: says in the subject that it comes from a test installation', async () => {
    await save('2090')
    const subjects: string[] = []
    const noting: MailTransport = {
      send: ({ subject }) => Promise.resolve(void subjects.push(subject)),
      close: () => undefined,
    }
    const store: Store = { ...server.store, installation: 'test' }
    expect(await deliverMail({ store, transport: noting, publicUrl: null, logger })).toBe(2)
    for (const subject of subjects) expect(subject).toMatch(/^TEST DATA · 测试数据 - ./)
  })

  it('a server on another machine must offer TLS before it gets anything', async () => {
    const plain = new Mailbox()
    const settings = mailSettings({
      SMTP_URL: (await plain.open()).replace('127.0.0.1', '0.0.0.0'),
      MAIL_FROM: 'edc@hospital.example',
    })
    if (settings === null) throw new Error('no settings')
    const remote = smtpTransport(settings)
    const mail = { id: 'x', to: 'a@b.example', subject: 's', text: 't' }
    await expect(remote.send(mail)).rejects.toThrow(/TLS|STARTTLS/i)
    remote.close()
    expect(plain.received).toEqual([])
    await plain.close()
  })

  it('ends as failed after the last attempt', async () => {
    await save('2004')
    let asked = 0
    const refusing: MailTransport = {
      send() {
        asked += 1
        return Promise.reject(Object.assign(new Error('not now'), { responseCode: 451 }))
      },
      close: () => undefined,
    }
    const attempt = () =>
      deliverMail({ store: server.store, transport: refusing, publicUrl: null, logger })
    for (let round = 0; round < ATTEMPTS_AT_MOST; round += 1) {
      expect(await attempt()).toBe(0)
      expect((await statesOf('2004'))[0]?.attempts).toBe(round + 1)
      server.clock.advance({ hours: 1 })
    }
    const before = asked
    expect(before).toBeGreaterThanOrEqual(ATTEMPTS_AT_MOST)
    expect(await attempt()).toBe(0)
    expect(await deliver()).toBe(0)
    expect(asked).toBe(before)
    expect((await statesOf('2004'))[0]?.state).toBe('failed')
    expect(mailbox.received).toEqual([])
  })
})

describe('settings of mail', () => {
  it('are absent without a server, and faulty ones are named without their value', () => {
    expect(mailSettings({})).toBeNull()
    const faulty = { SMTP_URL: `http://u:${PASSWORD}@host`, MAIL_FROM: 'nobody' }
    expect(() => mailSettings(faulty)).toThrow(MailSettingsError)
    expect(() => mailSettings(faulty)).toThrow('SMTP_URL, MAIL_FROM')
    expect(() => mailSettings(faulty)).not.toThrow(PASSWORD)
    const percent = { SMTP_URL: 'smtp://nurse:50%25@localhost', MAIL_FROM: 'a@example.org' }
    expect(mailSettings(percent)).toMatchObject({ from: 'a@example.org' })
    const bare = { ...percent, SMTP_URL: 'smtp://nurse:50%zz@localhost' }
    expect(() => mailSettings(bare)).toThrow('SMTP_URL')
  })

  it('pauses double from one minute to an hour', () => {
    expect([1, 2, 3, 7, 15].map((attempts) => pauseMs(attempts) / 60_000)).toEqual([
      1, 2, 4, 60, 60,
    ])
  })
})
