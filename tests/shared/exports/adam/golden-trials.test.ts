import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import type { EndpointDefinition, IncidenceEndpoint } from '../../../../shared/endpoints/define.ts'
import { builtInFamilies } from '../../../../shared/families.ts'
import type { ProtocolDefinition } from '../../../../shared/protocol/define.ts'
import { curveLimits } from '../../../../shared/statistics/curve-limits.ts'
import { quantile } from '../../../../shared/statistics/curve-quantile.ts'
import { kaplanMeier } from '../../../../shared/statistics/kaplan-meier.ts'
import { readTrialFolder } from '../../../../server/reference-cases/trial-folder.ts'
import { analysisOf, recordsOf, sasDay, type Values } from './made-datasets.ts'

const FOLDER = path.resolve(import.meta.dirname, '../../../golden/trials')

const timeRow = z.object({
  subject: z.string(),
  days: z.number(),
  event: z.boolean(),
  date: z.string(),
})
const worst = z.record(z.string(), z.number())
const endpointRow = z.object({
  id: z.string(),
  cohort: z.string().nullable(),
  n: z.number().optional(),
  N: z.number().optional(),
  events: z.number().optional(),
  median: z.number().nullish(),
  lower: z.number().nullish(),
  upper: z.number().nullish(),
  worst: worst.optional(),
  terms: z
    .array(z.object({ term: z.string(), n: z.number(), events: z.number(), worst }))
    .optional(),
  counts: z.record(z.string(), z.number()).optional(),
  subjects: z.array(timeRow).optional(),
})
const expectedSchema = z.object({
  protocol: z.string(),
  cutoff: z.string(),
  source: z.enum(['investigator', 'derived']),
  populations: z.record(z.string(), z.number()),
  timepoints: z.array(
    z.object({
      subject: z.string(),
      criteria: z.string(),
      visit: z.string(),
      date: z.string(),
      sum: z.number().nullable(),
      percentFromBaseline: z.number().nullable(),
      percentFromNadir: z.number().nullable(),
      derived: z.string(),
      investigator: z.string().nullable(),
    }),
  ),
  subjects: z.array(
    z.object({
      subject: z.string(),
      criteria: z.string(),
      bor: z.string(),
      confirmedBor: z.string(),
      firstResponse: z.string().nullable(),
      progression: z.string().nullable(),
      death: z.string().nullable(),
      lastEvaluable: z.string().nullable(),
    }),
  ),
  endpoints: z.array(endpointRow),
})

type Expected = z.output<typeof expectedSchema>
type ExpectedRow = Expected['endpoints'][number]

interface Case {
  readonly name: string
  readonly expected: Expected
  readonly definition: ProtocolDefinition
  readonly datasets: ReadonlyMap<string, readonly Values[]>
}

const DATASETS = ['ADSL', 'ADAE', 'ADLB', 'ADRS', 'ADTR', 'ADTTE']

const cases: readonly Case[] = readdirSync(FOLDER).flatMap((trial) =>
  ['expected.json', 'expected-derived.json'].flatMap((file): Case[] => {
    const folder = path.join(FOLDER, trial)
    const place = path.join(folder, file)
    if (!existsSync(place)) return []
    const expected = expectedSchema.parse(JSON.parse(readFileSync(place, 'utf8')))
    const definition = builtInFamilies.protocols.get(expected.protocol)
    const tabulations = readTrialFolder(folder).subjects.map((subject) =>
      analysisOf(subject, { definition, ...expected }),
    )
    return [
      {
        name: `${trial}, ${expected.source}`,
        expected,
        definition,
        datasets: new Map(DATASETS.map((key) => [key, recordsOf(tabulations, key)])),
      },
    ]
  }),
)

it('has five trials from two sources', () => {
  expect(cases).toHaveLength(10)
})

