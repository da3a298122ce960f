import { describe, expect, it } from 'vitest'
import { analyse } from '../../../shared/endpoints/analyse.ts'
import { csv } from '../../../shared/exports/csv.ts'
import { deidentified, type Covers } from '../../../shared/exports/deidentify.ts'
import { parseDay } from '../../../shared/kernel/dates.ts'
import { protocols } from '../../../shared/protocol/registry.ts'
import { rowsOf, type Row, type Trial, type TrialSubject } from '../../../shared/trial/trial.ts'
import { readTrialFolder } from '../../../server/reference-cases/trial-folder.ts'

/** Covers that differ from subject to subject, in another order than the numbers. */
const covers: Covers = {
  subject: (subjid, wholeYears) => {
    const seed = Array.from(subjid, (sign) => sign.charCodeAt(0)).reduce(
      (sum, code) => (sum * 31 + code) % 9973,
      7,
    )
    const daysBack = wholeYears ? 1461 * (1 + (seed % 3)) : 1 + (seed % 364)
    return { code: `Q${String(9999 - seed).padStart(5, '0')}-${subjid.length}`, daysBack }
  },
  site: (siteId) => `C-${siteId.length}-${siteId.charCodeAt(siteId.length - 1)}`,
}

const trialOf = (protocol: string): Trial =>
  readTrialFolder(new URL(`../../golden/trials/${protocol}`, import.meta.url).pathname)

function filesOf(trial: Trial, definition: Parameters<typeof csv.files>[1]): string {
  return [...csv.files(trial, definition)].map(({ text }) => text).join('\n')
}

/** Results with the new codes in place of the old, in their order, without days of the calendar. */
function comparable(value: unknown, codes: ReadonlyMap<string, string>): unknown {
  if (typeof value === 'string') {
    const visit = value.startsWith('UNS-') ? 'UNS' : value
    return codes.get(visit) ?? (parseDay(visit) === null ? visit : 'a day')
  }
  if (typeof value !== 'object' || value === null) return value
  if (!Array.isArray(value)) {
    const members = Object.entries(value).map(([key, member]) => [key, comparable(member, codes)])
    return Object.fromEntries(members) as unknown
  }
  const rows = value.map((member) => comparable(member, codes))
  const nameOf = (row: unknown): string => (row as { subject?: string } | null)?.subject ?? ''
  return rows.every((row) => nameOf(row) !== '')
    ? rows.toSorted((a, b) => (nameOf(a) < nameOf(b) ? -1 : nameOf(a) > nameOf(b) ? 1 : 0))
    : rows
}

/** Each complete date of a subject beside the same place of the twin; birth dates left out. */
function dayPairs(was: TrialSubject, is: TrialSubject): readonly (readonly [number, number])[] {
  return Object.entries(was.files).flatMap(([file, rows]) =>
    rows.flatMap((row, place) =>
      Object.entries(row).flatMap(([column, text]) => {
        const before = column === 'BRTHDAT' ? null : parseDay(text)
        const after = parseDay(rowsOf(is, file)[place]?.[column] ?? '')
        return before === null ? [] : [[before, after ?? Number.NaN] as const]
      }),
    ),
  )
}

describe.each(protocols.all)('PR-03: the de-identified twin of $key', (definition) => {
  const trial = trialOf(definition.key)
  const twin = deidentified(trial, definition, covers)
  const original = new Map(trial.subjects.map((subject) => [subject.subjid, subject]))

  it.each(['investigator', 'derived'] as const)(
    'has the same endpoints, populations and responses by the %s source',
    (source) => {
      const of = (data: Trial, by: typeof definition) => analyse(data, by, { source })
      const { endpoints, populations } = of(trial, definition)
      const same = of(twin.trial, twin.definition)
      const codes = new Map(twin.key.map(({ subjid, code }) => [subjid, code]))
      expect(same.populations).toEqual(populations)
      expect(comparable(same.endpoints, new Map())).toEqual(comparable(endpoints, codes))
      const responses = of(trial, definition).timepoints
      expect(comparable(same.timepoints, new Map())).toEqual(comparable(responses, codes))
    },
  )

  it('keeps every interval of complete dates of a subject, and moves subjects by days of their own', () => {
    expect(new Set(twin.key.map(({ daysBack }) => daysBack)).size).toBeGreaterThan(5)
    let compared = 0
    for (const { subjid, code, daysBack } of twin.key) {
      const was = original.get(subjid)
      const is = twin.trial.subjects.find((subject) => subject.subjid === code)
      if (was === undefined || is === undefined) throw new Error(`${subjid} is lost`)
      for (const [before, after] of dayPairs(was, is)) {
        expect(after, `${subjid}: ${before}`).toBe(before - daysBack)
        compared += 1
      }
    }
    expect(compared).toBeGreaterThan(1000)
  })

  it('holds no original subject or site code, birth date, day or free text in any file', () => {
    const text = filesOf(twin.trial, twin.definition)
    const cells = new Set(text.split(/[\n,]/))
    for (const { subjid } of twin.key) expect(cells.has(subjid), subjid).toBe(false)
    for (const subject of trial.subjects) {
      const [row] = rowsOf(subject, 'subjects')
      const born = row?.['BRTHDAT'] ?? ''
      if (parseDay(born) !== null) expect(text, born).not.toContain(born)
    }
    const twinRows = (file: string): Row[] =>
      twin.trial.subjects.flatMap((subject) => [...rowsOf(subject, file)])
    for (const column of ['MHTERM', 'CMTRT', 'DSTERM', 'AENARR', 'EXLOT', 'LBNAM', 'RSREASON']) {
      for (const file of Object.keys(trial.subjects[0]?.files ?? {})) {
        expect(twinRows(file).filter((row) => (row[column] ?? '') !== '')).toEqual([])
      }
    }
    expect(twinRows('subjects').every(({ BRTHDAT }) => BRTHDAT === undefined)).toBe(true)
  })
})

