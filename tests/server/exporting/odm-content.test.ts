import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { odmFormat, odmTransactionalFormat } from '../../../server/exporting/odm/format.ts'
import { coversOf } from '../../../server/exporting/covers.ts'
import { loadTrial } from '../../../server/analysis/service.ts'
import { systemActor } from '../../../server/http/actor.ts'
import { deidentified } from '../../../shared/exports/deidentify.ts'
import { snapshotSchema } from '../../../shared/api/routes/snapshots.ts'
import { ENGINES } from '../../db/open-stores.ts'
import { held } from '../locks/clean-subject.ts'
import { complete, newSigner, saved, signed } from '../signatures/signing-support.ts'
import { seedStudy, seedSubject, CONSENT, type SeededStudy } from '../support/seed.ts'
import { signedIn, startServer, type Browser, type TestServer } from '../support/test-server.ts'
import {
  all,
  hasSchemas,
  inputOf,
  readXml,
  schemaFaults,
  textOf,
  type XmlElement,
} from './odm-support.ts'

const PHONE = 'call 13800138000'
const OTHER_PHONE = 'call 13900139000'
const ODD = 'Erste Zeile\nzweite\t<&"\u0001\u000b\ufffe 肝细胞癌'
const idSchema = z.object({ id: z.string() })

