import { describe, expect, it } from 'vitest'
import { derive, mm, oneLesion, overalls, targets } from './subject-builder.ts'

// RECIST 1.1 (Eisenhauer 2009), 4.3.1: at least -30 % from baseline, at least +20 % and 5 mm from nadir.
const partialResponse = [
  { baseline: 90, current: 63, expected: 'PR', why: 'exactly 30 % down' },
  { baseline: 90, current: 63.1, expected: 'SD', why: 'a tenth short of 30 %' },
  { baseline: 33, current: 23.1, expected: 'PR', why: '-30 %, which doubles print as -29.999…' },
  { baseline: 33, current: 23.2, expected: 'SD', why: '-29.7 %' },
]
const progression = [
  { nadir: 25, current: 30, expected: 'PD', why: 'exactly 20 % and 5 mm' },
  { nadir: 25, current: 29.9, expected: 'SD', why: '19.6 %' },
  { nadir: 20, current: 25, expected: 'PD', why: '25 % and exactly 5 mm' },
  { nadir: 20, current: 24.9, expected: 'SD', why: '24.5 % but 4.9 mm' },
  { nadir: 80.2, current: 96.2, expected: 'SD', why: '+19.95 %, printed as +20.0 %' },
  { nadir: 80, current: 96, expected: 'PD', why: 'exactly 20 %' },
]

describe('thresholds', () => {
  it.each(partialResponse)('$baseline -> $current is $expected: $why', (row) => {
    expect(targets(oneLesion(row.baseline, [row.current]))).toEqual([row.expected])
  })

  it.each(progression)('nadir $nadir -> $current is $expected: $why', (row) => {
    expect(targets(oneLesion(row.nadir, [row.current]))).toEqual([row.expected])
  })

  it('has no floor under mRECIST, and notices a small increase', () => {
    const [point] = derive({ ...oneLesion(10, [12]), criterion: 'mRECIST' })
    expect(point?.target).toBe('PD')
    expect(point?.queries).toContain('SMALL_ABSOLUTE_INCREASE')
    const [large] = derive({ ...oneLesion(25, [30]), criterion: 'mRECIST' })
    expect(large?.target).toBe('PD')
    expect(large?.queries).not.toContain('SMALL_ABSOLUTE_INCREASE')
    expect(targets({ ...oneLesion(10, [11.9]), criterion: 'mRECIST' })).toEqual(['SD'])
  })

  it.each([
    { node: 9.9, expected: 'CR' },
    { node: 10, expected: 'PR' },
  ])('a node of $node mm gives $expected', ({ node, expected }) => {
    expect(targets({ baseline: [20], nodes: [0], visits: [{ targets: [node] }] })).toEqual([
      expected,
    ])
  })

  it('reads the floor, the node limit and the size of "too small" from the settings', () => {
    expect(targets(oneLesion(20, [24.9], { pdAbsoluteIncreaseMm: 4.9 }))).toEqual(['PD'])
    const node = { baseline: [20], nodes: [0], visits: [{ targets: [10] }] }
    expect(targets({ ...node, settings: { nodeNormalBelowMm: 10.1 } })).toEqual(['CR'])
    const small = { baseline: [30], visits: [{ targets: [{ kind: 'too-small' } as const] }] }
    expect(derive({ ...small, settings: { tooSmallToMeasureMm: 3 } })[0]?.sum).toBe(mm(3))
  })
})

describe('mistakes seen in public implementations', () => {
  it('takes the nadir over the baseline, too', () => {
    expect(targets(oneLesion(40, [44, 48]))).toEqual(['SD', 'PD'])
  })

  it('counts a lesion below 10 mm as measured, not as 0', () => {
    expect(derive(oneLesion(30, [9]))[0]?.sum).toBe(mm(9))
    expect(targets(oneLesion(30, [9]))).toEqual(['PR'])
  })

  it('decides CR by lesions, not by a sum of 0', () => {
    const nodes = { baseline: [30, 16], nodes: [1], visits: [{ targets: [0, 9] }] }
    expect(targets(nodes)).toEqual(['CR'])
    expect(derive(nodes)[0]?.sum).toBe(mm(9))
  })

  it('tests PD before PR', () => {
    expect(targets(oneLesion(100, [20, 26]))).toEqual(['PR', 'PD'])
  })

  it('keeps PR at +16 % from nadir and -42 % from baseline', () => {
    expect(targets(oneLesion(100, [50, 58]))).toEqual(['PR', 'PR'])
  })

  it('compares before it rounds', () => {
    expect(targets(oneLesion(80.2, [96.2]))).toEqual(['SD'])
  })

  it('never takes an incomplete sum as nadir', () => {
    const course = {
      baseline: [40, 20],
      visits: [{ targets: [30, null] }, { targets: [38, 20] }],
    }
    const points = derive(course)
    expect(points[0]?.sum).toBeNull()
    expect(points[0]?.partialSum).toBe(mm(30))
    expect(points[1]?.nadirBefore).toBe(mm(60))
    expect(points[1]?.target).toBe('SD')
  })
})