describe.each(cases)('VA-03: analysis datasets of $name', ({ expected, definition, datasets }) => {
  const of = (key: string): readonly Values[] => datasets.get(key) ?? []
  const adsl = of('ADSL')
  const flagged = (flag: string): ReadonlySet<unknown> =>
    new Set(adsl.filter((one) => one[flag] === 'Y').map(({ SUBJID }) => SUBJID))
  const endpointOf = ({ id }: ExpectedRow): EndpointDefinition => {
    const found = definition.endpoints.find((endpoint) => endpoint.id === id)
    if (found === undefined) throw new Error(`no endpoint ${id}`)
    return found
  }
  const pooled = expected.endpoints.filter(({ cohort }) => cohort === null)
  const times = pooled.filter(({ subjects }) => subjects !== undefined)

  it('flags the populations of the analysis', () => {
    const counts = {
      ENR: flagged('ENRLFL').size,
      SAF: flagged('SAFFL').size,
      EVAL: flagged('EFFFL').size,
      DLT: flagged('DLTEVFL').size,
    }
    expect(counts).toMatchObject(expected.populations)
    expect(adsl.every(({ ENRLFL, SAFFL, FASFL, EFFFL }) => ENRLFL && SAFFL && FASFL && EFFFL)).toBe(
      true,
    )
  })

  it('ADTTE has the times, events and dates of the analysis, subject by subject', () => {
    expect(times.length).toBeGreaterThan(0)
    for (const { id, subjects = [] } of times) {
      const own = timesOf(of('ADTTE'), id)
      const found = own.map(({ SUBJID, AVAL, CNSR, ADT }) => ({
        SUBJID,
        AVAL,
        event: CNSR === 0,
        ADT,
      }))
      const wanted = subjects.map(({ subject, days, event, date }) => ({
        ...{ SUBJID: subject, AVAL: days, event, ADT: sasDay(date) },
      }))
      expect(bySubject(found), id).toEqual(bySubject(wanted))
      for (const row of own) {
        expect(Number(row['ADT']) - Number(row['STARTDT']) + 1).toBe(row['AVAL'])
        expect(row['CNSDTDSC'] === undefined).toBe(row['CNSR'] === 0)
      }
    }
  })

  it('Kaplan-Meier from ADTTE gives the medians and their limits, for all and by treatment', () => {
    const { survivalLimits: type, confidenceLevel: level } = definition.conventions
    const rows = expected.endpoints.filter(({ median }) => median !== undefined)
    for (const { id, cohort, N, median, lower, upper } of rows) {
      const label = definition.cohorts.find(({ key }) => key === cohort)?.label.en
      const own = timesOf(of('ADTTE'), id).filter(
        ({ TRT01P }) => cohort === null || TRT01P === label,
      )
      const curve = kaplanMeier({
        time: Float64Array.from(own, ({ AVAL }) => Number(AVAL)),
        event: Uint8Array.from(own, ({ CNSR }) => (CNSR === 0 ? 1 : 0)),
      })
      const found = quantile(curve, curveLimits(curve, { type, level }), 0.5)
      const wanted = { N, estimate: median, lower, upper }
      expect({ N: own.length, ...found }, `${id} ${cohort ?? ''}`).toMatchObject(wanted)
    }
  })

  it('ADRS has best responses and dates of the analysis, subject by subject', () => {
    expect(expected.subjects.length).toBeGreaterThan(0)
    const found = new Map(
      of('ADRS').map((row) => [`${String(row['SUBJID'])} ${String(row['PARAMCD'])}`, row]),
    )
    for (const row of expected.subjects) {
      const at = (code: string): Values => found.get(`${row.subject} ${prefix(row)}${code}`) ?? {}
      const day = (date: string | null): number | undefined =>
        date === null ? undefined : sasDay(date)
      const flag = (date: string | null): string => (date === null ? 'N' : 'Y')
      expect(at('BOR')['AVALC']).toBe(row.bor)
      expect(at('CBOR')['AVALC']).toBe(row.confirmedBor)
      expect([at('PD')['AVALC'], at('PD')['ADT']]).toEqual([
        flag(row.progression),
        day(row.progression),
      ])
      const setting = definition.criteria.find(({ key }) => key === row.criteria)
      const response = at(setting?.settings.confirmation === true ? 'CRSP' : 'RSP')
      expect([response['AVALC'], response['ADT']]).toEqual([
        flag(row.firstResponse),
        day(row.firstResponse),
      ])
      expect([at('LSTA')['AVALC'], at('LSTA')['ADT']]).toEqual([
        flag(row.lastEvaluable),
        day(row.lastEvaluable),
      ])
      const death = found.get(`${row.subject} DEATH`) ?? {}
      expect([death['AVALC'], death['ADT']]).toEqual([flag(row.death), day(row.death)])
    }
  })

  it('ADRS has every assessment, ADTR its sum and changes', () => {
    const responses = of('ADRS').filter(({ PARAMCD }) => String(PARAMCD).endsWith('OVR'))
    const sums = of('ADTR').filter(
      ({ PARAMCD, ABLFL }) => String(PARAMCD).endsWith('SUMDIAM') && ABLFL === undefined,
    )
    expect(responses).toHaveLength(expected.timepoints.length)
    const keyOf = (row: Values): string =>
      [row['SUBJID'], row['PARCAT3'], row['VISIT']].map(String).join(' ')
    const response = new Map(responses.map((row) => [keyOf(row), row]))
    const sum = new Map(sums.map((row) => [keyOf(row), row]))
    for (const point of expected.timepoints) {
      const key = `${point.subject} ${point.criteria} ${point.visit}`
      const inForce =
        expected.source === 'derived' ? point.derived : (point.investigator ?? point.derived)
      const row = response.get(key) ?? {}
      expect(row['ADT'], key).toBe(sasDay(point.date))
      // A recorded CR whose markers are not normal counts as PR (K-3): the one exception.
      const byMarker = definition.key === 'regorafenib-pd1' && inForce === 'CR'
      expect(byMarker ? ['CR', 'PR'] : [inForce], key).toContain(row['AVALC'])
      const measured = sum.get(key)
      if (measured === undefined) {
        expect(point.sum, key).toBeNull()
        continue
      }
      expect(measured['AVAL'] ?? null, key).toBe(point.sum)
      close(measured['PCHG'], point.percentFromBaseline)
      close(measured['PCHGNAD'], point.percentFromNadir)
    }
  })

  it('rates counted from ADSL flags and ADRS rows are those of the analysis', () => {
    const rates = pooled.filter((row) => endpointOf(row).kind === 'proportion')
    expect(rates.length).toBeGreaterThan(0)
    for (const row of rates) {
      const endpoint = endpointOf(row)
      if (endpoint.kind !== 'proportion') continue
      const members = flagged(FLAGS[endpoint.population] ?? '')
      const lasting = endpoint.durationAboveMonths !== undefined
      const best = `${prefix(endpoint)}${endpoint.confirmed ? 'C' : ''}BOR`
      const code = lasting ? endpoint.id : best
      const counted = lasting ? ['Y'] : endpoint.responses
      const hits = of('ADRS').filter(
        ({ PARAMCD, SUBJID, AVALC }) =>
          PARAMCD === code && members.has(SUBJID) && counted.includes(String(AVALC)),
      )
      expect({ n: hits.length, N: members.size }, row.id).toEqual({ n: row.n, N: row.N })
    }
  })

  it('the distribution of best responses is that of the analysis', () => {
    for (const row of pooled.filter(({ counts }) => counts !== undefined)) {
      const endpoint = endpointOf(row)
      const members = flagged(FLAGS[endpoint.population] ?? '')
      const own = of('ADRS').filter(
        ({ PARAMCD, SUBJID }) => PARAMCD === `${prefix(endpoint)}BOR` && members.has(SUBJID),
      )
      const counts = Object.fromEntries(
        Object.keys(row.counts ?? {}).map((response) => [
          response,
          own.filter(({ AVALC }) => AVALC === response).length,
        ]),
      )
      expect(counts, row.id).toEqual(row.counts)
    }
  })

  it('incidences counted from ADAE are those of the analysis, by term and worst grade', () => {
    const incidences = pooled.filter((row) => endpointOf(row).kind === 'incidence')
    expect(incidences.length).toBeGreaterThan(0)
    for (const row of incidences) {
      const endpoint = endpointOf(row)
      if (endpoint.kind !== 'incidence') continue
      const members = flagged(FLAGS[endpoint.population] ?? '')
      const own = of('ADAE').filter(
        (one) => members.has(one['SUBJID']) && wantsOf(endpoint).every((wants) => wants(one)),
      )
      const { n, events, worst: grades } = row
      expect({ ...counted(own), N: members.size }, row.id).toEqual({
        ...{ n, events, worst: grades, N: row.N },
      })
      for (const term of row.terms ?? []) {
        const ofTerm = own.filter(({ AEDECOD }) => AEDECOD === term.term)
        const { n: inTerm, events: times_, worst: worstOf } = term
        expect(counted(ofTerm), `${row.id} ${term.term}`).toEqual({
          ...{ n: inTerm, events: times_, worst: worstOf },
        })
      }
      expect(new Set(own.map(({ AEDECOD }) => AEDECOD)).size).toBe(row.terms?.length)
    }
  })

  it('occurrence flags count the subjects of the incidence once', () => {
    const row = pooled.find(({ id }) => id === 'AE')
    const safety = flagged('SAFFL')
    const own = of('ADAE').filter(({ SUBJID }) => safety.has(SUBJID))
    expect(own.filter(({ AOCCFL }) => AOCCFL === 'Y')).toHaveLength(row?.n ?? -1)
    const byTerm = own.filter(({ AOCCPFL }) => AOCCPFL === 'Y')
    const byWorst = own.filter(({ AOCCIFL }) => AOCCIFL === 'Y')
    for (const { term, n } of row?.terms ?? []) {
      expect(byTerm.filter(({ AEDECOD }) => AEDECOD === term)).toHaveLength(n)
    }
    for (const [grade, n] of Object.entries(row?.worst ?? {})) {
      expect(byWorst.filter(({ ATOXGR }) => ATOXGR === grade)).toHaveLength(n)
    }
  })

  it('dose-limiting toxicities counted from ADSL and ADAE are those of the analysis', () => {
    const row = pooled.find(({ id }) => id === 'DLT')
    const hit = new Set(of('ADAE').flatMap(({ DLTFL, SUBJID }) => (DLTFL === 'Y' ? [SUBJID] : [])))
    expect({ n: hit.size, N: flagged('DLTEVFL').size }).toEqual({ n: row?.n ?? 0, N: row?.N ?? 0 })
  })
})

