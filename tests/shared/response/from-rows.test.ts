import { describe, expect, it } from 'vitest'
import type { ReadOptions, TumourRows } from '../../../shared/response/from-rows.ts'
import { readTumourRows } from '../../../shared/response/from-rows.ts'
import { MRECIST } from '../../../shared/response/mrecist.ts'
import { RECIST_11 } from '../../../shared/response/recist11.ts'
import type { Row } from '../../../shared/trial/trial.ts'
import { day, mm } from './subject-builder.ts'

interface Draft {
  readonly lesions?: readonly Row[]
  readonly measurements?: readonly Row[]
  readonly responses?: readonly Row[]
  readonly visits?: readonly Row[]
  readonly labs?: readonly Row[]
  readonly criterion?: typeof RECIST_11
  readonly settings?: Partial<typeof RECIST_11.defaults>
  readonly cutoff?: string
  readonly options?: ReadOptions
}

const T01: Row = { TULNKID: 'T01', TUGRPID: 'TARGET', TULOC: 'LIVER S5', TUNODE: 'N' }
const BASELINE: Row = {
  VISIT: 'BASELINE',
  TRLNKID: 'T01',
  TRDAT: '2024-01-02',
  LDIAM: '30',
  VDIAM: '20',
}

function read(draft: Draft): TumourRows {
  const criterion = draft.criterion ?? RECIST_11
  const { lesions = [T01], measurements = [], responses = [], visits = [], labs = [] } = draft
  return readTumourRows(
    {
      subjid: '1001',
      files: { lesions, measurements: [BASELINE, ...measurements], responses, visits, labs },
    },
    criterion,
    { ...criterion.defaults, ...draft.settings },
    day(draft.cutoff ?? '2024-12-31'),
    draft.options,
  )
}

const row = (visit: string, date: string, more: Row = {}): Row => ({
  VISIT: visit,
  TRLNKID: 'T01',
  TRDAT: date,
  LDIAM: '25',
  ...more,
})

describe('targets', () => {
  const lesions: readonly Row[] = [
    T01,
    { TULNKID: 'T02', TUGRPID: 'TARGET', TULOC: 'LUNG', TUNODE: 'N' },
    { TULNKID: 'T03', TUGRPID: 'TARGET', TULOC: 'LYMPH NODE', TUNODE: 'Y' },
    { TULNKID: 'T04', TUGRPID: 'TARGET', TULOC: 'LIVER', TUNODE: 'N' },
  ]
  const measurements: readonly Row[] = [
    { VISIT: 'BASELINE', TRLNKID: 'T02', LDIAM: '12.5' },
    { VISIT: 'BASELINE', TRLNKID: 'T03', SAXIS: '16' },
    { VISIT: 'BASELINE', TRLNKID: 'T04', LDIAM: '22' },
  ]

  it('carry the diameter of the criterion above 0 at baseline', () => {
    const { baseline } = read({ lesions, measurements })
    expect(baseline.targets.map((target) => [target.id, target.baseline, target.column])).toEqual([
      ['T01', mm(30), 'LDIAM'],
      ['T02', mm(12.5), 'LDIAM'],
      ['T03', mm(16), 'SAXIS'],
      ['T04', mm(22), 'LDIAM'],
    ])
  })

  it('under mRECIST are viable in the liver, and keep their longest diameter elsewhere', () => {
    const { baseline, baselineQueries } = read({ lesions, measurements, criterion: MRECIST })
    expect(baseline.targets.map((target) => [target.id, target.baseline, target.column])).toEqual([
      ['T01', mm(20), 'VDIAM'],
      ['T02', mm(12.5), 'LDIAM'],
      ['T03', mm(16), 'SAXIS'],
    ])
    expect(baselineQueries).toEqual([{ lesion: 'T04', code: 'BASELINE_TARGET_NOT_MEASURED' }])
  })

  it('left out for a diameter that cannot be read raise a query', () => {
    const unreadable = [{ VISIT: 'BASELINE', TRLNKID: 'T02', LDIAM: '12.55' }]
    const { baseline, baselineQueries } = read({
      lesions: lesions.slice(0, 2),
      measurements: unreadable,
    })
    expect(baseline.targets.map(({ id }) => id)).toEqual(['T01'])
    expect(baselineQueries).toEqual([{ lesion: 'T02', code: 'BASELINE_UNREADABLE_DIAMETER' }])
  })
})

