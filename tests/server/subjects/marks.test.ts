import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import {
  allSubjects,
  createMarks,
  type ListedSubject,
  type Marks,
  type SubjectMarks,
} from '../../../server/subjects/service.ts'
import { ENGINES } from '../../db/open-stores.ts'
import { dataManager, held, sign, type Hold } from '../locks/clean-subject.ts'
import { complete, newSigner, saved, signed, type Signer } from '../signatures/signing-support.ts'
import { CONSENT, seedStudy, seedSubject, type SeededStudy } from '../support/seed.ts'
import { startServer, type Browser, type TestServer } from '../support/test-server.ts'

const idSchema = z.object({ id: z.string() })
const listSchema = z.object({ verifications: z.array(idSchema) })
const VISIT = 'W4'

describe.each(ENGINES)('what is kept of marks on $engine', ({ open }) => {
  let server: TestServer
  /** Another server of the database, that nobody writes through. */
  let beside: TestServer
  let study: SeededStudy
  let studyId: string
  let manager: Browser
  let signer: Signer
  let kept: Marks

  beforeAll(async () => {
    server = await startServer(open)
    beside = await server.beside()
    study = await seedStudy(server)
    const [row] = await server.store.read.select().from(server.store.t.study)
    studyId = row?.id ?? ''
    manager = await dataManager(server, study)
    signer = await newSigner(server, study.key)
    kept = createMarks(beside.store)
    await seedSubject(study, '1001')
    await seedSubject(study, '1002')
  })
  afterAll(async () => {
    await beside.stop()
    await server.stop()
  })

  const subjects = (queried = false): Promise<readonly ListedSubject[]> =>
    allSubjects(beside.store, { studyId, sites: { kind: 'all' } }, { queried })
  /** What is kept of each subject, which must be what a reading now gives. */
  const told = async (): Promise<Record<string, SubjectMarks>> => {
    const all = await subjects()
    const ofKept = await kept.of(studyId, all)
    const ofFresh = await createMarks(beside.store).of(studyId, all)
    for (const { id } of all) expect(ofKept(id).content).toBe(ofFresh(id).content)
    const queried = all.filter(({ id }) => ofKept(id).queries > 0)
    expect(await subjects(true)).toEqual(queried)
    return Object.fromEntries(all.map(({ id, subjid }) => [subjid, ofKept(id)]))
  }
  const done = async (reply: ReturnType<Browser['post']>): Promise<string> => {
    const { status, body } = await reply
    expect([200, 201], JSON.stringify(body)).toContain(status)
    return idSchema.safeParse(body).data?.id ?? ''
  }

  it('E29, DC-15, ES-07, LK-01: follows each act that makes or takes a mark, of the subjects it reaches', async () => {
    const path = `${study.path}/subjects/1001`
    const ids: string[] = []
    const ifMatch = (version: number) => ({ 'If-Match': `"${version}"` })
    let query = ''
    let release = ''
    const amend = (version: number, items: Readonly<Record<string, string>>) =>
      done(
        study.coordinator.put(
          `${path}/records/${ids[0] ?? ''}`,
          { values: complete('vitals', items), reason: 'misread' },
          ifMatch(version),
        ),
      )
    const verify = (version: number) =>
      done(
        study.monitor.post(
          `${path}/records/${ids[0] ?? ''}/verification`,
          { parts: [{ item: '', groupRow: '' }] },
          ifMatch(version),
        ),
      )
    const ask = async () => {
      const words = { record: ids[0], item: 'PULSE', groupRow: '', text: 'What does it say?' }
      query = `${path}/queries/${await done(study.monitor.post(`${path}/queries`, words))}`
    }
    const locks = (['freeze', 'lock'] as const).flatMap((kind) =>
      [
        { kind, level: 'record', subjid: '1002', visit: VISIT, form: 'vitals' } as const,
        { kind, level: 'visit', subjid: '1002', visit: VISIT } as const,
        ...(kind === 'freeze'
          ? ([
              { kind, level: 'subject', subjid: '1002' },
              { kind, level: 'site', site: 'S1' },
              { kind, level: 'study' },
            ] as const)
          : []),
      ].flatMap((of: Hold) => [
        async () => {
          release = await held(manager, study, of)
        },
        () => done(manager.post(release, { reason: 'to be corrected' })),
      ]),
    )
    const acts: readonly (() => Promise<unknown>)[] = [
      async () => {
        for (const form of ['vitals', 'ecg'])
          ids.push(
            await saved(study.coordinator, path, { form, visit: VISIT, values: complete(form) }),
          )
        await verify(1)
      },
      async () => {
        const { body } = await study.monitor.get(`${path}/verifications`)
        const id = listSchema.parse(body).verifications[0]?.id ?? ''
        await done(
          study.monitor.post(`${path}/verifications/${id}/withdrawal`, { reason: 'other page' }),
        )
      },
      () => verify(1),
      () => amend(1, { PULSE: '71' }),
      () => signed(signer, path, { scope: 'record', record: ids[0] ?? '' }),
      () => amend(2, { PULSE: '72' }),
      () => signed(signer, path, { scope: 'record', record: ids[1] ?? '' }),
      ask,
      async () => {
        await done(study.coordinator.post(`${query}/answer`, { text: '72, as entered' }))
        await done(study.monitor.post(`${query}/settlement`, { step: 'close', text: null }))
      },
      ask,
      () =>
        done(study.monitor.post(`${query}/settlement`, { step: 'cancel', text: 'asked twice' })),
      // What the program asks about a value, and takes back when it is corrected.
      () => amend(3, { PULSE: '7' }),
      () => amend(4, { PULSE: '73' }),
      ...locks,
      () => seedSubject(study, '1003'),
      () =>
        done(
          study.stranger.post(`${study.path}/subjects`, {
            subjid: '1004',
            site: 'S2',
            values: CONSENT,
          }),
        ),
    ]
    let former = JSON.stringify(Object.values(await told()).map(({ content }) => content))
    for (const [at, act] of acts.entries()) {
      await act()
      const now = JSON.stringify(Object.values(await told()).map(({ content }) => content))
      expect(now, `act ${at} changes no mark`).not.toBe(former)
      former = now
    }
    const numbers = Object.entries(await told()).map(([subjid, { numberAtSite }]) => [
      subjid,
      numberAtSite,
    ])
    expect(numbers).toEqual([
      ['1001', 1],
      ['1002', 2],
      ['1003', 3],
      ['1004', 1],
    ])
  })

  it('E29 reads no subject again that the trail does not speak of, and all where it names none', async () => {
    const all = await subjects()
    const stateOf = async (marks: Marks, subjid: string) => {
      const id = all.find((one) => one.subjid === subjid)?.id ?? ''
      return (await marks.of(studyId, all))(id).subjectSignature
    }
    expect(await stateOf(kept, '1002')).toBe('unsigned')
    // No act of the product: it leaves no entry.
    await sign(server, study, '1002')
    await saved(study.coordinator, `${study.path}/subjects/1001`, {
      ...{ form: 'vitals', visit: 'W8' },
      values: complete('vitals'),
    })
    expect(await stateOf(kept, '1002')).toBe('unsigned')
    await held(manager, study, { kind: 'freeze', level: 'site', site: 'S2' })
    expect(await stateOf(kept, '1002')).toBe('signed')
  })
})
