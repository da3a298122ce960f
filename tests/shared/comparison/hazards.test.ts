import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { characteristicsOf } from '../../../shared/comparison/characteristics.ts'
import { adjustedHazards, interaction, plainHazards } from '../../../shared/comparison/hazards.ts'
import type { TimeToEventSubject } from '../../../shared/endpoints/results.ts'
import { builtInFamilies } from '../../../shared/families.ts'
import type { IsoDate } from '../../../shared/kernel/brand.ts'
import { survivalFile } from '../../../server/reference-cases/survival-file.ts'
import { expectNear } from '../statistics/near.ts'

function subject(
  at: number,
  days: number,
  event: boolean,
  cohort: string | null,
): TimeToEventSubject {
  // prettier-ignore
  return { subject: `S${at}`, cohort, days, event, date: '2024-01-01' as IsoDate, reason: '' }
}

function golden(name: string) {
  const file = new URL(`../../golden/survival/${name}.json`, import.meta.url)
  const { input, cox } = survivalFile.parse(JSON.parse(readFileSync(file, 'utf8')))
  const subjects = input.time.map((time, at) =>
    subject(at, time, input.status[at] === 1, input.group?.[at] ?? null),
  )
  return { subjects, cox, strata: input.strata ?? [] }
}

function finite(one: ReturnType<typeof plainHazards>['cohorts'][number] | undefined) {
  const estimate = one?.estimate
  if (estimate?.kind !== 'finite') throw new Error('not finite')
  return estimate
}

const question = { cohorts: ['1', '2'], level: 0.95 }
const PAIR = { cohorts: ['1', '2'], cohort: '2' }
const [characteristic] = characteristicsOf(builtInFamilies.protocols.get('tace-systemic'))

describe('hazard ratios between cohorts', () => {
  it('are those of R, the reference being the first cohort of the protocol', () => {
    const { subjects, cox } = golden('lung')
    const { reference, cohorts, n, events } = plainHazards(subjects, question)
    expect([reference, n, events]).toEqual(['1', 227, 164])
    const [first, second] = cohorts
    expect(first).toMatchObject({ cohort: '1', estimate: null })
    expect(cohorts.reduce((sum, one) => sum + one.n, 0)).toBe(227)
    const estimate = finite(second)
    const [expected] = cox?.coefficients ?? []
    if (expected === undefined) throw new Error('no golden ratio')
    for (const name of ['coef', 'se', 'hr', 'lower', 'upper'] as const) {
      expectNear(estimate[name], expected[name] ?? NaN, 1e-6)
    }
    const turned = plainHazards(subjects, { ...question, cohorts: ['2', '1'] })
    expect(turned.reference).toBe('2')
    expectNear(finite(turned.cohorts[1]).hr, 1 / estimate.hr, 1e-8)
  })

  it('keep the order of more than ten cohorts', () => {
    const names = Array.from({ length: 12 }, (_, at) => `C${at + 1}`)
    const subjects = names.flatMap((name, at) => [
      subject(at, 10 + at, true, name),
      subject(at + 100, 30 - at, true, name),
    ])
    const { cohorts } = plainHazards(subjects, { cohorts: names, level: 0.95 })
    expect(cohorts.map(({ cohort }) => cohort)).toEqual(names)
  })

  it('say that there is no number where a cohort has no event', () => {
    const subjects = [
      ...[1, 2, 3].map((at) => subject(at, at, true, '1')),
      ...[4, 5, 6].map((at) => subject(at, at, false, '2')),
    ]
    expect(plainHazards(subjects, question).cohorts[1]).toEqual({
      ...{ cohort: '2', n: 3, events: 0 },
      estimate: { kind: 'infinitely-lower' },
    })
  })

  it('compare nothing without events, with one cohort or with nobody', () => {
    const quiet = [subject(1, 5, false, '1'), subject(2, 6, false, '2')]
    expect(plainHazards(quiet, question).cohorts[1]?.estimate).toEqual({ kind: 'not-determined' })
    expect(plainHazards([subject(1, 5, true, '1')], question).cohorts).toHaveLength(1)
    expect(plainHazards([], question)).toEqual({ reference: null, n: 0, events: 0, cohorts: [] })
    expect(plainHazards([subject(1, 5, true, null)], question).n).toBe(0)
  })

  it('are adjusted over those who have every characteristic, and count the others', () => {
    if (characteristic === undefined) throw new Error('no characteristic')
    const { subjects, strata } = golden('lung')
    const known = (at: number): boolean => /^\d$/.test(strata[at] ?? '')
    const side = (name: string) => {
      const at = Number(name.slice(1))
      return !known(at) ? 'unknown' : Number(strata[at]) >= 1 ? 'in' : 'out'
    }
    const wish = { ...question, characteristics: [characteristic], sides: side }
    const adjusted = adjustedHazards(subjects, wish)
    expect(adjusted).toMatchObject({ n: 227, leftOut: 0, df: 2, reference: '1' })
    const [cohort, covariate] = [adjusted.cohorts[1]?.estimate, adjusted.covariates[0]?.estimate]
    if (cohort?.kind !== 'finite' || covariate?.kind !== 'finite') throw new Error('not finite')
    // Python statsmodels 0.15.0: PHReg on sex and ECOG of 1 or more, ties as Efron.
    expectNear(cohort.coef, -0.563483768912521, 1e-6)
    expectNear(covariate.coef, 0.5778091693946598, 1e-6)
    expectNear(covariate.se, 0.18835505536368538, 1e-6)
    const without = adjustedHazards(subjects, {
      ...wish,
      sides: (name) => (name === 'S0' ? 'unknown' : side(name)),
    })
    expect(without).toMatchObject({ n: 226, leftOut: 1 })
    const p = interaction(subjects, PAIR, side)
    expectNear(p ?? NaN, 0.7281352184100187, 1e-5)
  })

  it('do not test what the data do not determine', () => {
    const subjects = [1, 2, 3, 4].map((at) => subject(at, at, true, at % 2 === 0 ? '1' : '2'))
    expect(interaction(subjects, PAIR, () => 'in')).toBeNull()
    expect(interaction([], PAIR, () => 'in')).toBeNull()
  })
})