describe('states of a target', () => {
  const state = (more: Row): unknown =>
    read({ measurements: [row('W8', '2024-03-01', more)] }).assessments[0]?.targets.get('T01')

  it.each([
    [{ LDIAM: '25.0' }, { kind: 'measured', tenths: 250 }],
    [{ LDIAM: '0' }, { kind: 'absent' }],
    [{ LDIAM: '' }, { kind: 'not-evaluable' }],
    [{ LDIAM: '25', TRSTAT: 'NOT DONE' }, { kind: 'not-evaluable' }],
    [{ LDIAM: '25.25' }, { kind: 'not-evaluable' }],
    [{ LDIAM: 'about 25' }, { kind: 'not-evaluable' }],
    [
      { LDIAM: '', TRSPLIT: '12;8.5' },
      { kind: 'split', fragments: [120, 85] },
    ],
    [{ LDIAM: '0', TRMERGE: 'T09' }, { kind: 'absent' }],
  ])('%o is %o', (more, expected) => {
    expect(state(more)).toEqual(expected)
  })

  it('merges into another target', () => {
    const lesions = [T01, { ...T01, TULNKID: 'T02' }]
    const measurements = [
      { ...BASELINE, TRLNKID: 'T02' },
      row('W8', '2024-03-01', { LDIAM: '0', TRMERGE: 'T02' }),
    ]
    expect(read({ lesions, measurements }).assessments[0]?.targets.get('T01')).toEqual({
      kind: 'merged',
      into: 'T02',
    })
  })

  it('raises queries for what cannot be read and for another method', () => {
    const unreadable = read({ measurements: [row('W8', '2024-03-01', { LDIAM: '25.25' })] })
    expect(unreadable.assessments[0]?.queries).toEqual(['UNREADABLE_DIAMETER'])
    const lesions = [T01]
    const measurements = [
      { ...BASELINE, TRMETHOD: 'CT', TRDAT: '2024-01-03' },
      row('W8', '2024-03-01', { TRMETHOD: 'MRI' }),
    ]
    expect(read({ lesions, measurements }).assessments[0]?.queries).toEqual(['METHOD_CHANGED'])
  })

  it.each([
    [{ TRSTAT: 'NOT DONE', LDIAM: '', TRDAT: '2024-03-09' }, 250],
    [{ LDIAM: '31', TRDAT: '2024-03-09' }, 310],
    [{ LDIAM: '31', TRDAT: '2024-02-20' }, 250],
  ])('read twice at one assessment, the other time %o, is %i tenths', (other, tenths) => {
    const rows = [row('W8', '2024-03-01'), row('W8', '', other)]
    for (const measurements of [rows, rows.toReversed()]) {
      const [assessment] = read({ measurements }).assessments
      expect(assessment?.targets.get('T01')).toEqual({ kind: 'measured', tenths })
    }
  })

  it('without a row is not evaluable', () => {
    const other = { VISIT: 'W8', TRLNKID: 'NT01', TRDAT: '2024-03-01', TUMSTATE: 'PRESENT' }
    expect(read({ measurements: [other] }).assessments[0]?.targets.get('T01')).toEqual({
      kind: 'not-evaluable',
    })
  })
})

