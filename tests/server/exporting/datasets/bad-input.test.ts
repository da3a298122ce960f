import { describe, expect, it } from 'vitest'
import { findProblems } from '../../../../server/exporting/datasets/find-problems.ts'
import { serverFormats } from '../../../../server/exporting/formats.ts'
import type { DatasetProblem } from '../../../../shared/exports/datasets/define.ts'
import type { FormDefinition, ItemDefinition } from '../../../../shared/forms/define.ts'
import type { IsoDate } from '../../../../shared/kernel/brand.ts'
import type { ProtocolDefinition } from '../../../../shared/protocol/define.ts'
import { protocols } from '../../../../shared/protocol/registry.ts'
import { readCsv } from '../../../../shared/trial/read-csv.ts'
import type { Row, TrialSubject } from '../../../../shared/trial/trial.ts'
import { bytesOf, inputOf, takeFiles, type TakenFile } from '../support/input-of.ts'
import { datasetJsonFaults, defineFaults, hasSchemas } from '../support/published-schemas.ts'
import { readDatasetJson, readXpt } from '../support/read-datasets.ts'

const base = protocols.get('lenvatinib-toripalimab')
const CONSENT: Row = {
  ...{ SITEID: '01', SEX: 'M', BRTHDAT: '1960-03-04', RFICDAT: '2024-01-05' },
}
const ENROLLED: Row = { ...CONSENT, ENRDAT: '2024-01-10' }
const dosed = (EXSTDAT: string): Row => ({
  ...{ EXTRT: 'LENVATINIB', EXSTDAT, EXENDAT: '2024-06-15', EXDOSE: '8', EXDOSU: 'mg' },
  EXDOSFRQ: 'QD',
})

function subjectOf(consent: Row, files: Readonly<Record<string, readonly Row[]>>): TrialSubject {
  return { subjid: '1001', files: { subjects: [{ SUBJID: '1001', ...consent }], ...files } }
}

const treated = (files: Readonly<Record<string, readonly Row[]>> = {}): TrialSubject =>
  subjectOf(ENROLLED, { exposure: [dosed('2024-01-15')], ...files })

/** The protocol with items that say nowhere to go. */
function unmapped(): ProtocolDefinition {
  return {
    ...base,
    forms: base.forms.map((form): FormDefinition => ({
      ...form,
      items: form.items.map(bareItem),
      ...(form.group === undefined
        ? {}
        : { group: { ...form.group, items: form.group.items.map(bareItem) } }),
    })),
  }
}

function bareItem(item: ItemDefinition): ItemDefinition {
  const bare: { -readonly [Key in keyof ItemDefinition]: ItemDefinition[Key] } = { ...item }
  delete bare.sdtm
  return bare as ItemDefinition
}

const event = (AETERM: string): Row => ({
  ...{ AETERM, AEDECOD: 'Fatigue', AEBODSYS: 'General disorders', AESTDAT: '2024-02-01' },
  ...{ AETOXGR: '2', AESER: 'N', AEREL: 'POSSIBLE', AEOUT: 'UNKNOWN', AEACN: 'DOSE NOT CHANGED' },
})

interface Case {
  readonly what: string
  readonly subjects: readonly TrialSubject[]
  readonly definition?: ProtocolDefinition
  readonly cutoff?: string
  /** Rules of problems that are named. */
  readonly named: readonly string[]
  /** Datasets that have subjects' records, among others; null: none has. */
  readonly datasets: readonly string[] | null
}