describe.each(ENGINES)('ODM of a study that is under way, on $engine', ({ open }) => {
  let server: TestServer
  let study: SeededStudy
  let manager: Browser
  let subject: string
  let vitals: string
  let query: string
  let snapshotText: string
  let trailText: string
  let root: XmlElement
  let trail: XmlElement

  beforeAll(async () => {
    server = await startServer(open)
    study = await seedStudy(server)
    manager = await signedIn(server, [{ role: 'data-manager', study: study.key }])
    subject = await seedSubject(study, '1001')
    const { coordinator, monitor, stranger } = study
    const other = { subjid: '2001', site: 'S2', values: CONSENT }
    expect((await stranger.post(`${study.path}/subjects`, other)).status).toBe(201)
    vitals = await saved(coordinator, subject, {
      ...{ form: 'vitals', visit: 'BASELINE' },
      values: complete('vitals', { VSDAT: '2026-01', WEIGHT: '64.0', HEIGHT_REASND: 'NOT DONE' }),
    })
    await queryThread()
    const parts = [{ item: 'WEIGHT', groupRow: '' }]
    const record = `${subject}/records/${vitals}`
    expect((await monitor.post(`${record}/verification`, { parts }, match(1))).status).toBe(200)
    await brokenSignature()
    await redactedText()
    await saved(coordinator, subject, {
      ...{ form: 'history', visit: null, values: { items: { MHTERM: ODD }, rows: [] } },
    })
    await held(manager, study, {
      kind: 'lock',
      level: 'record',
      subjid: '1001',
      visit: null,
      form: 'concomitant',
    })
    await held(manager, study, { kind: 'freeze', level: 'study' })
    const input = await inputOf(server.store, study.key)
    snapshotText = await textOf(odmFormat, input)
    trailText = await textOf(odmTransactionalFormat, input)
    root = readXml(snapshotText)
    trail = readXml(trailText)
  }, 60_000)
  afterAll(() => server.stop())

  const match = (version: number) => ({ 'If-Match': `"${version}"` })

  async function queryThread(): Promise<void> {
    const words = { record: vitals, item: 'WEIGHT', groupRow: '', text: 'Which scale was used?' }
    const asked = await study.monitor.post(`${subject}/queries`, words)
    expect(asked.status, JSON.stringify(asked.body)).toBe(201)
    query = idSchema.parse(asked.body).id
    const path = `${subject}/queries/${query}`
    await study.coordinator.post(`${path}/answer`, { text: '病房体重秤' })
    await study.monitor.post(`${path}/settlement`, { step: 'close', text: null })
  }

  /** An investigator signs a form, and its value is changed afterwards. */
  async function brokenSignature(): Promise<void> {
    const signer = await newSigner(server, study.key)
    const values = complete('deaths', { DTHDAT: '2026-02-01', DTHCAUS: 'Qbleed' })
    const death = await saved(study.coordinator, subject, { form: 'deaths', visit: null, values })
    await signed(signer, subject, { scope: 'record', record: death })
    await signed(signer, subject, { scope: 'record', record: vitals })
    const changed = complete('deaths', { DTHDAT: '2026-02-02', DTHCAUS: 'Qbleed' })
    const put = await study.coordinator.put(
      `${subject}/records/${death}`,
      { values: changed, reason: 'the certificate says the 2nd' },
      match(1),
    )
    expect(put.status, JSON.stringify(put.body)).toBe(200)
  }

  /** Two telephone numbers, one after the other, each hidden afterwards. */
  async function redactedText(): Promise<void> {
    const of = (term: string) => ({ items: { DVSTDAT: '2026-02-01', DVTERM: term }, rows: [] })
    const id = await saved(study.coordinator, subject, {
      ...{ form: 'deviations', visit: null, values: of(PHONE) },
    })
    for (const [at, term] of [OTHER_PHONE, 'visit too late'].entries()) {
      const body = { values: of(term), reason: 'a telephone number was typed' }
      await study.coordinator.put(`${subject}/records/${id}`, body, match(at + 1))
    }
    const history = await manager.get(`${subject}/records/${id}/history`)
    const { entries } = z
      .object({ entries: z.array(z.object({ seq: z.number() })) })
      .parse(history.body)
    for (const { seq } of entries.slice(1)) {
      const reply = await manager.post(`${study.path}/audit/${seq}/redaction`, {
        ...{ pointer: '/items/DVTERM', reason: 'personal number' },
      })
      expect(reply.status, JSON.stringify(reply.body)).toBe(200)
    }
  }

  const item = (of: XmlElement, oid: string): XmlElement | undefined =>
    all(of, 'ItemData').find(({ attributes }) => attributes['ItemOID'] === oid)
  const child = (of: XmlElement | undefined, name: string): XmlElement | undefined =>
    of?.children.find((one) => one.name === name)
  const flags = (note: XmlElement): Record<string, string> =>
    Object.fromEntries(
      all(note, 'Flag').map((flag): [string, string] => [
        child(flag, 'FlagType')?.text ?? '',
        child(flag, 'FlagValue')?.text ?? '',
      ]),
    )
  const notesOf = (of: XmlElement, kind: string): readonly XmlElement[] =>
    all(of, 'Annotation').filter((note) => flags(note)['KIND'] === kind)

  it.skipIf(!hasSchemas)('is valid, and a broken copy is not', async () => {
    expect(await schemaFaults(snapshotText)).toEqual([])
    expect(await schemaFaults(trailText)).toEqual([])
    const broken = snapshotText.replace('<SubjectData ', '<SubjectData Unheard="of" ')
    expect(await schemaFaults(broken)).not.toEqual([])
  })

  it('EX-01: a value bears who entered it, where and when, with the number of the entry', () => {
    const weight = item(root, 'I.vitals.WEIGHT')
    expect(weight?.attributes).toMatchObject({ Value: '64.0' })
    const record = child(weight, 'AuditRecord')
    expect(record?.children.map(({ name }) => name)).toEqual([
      ...['UserRef', 'LocationRef', 'DateTimeStamp', 'SourceID'],
    ])
    const user = child(record, 'UserRef')?.attributes['UserOID']
    const people = all(root, 'User').map(({ attributes }) => attributes['OID'])
    expect(people).toContain(user)
    expect(child(record, 'LocationRef')?.attributes).toEqual({ LocationOID: 'L.SITE.S1' })
    const changed = item(root, 'I.deaths.DTHDAT')
    expect(changed?.attributes['Value']).toBe('2026-02-02')
    expect(all(child(changed, 'AuditRecord') ?? root, 'ReasonForChange')[0]?.text).toBe(
      'the certificate says the 2nd',
    )
  })

  it('EX-05: keeps partial dates, reasons for no answer, Chinese text, and says what XML cannot hold', () => {
    expect(item(root, 'I.vitals.VSDAT')?.attributes['Value']).toBe('2026-01')
    const definition = all(root, 'ItemDef').find(
      ({ attributes }) => attributes['OID'] === 'I.vitals.VSDAT',
    )
    expect(definition?.attributes['DataType']).toBe('partialDate')
    expect(item(root, 'I.vitals.HEIGHT')?.attributes['IsNull']).toBe('Yes')
    expect(item(root, 'I.vitals.HEIGHT_REASND')?.attributes['Value']).toBe('NOT DONE')
    const term = item(root, 'I.history.MHTERM')
    expect(term?.attributes['Value']).toBe('Erste Zeile\nzweite\t<&"\\u0001\\u000b\\ufffe 肝细胞癌')
    const note = child(term, 'Annotation')
    expect(note && flags(note)['TEXT']).toBe('ESCAPED')
    expect(JSON.parse(child(note, 'Comment')?.text ?? 'null')).toBe(ODD)
  })

  it('DC-03, EX-01: a query stands at its value, step by step, with words and states', () => {
    const thread = notesOf(item(root, 'I.vitals.WEIGHT') ?? root, 'query')
    expect(thread.map((note) => [flags(note)['ACT'], flags(note)['STATE']])).toEqual([
      ['query.open', 'open'],
      ['query.answer', 'answered'],
      ['query.close', 'closed'],
    ])
    expect(thread.every((note) => flags(note)['ID'] === query)).toBe(true)
    expect(thread.map((note) => child(note, 'Comment')?.text).slice(0, 2)).toEqual([
      ...['Which scale was used?', '病房体重秤'],
    ])
    const authors = all(root, 'AuditRecords').flatMap(({ children }) => children)
    for (const note of thread) {
      const seq = note.attributes['SeqNum']
      const author = authors.find((one) => child(one, 'SourceID')?.text === seq)
      expect(child(author, 'DateTimeStamp')?.text).toMatch(/^2026-03-02T/)
    }
    const [verified] = notesOf(item(root, 'I.vitals.WEIGHT') ?? root, 'verification')
    expect(verified && flags(verified)['STATE']).toBe('verified')
  })

  it('ES-07, EX-01: a signature in force is one of its form; a broken one is apart and says so', () => {
    const forms = all(root, 'FormData')
    const of = (key: string) => forms.find(({ attributes }) => attributes['FormOID'] === key)
    const valid = child(of('F.vitals'), 'Signature')
    expect(child(valid, 'SignatureRef')?.attributes).toEqual({ SignatureOID: 'SD.responsibility' })
    expect(child(of('F.deaths'), 'Signature')).toBeUndefined()
    const states = notesOf(of('F.deaths') ?? root, 'signature').map((note) => flags(note)['STATE'])
    expect(states).toEqual(['valid', 'broken'])
    expect(all(root, 'Signatures')[0]?.children).toHaveLength(1)
    const meaning = all(root, 'SignatureDef').find(
      ({ attributes }) => attributes['OID'] === 'SD.responsibility',
    )
    expect(child(meaning, 'Meaning')?.text).toContain('responsible for the data')
  })

  it('OR-06: the definition of each item says whether it is transcribed, entered here or derived', () => {
    const captured = new Map(
      all(root, 'ItemDef').map(({ attributes }) => [attributes['OID'], attributes['Comment']]),
    )
    expect(captured.get('I.vitals.WEIGHT')).toBe('transcribed')
    expect(captured.get('I.responses.OVRLRESP')).toBe('direct')
    expect(captured.get('I.vitals.BMI')).toBe('derived')
  })

  it('AT-16: what was redacted is in neither file', () => {
    for (const text of [snapshotText, trailText]) expect(/13[89]001/.test(text)).toBe(false)
    const hidden = all(trail, 'ItemData').find(
      ({ attributes }) => attributes['ItemOID'] === 'I.deviations.DVTERM',
    )
    expect(hidden?.attributes).toMatchObject({ TransactionType: 'Insert', IsNull: 'Yes' })
    const steps = all(trail, 'ItemData').filter(
      ({ attributes }) => attributes['ItemOID'] === 'I.deviations.DVTERM',
    )
    expect(steps.map(({ attributes }) => attributes['TransactionType'])).toEqual([
      ...['Insert', 'Update', 'Update'],
    ])
  })

  it('locks stand in both files', () => {
    for (const file of [root, trail]) {
      const states = notesOf(file, 'dataLock').map((note) => flags(note)['STATE'])
      expect(states.toSorted()).toEqual(['freeze', 'lock'])
    }
  })

  it('AT-11: transactions tell a value put in from one changed, and one taken away', async () => {
    const dates = all(trail, 'ItemData').filter(
      ({ attributes }) => attributes['ItemOID'] === 'I.deaths.DTHDAT',
    )
    expect(
      dates.map(({ attributes }) => [attributes['TransactionType'], attributes['Value']]),
    ).toEqual([
      ['Insert', '2026-02-01'],
      ['Update', '2026-02-02'],
    ])
    const { auditEntry } = server.store.t
    const entries = await server.store.read.select().from(auditEntry)
    const input = await inputOf(server.store, study.key)
    const own = entries.filter(({ chain }) => chain === input.study.id)
    const found = all(trail, 'Annotation').map(({ attributes }) => Number(attributes['SeqNum']))
    const seqs = own.map(({ seq }) => seq).sort((a, b) => a - b)
    expect(found.filter((seq) => seq > 0).sort((a, b) => a - b)).toEqual(seqs)
  })

  it('AC-02: whoever sees one site alone gets its subjects, its people and its entries alone', async () => {
    const { site } = server.store.t
    const sites = await server.store.read.select().from(site)
    const input = await inputOf(server.store, study.key)
    const s2 = sites.find(({ studyId, siteKey }) => studyId === input.study.id && siteKey === 'S2')
    const part = { ...input, sites: { kind: 'some', ids: [s2?.id ?? ''] } as const }
    for (const format of [odmFormat, odmTransactionalFormat]) {
      const text = await textOf(format, part)
      expect(text.includes('SubjectKey="2001"')).toBe(true)
      for (const other of ['"1001"', 'First Hospital', 'Which scale was used?', 'signer-']) {
        expect(text.includes(other), other).toBe(false)
      }
    }
  })

  it('LK-03, LK-04: a snapshot is what stood then, and the same after later changes', async () => {
    const now = await inputOf(server.store, study.key)
    const made = await manager.post(`${study.path}/snapshots`, { name: 'cut' })
    const snapshot = snapshotSchema.parse(made.body)
    const of = { snapshot, stateAt: snapshot.asOf, definitionVersion: snapshot.definitionVersion }
    const first = await textOf(odmFormat, { ...now, ...of })
    const lock = await server.store.read.select().from(server.store.t.dataLock)
    const freeze = lock.find(({ level, releasedAt }) => level === 'study' && releasedAt === null)
    const path = `${study.path}/locks/${freeze?.id ?? ''}/release`
    const released = await manager.post(path, { reason: 'one value is missing' })
    expect(released.status, JSON.stringify(released.body)).toBe(200)
    const values = { items: { MHTERM: 'Zyxomia' }, rows: [] }
    await saved(study.coordinator, subject, { form: 'history', visit: null, values })
    expect((await textOf(odmFormat, { ...now, ...of })) === first).toBe(true)
    expect(first.includes('Zyxomia')).toBe(false)
    const later = await textOf(odmFormat, await inputOf(server.store, study.key))
    expect(later.includes('Zyxomia')).toBe(true)
    expect(first.includes('one value is missing')).toBe(false)
    const release = notesOf(readXml(later), 'dataLock').find(
      (note) => flags(note)['ACT'] === 'lock.release',
    )
    expect(release && flags(release)['STATE']).toBe('released')
    expect(release && child(release, 'Comment')?.text).toContain('one value is missing')
  })

  it('PR-03: the de-identified copy is the definition and the data, without trail, names and numbers', async () => {
    const input = await inputOf(server.store, study.key)
    const forms = new Map(input.definition.forms.map((form) => [form.key, form]))
    const trial = await loadTrial(server.store, { studyId: input.study.id, forms })
    const actor = systemActor({ part: 'test', studyId: input.study.id })
    const covers = await coversOf(server.store, actor, input.study.id)
    const twin = deidentified(trial, input.definition, covers)
    const of = {
      twin,
      definition: twin.definition,
      async *subjects() {
        yield* await Promise.resolve(twin.trial.subjects)
      },
    }
    const text = await textOf(odmFormat, { ...input, ...of })
    const copy = readXml(text)
    expect(all(copy, 'SubjectData')).toHaveLength(2)
    expect(item(copy, 'I.vitals.WEIGHT')?.attributes['Value']).toBe('64.0')
    for (const name of ['AuditRecord', 'User', 'Signature', 'Annotation']) {
      expect(all(copy, name), name).toEqual([])
    }
    for (const secret of ['1001', '2001', 'First Hospital', 'Erste', 'user-', 'Qbleed']) {
      expect(text.includes(secret), secret).toBe(false)
    }
    expect(await textOf(odmTransactionalFormat, { ...input, ...of })).toBe('')
    if (hasSchemas) expect(await schemaFaults(text)).toEqual([])
  })
})