describe('assessments', () => {
  const visitsOf = (draft: Draft): readonly string[] =>
    read(draft).assessments.map(({ visit }) => visit)

  it('follow each other by earliest, then latest scan, whatever the order of the rows', () => {
    const measurements = [
      row('W16', '2024-05-01'),
      row('UNS-2024-03-01', '2024-03-01'),
      row('W8', '2024-03-01'),
      row('W8', '2024-03-05', { TRLNKID: 'T02' }),
    ]
    expect(visitsOf({ measurements })).toEqual(['UNS-2024-03-01', 'W8', 'W16'])
    expect(visitsOf({ measurements: measurements.toReversed() })).toEqual([
      'UNS-2024-03-01',
      'W8',
      'W16',
    ])
  })

  it('end at the cut-off, row by row', () => {
    const lesions = [T01, { ...T01, TULNKID: 'T02' }]
    const measurements = [
      { ...BASELINE, TRLNKID: 'T02' },
      row('W8', '2024-03-01'),
      row('W8', '2024-03-05', { TRLNKID: 'T02' }),
      row('W16', '2024-05-01'),
    ]
    const { assessments } = read({ lesions, measurements, cutoff: '2024-03-04' })
    expect(assessments.map(({ visit, dates }) => [visit, dates])).toEqual([
      ['W8', [day('2024-03-01')]],
    ])
    expect(assessments[0]?.targets.get('T02')).toEqual({ kind: 'not-evaluable' })
    expect(
      read({ lesions, measurements, cutoff: '2024-03-05' }).assessments[0]?.dates,
    ).toHaveLength(2)
  })

  it('keep their rows without a date', () => {
    const nonTarget = { TULNKID: 'NT01', TUGRPID: 'NON-TARGET', TULOC: 'BONE', TUNODE: 'N' }
    const measurements = [
      row('W8', '2024-03-01'),
      { VISIT: 'W8', TRLNKID: 'NT01', TUMSTATE: 'ABSENT' },
    ]
    const [assessment] = read({ lesions: [T01, nonTarget], measurements }).assessments
    expect(assessment?.nonTargets.get('NT01')).toEqual({ state: { kind: 'absent' } })
  })

  it('without a dated row need a review, and lie on the date of the visit', () => {
    const measurements = [row('W8', '', { TRSTAT: 'NOT DONE' })]
    const visits = [{ VISIT: 'W8', SVSTDAT: '2024-03-01' }]
    const responses = [{ VISIT: 'W8', RSCAT: 'RECIST 1.1', RSDAT: '2024-03-02', OVRLRESP: 'NE' }]
    expect(visitsOf({ measurements, visits })).toEqual([])
    expect(visitsOf({ measurements, responses })).toEqual([])
    expect(visitsOf({ measurements, visits, responses, criterion: MRECIST })).toEqual([])
    const [assessment] = read({ measurements, visits, responses }).assessments
    expect(assessment).toMatchObject({ visit: 'W8', dates: [day('2024-03-01')], recorded: 'NE' })
    expect(visitsOf({ visits, responses })).toEqual(['W8'])
    expect(visitsOf({ visits, responses, cutoff: '2024-02-29' })).toEqual([])
  })

  it('whose rows all lie after the cut-off do not exist, review or not', () => {
    const responses = [{ VISIT: 'W8', RSCAT: 'RECIST 1.1', RSDAT: '2024-02-01', OVRLRESP: 'SD' }]
    const visits = [{ VISIT: 'W8', SVSTDAT: '2024-02-01' }]
    const measurements = [row('W8', '2024-03-01')]
    expect(visitsOf({ measurements, visits, responses, cutoff: '2024-02-28' })).toEqual([])
  })

  it.each([
    ['2024-03', '2024-12-31', '2024-03-15'],
    ['2024', '2024-12-31', '2024-07-01'],
    ['2023', '2024-12-31', '2023-07-01'],
    ['2024-03', '2024-03-10', '2024-03-10'],
  ])('%s at the cut-off %s is taken as %s', (date, cutoff, expected) => {
    expect(read({ measurements: [row('W8', date)], cutoff }).assessments[0]?.dates).toEqual([
      day(expected),
    ])
  })

  it('impute no date after death, and none that cannot have been before the cut-off', () => {
    const measurements = [row('W8', '2024-03')]
    const dates = (death: string): unknown =>
      read({ measurements, options: { death: day(death) } }).assessments[0]?.dates
    expect(dates('2024-03-08')).toEqual([day('2024-03-08')])
    expect(dates('2024-02-20')).toEqual([day('2024-02-20')])
    expect(read({ measurements, cutoff: '2024-02-29' }).assessments).toEqual([])
  })
})

