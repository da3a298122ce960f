import { expect, it } from 'vitest'
import { analyse } from '../../../shared/endpoints/analyse.ts'
import { contributed } from '../../../shared/endpoints/contribution.ts'
import type { EndpointDefinition, OtherEndpoint } from '../../../shared/endpoints/define.ts'
import { endpointKind } from '../../../shared/endpoints/kind.ts'
import { endpointKinds } from '../../../shared/endpoints/registry.ts'
import { builtInFamilies } from '../../../shared/families.ts'
import type { ProtocolDefinition } from '../../../shared/protocol/define.ts'
import { rowsOf } from '../../../shared/trial/trial.ts'
import { isoDate, madeSubject, protocol, rowOf } from './made-subject.ts'

const visitCount = endpointKind('x-visit-count', {
  accepts: (endpoint: EndpointDefinition): endpoint is OtherEndpoint =>
    endpoint.kind === 'x-visit-count',
  contribute: ({ id }, { trial }) => {
    const visits = rowsOf(trial, 'visits').length
    return contributed(
      { kind: 'other', value: { visits } },
      { rule: `${id}-count`, inputs: [], result: String(visits) },
    )
  },
  summarise: (_, members) => {
    const counts = members.map(({ value }) => (value.kind === 'other' ? value.value['visits'] : 0))
    const total = counts.reduce<number>((sum, count) => sum + Number(count), 0)
    return { kind: 'x-visit-count', N: members.length, result: { total } }
  },
})

const endpoint: OtherEndpoint = {
  id: 'VISITS',
  kind: 'x-visit-count',
  label: { en: 'Visits attended', zh: '完成的访视' },
  population: 'SAF',
  criteria: null,
  timeFrameMonths: null,
  settings: {},
}

const definition: ProtocolDefinition = {
  ...protocol('toripalimab-donafenib'),
  endpoints: [endpoint],
}

const subjects = [
  madeSubject({
    subjects: [{ ENRDAT: '2024-01-10', COHORT: 'DL1' }],
    visits: [{ VISIT: 'W1' }, { VISIT: 'W2' }],
  }),
  madeSubject({ visits: [{ VISIT: 'W1' }], exposure: [] }, '1002'),
  madeSubject({ visits: [{ VISIT: 'W1' }] }, '1003'),
]

it('a new kind of endpoint is one member: rows for all and by cohort, in its population', () => {
  const families = { ...builtInFamilies, endpoints: endpointKinds.with(visitCount) }
  const analysis = analyse({ subjects }, definition, { cutoff: isoDate('2025-12-31') }, families)
  expect(rowOf(analysis, 'VISITS')).toEqual({
    id: 'VISITS',
    kind: 'x-visit-count',
    criteria: null,
    population: 'SAF',
    cohort: null,
    N: 2,
    result: { total: 3 },
  })
  expect(rowOf(analysis, 'VISITS', 'DL1')).toMatchObject({ N: 1, result: { total: 2 } })
})

it('a kind that is not in the family is named in the error', () => {
  expect(() => analyse({ subjects }, definition)).toThrow(/Unknown endpoint kind "x-visit-count"/)
})

it('a kind refuses the endpoint of another kind', () => {
  const { conventions } = definition
  const context = { conventions, pooled: true, cohorts: [] }
  expect(() => endpointKinds.get('landmark').summarise(endpoint, [], context)).toThrow(
    /"landmark" cannot read the endpoint VISITS/,
  )
})
