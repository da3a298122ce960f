import { describe, expect, it } from 'vitest'
import { deriveSubject } from '../../../../shared/endpoints/derive-subject.ts'
import type { ResponseSource } from '../../../../shared/endpoints/results.ts'
import { adam } from '../../../../shared/exports/adam/family.ts'
import { checkConformance } from '../../../../shared/exports/conformance/check.ts'
import type { DatasetRecord, Tabulation } from '../../../../shared/exports/datasets/define.ts'
import { sdtm } from '../../../../shared/exports/sdtm/sdtm.ts'
import { builtInFamilies } from '../../../../shared/families.ts'
import type { TrialSubject } from '../../../../shared/trial/trial.ts'
import { readTrialFolder } from '../../../../server/reference-cases/trial-folder.ts'
import { recordsOf, sasDay, studyOf, type Values } from './made-datasets.ts'

const FOLDER = new URL('../../../golden/trials', import.meta.url).pathname
const CUTOFF = '2025-06-30'
const SOURCES: readonly ResponseSource[] = ['investigator', 'derived']
const CASES = builtInFamilies.protocols.keys.flatMap((key) =>
  SOURCES.map((source) => ({ key, source })),
)

interface Both {
  readonly subject: TrialSubject
  readonly tabulated: Tabulation
  readonly analysed: Tabulation
}

describe.each(CASES)('EX-03: $key, $source: each value leads back to its SDTM record', (one) => {
  const { key, source } = one
  const definition = builtInFamilies.protocols.get(key)
  const study = studyOf({ definition, cutoff: CUTOFF, source })
  const made = readTrialFolder(`${FOLDER}/${key}`).subjects.map((subject): Both => {
    const derivation = deriveSubject(subject, definition, study, builtInFamilies)
    const tabulated = sdtm.subject({ subject, derivation, sdtm: null }, study)
    const analysed = adam.subject({ subject, derivation, sdtm: tabulated }, study)
    return { subject, tabulated, analysed }
  })
  const each = (dataset: string): readonly (readonly [Values, Tabulation])[] =>
    made.flatMap(({ analysed, tabulated }) =>
      recordsOf([analysed], dataset).map((row): readonly [Values, Tabulation] => [row, tabulated]),
    )

  it('ADTTE: the record that decided the end bears its date or its response', () => {
    const rows = each('ADTTE')
    expect(rows.length).toBeGreaterThan(0)
    const lost = rows.filter(([row, from]) => {
      const found = pointed(row, from)
      if (found === null) return true
      const value = String(found.values[String(row['SRCVAR'])])
      if (row['SRCVAR'] === 'RSSTRESC') return value === ''
      return row['ADTF'] === undefined && sasDay(value.slice(0, 10)) !== row['ADT']
    })
    expect(lost.map(([row]) => row)).toEqual([])
    const responses = rows.filter(([row]) => row['EVNTDESC'] === 'DISEASE PROGRESSION')
    for (const [row, from] of responses) {
      expect(pointed(row, from)?.values).toMatchObject({
        RSTESTCD: 'OVRLRESP',
        RSSTRESC: 'PD',
        RSCAT: row['PARCAT3'] === 'mRECIST' ? 'MRECIST LENCIONI LIVER CANCER 2010' : 'RECIST 1.1',
      })
    }
  })

  it('ADRS: each assessment is its response in RS', () => {
    const rows = each('ADRS').filter(([row]) => String(row['PARAMCD']).endsWith('OVR'))
    for (const [row, from] of rows) {
      const found = pointed(row, from)
      expect(found, JSON.stringify(row)).not.toBeNull()
      expect(row['RSSEQ']).toBe(row['SRCSEQ'])
      expect(row['VISIT']).toBe(found?.values['VISIT'])
      // A recorded CR whose markers are not normal counts as PR (K-3).
      const asked = found?.values['RSSTRESC'] === 'CR' && key === 'regorafenib-pd1'
      expect(asked ? ['CR', 'PR'] : [found?.values['RSSTRESC']]).toContain(row['AVALC'])
    }
  })

  it('ADTR: each length is its result in TR, sums too', () => {
    const rows = each('ADTR').filter(([row]) => row['AVAL'] !== undefined)
    expect(rows.length).toBeGreaterThan(0)
    const lost = rows.filter(([row, from]) => {
      const found = pointed(row, from)
      return found === null || Number(found.values['TRSTRESN']) !== row['AVAL']
    })
    expect(lost.map(([row]) => row)).toEqual([])
  })

  it('ADAE: one record for each of AE, under its number', () => {
    for (const { tabulated, analysed } of made) {
      const events = (tabulated.records.get('AE') ?? []).map(({ values }) => values)
      const rows = recordsOf([analysed], 'ADAE')
      const numbers = (list: readonly Values[]): readonly number[] =>
        list.map(({ AESEQ }) => Number(AESEQ)).sort((a, b) => a - b)
      expect(numbers(rows)).toEqual(numbers(events))
      for (const row of rows) {
        const event = events.find(({ AESEQ }) => AESEQ === row['AESEQ'])
        expect(row['AETERM']).toBe(event?.['AETERM'])
        expect(row['AESTDTC']).toBe(event?.['AESTDTC'])
      }
    }
  })

  it('ADLB: each result is that of LB, converted alike', () => {
    const rows = each('ADLB')
    expect(rows.length).toBeGreaterThan(0)
    const lost = rows.filter(([row, from]) => {
      const found = pointed(row, from)
      return found === null || found.values['LBSTRESN'] !== row['AVAL']
    })
    expect(lost.map(([row]) => row)).toEqual([])
  })

  it('ADSL: what DM says stands as it says', () => {
    for (const { tabulated, analysed } of made) {
      const dm = tabulated.records.get('DM')?.[0]?.values ?? {}
      const [row = {}] = recordsOf([analysed], 'ADSL')
      for (const name of ['USUBJID', 'SITEID', 'SEX', 'AGE', 'RACE', 'ARM', 'ARMCD', 'ACTARM']) {
        expect(row[name], name).toBe(dm[name])
      }
      if (dm['ARM'] !== undefined) expect(row['TRT01P']).toBe(dm['ARM'])
    }
  })

  it('no conformance rule finds an error in the analysis datasets', () => {
    const datasets = [...sdtm.datasets(definition), ...adam.datasets(definition)]
    const check = checkConformance(datasets)
    const problems = made.flatMap(({ subject, tabulated, analysed }) =>
      check.part(subject.subjid, new Map([...tabulated.records, ...analysed.records])),
    )
    const errors = [...problems, ...check.end()].filter(
      ({ severity, dataset }) => severity === 'error' && dataset.startsWith('AD'),
    )
    expect(errors.map(({ rule, message }) => `${rule}: ${message.en}`).slice(0, 20)).toEqual([])
  })
})

