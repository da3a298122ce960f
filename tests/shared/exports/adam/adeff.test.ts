import { expect, it } from 'vitest'
import { contributed, type Contribution } from '../../../../shared/endpoints/contribution.ts'
import type { EndpointDefinition, OtherEndpoint } from '../../../../shared/endpoints/define.ts'
import { deriveSubject } from '../../../../shared/endpoints/derive-subject.ts'
import { endpointKind } from '../../../../shared/endpoints/kind.ts'
import { endpointKinds } from '../../../../shared/endpoints/registry.ts'
import { adam } from '../../../../shared/exports/adam/family.ts'
import { builtInFamilies } from '../../../../shared/families.ts'
import { isoDate, madeSubject, PROTOCOL_5 } from '../../endpoints/made-subject.ts'
import { recordsOf, rules, sasDay, studyOf, type Values } from './made-datasets.ts'

const OWN: OtherEndpoint = {
  ...{ id: 'OWN', kind: 'x-own', label: { en: 'Own endpoint', zh: '自定义终点' } },
  ...{ population: 'SAF', criteria: null, timeFrameMonths: null, settings: {} },
}
const definition = { ...PROTOCOL_5, endpoints: [OWN] }

function rowsOf(value: Contribution, exposure?: readonly []): readonly Values[] {
  const own = endpointKind('x-own', {
    accepts: (endpoint: EndpointDefinition): endpoint is OtherEndpoint => endpoint.kind === 'x-own',
    contribute: () => contributed(value, { rule: 'own', inputs: [], result: '' }),
    summarise: (_, members) => ({ kind: 'x-own', N: members.length, result: {} }),
  })
  const families = { ...builtInFamilies, endpoints: endpointKinds.with(own) }
  const study = { ...studyOf({ definition, cutoff: '2025-12-31' }), families }
  const subject = madeSubject(exposure === undefined ? {} : { exposure })
  const derivation = deriveSubject(subject, definition, study, families)
  return recordsOf([adam.subject({ subject, derivation, sdtm: null }, study)], 'ADEFF')
}

it('each number, word and yes or no of an own kind is a parameter of its own', () => {
  const value = { visits: 3, state: 'STABLE', ready: false, list: [1], none: null }
  const rows = rowsOf({ kind: 'other', value })
  expect(
    rows
      .map(({ PARAM, AVAL, AVALC }) => [PARAM, AVAL, AVALC])
      .sort((a, b) => (String(a[0]) < String(b[0]) ? -1 : 1)),
  ).toEqual([
    ['Own endpoint: ready', 0, 'N'],
    ['Own endpoint: state', undefined, 'STABLE'],
    ['Own endpoint: visits', 3, undefined],
  ])
  expect(new Set(rows.map(({ PARAMCD }) => PARAMCD)).size).toBe(3)
  for (const { PARAMCD } of rows) expect(PARAMCD).toMatch(/^[A-Z][A-Z0-9_]{0,7}$/)
})

it.each<readonly [Contribution, object]>([
  [
    { kind: 'counted', hit: true },
    { AVAL: 1, AVALC: 'Y' },
  ],
  [{ kind: 'events', events: [{ term: 'Rash', grade: 1 }] }, { AVAL: 1 }],
  [{ kind: 'category', category: 'SD' }, { AVALC: 'SD' }],
  [
    { kind: 'time', days: 30, event: false, date: isoDate('2024-02-13'), reason: '' },
    { AVAL: 30, AVALC: 'CENSORED', AVALU: 'DAYS', ADT: sasDay('2024-02-13'), ADY: 30 },
  ],
])('what it adds in the shape of a built-in kind is one parameter: %o', (value, expected) => {
  const [row, other] = rowsOf(value)
  expect(other).toBeUndefined()
  expect(row).toMatchObject({
    PARAMCD: 'OWN',
    PARAM: 'Own endpoint',
    PARCAT1: 'x-own',
    ...expected,
  })
})

it('who is not in its population, or not at risk, has no record', () => {
  expect(rowsOf({ kind: 'counted', hit: true }, [])).toEqual([])
  expect(rowsOf({ kind: 'not-at-risk', reason: 'never assessed' })).toEqual([])
})

it('is only in studies with such endpoints, and they are told of', () => {
  expect(adam.datasets(PROTOCOL_5).map(({ key }) => key)).not.toContain('ADEFF')
  expect(adam.datasets(definition).map(({ key }) => key)).toContain('ADEFF')
  const { problems } = adam.study(studyOf({ definition, cutoff: '2025-12-31' }))
  expect(rules(problems)).toContain('ADAM-PARAM-02')
})
