import { describe, expect, it } from 'vitest'
import { analyse } from '../../../shared/endpoints/analyse.ts'
import type { ResponseSource } from '../../../shared/endpoints/results.ts'
import { builtInFamilies } from '../../../shared/families.ts'
import type { ProtocolDefinition } from '../../../shared/protocol/define.ts'
import {
  comparePlans,
  differingSubjects,
  type PlannedSubjects,
} from '../../../shared/sensitivity/compare.ts'
import { agreements } from '../../../shared/sensitivity/agreement.ts'
import { derivePlans } from '../../../shared/sensitivity/derive-plans.ts'
import { outcomesOf } from '../../../shared/sensitivity/outcomes.ts'
import { OWN_PLAN, sensitivityPlans } from '../../../shared/sensitivity/plans.ts'
import { variations } from '../../../shared/sensitivity/registry.ts'
import type { Trial } from '../../../shared/trial/trial.ts'
import { readTrialFolder } from '../../../server/reference-cases/trial-folder.ts'

const TRIALS = builtInFamilies.protocols.keys

function load(key: string): { definition: ProtocolDefinition; trial: Trial } {
  const folder = new URL(`../../golden/trials/${key}`, import.meta.url).pathname
  return { definition: builtInFamilies.protocols.get(key), trial: readTrialFolder(folder) }
}

function planned(
  { definition, trial }: ReturnType<typeof load>,
  source: ResponseSource = 'investigator',
) {
  const whole = analyse(trial, definition, { source })
  const plans = sensitivityPlans(definition, source)
  const subjects = trial.subjects.map((one) =>
    derivePlans(one, plans, whole.cutoff, builtInFamilies),
  )
  const of: PlannedSubjects = { plans, subjects }
  return { whole, of, results: comparePlans(of, whole.cutoff, builtInFamilies) }
}

const plain = (row: object | undefined): object => {
  return without(row ?? {}, ['subjects', 'logrank'])
}

const without = (row: object, names: readonly string[]): Record<string, unknown> =>
  Object.fromEntries(Object.entries(row).filter(([name]) => !names.includes(name)))

describe('the outcomes of a sensitivity analysis', () => {
  it.each(TRIALS)('has ORR, DCR, PFS, TTP, DOR and OS once each for %s', (key) => {
    const ids = outcomesOf(builtInFamilies.protocols.get(key)).map(({ endpoint: { id } }) => id)
    for (const id of ['ORR', 'DCR', 'PFS', 'TTP', 'DOR', 'OS']) {
      expect(ids.filter((one) => one === id)).toEqual([id])
    }
  })

  it('marks what the protocol does not name', () => {
    const outcomes = outcomesOf(builtInFamilies.protocols.get('tace-systemic'))
    const added = outcomes.filter(({ own }) => !own).map(({ endpoint: { id } }) => id)
    expect(added).toEqual(['TTP', 'DOR'])
    const [ttp] = outcomes.filter(({ endpoint: { id } }) => id === 'TTP')
    expect(ttp?.endpoint).toMatchObject({
      ...{ population: 'ENR', criteria: 'mRECIST', events: ['progression'] },
      origin: 'enrolment',
    })
  })

  it('is survival alone where no response is judged', () => {
    const definition = { ...builtInFamilies.protocols.get('donafenib-switch'), criteria: [] }
    const endpoints = definition.endpoints.filter(({ criteria }) => criteria === null)
    const ids = outcomesOf({ ...definition, endpoints }).map(({ endpoint: { id } }) => id)
    expect(ids).toEqual(['OS'])
    const { unvaried, variants } = sensitivityPlans({ ...definition, endpoints }, 'investigator')
    expect(variants.map(({ key }) => key)).not.toContain('derived')
    expect(unvaried.map(({ title }) => title.en)).toContain('Confirmation of responses')
  })
})

describe.each(TRIALS)('the plans of %s', (key) => {
  const data = load(key)
  const { whole, of, results } = planned(data)

  it("have the protocol's own results first, equal to its analysis", () => {
    const own = of.plans.outcomes.filter((one) => one.own)
    expect(own.length).toBeGreaterThan(1)
    for (const { endpoint } of own) {
      const row = whole.endpoints.find(({ id, cohort }) => id === endpoint.id && cohort === null)
      const found = results.get(OWN_PLAN)?.get(endpoint.id)
      expect(plain(found?.row)).toEqual(plain(row))
      expect(found?.differing).toBe(0)
    }
  })

  it('are each what the one analysis gives with that rule changed', () => {
    for (const { key: variant, plan } of of.plans.variants) {
      if (plan.keeps !== undefined) continue
      const { definition, source } = plan
      const { endpoints } = analyse(data.trial, definition, { cutoff: whole.cutoff, source })
      for (const { endpoint } of of.plans.outcomes) {
        const row = endpoints.find(({ id, cohort }) => id === endpoint.id && cohort === null)
        expect(plain(results.get(variant)?.get(endpoint.id)?.row), variant).toEqual(plain(row))
      }
    }
  })

  it('give the derived responses of the golden analysis under the other source', () => {
    const derived = analyse(data.trial, data.definition, {
      cutoff: whole.cutoff,
      source: 'derived',
    })
    const own = of.plans.outcomes.filter((one) => one.own)
    for (const { endpoint } of own) {
      const row = derived.endpoints.find(({ id, cohort }) => id === endpoint.id && cohort === null)
      expect(plain(results.get('derived')?.get(endpoint.id)?.row)).toEqual(plain(row))
    }
  })

  it('name exactly the subjects whose value differs, and count them', () => {
    for (const { key: variant } of of.plans.variants) {
      for (const { endpoint } of of.plans.outcomes) {
        const listed = differingSubjects(of, { variant, outcome: endpoint.id })
        expect(listed).toHaveLength(results.get(variant)?.get(endpoint.id)?.differing ?? -1)
        for (const { own, other } of listed) expect(own.value).not.toEqual(other.value)
      }
    }
  })

  it('leave no respect out: it is varied, or there is a reason why not', () => {
    const { variants, unvaried } = of.plans
    const titles = new Set(unvaried.map(({ title }) => title.en))
    const open = variations.all.filter(({ title }) => !titles.has(title.en))
    expect(variants.length).toBeGreaterThan(open.length)
    expect(new Set(variants.map((one) => one.key)).size).toBe(variants.length)
  })
})