const CASES: readonly Case[] = [
  { what: 'no subjects', subjects: [], named: [], datasets: null },
  {
    what: 'a subject with nothing but consent',
    ...{ subjects: [subjectOf(CONSENT, {})], named: [] },
    datasets: ['dm', 'ds', 'se', 'adsl'],
  },
  {
    what: 'a definition without mapping',
    ...{ subjects: [treated({ 'adverse-events': [event('Tired')] })], definition: unmapped() },
    ...{ named: ['SDTM-MAP-02', 'DS-REQUIRED'], datasets: ['dm', 'adsl', 'adae'] },
  },
  {
    what: 'codes outside their codelists',
    subjects: [
      subjectOf({ ...ENROLLED, SEX: 'X' }, { exposure: [{ ...dosed('2024-01-15'), EXTRT: 'Y' }] }),
    ],
    ...{ named: ['SDTM-CT-01', 'VAL-TERM', 'SDTM-EX-01'], datasets: ['dm', 'ex', 'adsl'] },
  },
  {
    what: 'texts that a transport file cannot hold as they are',
    subjects: [treated({ 'adverse-events': [event('乏力'), event('long '.repeat(80).trim())] })],
    ...{ named: ['XPT-ASCII', 'XPT-LENGTH'], datasets: ['ae', 'suppae', 'adae'] },
  },
  {
    what: 'control characters, which no XML file can hold',
    subjects: [treated({ 'adverse-events': [event('Ring\u0007ing')] })],
    ...{ named: ['XML-CHARACTER'], datasets: ['ae', 'adae'] },
  },
  {
    what: 'partial dates where full ones are needed',
    subjects: [subjectOf({ ...ENROLLED, BRTHDAT: '1960' }, { exposure: [dosed('2024-01')] })],
    ...{ named: ['SDTM-DM-02', 'SDTM-DM-06'], datasets: ['dm', 'ex', 'adsl'] },
  },
  {
    what: 'a cut-off before enrolment',
    ...{ subjects: [treated()], cutoff: '2024-01-09', named: [], datasets: ['dm', 'ds', 'adsl'] },
  },
  {
    what: 'a cut-off before consent',
    ...{ subjects: [treated()], cutoff: '2024-01-04', named: ['SDTM-DM-01'], datasets: null },
  },
]

const FORMATS = ['sdtm', 'adam', 'sdtm-json', 'adam-json'] as const

describe.each(CASES)('EX-05: $what', ({ subjects, definition = base, cutoff, named, datasets }) => {
  const input = inputOf({ subjects }, definition, {
    countryOf: () => 'CHN',
    ...(cutoff === undefined ? {} : { cutoff: cutoff as IsoDate }),
  })

  it('makes files that are as their standards say, with what there is', async () => {
    const names: string[] = []
    for (const key of FORMATS) {
      const files = await takeFiles(serverFormats.get(key), input)
      names.push(...files.keys())
      expect(await faultsOf(files), key).toEqual([])
    }
    const held = new Set(names.map((name) => name.replace(/\.\w+$/, '')))
    for (const dataset of datasets ?? []) expect([...held]).toContain(dataset)
    if (datasets === null) for (const none of ['dm', 'adsl']) expect([...held]).not.toContain(none)
  })

  it('is told by name, in both languages, with the subject', async () => {
    const problems: DatasetProblem[] = []
    for await (const found of findProblems(input, { transport: true, trace: false })) {
      problems.push(...found.problems)
    }
    const rules = problems.map(({ rule }) => rule)
    for (const rule of named) expect(rules).toContain(rule)
    const errors = problems.filter(({ severity }) => severity === 'error')
    for (const { rule } of errors) expect(named).toContain(rule)
    const ofTerms = problems.filter(({ rule }) => /^(SDTM-CT-01|VAL-TERM)$/.test(rule))
    const places = ofTerms.map(({ dataset, variable, source }) =>
      JSON.stringify([dataset, variable, source]),
    )
    expect(places).toHaveLength(new Set(places).size)
    for (const { message } of problems) {
      expect(message.en).not.toMatch(/undefined|\bnull\b|NaN/)
      expect(message.zh).toMatch(/[一-鿿]/)
    }
    // What the page shows stands in the package too.
    const text = (await takeFiles(serverFormats.get('sdtm'), input)).get('problems.csv')
    const told = text === undefined ? [] : readCsv(text.bytes.toString().slice(1), 'p').rows
    const ofSdtm = named.filter((rule) => !OF_PAGE.has(rule))
    for (const rule of ofSdtm) expect(told.map(({ RULE }) => RULE)).toContain(rule)
  })
})

/** Conformance rules, which are held on the page before a download. */
const OF_PAGE: ReadonlySet<string> = new Set(['DS-REQUIRED', 'VAL-TERM'])

/** What other programs and the published schemas say against the files of a package. */
async function faultsOf(files: ReadonlyMap<string, TakenFile>): Promise<readonly string[]> {
  const faults: string[] = []
  for (const [name, { bytes, rows }] of files) {
    if (name.endsWith('.xpt')) {
      const seen = await readXpt(bytes)
      if (seen.rows.length !== rows) faults.push(`${name}: ${seen.rows.length} of ${rows} rows`)
    }
    if (name.endsWith('.json')) {
      const dataset = readDatasetJson(bytes)
      if (dataset.records !== rows) faults.push(`${name}: ${dataset.records} of ${rows} rows`)
      if (hasSchemas) faults.push(...datasetJsonFaults(dataset))
    }
  }
  const define = bytesOf(files, 'define.xml').toString()
  return hasSchemas ? [...faults, ...(await defineFaults(define))] : faults
}