describe('states of a target', () => {
  it('adds the fragments of a split lesion', () => {
    const split = { kind: 'split', fragments: [mm(12), mm(8)] } as const
    expect(derive({ baseline: [30], visits: [{ targets: [split] }] })[0]?.sum).toBe(mm(20))
  })

  it('counts a merged lesion 0, and gone only when the whole is gone', () => {
    const merged = { kind: 'merged', into: 'T0' } as const
    expect(targets({ baseline: [30, 25], visits: [{ targets: [48, merged] }] })).toEqual(['SD'])
    expect(targets({ baseline: [30, 25], visits: [{ targets: [0, merged] }] })).toEqual(['CR'])
    expect(targets({ baseline: [30, 25], visits: [{ targets: [null, merged] }] })).toEqual(['NE'])
  })

  it('takes lesions merged into each other as not evaluable', () => {
    const course = {
      baseline: [30, 25],
      visits: [
        {
          targets: [
            { kind: 'merged', into: 'T1' },
            { kind: 'merged', into: 'T0' },
          ] as const,
        },
      ],
    }
    expect(targets(course)).toEqual(['NE'])
  })

  it('keeps a lesion too small to measure from CR, but not a node', () => {
    const small = [{ targets: [{ kind: 'too-small' } as const] }]
    expect(targets({ baseline: [30], visits: small })).toEqual(['PR'])
    expect(targets({ baseline: [30], nodes: [0], visits: small })).toEqual(['CR'])
  })

  it('takes a target without an entry as not evaluable', () => {
    expect(targets({ baseline: [30], visits: [{}] })).toEqual(['NE'])
  })
})

describe('incomplete sums', () => {
  const partial = { baseline: [20, 18, 12], visits: [{ targets: [48, 32, null] }] }

  it('show PD, with a query', () => {
    const [point] = derive(partial)
    expect(point?.target).toBe('PD')
    expect(point?.queries).toEqual(['PARTIAL_SUM_PD'])
  })

  it('show nothing where the setting says so', () => {
    expect(targets({ ...partial, settings: { partialSumPd: false } })).toEqual(['NE'])
  })
})

describe('disease after CR', () => {
  it('is PD whatever its size, with a query; NE between does not reset it', () => {
    const course = {
      baseline: [24],
      visits: [{ targets: [0] }, { targets: [null] }, { targets: [4] }],
    }
    expect(overalls(course)).toEqual(['CR', 'NE', 'PD'])
    expect(derive(course)[2]?.queries).toContain('CR_REAPPEARANCE')
  })

  it.each([
    { node: 9.9, expected: 'CR' },
    { node: 10, expected: 'PD' },
  ])('is there for a node of $node mm: $expected', ({ node, expected }) => {
    const course = { baseline: [20], nodes: [0], visits: [{ targets: [8] }, { targets: [node] }] }
    expect(overalls(course)).toEqual(['CR', expected])
  })

  it('is judged by the numbers under RECOMPUTE', () => {
    expect(overalls(oneLesion(24, [0, 4], { afterCr: 'RECOMPUTE' }))).toEqual(['CR', 'PR'])
    expect(overalls(oneLesion(24, [0, 6], { afterCr: 'RECOMPUTE' }))).toEqual(['CR', 'PD'])
  })

  it('counts for a non-target that is present again', () => {
    const course = {
      baseline: [24],
      nonTargets: ['LESION'],
      visits: [
        { targets: [0], nonTargets: ['absent'] as const },
        { targets: [0], nonTargets: ['present'] as const },
      ],
    }
    expect(derive(course).map(({ nonTarget }) => nonTarget)).toEqual(['CR', 'PD'])
    expect(derive(course)[1]?.queries).toContain('CR_REAPPEARANCE')
  })

  it('looks at the response in force: a CR corrected to PR leaves both visits PR', () => {
    const visits = [{ targets: [0], recorded: 'PR' as const }, { targets: [4] }]
    const course = { baseline: [24], visits }
    expect(overalls({ ...course, source: 'investigator' })).toEqual(['CR', 'PR'])
    expect(overalls({ ...course, source: 'derived' })).toEqual(['CR', 'PD'])
  })

  it('ignores a target CR without overall CR', () => {
    const course = {
      baseline: [24],
      nonTargets: ['LESION'],
      visits: [0, 4, 6].map((seen) => ({ targets: [seen], nonTargets: ['present'] as const })),
    }
    expect(overalls(course)).toEqual(['PR', 'PR', 'PD'])
  })
})

describe('carrying a confirmed PR', () => {
  const settings = { carryConfirmedResponse: true }

  it('keeps SD by the numbers PR until PD', () => {
    expect(targets(oneLesion(100, [70, 70, 80, 90, 80], settings))).toEqual([
      'PR',
      'PR',
      'PR',
      'PD',
      'SD',
    ])
  })

  it('needs two PR far enough apart', () => {
    expect(targets(oneLesion(100, [70, 80], settings))).toEqual(['PR', 'SD'])
    const tooFar = { ...settings, minIntervalDays: 57 }
    expect(targets(oneLesion(100, [70, 70, 80], tooFar))).toEqual(['PR', 'PR', 'SD'])
    const farEnough = { ...settings, minIntervalDays: 56 }
    expect(targets(oneLesion(100, [70, 70, 80], farEnough))).toEqual(['PR', 'PR', 'PR'])
  })
})

it('carries the rules that led to each response', () => {
  const [point] = derive(oneLesion(90, [63]))
  expect(point?.trace().map(({ rule, result }) => [rule, result])).toEqual([
    ['A-2', '63'],
    ['T-3', 'NO'],
    ['A-5', '90'],
    ['A-3-nadir-percent', '-30'],
    ['A-3-nadir-mm', '-27'],
    ['A-3-baseline-percent', '-30'],
    ['T-9', 'PR'],
    ['L-1', 'NO'],
    ['O-1', 'PR'],
    ['O-in-force', 'PR'],
    ['D-scan', '2024-03-04'],
    ['D-scan', '2024-03-04'],
    ['D-1', '2024-03-04'],
  ])
})
