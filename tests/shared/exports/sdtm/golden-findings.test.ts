import { readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import type {
  DatasetDefinition,
  DatasetRecord,
} from '../../../../shared/exports/datasets/define.ts'
import { sdtm } from '../../../../shared/exports/sdtm/sdtm.ts'
import { CODELISTS_BY_CODE } from '../../../../shared/exports/standard/standard.ts'
import { parsePartialDate } from '../../../../shared/kernel/dates.ts'
import type { TrialSubject } from '../../../../shared/trial/trial.ts'
import { goldenTrial, tabulate, type Tabulated } from './tabulated.ts'

const TRIALS = [
  'donafenib-switch',
  'lenvatinib-toripalimab',
  'regorafenib-pd1',
  'tace-systemic',
  'toripalimab-donafenib',
]
const FINDINGS = ['TU', 'TR', 'RS', 'LB', 'MB', 'IS', 'VS', 'EG', 'FA']
const CATEGORIES: Readonly<Record<string, string>> = {
  'RECIST 1.1': 'RECIST 1.1',
  mRECIST: 'MRECIST LENCIONI LIVER CANCER 2010',
}

type Values = DatasetRecord['values']

interface Timepoint {
  readonly subject: string
  readonly criteria: string
  readonly visit: string
  readonly date: string
  readonly derived: string
  readonly investigator: string | null
  readonly sum: number | null
}

function expectedTimepoints(trial: string, file: string): readonly Timepoint[] {
  const folder = path.resolve(import.meta.dirname, '../../../golden/trials', trial)
  const text = readFileSync(path.join(folder, file), 'utf8')
  return (JSON.parse(text) as { timepoints: readonly Timepoint[] }).timepoints
}

describe.each(TRIALS)('findings of %s', (trial) => {
  const { study, subjects } = goldenTrial(trial)
  const tabulations = subjects.map((subject) => ({ subject, made: tabulate(subject, study) }))
  const definitions = new Map(sdtm.datasets(study.definition).map((one) => [one.key, one]))
  const each = (check: (subject: TrialSubject, made: Tabulated) => readonly string[]): void => {
    const faults = tabulations.flatMap(({ subject, made }) =>
      check(subject, made).map((fault) => `${subject.subjid}: ${fault}`),
    )
    expect(faults).toEqual([])
  }

  /** Rows of a file up to the cut-off that no record of the datasets was made from. */
  const lost = (
    [file, date, ...datasets]: readonly [string, string, ...string[]],
    subject: TrialSubject,
    { all }: Tabulated,
  ): readonly string[] => {
    const sources = datasets.flatMap((key) => (all.get(key) ?? []).map(({ source }) => source))
    const found = new Set(sources.filter((one) => one?.file === file).map((one) => one?.row))
    return (subject.files[file] ?? []).flatMap((row, at) =>
      found.has(at) || isLate(row[date] ?? '', study.cutoff) ? [] : [`${file} ${at}`],
    )
  }

  it('hold every row: measurements in TR, responses in RS, laboratory results in LB, MB or IS', () => {
    each((subject, made) => [
      ...lost(['measurements', 'TRDAT', 'TR'], subject, made),
      ...lost(['responses', 'RSDAT', 'RS'], subject, made),
      ...lost(['labs', 'LBDAT', 'LB', 'MB', 'IS'], subject, made),
      ...lost(['antibodies', 'ISDAT', 'IS'], subject, made),
      ...lost(['lesions', 'TUDAT', 'TU'], subject, made),
    ])
  })

  it('hold every diameter and state that was measured', () => {
    each((subject, made) => {
      const records = made.all.get('TR') ?? []
      const beside = made.all.get('SUPPTR') ?? []
      return (subject.files['measurements'] ?? []).flatMap((row, at) => {
        if (isLate(row['TRDAT'] ?? '', study.cutoff)) return []
        const own = records.filter(({ source }) => source?.row === at)
        const texts = [
          ...own.map(({ values }) => values['TRORRES']),
          ...beside.filter(({ source }) => source?.row === at).map(({ values }) => values['QVAL']),
        ]
        return MEASURED.flatMap((column) => {
          const text = row[column] ?? ''
          return text === '' || texts.includes(text) ? [] : [`${at} ${column} ${text}`]
        })
      })
    })
  })

  it('link each measurement to its lesion and each response to its measurements', () => {
    each((_, made) => {
      const lesions = new Set(made.of('TU').map(({ TULNKID }) => TULNKID))
      const groups = new Set(made.of('TR').map(({ TRLNKGRP }) => TRLNKGRP))
      return [
        ...made.of('TR').filter(({ TRLNKID = null }) => TRLNKID !== null && !lesions.has(TRLNKID)),
        ...made
          .of('RS')
          .filter(({ RSLNKGRP = null }) => RSLNKGRP !== null && !groups.has(RSLNKGRP)),
      ].map((record) => JSON.stringify(record))
    })
  })

  it('have the overall responses, their dates and the sums of the reference analysis', () => {
    const timepoints = expectedTimepoints(trial, 'expected.json')
    const onDerived = expectedTimepoints(trial, 'expected-derived.json')
    expect(timepoints.length).toBeGreaterThan(0)
    expect(onDerived.length).toBe(timepoints.length)
    const bySubject = new Map(tabulations.map(({ subject, made }) => [subject.subjid, made]))
    const faults = timepoints.flatMap((point, at) => {
      const made = bySubject.get(point.subject)
      // Which response is in force decides what some rules look back at, and so what is derived.
      const same = onDerived[at]?.derived === point.derived
      const derivedOn = same ? onDerived[at]?.date : undefined
      return made === undefined ? [point.subject] : differencesAt(point, derivedOn, made)
    })
    expect(faults).toEqual([])
    const reviewed = timepoints.filter(({ investigator }) => investigator !== null).length
    const derived = tabulations.flatMap(({ made }) =>
      made.of('RS').filter(({ RSTESTCD, RSDRVFL }) => RSTESTCD === 'OVRLRESP' && RSDRVFL === 'Y'),
    )
    expect(derived.length).toBeGreaterThanOrEqual(timepoints.length)
    expect(reviewed).toBeGreaterThan(0)
  })

  it('have at most one last result before the first dose for each test, place and subject', () => {
    each((_, { all }) =>
      FINDINGS.flatMap((key) => {
        const flagged = (all.get(key) ?? []).filter(({ values }) => values[`${key}LOBXFL`] === 'Y')
        return duplicates(
          flagged.map(({ values }) =>
            ['TESTCD', 'LNKID', 'SPEC', 'OBJ']
              .map((name) => String(values[key + name] ?? ''))
              .concat(key, String(values['TRLNKGRP'] ?? '').slice(0, 2))
              .join(' '),
          ),
        )
      }),
    )
  })

  it('are unique by their natural keys, and hold the variables of their dataset alone', () => {
    each((_, { all }) =>
      FINDINGS.flatMap((key) => {
        const definition = definitions.get(key)
        const records = all.get(key) ?? []
        if (definition === undefined) return records.length === 0 ? [] : [`${key} is no dataset`]
        return [...duplicateKeys(definition, records), ...strayVariables(definition, records)]
      }),
    )
  })

  it('name each test one way, within the lengths, and keep to the closed codelists', () => {
    const names = new Map<string, Set<string>>()
    each((_, { all }) =>
      FINDINGS.flatMap((key) =>
        (all.get(key) ?? []).flatMap(({ values }) => {
          const code = String(values[`${key}TESTCD`])
          const name = String(values[`${key}TEST`])
          const known = names.get(`${key} ${code}`) ?? new Set()
          names.set(`${key} ${code}`, known.add(name))
          const isLong = code.length > 8 || name.length > 40
          return [
            ...(isLong ? [`${code} ${name}`] : []),
            ...outsideClosed(definitions.get(key), values),
          ]
        }),
      ),
    )
    expect([...names].filter(([, own]) => own.size > 1)).toEqual([])
  })

  it('say a number as text and as number alike, and never a result beside "not done"', () => {
    each((_, { all }) =>
      FINDINGS.flatMap((key) =>
        (all.get(key) ?? []).flatMap(({ values }) => {
          const number = values[`${key}STRESN`] ?? null
          const text = values[`${key}STRESC`] ?? null
          const stated = number === null || Number(text) === number
          const undone = values[`${key}STAT`] === 'NOT DONE'
          const hasResult = text !== null || (values[`${key}ORRES`] ?? null) !== null
          return stated && undone !== hasResult ? [] : [JSON.stringify(values)]
        }),
      ),
    )
  })

  it('have qualifiers that point at a record and are named one to one', () => {
    const labels = new Map<string, Set<unknown>>()
    each((_, { all }) =>
      FINDINGS.flatMap((key) => {
        const numbers = new Set(
          (all.get(key) ?? []).map(({ values }) => String(values[`${key}SEQ`])),
        )
        const qualifiers = all.get(`SUPP${key}`) ?? []
        for (const { values } of qualifiers) {
          const name = `${key} ${String(values['QNAM'])}`
          labels.set(name, (labels.get(name) ?? new Set()).add(values['QLABEL']))
        }
        const once = qualifiers.map(
          ({ values }) => `${String(values['IDVARVAL'])} ${String(values['QNAM'])}`,
        )
        return [
          ...duplicates(once),
          ...qualifiers
            .filter(({ values }) => !numbers.has(String(values['IDVARVAL'])))
            .map(({ values }) => JSON.stringify(values)),
        ]
      }),
    )
    expect([...labels].filter(([, own]) => own.size > 1)).toEqual([])
  })
})

const MEASURED = ['LDIAM', 'VDIAM', 'SAXIS', 'TUMSTATE', 'VTUMSTATE']

function isLate(text: string, cutoff: string): boolean {
  const date = text === '' ? null : parsePartialDate(text)
  const limit = parsePartialDate(cutoff)
  return date !== null && limit !== null && date.earliest > limit.earliest
}

function differencesAt(
  point: Timepoint,
  derivedOn: string | undefined,
  made: Tabulated,
): readonly string[] {
  const overall = overallAt(point, made)
  const derived = overall.find(({ RSDRVFL }) => RSDRVFL === 'Y') ?? {}
  const judged = overall.find(({ RSEVAL }) => RSEVAL === 'INVESTIGATOR') ?? {}
  const inForce = point.investigator === null ? derived : judged
  const name = `${point.subject} ${point.criteria} ${point.visit}`
  return [
    ...differs(`${name} derived`, derived['RSSTRESC'], point.derived),
    ...differs(`${name} recorded`, judged['RSORRES'] ?? null, point.investigator),
    ...dateFault(name, inForce['RSDTC'], point.date),
    ...(derivedOn === undefined ? [] : dateFault(name, derived['RSDTC'], derivedOn)),
    ...differs(`${name} sum`, sumAt(point, made), point.sum),
  ]
}

function overallAt(
  { criteria, visit }: Timepoint,
  made: Tabulated,
): readonly Record<string, unknown>[] {
  return made
    .of('RS')
    .filter(
      (record) =>
        record['RSCAT'] === CATEGORIES[criteria] &&
        record['RSTESTCD'] === 'OVRLRESP' &&
        visitOf(record) === visit,
    )
}

function sumAt({ criteria, visit }: Timepoint, made: Tabulated): unknown {
  const link = `${criteria === 'mRECIST' ? 'M' : 'R'}-INV-${visit}`
  const sum = made
    .of('TR')
    .find(({ TRLNKGRP, TRTESTCD }) => TRLNKGRP === link && SUMS.has(String(TRTESTCD)))
  return sum?.['TRSTRESN'] ?? null
}

const SUMS = new Set(['SUMDIAM', 'SUMVDIAM'])

function differs(name: string, found: unknown, expected: unknown): readonly string[] {
  return found === expected ? [] : [`${name}: ${String(found)}, not ${String(expected)}`]
}

/** The analysis imputes a partial date; the tabulation has it as entered. */
function dateFault(name: string, found: unknown, expected: string): readonly string[] {
  const text = typeof found === 'string' ? found : ''
  const agrees = text.length === 10 ? text === expected : text.length >= 4
  return agrees ? [] : [`${name} on ${text}, not ${expected}`]
}

/** The visit as the study files name it: of a scheduled one that is VISIT. */
function visitOf({ RSLNKGRP, VISIT }: Record<string, unknown>): unknown {
  return typeof RSLNKGRP === 'string' ? RSLNKGRP.replace(/^[A-Z]+-INV-/, '') : VISIT
}

function duplicates(texts: readonly string[]): readonly string[] {
  return texts.filter((text, at) => texts.indexOf(text) !== at)
}

function duplicateKeys(
  { key, keys }: DatasetDefinition,
  records: readonly DatasetRecord[],
): readonly string[] {
  const natural = keys.filter((name) => name !== `${key}SEQ`)
  return duplicates(
    records.map(({ values }) =>
      natural.map((name) => `${name}=${String(values[name] ?? '')}`).join(' '),
    ),
  )
}

function strayVariables(
  { key, variables }: DatasetDefinition,
  records: readonly DatasetRecord[],
): readonly string[] {
  const known = new Map(variables.map(({ name, kind }) => [name, kind]))
  const strays = records.flatMap(({ values }) =>
    Object.entries(values).flatMap(([name, cell]) => {
      const kind = known.get(name)
      const fits = cell === null || (kind === 'text') === (typeof cell === 'string')
      return kind !== undefined && fits ? [] : [`${key}.${name}`]
    }),
  )
  return [...new Set(strays)]
}

function outsideClosed(
  definition: DatasetDefinition | undefined,
  values: Values,
): readonly string[] {
  return (definition?.variables ?? []).flatMap(({ name, codelist = '' }) => {
    const list = CODELISTS_BY_CODE.get(codelist)
    const value = values[name] ?? null
    if (list === undefined || list.extensible || value === null) return []
    return list.values.includes(String(value)) ? [] : [`${name} ${String(value)}`]
  })
}
