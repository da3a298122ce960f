import { describe, expect, it } from 'vitest'
import { sdtm } from '../../../../shared/exports/sdtm/sdtm.ts'
import { protocols } from '../../../../shared/protocol/registry.ts'
import { studyOf } from './tabulated.ts'

const valuesOf = (
  study: ReturnType<typeof studyOf>,
  dataset: string,
): readonly Record<string, unknown>[] =>
  (sdtm.study(study).records.get(dataset) ?? []).map(({ values }) => values)

describe('trial design', () => {
  it('TA has every arm through its elements, TE how each begins and ends', () => {
    const study = studyOf('toripalimab-donafenib')
    const arms = valuesOf(study, 'TA')
    expect(arms.map(({ ARMCD, TAETORD, ETCD }) => [ARMCD, TAETORD, ETCD])).toEqual(
      ['DL1', 'DL2', 'EXP'].flatMap((arm) => [
        [arm, 1, 'SCRN'],
        [arm, 2, 'TRT'],
        [arm, 3, 'FUP'],
      ]),
    )
    expect(valuesOf(study, 'TE').map(({ ETCD }) => ETCD)).toEqual(['FUP', 'SCRN', 'TRT'])
  })

  it('TI has every criterion of the version in use', () => {
    const study = studyOf('tace-systemic')
    const criteria = valuesOf(study, 'TI')
    expect(criteria).toHaveLength(study.definition.eligibility.length)
    expect(new Set(criteria.map(({ TIVERS }) => TIVERS))).toEqual(new Set(['1.0']))
  })

  it('TV has the schedule for as long as the study lasted', () => {
    const of = (firstConsent: string, lastContact: string): readonly unknown[] => {
      const study = studyOf('lenvatinib-toripalimab')
      return valuesOf(
        { ...study, totals: { ...study.totals, firstConsent, lastContact } },
        'TV',
      ).map(({ VISITNUM, VISIT, VISITDY }) => [VISITNUM, VISIT, VISITDY])
    }
    expect(of('2024-01-01', '2024-02-01').slice(0, 3)).toEqual([
      [1, 'BASELINE', 1],
      [2, 'W4', 29],
      [3, 'W8', 57],
    ])
    expect(of('2024-01-01', '2026-01-01').at(-1)).toEqual([27, 'W104', 729])
  })

  it('TS has its parameters; what is not known has its null flavour', () => {
    const study = studyOf('lenvatinib-toripalimab')
    const values = new Map(
      valuesOf(study, 'TS').map((one) => [
        `${String(one['TSPARMCD'])}${String(one['TSSEQ'])}`,
        one['TSVAL'] ?? one['TSVALNF'],
      ]),
    )
    expect(Object.fromEntries(values)).toMatchObject({
      ...{ ACTSUB1: '1', PLANSUB1: '76', NARMS1: '1', RANDOM1: 'N', TBLIND1: 'OPEN LABEL' },
      ...{ TPHASE1: 'PHASE IIB TRIAL', TRT1: 'LENVATINIB', TRT2: 'TORIPALIMAB' },
      ...{ TCNTRL1: 'NONE', ADDON1: 'N', DCUTDTC1: '2026-12-31', SSTDTC1: '2024-01-05' },
      ...{ OUTMSPRI1: 'Objective response rate', INDIC1: 'HEPATOCELLULAR CARCINOMA' },
    })
    const observational = valuesOf(studyOf('tace-systemic'), 'TS')
    expect(observational.find(({ TSPARMCD }) => TSPARMCD === 'TPHASE')).toMatchObject({
      TSVALNF: 'UNK',
    })
  })

  it.each([
    ['lenvatinib-toripalimab', 'N', 'SINGLE GROUP'],
    ['regorafenib-pd1', 'N', 'SINGLE GROUP'],
    ['donafenib-switch', 'Y', 'SINGLE GROUP'],
    ['toripalimab-donafenib', 'N', 'SEQUENTIAL'],
    ['tace-systemic', 'N', 'PARALLEL'],
  ])('TS of %s: added on to a treatment %s, model %s', (protocol, addOn, model) => {
    const values = valuesOf(studyOf(protocol), 'TS')
    const of = (code: string): unknown =>
      values.find(({ TSPARMCD }) => TSPARMCD === code)?.['TSVAL']
    expect([of('ADDON'), of('INTMODEL')]).toEqual([addOn, model])
  })

  it('RELREC joins lesions, measurements and responses of all subjects', () => {
    const relations = valuesOf(studyOf('tace-systemic'), 'RELREC')
    expect(
      relations.map(({ RELID, RDOMAIN, IDVAR, RELTYPE }) => [RELID, RDOMAIN, IDVAR, RELTYPE]),
    ).toEqual([
      ['TRRS', 'RS', 'RSLNKGRP', 'MANY'],
      ['TRRS', 'TR', 'TRLNKGRP', 'MANY'],
      ['TUTR', 'TR', 'TRLNKID', 'MANY'],
      ['TUTR', 'TU', 'TULNKID', 'ONE'],
    ])
  })

  it('is whole for a study without subjects, which is named', () => {
    const totals = { subjects: 0, enrolled: 0, treated: 0, firstConsent: null, lastContact: null }
    const empty = studyOf('lenvatinib-toripalimab', { totals })
    const { records, problems } = sdtm.study(empty)
    expect([...records.keys()]).toEqual(['TA', 'TE', 'TI', 'TS', 'TV', 'RELREC'])
    expect(problems.map(({ rule }) => rule)).toEqual(['SDTM-DM-05'])
    expect(valuesOf(empty, 'TS').find(({ TSPARMCD }) => TSPARMCD === 'SSTDTC')).toMatchObject({
      TSVALNF: 'UNK',
    })
  })
})

describe.each(protocols.all)('the datasets of $key', (definition) => {
  const datasets = sdtm.datasets(definition)

  it('each have their keys among their variables, names and labels as files take them', () => {
    for (const { key, keys, variables, label } of datasets) {
      const names = variables.map(({ name }) => name)
      expect(
        keys.filter((name) => !names.includes(name)),
        key,
      ).toEqual([])
      expect(new Set(names).size).toBe(names.length)
      expect(names.every((name) => /^[A-Z][A-Z0-9]{0,7}$/.test(name))).toBe(true)
      expect(variables.every((one) => one.label.length <= 40)).toBe(true)
      expect(label.length).toBeLessThanOrEqual(40)
    }
  })

  it('say of each derived variable how it is computed', () => {
    const silent = datasets.flatMap(({ key, variables }) =>
      variables.flatMap(({ name, origin, method }) =>
        origin === 'Derived' && method === undefined ? [`${key}.${name}`] : [],
      ),
    )
    expect(silent).toEqual([])
  })

  it('say of each collected variable which items it holds, as far as one stands for it', () => {
    const ae = datasets.find(({ key }) => key === 'AE')
    expect(ae?.variables.find(({ name }) => name === 'AESTDTC')).toMatchObject({
      origin: 'Collected',
      items: ['adverse-events.AESTDAT'],
    })
  })
})
