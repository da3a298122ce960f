import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { systemActor } from '../../../server/http/actor.ts'
import { importFolder } from '../../../server/importing/service.ts'
import type { LiveView } from '../../../shared/api/routes/live.ts'
import { analyse } from '../../../shared/endpoints/analyse.ts'
import type { Analysis, EndpointRow } from '../../../shared/endpoints/results.ts'
import { builtInFamilies } from '../../../shared/families.ts'
import type { LiveNews } from '../../../shared/live/news.ts'
import { rowsOfPart, type RowPart } from '../../../shared/live/row-parts.ts'
import type { LiveRow } from '../../../shared/live/rows.ts'
import type { Trial } from '../../../shared/trial/trial.ts'
import { ONE_ENGINE } from '../../db/open-stores.ts'
import { readTrialFolder } from '../../../server/reference-cases/trial-folder.ts'
import { signedIn, startServer, type Browser, type TestServer } from '../support/test-server.ts'

const PROTOCOL = 'tace-systemic'
const STUDY = '/api/studies/LIVE'
const definition = builtInFamilies.protocols.get(PROTOCOL)
const golden = readTrialFolder(new URL(`../../golden/trials/${PROTOCOL}`, import.meta.url).pathname)
const STAGES = ['A', 'B', 'C'] as const
const MARKERS = ['399', '400', '>12100', '', '<3'] as const

/** A third of the reference trial at two sites, with a stage and a tumour marker for each subject, in turn. */
const trial: Trial = {
  subjects: golden.subjects.slice(0, 45).map((subject, at) => ({
    ...subject,
    files: {
      ...subject.files,
      subjects: (subject.files['subjects'] ?? []).map((row) => ({
        ...row,
        SITEID: at % 3 === 1 ? '02' : '01',
      })),
      baseline: [
        {
          SUBJID: subject.subjid,
          BCLC: STAGES[at % 3] ?? 'A',
          PVTT: at % 2 === 0 ? 'NONE' : 'VP3',
          AFP: MARKERS[at % 5] ?? '',
        },
      ],
    },
  })),
}
const siteOf = ({ files }: Trial['subjects'][number]): string =>
  files['subjects']?.[0]?.['SITEID'] ?? ''
const cohortOf = ({ files }: Trial['subjects'][number]): string =>
  files['subjects']?.[0]?.['COHORT'] ?? ''
const baselineOf = ({ files }: Trial['subjects'][number], item: string): string =>
  files['baseline']?.[0]?.[item] ?? ''
const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value))

/** The rows of an analysis as the live page has them. */
function rowsOf({ endpoints }: Analysis): unknown {
  return plain(
    endpoints.map((row) => {
      const copy: Record<string, unknown> = { ...row }
      if (row.kind === 'time-to-event') delete copy['subjects']
      return copy
    }),
  )
}

/** What a row counts, and of how many. */
function numbersOf(row: EndpointRow): readonly [number, number] {
  switch (row.kind) {
    case 'proportion':
    case 'incidence':
      return [row.n, row.N]
    case 'time-to-event':
      return [row.events, row.N]
    case 'landmark':
      return [row.crude.n, row.crude.N]
    case 'distribution':
    default:
      return [0, row.N]
  }
}

