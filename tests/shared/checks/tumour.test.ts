import { describe, expect, it } from 'vitest'
import {
  ENROLLED,
  FIRST_DOSES,
  lesion,
  measured,
  scan,
} from '../../../shared/checks/catalogue/example-records.ts'
import type { ExampleRecord } from '../../../shared/checks/define.ts'
import { evaluateChecks } from '../../../shared/checks/evaluate.ts'
import { builtInFamilies } from '../../../shared/families.ts'
import { inputOf } from './example-input.ts'

type Protocol = Parameters<typeof builtInFamilies.protocols.get>[0]

const START = [ENROLLED, ...FIRST_DOSES]
const T01 = lesion('T01', 'TARGET', 'LIVER S5')
const NODE = lesion('N01', 'TARGET', 'LYMPH NODE', { TUNODE: 'Y' })
const at = (date: string, ...rows: Parameters<typeof scan>[2][]): ExampleRecord =>
  scan('BASELINE', date, ...rows)

/** What fires of the checks named, as `TU-01 lesions /items/TULNKID`. */
function places(
  protocol: Protocol,
  checks: RegExp,
  records: readonly ExampleRecord[],
): readonly string[] {
  return fired(protocol, checks, records).map(
    ({ check, place }) => `${check} ${place.form} ${place.pointer}`,
  )
}

function fired(protocol: Protocol, checks: RegExp, records: readonly ExampleRecord[]) {
  const definition = builtInFamilies.protocols.get(protocol)
  return evaluateChecks(definition, inputOf({ records }), builtInFamilies).filter(({ check }) =>
    checks.test(check),
  )
}

describe('a target without its diameter at baseline', () => {
  const TARGETS = /^TU-0/

  it('has one query, where the diameter is missing', () => {
    const row = { TRLNKID: 'T01' }
    const records = [...START, T01, at('2024-01-05', row)]
    expect(places('lenvatinib-toripalimab', TARGETS, records)).toEqual([
      'TU-01 tumour-assessment /rows/0/LDIAM',
    ])
    expect(places('donafenib-switch', TARGETS, records)).toEqual([
      'TU-01 tumour-assessment /rows/0/VDIAM',
    ])
    expect(
      places('lenvatinib-toripalimab', TARGETS, [
        ...START,
        NODE,
        at('2024-01-05', { TRLNKID: 'N01' }),
      ]),
    ).toEqual(['TU-01 tumour-assessment /rows/0/SAXIS'])
  })

  it('M-5: hidden by lipiodol it is missed under mRECIST alone', () => {
    const records = [...START, T01, at('2024-01-05', { TRLNKID: 'T01', LDIAM: '50' })]
    const [only, ...more] = fired('tace-systemic', TARGETS, records)
    expect(only?.compared['criteria']).toBe('mRECIST')
    expect(more).toEqual([])
  })

  it('is asked at the lesion while baseline has no row of it, and says both criteria at once', () => {
    const records = [...START, T01, NODE, at('2024-01-05', measured('T01', '50'))]
    const [only, ...more] = fired('tace-systemic', TARGETS, records)
    expect(only?.place).toMatchObject({ form: 'lesions', rowKey: '4', pointer: '/items/TULNKID' })
    expect(only?.message.en).toContain('N01 has no diameter above 0 at baseline (mRECIST, RECIST')
    expect(more).toEqual([])
  })
})

describe('a lesion that is no target', () => {
  it('is asked at the axis that a node is measured by', () => {
    const row = { TRLNKID: 'N01', SAXIS: '14.9' }
    const [only] = fired('tace-systemic', /^TU-0/, [...START, NODE, at('2024-01-05', row)])
    expect(only?.place.pointer).toBe('/rows/0/SAXIS')
    expect(only?.message.en).toContain('short axis of 14.9 mm')
  })

  it('is asked at its location or earlier treatment before anything is measured', () => {
    const records = [...START, lesion('T01', 'TARGET', 'LEPTOMENINGEAL', { TUPRIOR: 'Y' })]
    expect(places('lenvatinib-toripalimab', /^TU-0/, records)).toEqual([
      'TU-06 lesions /items/TULOC',
    ])
    const treated = [...START, lesion('T01', 'TARGET', 'LUNG', { TUPRIOR: 'Y' })]
    expect(places('lenvatinib-toripalimab', /^TU-0/, treated)).toEqual([
      'TU-07 lesions /items/TUPRIOR',
    ])
  })
})