describe('PR-03: a twin', () => {
  const definition = protocols.get('donafenib-switch')
  const subject = (subjid: string, site: string, more: Row = {}, files: object = {}) => ({
    subjid,
    files: {
      subjects: [
        {
          SUBJID: subjid,
          SITEID: site,
          SEX: 'M',
          RFICDAT: '2024-01-10',
          BRTHDAT: '1930-05-01',
          ...more,
        },
      ],
      ...files,
    },
  })
  const twinOf = (...subjects: ReturnType<typeof subject>[]) =>
    deidentified({ subjects }, definition, covers)

  it('joins sites with fewer than five subjects, and no others', () => {
    const five = ['1', '2', '3', '4', '5'].map((number) => subject(`10${number}`, '01'))
    const four = ['1', '2', '3', '4'].map((number) => subject(`20${number}`, '02'))
    const { trial } = twinOf(...five, ...four)
    const sites = trial.subjects.map((one) => rowsOf(one, 'subjects')[0]?.['SITEID'])
    expect(sites.filter((site) => site === covers.site('01'))).toHaveLength(5)
    expect(sites.filter((site) => site === 'SMALL')).toHaveLength(4)
  })

  it.each([
    { born: '1934-01-11', age: '89', why: '90 the day after' },
    { born: '1934-01-10', age: '90', why: '90 on the day' },
    { born: '1920-01-01', age: '90', why: 'over 100' },
    { born: '1980', age: '44', why: 'known by its year' },
  ])('gives the age at consent for a birth on $born: $age ($why)', ({ born, age }) => {
    const { trial } = twinOf(subject('101', '01', { BRTHDAT: born }))
    expect(rowsOf(trial.subjects[0] ?? { subjid: '', files: {} }, 'subjects')[0]).toMatchObject({
      AGE: age,
    })
  })

  it('moves an unscheduled visit with its date, and a partial date by whole cycles of years', () => {
    const visits = [{ SUBJID: '101', VISIT: 'UNS-2024-02-29', SVSTDAT: '2024-02-29' }]
    const history = [{ SUBJID: '101', AETERM: 'Nausea', AESTDAT: '2024-02', AETOXGR: '1' }]
    const { trial, key } = twinOf(subject('101', '01', {}, { visits, 'adverse-events': history }))
    const daysBack = key[0]?.daysBack ?? 0
    expect(daysBack % 1461).toBe(0)
    const year = 2024 - (daysBack / 1461) * 4
    const [one] = trial.subjects
    expect(one?.files['visits']).toMatchObject([
      { VISIT: `UNS-${year}-02-29`, SVSTDAT: `${year}-02-29` },
    ])
    expect(one?.files['adverse-events']).toMatchObject([
      { AETERM: 'Nausea', AESTDAT: `${year}-02` },
    ])
  })

  it('keeps the numbers of lesions, and numbers whatever else stands in their place anew', () => {
    const lesions = ['T01', 'NT02', 'T1 01-001 ZW'].map((TULNKID) => ({ SUBJID: '101', TULNKID }))
    const measurements = [{ SUBJID: '101', TRLNKID: 'T1 01-001 ZW', TRSPLIT: '12.5;ZW' }]
    const procedures = [{ SUBJID: '101', PRLNKID: 'T01; see Zhang Wei 13800138000' }]
    const files = { lesions, measurements, procedures }
    const { trial } = twinOf(subject('101', '01', {}, files))
    const [one] = trial.subjects
    expect(one?.files['lesions']?.map(({ TULNKID }) => TULNKID)).toEqual(['T01', 'NT02', 'L01'])
    expect(one?.files['measurements']).toMatchObject([{ TRLNKID: 'L01', TRSPLIT: '12.5;L02' }])
    expect(one?.files['procedures']).toMatchObject([{ PRLNKID: 'T01;L03' }])
  })

  it('takes out what a former version of the forms asked and this one no longer knows', () => {
    const known = { SUBJID: '101', VISIT: 'W4', WEIGHT: '64', PULSE_REASND: 'NOT DONE' }
    const vitals = [{ ...known, VSBY: 'Li Lei', WEIGHT_REASND: 'Li Lei was away' }]
    const twin = twinOf(subject('101', '01', {}, { vitals }))
    expect(JSON.stringify(twin.trial)).not.toContain('Li Lei')
    expect(twin.trial.subjects[0]?.files['vitals']).toEqual([
      expect.objectContaining({ WEIGHT: '64', PULSE_REASND: 'NOT DONE' }),
    ])
  })

  it('takes a name out of every text, and says so where a term is counted', () => {
    const name = 'Zhang San, Ward 3'
    const events = [{ SUBJID: '101', AETERM: `Rash of ${name}`, AENARR: name, AETOXGR: '2' }]
    const drugs = [{ SUBJID: '101', EXTRT: name, EXSTDAT: '2024-02-01', EXLOT: name }]
    const twin = twinOf(subject('101', '01', {}, { 'adverse-events': events, exposure: drugs }))
    expect(JSON.stringify(twin.trial)).not.toContain('Zhang')
    expect(twin.trial.subjects[0]?.files['adverse-events']).toMatchObject([
      { AETERM: 'OTHER', AETOXGR: '2' },
    ])
  })
})
