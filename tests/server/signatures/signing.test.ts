import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { takeCasebook } from '../../../shared/api/routes/casebook.ts'
import { listSigners } from '../../../shared/api/routes/signatures.ts'
import { ENGINES } from '../../db/open-stores.ts'
import { actsOf, seedStudy, seedSubject, systemActs, type SeededStudy } from '../support/seed.ts'
import { signedIn, startServer, type TestServer } from '../support/test-server.ts'
import { held, lockAsIs } from '../locks/clean-subject.ts'
import {
  complete,
  looked,
  newSigner,
  PASSWORD,
  saved,
  sign,
  signaturesOf,
  signed,
  signIn,
  UNSCHEDULED,
  type At,
  type Signer,
} from './signing-support.ts'

const VISIT: At = { scope: 'visit', visit: UNSCHEDULED }

describe.each(ENGINES)('electronic signatures on $engine', ({ open }) => {
  let server: TestServer
  let study: SeededStudy
  beforeAll(async () => {
    server = await startServer(open)
    study = await seedStudy(server)
  })
  afterAll(() => server.stop())

  /** A subject with one visit of two complete forms. */
  const withVisit = async (subjid: string): Promise<string> => {
    const subject = await seedSubject(study, subjid)
    const visit = UNSCHEDULED
    const visits = { items: { SVSTDAT: '2026-02-01' }, rows: [] }
    await saved(study.coordinator, subject, { form: 'visits', visit, values: visits })
    await saved(study.coordinator, subject, { form: 'vitals', visit, values: complete('vitals') })
    return subject
  }
  const newInvestigator = (): Promise<Signer> => newSigner(server, study.key)
  const settle = async (signer: Signer): Promise<void> => {
    const { account } = server.store.t
    await server.store.write(async (tx) => {
      await tx
        .update(account)
        .set({ locked: false, lockedAt: null, failedAttempts: 0 })
        .where(eq(account.username, signer.username))
    })
    await signIn(signer)
  }

  it('ES-01: names signer, moment with zone and meaning on screen, in the casebook and in the file', async () => {
    const signer = await newInvestigator()
    const subject = await withVisit('1001')
    const given = await signed(signer, subject, VISIT)
    const told = {
      ...{ signer: `Person ${signer.username}`, meaning: 'responsibility', role: 'investigator' },
      ...{ state: 'valid', scope: 'visit', visit: UNSCHEDULED, broken: null },
    }
    expect(given).toMatchObject({ ...told, forms: 2 })
    expect(given.signedAt).toMatch(/^2026-03-02T\d\d:\d\d:\d\d\.\d{3}Z$/)
    expect(await signaturesOf(study.monitor, subject)).toMatchObject([{ ...told, timeZone: 'UTC' }])
    const book = await study.coordinator.post(`${subject}/casebook`, {})
    expect(takeCasebook.response.parse(book.body).signatures).toEqual([given])
    const file = await study.investigator.get(`${study.path}/signatures.csv`)
    expect(file.status).toBe(200)
    const [heads, line] = String(file.body).split('\n')
    const cells = new Map(heads?.split(',').map((head, at) => [head, line?.split(',')[at]]))
    expect(cells.get('SIGNER')).toBe(`Person ${signer.username}`)
    expect(cells.get('MEANING')).toBe('Responsible for the data')
    expect(cells.get('SIGNED_UTC')).toBe(given.signedAt)
    expect(cells.get('SIGNED_LOCAL')).toMatch(/^2026-03-02 \d\d:\d\d UTC/)
    const acts = await actsOf(server, study.key)
    expect(acts.at(-1)?.act).toBe('study.export')
  })

  it('ES-02: refuses the first signing without a user name, and later takes the password alone', async () => {
    const signer = await newInvestigator()
    const subject = await withVisit('1002')
    expect((await looked(signer, subject, VISIT)).components).toBe('all')
    const nameless = await sign(signer, subject, VISIT, { username: undefined })
    expect(nameless.status).toBe(422)
    expect(nameless.body).toMatchObject({ errors: [{ pointer: '/username' }] })
    const foreign = await sign(signer, subject, VISIT, { username: 'somebody-else' })
    expect(foreign.status).toBe(401)
    expect(await signaturesOf(study.monitor, subject)).toEqual([])
    await signed(signer, subject, VISIT)
    expect((await looked(signer, subject, VISIT)).components).toBe('password')
    const again = { username: undefined, meaning: 'review' }
    expect((await sign(signer, subject, VISIT, { ...again, password: 'wrong' })).status).toBe(401)
    expect((await sign(signer, subject, VISIT, again)).status).toBe(201)
    expect(await signaturesOf(study.monitor, subject)).toHaveLength(2)
  })

  it('ES-04: gives a former user name to nobody else, and renames no account', async () => {
    const administrator = await signedIn(server, [{ role: 'administrator', study: null }])
    const person = { username: 'old-hand', displayName: 'Old Hand' }
    const made = await administrator.post('/api/accounts', person)
    expect(made.status).toBe(201)
    const { account } = made.body as { account: { id: string } }
    const lock = { locked: true, reason: 'left the hospital' }
    await administrator.put(`/api/accounts/${account.id}/lock`, lock)
    const second = await administrator.post('/api/accounts', { ...person, displayName: 'New Hand' })
    expect(second.status).toBe(409)
    const { account: t } = server.store.t
    await expect(
      server.store.write(async (tx) => {
        const [row] = await tx.select().from(t).where(eq(t.id, account.id))
        if (row !== undefined) await tx.insert(t).values({ ...row, id: 'other' })
      }),
    ).rejects.toThrow()
    const renamed = await administrator.put(`/api/accounts/${account.id}`, { username: 'new-hand' })
    expect(renamed.status).toBe(404)
  })

  it('ES-05: refuses who has the role while no identity check with method and date is on record', async () => {
    const signer = await newInvestigator()
    const subject = await withVisit('1005')
    const { accountGrant } = server.store.t
    const record = async (identity: object): Promise<void> => {
      await server.store.write(async (tx) => {
        await tx
          .update(accountGrant)
          .set(identity)
          .where(eq(accountGrant.accountId, signer.accountId))
      })
    }
    for (const lacking of [
      { identityVerifiedBy: null, identityMethod: null, identityVerifiedOn: null },
      { identityVerifiedBy: signer.accountId, identityMethod: 'passport' },
    ]) {
      await record(lacking)
      expect((await looked(signer, subject, VISIT)).identityVerified).toBe(false)
      const reply = await sign(signer, subject, VISIT)
      expect(reply.status).toBe(409)
      expect(reply.body).toMatchObject({ requires: ['identity.verified'] })
    }
    await record({ identityVerifiedOn: '2026-02-01' })
    expect((await sign(signer, subject, VISIT)).status).toBe(201)
  })

  it('ES-10: counts wrong passwords with failed sign-ins, locks at the fifth, and tells administrators', async () => {
    const administrator = await newSigner(server, study.key, { role: 'coordinator' })
    const { accountGrant, notice, account } = server.store.t
    await server.store.write(async (tx) => {
      await tx
        .update(accountGrant)
        .set({ role: 'administrator', studyId: null, siteId: null })
        .where(eq(accountGrant.accountId, administrator.accountId))
    })
    const signer = await newInvestigator()
    const subject = await withVisit('1010')
    await signed(signer, subject, VISIT)
    const wrong = { password: 'not this one', meaning: 'review' }
    for (let attempt = 1; attempt <= 3; attempt += 1) {
      expect((await sign(signer, subject, VISIT, wrong)).status).toBe(401)
    }
    const { username } = signer
    await signer.browser.post('/api/sign-in', { username, password: 'nor this' })
    expect((await sign(signer, subject, VISIT, wrong)).status).toBe(401)
    const [row] = await server.store.read
      .select()
      .from(account)
      .where(eq(account.username, username))
    expect(row).toMatchObject({ locked: true, failedAttempts: 5 })
    expect((await signer.browser.get('/api/notices')).status).toBe(401)
    const again = await signer.browser.post('/api/sign-in', { username, password: PASSWORD })
    expect(again.status).toBe(401)
    const acts = await systemActs(server)
    const ofSigner = acts.slice(acts.lastIndexOf('account.confirm') + 1)
    expect(ofSigner.filter((act) => act === 'account.confirm-failed')).toHaveLength(4)
    expect(ofSigner).toContain('account.lock')
    const told = await server.store.read
      .select()
      .from(notice)
      .where(eq(notice.recipientId, administrator.accountId))
    expect(told.map(({ kind, textValues }) => [kind, textValues])).toEqual([
      ['account.locked', JSON.stringify({ username })],
    ])
    expect(await signaturesOf(study.monitor, subject)).toHaveLength(1)
    await settle(signer)
    expect((await sign(signer, subject, VISIT, { meaning: 'review' })).status).toBe(201)
  })

  it('ES-10: a right password ends the row of failures', async () => {
    const signer = await newInvestigator()
    const subject = await withVisit('1011')
    for (const meaning of ['review', 'approval', 'author']) {
      const wrong = { password: 'not this one', meaning }
      for (let attempt = 1; attempt <= 4; attempt += 1) {
        expect((await sign(signer, subject, VISIT, wrong)).status).toBe(401)
      }
      expect((await sign(signer, subject, VISIT, { meaning })).status).toBe(201)
    }
  })

  it('ES-12: lists signers with name, role, site, proof of identity, dates and number, also as a file', async () => {
    const signer = await newInvestigator()
    const subject = await withVisit('1012')
    await signed(signer, subject, VISIT)
    const { body } = await study.monitor.get(`${study.path}/signers`)
    const { signers } = listSigners.response.parse(body)
    const mine = signers.find(({ username }) => username === signer.username)
    expect(mine).toMatchObject({
      ...{ name: `Person ${signer.username}`, role: 'investigator', site: 'S1', to: null },
      ...{ signatures: 1, identityMethod: 'identity card, in person' },
      identityVerifiedOn: '2026-03-02',
    })
    const file = await study.monitor.get(`${study.path}/signers.csv`)
    const line = String(file.body)
      .split('\n')
      .find((one) => one.includes(signer.username))
    expect(line).toContain('investigator,S1,')
    expect(line).toContain('"identity card, in person",2026-03-02,1,')
    const other = listSigners.response.parse(
      (await study.stranger.get(`${study.path}/signers`)).body,
    )
    expect(other.signers.some(({ username }) => username === signer.username)).toBe(false)
  })

  it('LK-01: signs what is frozen, and refuses to sign what is locked', async () => {
    const signer = await newInvestigator()
    const subject = await withVisit('1040')
    await held(study.monitor, study, { kind: 'freeze', level: 'subject', subjid: '1040' })
    await signed(signer, subject, VISIT)
    const other = await withVisit('1041')
    await lockAsIs(server, study, '1041')
    const reply = await sign(signer, other, VISIT)
    expect(reply.body).toMatchObject({ type: 'urn:problem:locked', status: 409 })
    expect(await signaturesOf(study.monitor, other)).toEqual([])
  })

  it('ES-12: a name that a spreadsheet would compute stands in the files as text', async () => {
    const signer = await newInvestigator()
    const subject = await withVisit('1013')
    const { account } = server.store.t
    await server.store.write(async (tx) => {
      await tx
        .update(account)
        .set({ displayName: '=HYPERLINK("x")' })
        .where(eq(account.username, signer.username))
    })
    await signIn(signer)
    await signed(signer, subject, VISIT)
    for (const name of ['signers.csv', 'signatures.csv']) {
      const text = String((await signer.browser.get(`${study.path}/${name}`)).body)
      expect(text, name).toContain(`"'=HYPERLINK(""x"")"`)
      expect(text, name).not.toMatch(/(^|,)"?=/m)
    }
  })

  it('AC-14: refuses to sign what is not complete, and names each form', async () => {
    const signer = await newInvestigator()
    const subject = await withVisit('1014')
    const half = { items: { VSDAT: '2026-02-08', WEIGHT: '60' }, rows: [] }
    const visit = 'UNS-2026-02-08'
    const record = await saved(study.coordinator, subject, { form: 'vitals', visit, values: half })
    for (const at of [
      { scope: 'record', record },
      { scope: 'visit', visit },
      { scope: 'subject' },
    ] as const) {
      const { missing } = await looked(signer, subject, at)
      expect(missing).toContainEqual({ form: 'vitals', visit })
      const reply = await sign(signer, subject, at)
      expect(reply.status).toBe(409)
      expect((reply.body as { requires: string[] }).requires).toContain(
        `form.complete@${visit} vitals`,
      )
    }
    const planned = {
      form: 'visits',
      visit: 'BASELINE',
      values: complete('visits', { SVSTDAT: '2026-02-01' }),
    }
    await saved(study.coordinator, subject, planned)
    const reply = await sign(signer, subject, { scope: 'visit', visit: 'BASELINE' })
    expect((reply.body as { requires: string[] }).requires).toContain(
      'form.complete@BASELINE vitals',
    )
    expect(await signaturesOf(study.monitor, subject)).toEqual([])
  })

  it('signs with an open query, which it tells before and notes in the trail', async () => {
    const signer = await newInvestigator()
    const subject = await withVisit('1015')
    const { records } = (await study.monitor.get(subject)).body as {
      records: { id: string; form: string }[]
    }
    const record = records.find(({ form }) => form === 'vitals')?.id ?? ''
    const words = { record, item: '', groupRow: '', text: 'Which scale was used?' }
    expect((await study.monitor.post(`${subject}/queries`, words)).status).toBe(201)
    const { openQueries } = await looked(signer, subject, VISIT)
    expect(openQueries).toContainEqual({ form: 'vitals', visit: UNSCHEDULED, count: 1 })
    await signed(signer, subject, VISIT)
    const { auditEntry } = server.store.t
    const given = await server.store.read
      .select({ after: auditEntry.after })
      .from(auditEntry)
      .where(eq(auditEntry.act, 'signature.sign'))
    expect(given.at(-1)?.after).toContain('"openQueries":1')
  })

  it('is refused for content that changed behind the screen, twice, and of nothing', async () => {
    const signer = await newInvestigator()
    const subject = await withVisit('1016')
    const { digest } = await looked(signer, subject, VISIT)
    await saved(study.coordinator, subject, {
      form: 'ecg',
      visit: UNSCHEDULED,
      values: complete('ecg'),
    })
    const stale = await sign(signer, subject, VISIT, { digest })
    expect(stale.status).toBe(409)
    expect(stale.body).toMatchObject({ type: 'urn:problem:version-conflict' })
    await signed(signer, subject, VISIT)
    expect((await looked(signer, subject, VISIT)).standing).toEqual(['responsibility'])
    const twice = await sign(signer, subject, VISIT)
    expect(twice.body).toMatchObject({ status: 409, requires: ['signature.absent'] })
    const { browser } = signer
    expect((await browser.get(`${subject}/signing?scope=visit&visit=W99`)).status).toBe(404)
    expect((await browser.get(`${subject}/signing?scope=record&record=none`)).status).toBe(404)
  })

  it('is open to the investigator of the site alone; others see the signatures of what they may see', async () => {
    const signer = await newInvestigator()
    const subject = await withVisit('1017')
    await signed(signer, subject, { scope: 'subject' })
    const body = { ...VISIT, meaning: 'review', digest: '', username: 'x', password: 'y' }
    for (const who of [study.coordinator, study.monitor]) {
      expect((await who.post(`${subject}/signatures`, body)).status).toBe(403)
      expect((await who.get(`${subject}/signing?scope=subject`)).status).toBe(403)
      expect(await signaturesOf(who, subject)).toHaveLength(1)
    }
    const foreign = await newSigner(server, study.key, { site: 'S2' })
    expect((await foreign.browser.post(`${subject}/signatures`, body)).status).toBe(404)
    expect((await foreign.browser.get(`${subject}/signatures`)).status).toBe(404)
    expect((await foreign.browser.get(`${study.path}/signatures.csv`)).body).not.toContain('1017')
    expect((await study.monitor.get(`${study.path}/signatures.csv`)).status).toBe(403)
  })
})