describe('S-1 imaging at baseline', () => {
  const lungOn = (date: string) => ({ ...measured('T02', '20'), TRDAT: date })
  const two = (date: string): readonly ExampleRecord[] => [
    ...START,
    T01,
    lesion('T02', 'TARGET', 'LUNG'),
    at('2024-01-05', measured('T01', '50'), lungOn(date)),
  ]

  it('is asked at the scan that is too old, with its lesions, once for each date', () => {
    const [only, ...more] = fired('tace-systemic', /^TU-1[23]/, two('2023-10-01'))
    expect(only?.place).toMatchObject({ item: 'TRDAT', pointer: '/rows/1/TRDAT', groupRow: 'T02' })
    expect(only?.message.en).toMatch(/of 01 OCT 2023 \(T02\).*treatment on 10 JAN 2024/)
    expect(more).toEqual([])
  })

  it('counts from the first local therapy of the study, where it comes before the first dose', () => {
    const tace = (date: string): ExampleRecord => ({
      form: 'procedures',
      items: { PRTRT: 'TACE', PRCAT: 'STUDY', PRSTDAT: date },
    })
    const scanned = at('2024-01-09', measured('T01', '50'))
    const checks = /^TU-1[23]/
    expect(places('tace-systemic', checks, [...START, tace('2024-01-04'), T01, scanned])).toEqual([
      'TU-13 tumour-assessment /rows/0/TRDAT',
    ])
    expect(places('tace-systemic', checks, [...START, tace('2024-01'), T01, scanned])).toEqual([])
    expect(places('tace-systemic', checks, [...START, tace('2024-02-04'), T01, scanned])).toEqual(
      [],
    )
  })
})

describe('L-8 a porta hepatis node of 18 mm read as unequivocal', () => {
  const course = (response: string | null, axis = '18'): readonly ExampleRecord[] => [
    ...START,
    T01,
    at('2024-01-05', measured('T01', '50')),
    lesion('NEW01', 'NEW', 'LYMPH NODE, PORTA HEPATIS', { TUNODE: 'Y' }),
    scan('W24', '2024-06-26', measured('T01', '50'), {
      TRLNKID: 'NEW01',
      TUMSTATE: 'UNEQUIVOCAL',
      SAXIS: axis,
    }),
    ...(response === null
      ? []
      : [
          {
            form: 'responses',
            visit: 'W24',
            items: { RSCAT: 'mRECIST', OVRLRESP: response, RSDAT: '2024-06-27' },
          },
        ]),
  ]

  it.each([null, 'SD', 'PD'])('has a sentence of its own, response %s recorded', (response) => {
    const [only, ...more] = fired('donafenib-switch', /^RS-(05|15)/, course(response))
    expect(only?.check).toBe('RS-15')
    expect(only?.message.en).toContain('(NEW01)')
    expect(only?.message.en).toContain('derived SD')
    expect(more).toEqual([])
  })

  it('counts from 20 mm, and then asks for progression alone', () => {
    expect(places('donafenib-switch', /^RS-(05|15)/, course('PD', '20'))).toEqual([])
    expect(places('donafenib-switch', /^RS-(05|15|16)/, course('SD', '20'))).toEqual([
      'RS-05 tumour-assessment ',
    ])
  })
})

describe('T-2 lesions merged beyond separation', () => {
  const T02 = lesion('T02', 'TARGET', 'LIVER S8')
  const course = (...rows: Parameters<typeof scan>[2][]): readonly ExampleRecord[] => [
    ...START,
    T01,
    T02,
    at('2024-01-05', measured('T01', '50'), measured('T02', '20')),
    scan('W24', '2024-06-26', ...rows),
    {
      form: 'responses',
      visit: 'W24',
      items: { RSCAT: 'RECIST 1.1', OVRLRESP: 'SD', RSDAT: '2024-06-27' },
    },
  ]

  it('the partner counts 0 with its own row; without one it is not evaluable, and asked for', () => {
    const merged = course(measured('T01', '70'), { TRLNKID: 'T02', TRMERGE: 'T01' })
    expect(places('lenvatinib-toripalimab', /^RS-1[46]/, merged)).toEqual([])
    const [missing, difference] = fired(
      'lenvatinib-toripalimab',
      /^RS-1[46]/,
      course(measured('T01', '70', { TRMERGE: 'T02' })),
    )
    expect(missing?.message.en).toContain('nothing is recorded of T02')
    expect(difference?.compared).toMatchObject({ response: 'SD', derived: 'NE' })
  })
})