describe('reviews', () => {
  const recorded = (...responses: readonly Row[]): unknown =>
    read({ measurements: [row('W8', '2024-03-01')], responses, cutoff: '2024-03-31' })
      .assessments[0]?.recorded
  const review: Row = { VISIT: 'W8', RSCAT: 'RECIST 1.1', RSDAT: '2024-03-02', OVRLRESP: 'PR' }

  it('are the investigator’s, of this criterion, up to the cut-off', () => {
    expect(recorded(review)).toBe('PR')
    expect(recorded({ ...review, RSEVAL: 'INVESTIGATOR' })).toBe('PR')
    expect(recorded({ ...review, RSEVAL: 'INDEPENDENT ASSESSOR' })).toBeNull()
    expect(recorded({ ...review, RSCAT: 'mRECIST' })).toBeNull()
    expect(recorded({ ...review, RSDAT: '2024-04-01' })).toBeNull()
    expect(recorded({ ...review, RSDAT: '2024-03-31' })).toBe('PR')
    expect(recorded({ ...review, OVRLRESP: 'iCR' })).toBeNull()
  })

  it('count as last dated', () => {
    const later = { ...review, RSDAT: '2024-03-09', OVRLRESP: 'SD' }
    expect(recorded(review, later)).toBe('SD')
    expect(recorded(later, review)).toBe('SD')
  })
})

describe('non-target and new lesions', () => {
  const lesions: readonly Row[] = [
    T01,
    {
      TULNKID: 'NT01',
      TUGRPID: 'NON-TARGET',
      TULOC: 'ASCITES, MALIGNANT',
      TUNODE: 'N',
      TUCYTOL: 'POSITIVE',
    },
    { TULNKID: 'NEW01', TUGRPID: 'NEW', TULOC: 'LIVER S2', TUNODE: 'N' },
  ]
  const draft = (nonTarget: Row, fresh: Row): Draft => ({
    lesions,
    measurements: [
      row('W8', '2024-03-01', { TRLNKID: 'NT01', LDIAM: '', ...nonTarget }),
      row('W8', '2024-03-01', { TRLNKID: 'NEW01', LDIAM: '', ...fresh }),
    ],
  })

  it('follow the viable judgement under mRECIST where there is one', () => {
    const both = draft(
      { TUMSTATE: 'PRESENT', VTUMSTATE: 'ABSENT' },
      { TUMSTATE: 'UNEQUIVOCAL', VTUMSTATE: 'EQUIVOCAL' },
    )
    const anatomical = read(both).assessments[0]
    const viable = read({ ...both, criterion: MRECIST }).assessments[0]
    expect(anatomical?.nonTargets.get('NT01')).toMatchObject({ state: { kind: 'present' } })
    expect(viable?.nonTargets.get('NT01')).toMatchObject({ state: { kind: 'absent' } })
    expect(anatomical).toMatchObject({ newLesions: [{ certainty: 'UNEQUIVOCAL' }] })
    expect(viable).toMatchObject({ newLesions: [{ certainty: 'EQUIVOCAL' }] })
    const one = draft({ TUMSTATE: 'PRESENT' }, { TUMSTATE: 'UNEQUIVOCAL' })
    expect(read({ ...one, criterion: MRECIST }).assessments[0]?.newLesions[0]?.certainty).toBe(
      'UNEQUIVOCAL',
    )
  })

  it('know effusions and their cytology', () => {
    const { baseline, assessments } = read(draft({ TUMSTATE: 'UNEQUIVOCAL PROGRESSION' }, {}))
    expect(baseline.nonTargets[0]?.kind).toBe('EFFUSION_OR_ASCITES')
    expect(assessments[0]?.nonTargets.get('NT01')).toEqual({
      state: { kind: 'unequivocal-progression' },
      cytology: 'POSITIVE',
    })
  })

  it('know a nodule by size and pattern only where both were captured', () => {
    const kind = (fresh: Row): unknown =>
      read(draft({}, { TUMSTATE: 'EQUIVOCAL', ...fresh })).assessments[0]?.newLesions[0]?.kind
    expect(kind({ LDIAM: '8', TRENH: 'TYPICAL' })).toBe('INTRAHEPATIC')
    expect(kind({ LDIAM: '8' })).toBe('UNSPECIFIED')
  })

  it('that were not done were not seen', () => {
    expect(
      read(draft({ TRSTAT: 'NOT DONE' }, { TRSTAT: 'NOT DONE' })).assessments[0],
    ).toMatchObject({ newLesions: [] })
  })
})