describe('one rule at a time', () => {
  it('judges by the other criterion what the protocol judges by two', () => {
    const { whole, results } = planned(load('tace-systemic'))
    const other = (id: string) =>
      whole.endpoints.find((row) => row.id === id && row.cohort === null)
    const varied = results.get('criteria-recist-1-1')
    for (const [id, own] of [
      ['ORR', 'ORR-RECIST'],
      ['DCR', 'DCR-RECIST'],
      ['PFS', 'PFS-RECIST'],
    ] as const) {
      const row = without(plain(varied?.get(id)?.row), ['id'])
      expect(row).toEqual(without(plain(other(own)), ['id']))
    }
  })

  it('says so where there is one criterion alone', () => {
    const { unvaried } = sensitivityPlans(load('donafenib-switch').definition, 'investigator')
    expect(unvaried.find(({ title }) => title.en === 'Response criteria')?.reason.en).toContain(
      'mRECIST alone',
    )
  })

  it('reads the investigator against derived responses where these are the analysis', () => {
    const plans = sensitivityPlans(load('donafenib-switch').definition, 'derived')
    expect(plans.variants[0]?.plan.source).toBe('derived')
    expect(plans.variants[1]).toMatchObject({
      key: 'investigator',
      plan: { source: 'investigator' },
    })
  })

  it('leaves who has a major deviation up to the cut-off out of the per-protocol set', () => {
    const { definition, trial } = load('donafenib-switch')
    const plans = sensitivityPlans(definition, 'investigator')
    const at = plans.variants.findIndex(({ key }) => key === 'per-protocol')
    const { cutoff } = analyse(trial, definition)
    const evaluable = trial.subjects.find(
      (one) =>
        derivePlans(one, plans, cutoff, builtInFamilies)[at]?.endpoints.some(
          ({ inPopulation }) => inPopulation,
        ) === true,
    )
    if (evaluable === undefined) throw new Error('nobody is evaluable')
    const counted = (deviation: Record<string, string>): boolean => {
      const files = { ...evaluable.files, deviations: [deviation] }
      const found = derivePlans({ ...evaluable, files }, plans, cutoff, builtInFamilies)[at]
      return found?.endpoints.some(({ inPopulation }) => inPopulation) ?? false
    }
    expect(counted({ DVCAT: 'MINOR', DVSTDAT: '2024-01-01' })).toBe(true)
    expect(counted({ DVCAT: 'MAJOR', DVSTDAT: cutoff })).toBe(false)
    expect(counted({ DVCAT: 'MAJOR', DVSTDAT: '' })).toBe(false)
    expect(counted({ DVCAT: 'MAJOR', DVSTDAT: '2099-01-01' })).toBe(true)
  })

  it('lists nobody for a plan or an outcome that there is not', () => {
    const { of } = planned(load('donafenib-switch'))
    expect(differingSubjects(of, { variant: 'none', outcome: 'ORR' })).toEqual([])
    expect(differingSubjects(of, { variant: 'derived', outcome: 'none' })).toEqual([])
  })
})

describe('agreement of best responses', () => {
  it('counts every enrolled subject once, by both criteria and by both sources', () => {
    const { whole, of } = planned(load('tace-systemic'))
    const found = agreements(of)
    expect(found.map(({ variant }) => variant)).toEqual(['derived', 'criteria-recist-1-1'])
    const best = (criteria: string) =>
      new Map(
        whole.subjects.filter((row) => row.criteria === criteria).map((row) => [row.subject, row.bor]), // prettier-ignore
      )
    const [own, other] = [best('mRECIST'), best('RECIST 1.1')]
    const [, criteria] = found
    if (criteria === undefined) throw new Error('no agreement')
    criteria.responses.forEach((row, i) => {
      criteria.responses.forEach((column, j) => {
        const n = [...own].filter(([subject, response]) => response === row && other.get(subject) === column) // prettier-ignore
        expect(criteria.counts[i]?.[j]).toBe(n.length)
      })
    })
    for (const { kappa } of found) {
      expect(kappa.n).toBe(whole.populations.ENR)
      expect(kappa.kappa).toBeGreaterThan(0)
    }
  })

  it('is of nobody without subjects', () => {
    const plans = sensitivityPlans(load('tace-systemic').definition, 'investigator')
    const [first] = agreements({ plans, subjects: [] })
    expect(first).toMatchObject({ responses: [], counts: [], kappa: { n: 0, kappa: null } })
  })
})
