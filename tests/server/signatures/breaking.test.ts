import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { unitOfWork } from '../../../server/audit/unit-of-work.ts'
import { systemActor } from '../../../server/http/actor.ts'
import { recheckSignatures } from '../../../server/signatures/service.ts'
import { createDefinitions } from '../../../server/studies/service.ts'
import { builtInFamilies } from '../../../shared/families.ts'
import { ENGINES } from '../../db/open-stores.ts'
import { HIERARCHY, LLT } from '../../shared/coding/made-release.ts'
import { actsOf, seedStudy, seedSubject, type SeededStudy } from '../support/seed.ts'
import { signedIn, startServer, type Browser, type TestServer } from '../support/test-server.ts'
import {
  complete,
  newSigner,
  saved,
  signaturesOf,
  signed,
  UNSCHEDULED,
  type At,
  type Signer,
} from './signing-support.ts'

const VISIT: At = { scope: 'visit', visit: UNSCHEDULED }
const WHOLE: At = { scope: 'subject' }
const MEDDRA_FILES = [
  { name: 'MedAscii/llt.asc', text: LLT },
  { name: 'MedAscii/MDHIER.ASC', text: HIERARCHY },
]

describe.each(ENGINES)('what breaks a signature on $engine', ({ open }) => {
  let server: TestServer
  let study: SeededStudy
  let signer: Signer
  let manager: Browser
  /** A study of its own, with a criterion that needs diameters alone. */
  let trial: SeededStudy
  let trialSigner: Signer
  beforeAll(async () => {
    server = await startServer(open)
    study = await seedStudy(server)
    signer = await newSigner(server, study.key)
    trial = await seedStudy(server, 'lenvatinib-toripalimab')
    trialSigner = await newSigner(server, trial.key)
    manager = await signedIn(server, [{ role: 'data-manager', study: study.key }])
  })
  afterAll(() => server.stop())

  const save = (subject: string, form: string, visit: string | null, values: object) =>
    saved(study.coordinator, subject, { form, visit, values })
  const withVitals = async (subjid: string): Promise<{ subject: string; vitals: string }> => {
    const subject = await seedSubject(study, subjid)
    const vitals = await save(subject, 'vitals', UNSCHEDULED, complete('vitals', { PULSE: '70' }))
    return { subject, vitals }
  }
  const amend = async (
    subject: string,
    record: string,
    values: object,
    version = 1,
    { coordinator } = study,
  ) => {
    const reply = await coordinator.put(
      `${subject}/records/${record}`,
      { values, reason: 'misread' },
      { 'If-Match': `"${version}"` },
    )
    expect(reply.status, JSON.stringify(reply.body)).toBe(200)
  }
  const statesOf = async (
    subject: string,
    { monitor } = study,
  ): Promise<readonly (readonly unknown[])[]> =>
    (await signaturesOf(monitor, subject)).map(({ scope, state, broken }) => [
      ...[scope, state, broken?.cause ?? null],
    ])
  const studyId = async (): Promise<string> => {
    const { study: t } = server.store.t
    const [row] = await server.store.read.select().from(t).where(eq(t.studyKey, study.key))
    return row?.id ?? ''
  }
  const subjectId = async (subjid: string): Promise<string> => {
    const { subject: t } = server.store.t
    const [row] = await server.store.read.select().from(t).where(eq(t.subjid, subjid))
    return row?.id ?? ''
  }

  it('ES-07, ES-08: record-changed: breaks at every level, visibly, and is kept', async () => {
    const { subject, vitals } = await withVitals('2001')
    const other = await save(subject, 'ecg', 'UNS-2026-02-15', complete('ecg'))
    await signed(signer, subject, { scope: 'record', record: vitals })
    await signed(signer, subject, { scope: 'record', record: other })
    await signed(signer, subject, VISIT)
    const whole = await signed(signer, subject, WHOLE)
    await amend(subject, vitals, complete('vitals', { PULSE: '75' }))
    expect(await statesOf(subject)).toEqual([
      ['record', 'broken', 'record-changed'],
      ['record', 'valid', null],
      ['visit', 'broken', 'record-changed'],
      ['subject', 'broken', 'record-changed'],
    ])
    const last = (await signaturesOf(study.monitor, subject)).at(-1)
    expect(last).toMatchObject({
      ...{ signedAt: whole.signedAt, contentHash: whole.contentHash },
      broken: { act: 'record.amend', form: 'vitals', visit: UNSCHEDULED, role: 'coordinator' },
    })
    const acts = (await actsOf(server, study.key)).slice(-4)
    expect(acts.map(({ act, username }) => [act, username])).toEqual([
      ['record.amend', acts[0]?.username],
      ['signature.break', 'system'],
      ['signature.break', 'system'],
      ['signature.break', 'system'],
    ])
    const file = (await study.monitor.get(subject)).body as {
      cells: { visit: string; state: string; overlays: string[] }[]
    }
    const cell = (visit: string) => file.cells.find((one) => one.visit === visit)
    expect(cell(UNSCHEDULED)?.overlays).toContain('signature-broken')
    await signed(signer, subject, VISIT)
    await amend(subject, vitals, complete('vitals', { PULSE: '76' }), 2)
    expect((await statesOf(subject)).filter(([, state]) => state === 'valid')).toHaveLength(1)
  })

  it('ES-08: record-added: a new form in a signed visit or subject', async () => {
    const { subject, vitals } = await withVitals('2002')
    await signed(signer, subject, { scope: 'record', record: vitals })
    await signed(signer, subject, VISIT)
    await signed(signer, subject, WHOLE)
    await save(subject, 'ecg', 'UNS-2026-02-15', complete('ecg'))
    expect(await statesOf(subject)).toEqual([
      ['record', 'valid', null],
      ['visit', 'valid', null],
      ['subject', 'broken', 'record-added'],
    ])
    await save(subject, 'ecg', UNSCHEDULED, complete('ecg'))
    expect((await statesOf(subject))[1]).toEqual(['visit', 'broken', 'record-added'])
  })

  it('ES-08: record-removed: a signed form that is removed', async () => {
    const { subject, vitals } = await withVitals('2003')
    await signed(signer, subject, VISIT)
    const path = `${subject}/records/${vitals}/removal`
    const reply = await study.coordinator.post(path, { reason: 'wrong' }, { 'If-Match': '"1"' })
    expect(reply.status).toBe(200)
    expect(await statesOf(subject)).toEqual([['visit', 'broken', 'record-removed']])
  })

  const LATER = 'UNS-2026-03-02'
  /** A subject whose visit `LATER` has a derived response, and the record of the baseline measurement. */
  const measured = async (subjid: string): Promise<{ subject: string; baseline: string }> => {
    const subject = await seedSubject(trial, subjid)
    await enter(subject, 'lesions', null, {
      items: {
        ...{ TULNKID: 'T01', TUGRPID: 'TARGET', TULOC: 'LIVER', TUNODE: 'N' },
        TUDAT: '2026-01-06',
      },
      rows: [],
    })
    const baseline = await enter(
      subject,
      'tumour-assessment',
      'BASELINE',
      diameter('50', '2026-01-06'),
    )
    await enter(subject, 'visits', LATER, { items: { SVSTDAT: '2026-03-02' }, rows: [] })
    await enter(subject, 'tumour-assessment', LATER, diameter('45', '2026-03-02'))
    return { subject, baseline }
  }
  const enter = (subject: string, form: string, visit: string | null, values: object) =>
    saved(trial.coordinator, subject, { form, visit, values })
  const diameter = (LDIAM: string, TRDAT: string) => ({
    ...{ items: {}, rows: [{ TRLNKID: 'T01', TRDAT, LDIAM }] },
  })

  it('ES-08: response-recalculated: a measurement elsewhere moves the derived response', async () => {
    const { subject, baseline } = await measured('2004')
    const given = await signed(trialSigner, subject, { scope: 'visit', visit: LATER })
    await amend(subject, baseline, diameter('51', '2026-01-06'), 1, trial)
    expect(await statesOf(subject, trial)).toEqual([['visit', 'valid', null]])
    await amend(subject, baseline, diameter('90', '2026-01-06'), 2, trial)
    const [broken] = await signaturesOf(trial.monitor, subject)
    expect(broken).toMatchObject({
      ...{ id: given.id, state: 'broken' },
      broken: { cause: 'response-recalculated', act: 'signature.recalculate' },
    })
  })

  it('ES-08: response-recalculated: a death moves an assessment whose day is not known', async () => {
    const { subject } = await measured('2034')
    const early = 'UNS-2026-03-20'
    await enter(subject, 'visits', early, { items: { SVSTDAT: '2026-03-20' }, rows: [] })
    await enter(subject, 'tumour-assessment', early, diameter('30', '2026-03'))
    await signed(trialSigner, subject, { scope: 'visit', visit: LATER })
    const items = { DTHDAT: '2026-03-01', DTHCAUS: 'DISEASE PROGRESSION' }
    await enter(subject, 'deaths', null, { items, rows: [] })
    expect(await statesOf(subject, trial)).toEqual([['visit', 'broken', 'response-recalculated']])
  })

  it('ES-08: response-recalculated: a new version of the rules derives another response', async () => {
    const { subject } = await measured('2005')
    const given = await signed(trialSigner, subject, { scope: 'visit', visit: LATER })
    const recheck = () =>
      recheckSignatures({
        ...{ store: server.store, families: builtInFamilies },
        definitions: createDefinitions(server.store),
      })
    expect(await recheck()).toBe(0)
    // As the version before this one would have signed it: another program, another response.
    await server.execute(
      `update signature set content = replace(content, '"engine":"', '"engine":"before-') where id = '${given.id}'`,
    )
    expect(await recheck()).toBe(0)
    await server.execute(
      `update signature set content = replace(content, '"derived":"SD"', '"derived":"PD"') where id = '${given.id}'`,
    )
    expect(await recheck()).toBe(1)
    expect(await statesOf(subject, trial)).toEqual([['visit', 'broken', 'response-recalculated']])
    expect(await recheck()).toBe(0)
  })

  it('ES-08: flags-recalculated: a changed range changes the flag of a signed result', async () => {
    const laboratory = { code: 'L', name: 'Own', site: 'S1' }
    const made = await study.coordinator.post(`${study.path}/laboratories`, laboratory)
    const ranges = `${study.path}/laboratories/${(made.body as { id: string }).id}/ranges`
    const range = (high: string) => ({
      ...{ test: 'ALT', unit: 'U/L', sex: null, ageFrom: null, ageTo: null },
      ...{ low: '9', high, validFrom: '2025-01-01', reason: 'certificate' },
    })
    const added = await study.coordinator.post(ranges, range('100'))
    expect(added.status, JSON.stringify(added.body)).toBe(201)
    const subject = await seedSubject(study, '2006')
    const row = {
      LBDAT: '2026-02-01',
      LBTESTCD: 'ALT',
      LBORRES: '60',
      LBORRESU: 'U/L',
      LBNAM: 'Own',
    }
    const record = await save(subject, 'laboratory', UNSCHEDULED, { items: {}, rows: [row] })
    await signed(signer, subject, { scope: 'record', record })
    const { laboratory: kept } = added.body as { laboratory: { ranges: { id: string }[] } }
    const amendRange = (high: string, version: number) =>
      study.coordinator.put(
        `${ranges}/${kept.ranges[0]?.id ?? ''}`,
        { low: '9', high, validFrom: '2025-01-01', validTo: null, reason: 'misread' },
        { 'If-Match': `"${version}"` },
      )
    expect((await amendRange('90', 1)).status).toBe(200)
    expect(await statesOf(subject)).toEqual([['record', 'valid', null]])
    expect((await amendRange('40', 2)).status).toBe(200)
    expect(await statesOf(subject)).toEqual([['record', 'broken', 'flags-recalculated']])
  })

  const release = async (draft: object, kind: string): Promise<void> => {
    const id = await studyId()
    const before = { kind, level: 'visit' }
    await unitOfWork(server.store, systemActor({ part: 'test', studyId: id }), () =>
      Promise.resolve({
        result: null,
        audit: [
          {
            ...{ act: 'lock.release', entity: 'dataLock', entityId: 'lock', reason: 'correction' },
            ...{ before, after: { ...before, releasedAt: server.store.now() } },
            ...draft,
          },
        ],
      }),
    )
  }

  it('ES-08: lock-released: a lock on signed data is taken off, at each level', async () => {
    const { subject, vitals } = await withVitals('2007')
    const place = { subjectId: await subjectId('2007'), visit: UNSCHEDULED }
    const all = async (): Promise<void> => {
      for (const at of [{ scope: 'record', record: vitals }, VISIT, WHOLE] as const) {
        await signed(signer, subject, at)
      }
    }
    const broken = ['broken', 'lock-released']
    await all()
    await release({ ...place, visit: 'UNS-2026-05-05' }, 'lock')
    await release({ ...place, form: 'ecg' }, 'lock')
    await release({ siteId: 'another' }, 'lock')
    expect((await statesOf(subject)).map(([, state]) => state)).toEqual(['valid', 'valid', 'valid'])
    for (const draft of [{ ...place, form: 'vitals' }, place, { ...place, visit: null }, {}]) {
      await release(draft, 'lock')
      const states = (await statesOf(subject)).slice(-3)
      expect(states.map(([, ...rest]) => rest)).toEqual([broken, broken, broken])
      await all()
    }
    // A lock of the whole study names no site; its people still see what it did to their signatures.
    const seen = await study.coordinator.get(`${study.path}/audit?act=signature.break&limit=100`)
    const { entries } = seen.body as { entries: { site: string | null; subjid: string }[] }
    expect(entries.filter(({ subjid }) => subjid === '2007')).toHaveLength(12)
    expect(entries.every(({ site }) => site === 'S1')).toBe(true)
  })

  it('ES-08: freeze: neither a freeze nor its end touches a signature', async () => {
    const { subject } = await withVitals('2008')
    await signed(signer, subject, VISIT)
    await release({ subjectId: await subjectId('2008') }, 'freeze')
    expect(await statesOf(subject)).toEqual([['visit', 'valid', null]])
  })

  it('ES-08: query: a query and a verification leave it valid', async () => {
    const { subject, vitals } = await withVitals('2009')
    await signed(signer, subject, WHOLE)
    const words = { record: vitals, item: '', groupRow: '', text: 'Which scale was used?' }
    expect((await study.monitor.post(`${subject}/queries`, words)).status).toBe(201)
    const verified = await study.monitor.post(
      `${subject}/records/${vitals}/verification`,
      { parts: [{ item: '', groupRow: '' }] },
      { 'If-Match': '"1"' },
    )
    expect(verified.status).toBe(200)
    expect(await statesOf(subject)).toEqual([['subject', 'valid', null]])
  })

  it('ES-08: coding: a code beside a signed term leaves it valid', async () => {
    const release = { kind: 'MEDDRA', release: '27.0', files: MEDDRA_FILES }
    const loaded = await manager.post(`${study.path}/dictionaries`, release)
    expect(loaded.status, JSON.stringify(loaded.body)).toBe(201)
    const dictionary = (loaded.body as { id: string }).id
    const subject = await seedSubject(study, '2010')
    const items = { AETERM: 'Belly swelling', AESTDAT: '2026-02-20', AESER: 'N' }
    const record = await save(subject, 'adverse-events', null, complete('adverse-events', items))
    await signed(signer, subject, { scope: 'record', record })
    const coded = await manager.post(`${study.path}/coding`, {
      ...{ record, item: 'AETERM', verbatim: 'Belly swelling', dictionary, code: '99000001' },
    })
    expect(coded.status, JSON.stringify(coded.body)).toBe(201)
    expect(await statesOf(subject)).toEqual([['record', 'valid', null]])
  })

  it('ES-08: redaction: hiding a corrected text leaves the later signature valid', async () => {
    const subject = await seedSubject(study, '2011')
    const values = (DVTERM: string) => complete('deviations', { DVSTDAT: '2026-02-01', DVTERM })
    const record = await save(subject, 'deviations', null, values('call 13800138000'))
    await signed(signer, subject, { scope: 'record', record })
    await amend(subject, record, values('visit too late'))
    await signed(signer, subject, { scope: 'record', record })
    const history = await manager.get(`${subject}/records/${record}/history`)
    const { entries } = history.body as { entries: { seq: number }[] }
    const hidden = await manager.post(`${study.path}/audit/${entries.at(-1)?.seq ?? 0}/redaction`, {
      ...{ pointer: '/items/DVTERM', reason: 'telephone number' },
    })
    expect(hidden.status, JSON.stringify(hidden.body)).toBe(200)
    expect(await statesOf(subject)).toEqual([
      ['record', 'broken', 'record-changed'],
      ['record', 'valid', null],
    ])
  })
})