/** The record a row points at; null where there is none. */
function pointed(row: Values, { records }: Tabulation): DatasetRecord | null {
  const { SRCDOM: domain, SRCSEQ: sequence } = row
  const all = records.get(String(domain)) ?? []
  if (domain === 'DM') return all[0] ?? null
  // SV has no sequence number: the visit is known by its date.
  if (domain === 'SV') {
    return all.find(({ values }) => sasDay(String(values['SVSTDTC'])) === row['ADT']) ?? null
  }
  return all.find(({ values }) => values[`${String(domain)}SEQ`] === sequence) ?? null
}

describe('EX-03: of several reviews of one assessment', () => {
  const definition = builtInFamilies.protocols.get('lenvatinib-toripalimab')
  const study = studyOf({ definition, cutoff: CUTOFF, source: 'investigator' })
  const [plain] = readTrialFolder(`${FOLDER}/${definition.key}`).subjects.filter(
    ({ files }) => (files['responses'] ?? []).length > 0,
  )
  if (plain === undefined) throw new Error('no subject with a review')
  const [review] = plain.files['responses'] ?? []
  if (review === undefined) throw new Error('no review')

  const pointedBy = (more: readonly Record<string, string>[]): readonly unknown[] => {
    const responses = [...more.map((one) => ({ ...review, ...one })), review]
    const subject = { ...plain, files: { ...plain.files, responses } }
    const derivation = deriveSubject(subject, definition, study, builtInFamilies)
    const tabulated = sdtm.subject({ subject, derivation, sdtm: null }, study)
    const analysed = adam.subject({ subject, derivation, sdtm: tabulated }, study)
    const found = recordsOf([analysed], 'ADRS')
      .filter(({ PARAMCD }) => PARAMCD === 'OVR')
      .map((row) => pointed(row, tabulated))
      .find((record) => record?.source?.file === 'responses')
    return [found?.values['RSEVAL'], found?.source?.row]
  }

  it('the source is the one that the analysis reads: the investigator’s, and the latest', () => {
    expect(pointedBy([])).toEqual(['INVESTIGATOR', 0])
    const reader = { RSEVAL: 'INDEPENDENT ASSESSOR', RSEVALID: 'RADIOLOGIST 1' }
    expect(pointedBy([reader])).toEqual(['INVESTIGATOR', 1])
    const later = { RSDAT: '2025-06-01' }
    expect(pointedBy([later])).toEqual(['INVESTIGATOR', 0])
  })
})