describe('tumour markers', () => {
  const afp = (visit: string, date: string, value: string, more: Row = {}): Row => ({
    VISIT: visit,
    LBDAT: date,
    LBTESTCD: 'AFP',
    LBORRES: value,
    LBORNRHI: '7',
    ...more,
  })
  const settings = { tumourMarkerForCr: 'NORMAL_OR_NEVER_RAISED' } as const
  const measurements = [row('W8', '2024-03-01')]
  const marker = (labs: readonly Row[], more: Draft = {}): unknown => {
    const [assessment] = read({ measurements, labs, settings, ...more }).assessments
    return assessment?.marker
  }

  it('are those of the same VISIT, compared by their number', () => {
    expect(marker([afp('W8', '2024-03-02', '>12100')])).toMatchObject({
      test: 'AFP',
      value: 12100,
      upperLimit: 7,
      earlierRaised: false,
    })
    expect(marker([afp('W16', '2024-02-01', '3')])).toEqual({
      value: null,
      upperLimit: null,
      earlierRaised: false,
    })
  })

  it.each([
    ['2024-03-01', true],
    ['2024-03-02', false],
  ])('raised elsewhere on %s: %s', (date, earlierRaised) => {
    expect(marker([afp('BASELINE', date, '7.1')])).toMatchObject({ value: null, earlierRaised })
    expect(marker([afp('BASELINE', date, '7')])).toMatchObject({ earlierRaised: false })
  })

  it('of several tests speak by the least favourable one', () => {
    const labs = [
      afp('W8', '2024-03-01', '3'),
      afp('W8', '2024-03-01', '90', { LBTESTCD: 'PIVKA2', LBORNRHI: '40' }),
    ]
    expect(marker(labs)).toMatchObject({ value: 3 })
    expect(marker(labs, { options: { markers: ['AFP', 'PIVKA2'] } })).toMatchObject({ value: 90 })
    expect(marker(labs.slice(0, 1), { options: { markers: ['AFP', 'PIVKA2'] } })).toMatchObject({
      value: 3,
    })
  })

  it('without a reference range take the one their own test had at baseline', () => {
    const pivka = { LBTESTCD: 'PIVKA2', LBORNRHI: '40' }
    const labs = [
      afp('W8', '2024-03-01', '20', { LBORNRHI: '' }),
      afp('W8', '2024-03-01', '20', pivka),
      afp('BASELINE', '2024-01-02', '4000', pivka),
    ]
    const options: ReadOptions = { markers: ['AFP', 'PIVKA2'] }
    expect(marker(labs, { options })).toMatchObject({ test: 'AFP', value: 20, upperLimit: null })
    const withRange = [...labs, afp('BASELINE', '2024-01-02', '5')]
    expect(marker(withRange, { options })).toMatchObject({ test: 'AFP', value: 20, upperLimit: 7 })
  })

  it('after the cut-off do not exist, and without a rule are not read', () => {
    const labs = [afp('W8', '2025-01-01', '3')]
    expect(marker(labs)).toMatchObject({ value: null })
    expect(marker([afp('W8', '2024-03-01', '3')], { settings: {} })).toBeNull()
  })
})