describe.each(ONE_ENGINE)('the live page of a study on $engine', ({ open }) => {
  let server: TestServer
  let statistician: Browser

  beforeAll(async () => {
    server = await startServer(open, builtInFamilies, { beatMs: 50 })
    const actor = systemActor({ part: 'test', studyId: null })
    await importFolder(server.store, actor, { studyKey: 'LIVE', definition, trial })
    statistician = await signedIn(server, [{ role: 'statistician', study: 'LIVE' }])
  })
  afterAll(() => server.stop())

  const get = async <T>(path: string, by = statistician): Promise<T> => {
    const reply = await by.get(STUDY + path)
    expect(reply.status, JSON.stringify(reply.body).slice(0, 400)).toBe(200)
    return reply.body as T
  }
  /** Longer than one visit lasts; everybody here stays signed in. */
  const pause = async (...people: readonly Browser[]): Promise<void> => {
    for (const minutes of [16, 16]) {
      server.clock.advance({ minutes })
      for (const one of [statistician, ...people]) await one.get('/api/session')
    }
  }
  const live = (query = '', by = statistician) => get<LiveView>(`/live${query}`, by)
  const analysed = (
    keep: (subject: Trial['subjects'][number]) => boolean,
    options: Parameters<typeof analyse>[2] = {},
  ): Analysis => {
    const cutoff = options.cutoff ?? analyse(trial, definition).cutoff
    return analyse({ subjects: trial.subjects.filter(keep) }, definition, { ...options, cutoff })
  }

  it('has the endpoints of the analysis, and the figures of the report from the same subjects', async () => {
    const view = await live()
    const whole = analysed(() => true)
    expect(view.endpoints).toEqual(rowsOf(whole))
    expect(view.asOf).toMatchObject({ cutoff: whole.cutoff, empty: false, snapshot: null })
    expect(view.asOf.savedAt).toMatch(/^2026-03-02T/)
    expect(view.enrolled).toBe(whole.populations.ENR)
    expect(view.subset).toBeNull()
    expect(view.headline).toEqual(['PFS', 'OS', 'ORR', 'DCR'])
    const parts = view.report.sections.flatMap((section) => section.parts)
    expect(parts.length).toBeGreaterThan(5)
    expect(parts.every(({ kind }) => kind === 'figure')).toBe(true)
    const { report } = await get<{ report: LiveView['report'] }>('/report')
    const drawn = report.sections.flatMap((section) => section.parts)
    expect(parts).toEqual(drawn.filter(({ kind }) => kind === 'figure'))
  })

  it.each([
    ['cohorts=TACE%2BTKI', (one: Trial['subjects'][number]) => cohortOf(one) === 'TACE+TKI'],
    ['subgroup=baseline.BCLC%3DB,C', (one) => ['B', 'C'].includes(baselineOf(one, 'BCLC'))],
    ['subgroup=baseline.PVTT%3DVP3', (one) => baselineOf(one, 'PVTT') === 'VP3'],
    ['subgroup=baseline.AFP%3E%3D400', (one) => ['400', '>12100'].includes(baselineOf(one, 'AFP'))],
    ['subgroup=baseline.AFP%3C400', (one) => ['399', '<3'].includes(baselineOf(one, 'AFP'))],
  ] satisfies readonly [string, (one: Trial['subjects'][number]) => boolean][])(
    'is the analysis of the subset alone, and says so: %s',
    async (query, keep) => {
      const view = await live(`?${query}`)
      const part = analysed(keep)
      expect(view.endpoints).toEqual(rowsOf(part))
      expect(view.populations).toEqual(part.populations)
      expect(view.subset).toMatchObject({ n: part.populations.ENR, of: view.enrolled })
      expect(part.populations.ENR).toBeLessThan(view.enrolled)
      expect(view.report.subset?.en).toContain(`${part.populations.ENR} of ${view.enrolled}`)
      const { rows } = await get<{ rows: readonly LiveRow[] }>(`/live/rows?${query}`)
      expect(rows.map(({ subject }) => subject)).toHaveLength(part.populations.ENR ?? -1)
    },
  )

  it('says how many have no value', async () => {
    const { subset } = await live('?subgroup=baseline.AFP%3E%3D400')
    const enrolled = (await get<{ rows: readonly LiveRow[] }>('/live/rows')).rows
    const missing = enrolled.filter(({ subject }) => {
      const found = trial.subjects.find(({ subjid }) => subjid === subject)
      return found !== undefined && baselineOf(found, 'AFP') === ''
    })
    expect(subset?.unknown).toEqual([
      { item: { en: 'AFP, ng/mL', zh: '甲胎蛋白（AFP）（ng/mL）' }, n: missing.length },
    ])
    expect(missing.length).toBeGreaterThan(0)
  })

  it('shows one criterion alone, one population alone, and nobody', async () => {
    const recist = await live('?criteria=RECIST%201.1')
    expect(new Set(recist.endpoints.map(({ criteria }) => criteria))).toEqual(
      new Set(['RECIST 1.1', null]),
    )
    const evaluable = await live('?population=EVAL')
    expect(evaluable.populations.ENR).toBe((await live()).populations.EVAL)
    const nobody = await live('?subgroup=baseline.BCLC%3D0')
    expect(nobody.subset?.n).toBe(0)
    expect(nobody.populations).toEqual({ ENR: 0, SAF: 0, EVAL: 0 })
  })

  it.each([
    ['cohorts=NONE', '/cohorts', 'live.noSuch'],
    ['sites=99', '/sites', 'live.noSuch'],
    ['criteria=WHO', '/criteria', 'live.noSuch'],
    ['population=DLT', '/population', 'live.noSuch'],
    ['subgroup=baseline.NONE%3D1', '/subgroup', 'live.noSuch'],
    ['subgroup=nonsense', '/subgroup', 'live.notRead'],
  ])('refuses what the study does not have: %s', async (query, pointer, key) => {
    const reply = await statistician.get(`${STUDY}/live?${query}`)
    expect(reply.status).toBe(422)
    expect(reply.body).toMatchObject({ errors: [{ pointer, key }] })
  })

  it('lists the subjects behind an endpoint with what each adds', async () => {
    const { rows } = await get<{ rows: readonly LiveRow[] }>('/live/rows?endpoint=ORR')
    const row = (await live()).endpoints.find(({ id, cohort }) => id === 'ORR' && cohort === null)
    if (row?.kind !== 'proportion') throw new Error('no ORR')
    const counted = rows.filter(({ counted: is }) => is === true)
    expect(counted).toHaveLength(row.N)
    const hits = counted.filter(({ value }) => value?.kind === 'counted' && value.hit)
    expect(hits).toHaveLength(row.n)
    expect((await statistician.get(`${STUDY}/live/rows?endpoint=NONE`)).status).toBe(404)
  })

  it('R8: has exactly the rows behind each number, of all cohorts and of each', async () => {
    const { monthDays } = definition.conventions
    const { endpoints } = await live()
    const kinds = [...new Set(endpoints.map(({ kind }) => kind))]
    const firsts = kinds.map((kind) => endpoints.find((row) => row.kind === kind)?.id)
    const rowsOfFirsts = endpoints.filter(({ id }) => firsts.includes(id))
    for (const row of rowsOfFirsts) {
      const own =
        row.cohort === null ? '' : `&cohorts=${encodeURIComponent(encodeURIComponent(row.cohort))}`
      const path = `/live/rows?endpoint=${encodeURIComponent(row.id)}${own}`
      const { rows } = await get<{ rows: readonly LiveRow[] }>(path)
      const endpoint = definition.endpoints.find(({ id }) => id === row.id)
      if (endpoint === undefined) throw new Error(row.id)
      const counts = (part: RowPart): number => rowsOfPart(rows, part, endpoint, monthDays).length
      const [hit, whole] = numbersOf(row)
      expect([counts('hit'), counts('counted')], path).toEqual([hit, whole])
      expect(counts('counted') + counts('outside'), path).toBe(rows.length)
      if (row.kind !== 'distribution') continue
      for (const [response, n] of Object.entries(row.counts)) {
        expect(counts(response as RowPart), `${path} ${response}`).toBe(n)
      }
    }
    expect(kinds.length).toBeGreaterThan(2)
    expect(rowsOfFirsts.some(({ cohort }) => cohort !== null)).toBe(true)
  })

  describe('for somebody of one site', () => {
    it('does not move with what is saved elsewhere', async () => {
      const [site = '', other = ''] = [...new Set(trial.subjects.map(siteOf))]
      expect(other).not.toBe('')
      const here = await signedIn(server, [{ role: 'investigator', study: 'LIVE', site }])
      const there = await signedIn(server, [{ role: 'coordinator', study: 'LIVE', site: other }])
      const before = await live('', here)
      const all = await live()
      const made = await there.post(`${STUDY}/subjects`, {
        ...{ subjid: `${other}-900`, site: other },
        values: { items: { SEX: 'F', BRTHDAT: '1960', RFICDAT: '2024-01-05' }, rows: [] },
      })
      expect(made.status, JSON.stringify(made.body)).toBe(201)
      expect((await live('', here)).asOf).toEqual(before.asOf)
      expect((await live()).asOf.mark).not.toBe(all.asOf.mark)
      for (const path of ['/live/rows', '/live/rows?endpoint=OS']) {
        const { rows, ...said } = await get<{ rows: readonly LiveRow[]; sites: unknown }>(
          path,
          here,
        )
        expect(said.sites).toEqual([site])
        expect(new Set(rows.map((row) => row.site)), path).toEqual(new Set([site]))
      }
      const strange = await here.get(`${STUDY}/live/rows?sites=${other}`)
      expect(strange.status).toBe(422)
    })

    it('holds that site alone: others do not exist', async () => {
      const [site = '', other = ''] = [...new Set(trial.subjects.map(siteOf))]
      const here = await signedIn(server, [{ role: 'investigator', study: 'LIVE', site }])
      const view = await live('', here)
      const own = analyse(
        { subjects: trial.subjects.filter((one) => siteOf(one) === site) },
        definition,
      )
      expect(view.endpoints).toEqual(rowsOf(own))
      expect([view.sites, (await live()).sites]).toEqual([[site], null])
      const strange = await here.get(`${STUDY}/live?sites=${other}`)
      const unknown = await here.get(`${STUDY}/live?sites=nowhere`)
      expect([strange.status, unknown.status]).toEqual([422, 422])
    })
  })

  it('is closed to who has no role in the study, and to who may not read results', async () => {
    const stranger = await signedIn(server, [])
    const administrator = await signedIn(server, [{ role: 'administrator', study: 'LIVE' }])
    for (const path of ['/live', '/live/rows', '/live/news', '/live/changes']) {
      expect((await stranger.get(STUDY + path)).status, path).toBe(404)
      expect((await administrator.get(STUDY + path)).status, path).toBe(403)
    }
    const visit = { seq: 1 }
    expect((await stranger.post(`${STUDY}/live/visit`, visit)).status).toBe(404)
    expect((await administrator.post(`${STUDY}/live/visit`, visit)).status).toBe(403)
  })

  it('reads a snapshot as it was', async () => {
    const manager = await signedIn(server, [{ role: 'data-manager', study: 'LIVE' }])
    const made = await manager.post(`${STUDY}/snapshots`, { name: 'first' })
    expect(made.status, JSON.stringify(made.body)).toBe(201)
    const { id } = made.body as { id: string }
    const view = await live(`?snapshot=${id}`)
    expect(view.asOf.snapshot).toEqual({ id, name: 'first' })
    expect(view.endpoints).toEqual((await live()).endpoints)
    expect((await statistician.get(`${STUDY}/live?snapshot=none`)).status).toBe(404)
  })

  describe('what changed since the last visit', () => {
    it('is told with the endpoints that moved, until the next visit is over', async () => {
      const reader = await signedIn(server, [{ role: 'monitor', study: 'LIVE' }])
      const news = () => get<LiveNews>('/live/news', reader)
      const visit = async () => {
        const { asOf } = await live('', reader)
        expect((await reader.post(`${STUDY}/live/visit`, { seq: asOf.seq })).status).toBe(204)
      }
      expect(await news()).toMatchObject({ since: null, items: [] })
      await visit()
      // Within the first visit nothing is earlier.
      expect(await news()).toMatchObject({ since: null })
      await pause(reader)
      expect(await news()).toMatchObject({ subjects: 0, items: [], endpoints: [] })

      const alive = trial.subjects.find(
        ({ files }) =>
          (files['deaths'] ?? []).length === 0 && files['subjects']?.[0]?.['ENRDAT'] !== '',
      )
      if (alive === undefined) throw new Error('all dead')
      const { subjid } = alive
      const coordinator = await signedIn(server, [
        { role: 'coordinator', study: 'LIVE', site: siteOf(alive) },
      ])
      const { cutoff } = (await live()).asOf
      const died = await coordinator.post(`${STUDY}/subjects/${subjid}/records`, {
        ...{ form: 'deaths', visit: null },
        values: { items: { DTHDAT: cutoff, DTHCAUS: 'DISEASE PROGRESSION' }, rows: [] },
      })
      expect(died.status, JSON.stringify(died.body)).toBe(201)
      const told = await news()
      expect(told.subjects).toBe(1)
      expect(told.items).toContainEqual({
        kind: 'death',
        subject: subjid,
        date: cutoff,
        criteria: null,
      })
      const os = told.endpoints.find(({ after }) => after.id === 'OS' && after.cohort === null)
      if (os?.after.kind !== 'time-to-event' || os.before?.kind !== 'time-to-event') {
        throw new Error('OS did not move')
      }
      expect(os.after.events).toBe(os.before.events + 1)
      // Looking at it, again and again, does not make it old within the visit.
      await visit()
      await visit()
      const [changed, ...others] = (await news()).changed
      expect(others).toEqual([])
      expect(changed?.changes).toBeGreaterThan(0)
      expect(changed?.last).toMatch(/^\d{4}-/)
      expect(await news()).toMatchObject({ subjects: 1 })
      await pause(reader)
      expect(await news()).toMatchObject({ subjects: 0 })
      // Another person's visits are their own.
      expect(await get<LiveNews>('/live/news')).toMatchObject({ since: null })
    })

    it('comes after a visit that claims to have seen more than there is', async () => {
      const reader = await signedIn(server, [{ role: 'monitor', study: 'LIVE' }], 'far-sighted')
      const visit = (seq: number) => reader.post(`${STUDY}/live/visit`, { seq })
      expect((await visit(2_147_483_647)).status).toBe(204)
      expect((await visit(3_000_000_000)).status).toBe(422)
      const { account, liveVisit } = server.store.t
      const [row] = await server.store.read
        .select({ seq: liveVisit.seenSeq })
        .from(liveVisit)
        .innerJoin(account, eq(account.id, liveVisit.accountId))
        .where(eq(account.username, 'far-sighted'))
      expect(row?.seq).toBe((await live('', reader)).asOf.seq)
    })

    it('tells nothing of subjects at other sites', async () => {
      const sites = [...new Set(trial.subjects.map(siteOf))]
      const elsewhere = sites.at(-1) ?? ''
      const reader = await signedIn(server, [{ role: 'monitor', study: 'LIVE', site: elsewhere }])
      await reader.post(`${STUDY}/live/visit`, { seq: 0 })
      await pause(reader)
      const news = await get<LiveNews>('/live/news', reader)
      const own = new Set(
        trial.subjects.filter((one) => siteOf(one) === elsewhere).map(({ subjid }) => subjid),
      )
      expect(sites).toHaveLength(2)
      expect(news.items.length).toBeGreaterThan(0)
      expect(news.items.every(({ subject }) => own.has(subject))).toBe(true)
      // All of the site with the one registered above, and none of the other site.
      expect(news.subjects).toBe(own.size + 1)
    })

    it('is an amendment for people of a site only where it is in force there', async () => {
      const administrator = await signedIn(server, [{ role: 'administrator', study: null }])
      const people = await Promise.all(
        ['01', '02', undefined].map((site) =>
          signedIn(server, [
            { role: 'monitor', study: 'LIVE', ...(site === undefined ? {} : { site }) },
          ]),
        ),
      )
      const amended = () =>
        Promise.all(people.map(async (by) => (await get<LiveNews>('/live/news', by)).amended))
      const { seq } = (await live()).asOf
      for (const one of people) await one.post(`${STUDY}/live/visit`, { seq })
      await pause(administrator, ...people)
      expect(await amended()).toEqual([false, false, false])
      const amendment = { definition: { ...definition, version: '1.1' }, note: 'a new version' }
      const basedOn = { 'If-Match': '"1"' }
      const published = await administrator.post(`${STUDY}/versions`, amendment, basedOn)
      expect(published.status, JSON.stringify(published.body).slice(0, 400)).toBe(201)
      expect(await amended()).toEqual([false, false, true])
      const day = server.store.now().slice(0, 10)
      const approved = await administrator.post(`${STUDY}/versions/2/approvals`, {
        ...{ site: '01', effectiveFrom: day, reason: 'approved' },
      })
      expect(approved.status, JSON.stringify(approved.body).slice(0, 400)).toBe(201)
      expect(await amended()).toEqual([true, false, true])
      const isoDay = (after: number) =>
        new Date(Date.parse(day) + after * 86_400_000).toISOString().slice(0, 10)
      const tomorrow = isoDay(1)
      const late = await administrator.post(`${STUDY}/versions/2/approvals`, {
        ...{ site: '02', effectiveFrom: tomorrow, reason: 'approved for tomorrow' },
      })
      expect(late.status, JSON.stringify(late.body).slice(0, 400)).toBe(201)
      const { store } = server
      const { auditEntry: e } = store.t
      const approvals = await store.read.select({ seq: e.seq, entity: e.entity }).from(e)
      const seen = approvals.flatMap((one) => (one.entity === 'studyVersionSite' ? one.seq : []))
      await people[1]?.post(`${STUDY}/live/visit`, { seq: Math.max(...seen) })
      // Nothing is written when its day comes; everybody stays signed in.
      server.clock.advance({ hours: 24 })
      const stays = { lastSeenAt: store.now(), expiresAt: isoDay(9) }
      await store.write((tx) => tx.update(store.t.session).set(stays))
      expect((await get<LiveNews>('/live/news', people[1])).amended).toBe(true)
    })
  })
})
