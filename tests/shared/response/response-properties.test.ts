import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, toIsoDate } from '../../../shared/kernel/dates.ts'
import { bestOverall } from '../../../shared/response/best-overall.ts'
import { OVERALL_RESPONSES } from '../../../shared/response/define.ts'
import { readTumourRows } from '../../../shared/response/from-rows.ts'
import { MRECIST } from '../../../shared/response/mrecist.ts'
import { RECIST_11 } from '../../../shared/response/recist11.ts'
import { derive, START } from './subject-builder.ts'
import type { CourseDraft } from './subject-builder.ts'

const diameter = fc.integer({ min: 0, max: 1200 }).map((tenths) => tenths / 10)
const seen = fc.option(diameter, { nil: null, freq: 5 })
const nonTarget = fc.constantFrom('present', 'absent', 'unequivocal-progression', 'not-evaluable')
const certainty = fc.constantFrom('EQUIVOCAL', 'UNEQUIVOCAL', 'ABSENT')

const course: fc.Arbitrary<CourseDraft> = fc.record({
  baseline: fc.array(
    diameter.filter((size) => size >= 10),
    { minLength: 1, maxLength: 4 },
  ),
  nodes: fc.subarray([0, 1, 2, 3]),
  nonTargets: fc.constantFrom([], ['LESION']),
  criterion: fc.constantFrom('RECIST 1.1' as const, 'mRECIST' as const),
  visits: fc.array(
    fc.record({
      targets: fc.array(seen, { minLength: 4, maxLength: 4 }),
      nonTargets: fc.array(nonTarget, { minLength: 1, maxLength: 1 }),
      newLesions: fc.array(fc.record({ certainty }), { maxLength: 1 }),
    }),
    { maxLength: 6 },
  ),
})

/** Time points with their proofs as data. */
function told(points: ReturnType<typeof derive>): unknown {
  return points.map((point) => ({ ...point, trace: point.trace(), basis: point.basis() }))
}

describe('derived time points', () => {
  it('are one for each assessment, with codes of the criteria, the same every time', () => {
    fc.assert(
      fc.property(course, (draft) => {
        const points = derive(draft)
        expect(points).toHaveLength(draft.visits.length)
        for (const point of points) expect(OVERALL_RESPONSES).toContain(point.overall)
        expect(told(derive(draft))).toEqual(told(points))
      }),
    )
  })

  it('do not depend on the order of the lesions', () => {
    fc.assert(
      fc.property(course, (draft) => {
        const last = draft.baseline.length - 1
        const turned: CourseDraft = {
          ...draft,
          baseline: draft.baseline.toReversed(),
          nodes: (draft.nodes ?? []).map((at) => last - at),
          visits: draft.visits.map((visit) => ({
            ...visit,
            targets: (visit.targets ?? []).slice(0, last + 1).toReversed(),
          })),
        }
        const essence = ({ sum, target, overall }: ReturnType<typeof derive>[number]): unknown => [
          sum,
          target,
          overall,
        ]
        expect(derive(turned).map(essence)).toEqual(derive(draft).map(essence))
      }),
    )
  })

  it('know as assessed nothing of the visits after', () => {
    fc.assert(
      fc.property(course, fc.nat(6), (draft, length) => {
        const adjudicatedEarly = derive(draft).some(
          (point) => point.newLesion !== point.newLesionAsAssessed,
        )
        fc.pre(!adjudicatedEarly)
        const start = { ...draft, visits: draft.visits.slice(0, length) }
        const early = derive(start).map((point) => point.overallAsAssessed)
        expect(early).toEqual(
          derive(draft)
            .map((point) => point.overallAsAssessed)
            .slice(0, length),
        )
      }),
    )
  })

  it('scale: ten times every diameter and every limit gives the same target responses', () => {
    fc.assert(
      fc.property(course, (draft) => {
        const settings = { pdAbsoluteIncreaseMm: 50, nodeNormalBelowMm: 100 }
        const large: CourseDraft = {
          ...draft,
          baseline: draft.baseline.map((size) => size * 10),
          visits: draft.visits.map((visit) => ({
            ...visit,
            targets: (visit.targets ?? []).map((size) =>
              typeof size === 'number' ? size * 10 : size,
            ),
          })),
          settings,
        }
        const plain = { ...draft, settings: { pdAbsoluteIncreaseMm: 5 } }
        expect(derive(large).map(({ target }) => target)).toEqual(
          derive(plain).map(({ target }) => target),
        )
      }),
    )
  })

  it('never have a nadir above a complete sum before them', () => {
    fc.assert(
      fc.property(course, (draft) => {
        const points = derive(draft)
        points.forEach((point, at) => {
          for (const { sum } of points.slice(0, at)) {
            if (sum !== null) expect(point.nadirBefore).toBeLessThanOrEqual(sum)
          }
        })
      }),
    )
  })
})