const FLAGS: Readonly<Record<string, string>> = { ENR: 'ENRLFL', SAF: 'SAFFL', EVAL: 'EFFFL' }

const CODES: Readonly<Record<string, string>> = { 'PFS-RECIST': 'PFSRECIS' }

/** What an incidence asks of a record of ADAE. */
function wantsOf(endpoint: IncidenceEndpoint): readonly ((row: Values) => boolean)[] {
  const { onset, seriousOnly, relatedOnly, minGrade, haematologic } = endpoint
  const wants: ((row: Values) => boolean)[] = [
    (row) => row[onset === 'from-enrolment' ? 'ANL01FL' : 'TRTEMFL'] === 'Y',
    (row) => Number(row['ATOXGRN'] ?? 0) >= (minGrade ?? 0),
  ]
  if (seriousOnly === true) wants.push(({ AESER }) => AESER === 'Y')
  if (relatedOnly === true) wants.push(({ AREL }) => AREL === 'RELATED')
  if (haematologic !== undefined) {
    wants.push(({ CQ01NAM }) => (CQ01NAM === 'HEMATOLOGIC') === haematologic)
  }
  return wants
}

function timesOf(rows: readonly Values[], id: string): readonly Values[] {
  return rows.filter(({ PARAMCD }) => PARAMCD === (CODES[id] ?? id))
}

function prefix({ criteria }: { readonly criteria: string | null }): string {
  return criteria === 'mRECIST' ? 'M' : ''
}

function bySubject<T extends { readonly SUBJID?: unknown }>(rows: readonly T[]): readonly T[] {
  return [...rows].sort((a, b) => (String(a.SUBJID) < String(b.SUBJID) ? -1 : 1))
}

function counted(rows: readonly Values[]): Readonly<Record<string, unknown>> {
  const worstOf = new Map<unknown, number>()
  for (const { SUBJID, ATOXGRN } of rows) {
    worstOf.set(SUBJID, Math.max(worstOf.get(SUBJID) ?? 0, Number(ATOXGRN ?? 0)))
  }
  const grades = [...worstOf.values()]
  const byGrade = [1, 2, 3, 4, 5].map((grade): [string, number] => [
    String(grade),
    grades.filter((one) => one === grade).length,
  ])
  return { n: worstOf.size, events: rows.length, worst: Object.fromEntries(byGrade) }
}

function close(found: unknown, wanted: number | null): void {
  if (wanted === null) expect(found ?? null).toBeNull()
  else expect(Number(found)).toBeCloseTo(wanted, 9)
}