describe('best overall response', () => {
  const visits = fc.array(
    fc.tuple(fc.integer({ min: 1, max: 90 }), fc.constantFrom(...OVERALL_RESPONSES)),
    { maxLength: 8 },
  )
  const dated = (steps: readonly (readonly [number, (typeof OVERALL_RESPONSES)[number]])[]) => {
    let at = 0
    return steps.map(([step, response]) => {
      at += step
      return { day: addDays(START, at), response }
    })
  }
  const ask = (steps: Parameters<typeof dated>[0], confirmation: boolean) =>
    bestOverall({
      responses: dated(steps),
      origin: START,
      newTherapy: null,
      settings: RECIST_11.defaults,
      confirmation,
      measurableAtBaseline: true,
    })

  it('with confirmation is never better than without', () => {
    const rank = (bor: string): number =>
      ['CR', 'PR', 'SD', 'NON-CR/NON-PD', 'PD', 'NE'].indexOf(bor)
    fc.assert(
      fc.property(visits, (steps) => {
        expect(rank(ask(steps, true).bor)).toBeGreaterThanOrEqual(rank(ask(steps, false).bor))
      }),
    )
  })

  it('does not change by what follows the first PD', () => {
    fc.assert(
      fc.property(visits, visits, (before, after) => {
        const ended = [...before, [30, 'PD'] as const]
        // Why later visits do not count is all that is said of them.
        const { countTrace: said, trace, ...whole } = ask([...ended, ...after], true)
        const { countTrace: own, trace: proof, ...expected } = ask(ended, true)
        expect(whole).toEqual(expected)
        expect(trace()).toEqual(proof())
        expect(said().length).toBeGreaterThanOrEqual(own().length)
      }),
    )
  })

  it('has a response date exactly when it is a response, and counts every visit up to PD', () => {
    fc.assert(
      fc.property(visits, fc.boolean(), (steps, confirmation) => {
        const result = ask(steps, confirmation)
        expect(result.responseDay !== null).toBe(result.bor === 'CR' || result.bor === 'PR')
        expect(result.trace()).toHaveLength(result.counted.length + 2)
      }),
    )
  })
})

describe('reading rows', () => {
  it('does not depend on their order', () => {
    const measurement = fc.record({
      VISIT: fc.constantFrom('W8', 'W16', 'W24'),
      TRLNKID: fc.constantFrom('T01', 'T02', 'NEW01'),
      TRDAT: fc.integer({ min: 0, max: 200 }).map((offset) => toIsoDate(addDays(START, offset))),
      LDIAM: fc.integer({ min: 0, max: 90 }).map(String),
      TUMSTATE: fc.constantFrom('', 'EQUIVOCAL', 'UNEQUIVOCAL'),
    })
    const unique = fc.uniqueArray(measurement, {
      selector: (row) => `${row.VISIT} ${row.TRLNKID}`,
      maxLength: 9,
    })
    const lesions = ['T01', 'T02', 'NEW01'].map((id) => ({
      TULNKID: id,
      TUGRPID: id === 'NEW01' ? 'NEW' : 'TARGET',
      TULOC: 'LUNG',
    }))
    const baseline = ['T01', 'T02'].map((id) => ({ VISIT: 'BASELINE', TRLNKID: id, LDIAM: '30' }))
    fc.assert(
      fc.property(unique, fc.constantFrom(RECIST_11, MRECIST), (rows, criterion) => {
        const derived = [rows, rows.toReversed()].map((measurements) => {
          const files = { lesions, measurements: [...baseline, ...measurements] }
          const read = readTumourRows(
            { subjid: '1', files },
            criterion,
            criterion.defaults,
            addDays(START, 150),
          )
          // A proof names the rows, wherever they stand.
          return criterion
            .derive(read.baseline, read.assessments, criterion.defaults, 'derived')
            .map((point) => ({
              ...point,
              basis: [],
              trace: point.trace().map(({ rule, result }) => [rule, result]),
            }))
        })
        expect(derived[0]).toEqual(derived[1])
      }),
    )
  })
})
