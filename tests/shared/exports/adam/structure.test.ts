import { describe, expect, it } from 'vitest'
import type { EndpointDefinition } from '../../../../shared/endpoints/define.ts'
import { adam } from '../../../../shared/exports/adam/family.ts'
import { ADAM_STANDARD } from '../../../../shared/exports/standard/standard.ts'
import { compareCodePoints } from '../../../../shared/kernel/code-points.ts'
import { builtInFamilies } from '../../../../shared/families.ts'
import type {
  Cell,
  DatasetDefinition,
  DatasetVariable,
  Tabulation,
} from '../../../../shared/exports/datasets/define.ts'
import { readTrialFolder } from '../../../../server/reference-cases/trial-folder.ts'
import { analysisOf, recordsOf, type Values } from './made-datasets.ts'

const FOLDER = new URL('../../../golden/trials', import.meta.url).pathname
const definitionsOf = (key: string): readonly DatasetDefinition[] =>
  adam.datasets(builtInFamilies.protocols.get(key))

describe('what a dataset says of itself', () => {
  const definition = builtInFamilies.protocols.get('tace-systemic')
  const own: EndpointDefinition = {
    ...{ id: 'OWN', kind: 'x-own', label: { en: 'Own', zh: '自定义' }, population: 'ENR' },
    ...{ criteria: null, timeFrameMonths: null, settings: {} },
  }
  const datasets = adam.datasets({ ...definition, endpoints: [...definition.endpoints, own] })

  it('every dataset of the standard is there, ADSL first', () => {
    expect(datasets.map(({ key }) => key)).toEqual([
      ...['ADSL', 'ADAE', 'ADEFF', 'ADLB', 'ADRS', 'ADTR', 'ADTTE'],
    ])
    expect(adam.datasets(definition)).toHaveLength(6)
    expect(new Set(ADAM_STANDARD.keys())).toEqual(new Set(datasets.map(({ key }) => key)))
  })

  it.each(datasets)('$key: names, labels and keys fit a transport file', ({ label, ...one }) => {
    expect(label.length).toBeLessThanOrEqual(40)
    for (const variable of one.variables) {
      expect(variable.name).toMatch(/^[A-Z][A-Z0-9_]{0,7}$/)
      expect(variable.label.length, variable.name).toBeLessThanOrEqual(40)
    }
    const names = one.variables.map(({ name }) => name)
    expect(new Set(names).size).toBe(names.length)
    for (const key of one.keys) expect(names).toContain(key)
  })

  it.each(datasets)('$key: what is derived says how, what is carried says whence', (one) => {
    for (const { name, origin, method, predecessor } of one.variables) {
      if (origin === 'Derived') {
        expect(method?.en, name).toMatch(/\S.*\.$/)
        expect(method?.zh, name).toMatch(/\S.*。$/)
      }
      expect(predecessor !== undefined, name).toBe(origin === 'Predecessor')
    }
  })

  it.each(datasets)('$key: every required variable of the standard is in it', (one) => {
    const names = one.variables.map(({ name }) => name)
    const required = (ADAM_STANDARD.get(one.key) ?? []).filter(({ core }) => core === 'Req')
    for (const { name } of required) expect(names).toContain(name)
  })

  it.each(datasets)('$key: carried variables are in the dataset they come from', (one) => {
    const subject = datasets[0]?.variables.map(({ name }) => name) ?? []
    for (const { predecessor } of one.variables) {
      const [from, name = ''] = predecessor?.split('.') ?? []
      if (from === 'ADSL') expect(subject).toContain(name)
    }
  })

  it('a protocol without tumour response and without times has neither of their datasets', () => {
    const bare = { ...definition, criteria: [], endpoints: [] }
    expect(adam.datasets(bare).map(({ key }) => key)).toEqual(['ADSL', 'ADAE', 'ADLB'])
  })
})

describe.each(builtInFamilies.protocols.keys)('the records of %s', (key) => {
  const definition = builtInFamilies.protocols.get(key)
  const { subjects } = readTrialFolder(`${FOLDER}/${key}`)
  const made = subjects.map((subject) => analysisOf(subject, { definition, cutoff: '2025-06-30' }))

  it.each(definitionsOf(key))('$key: values are of their kind, and of known variables', (one) => {
    const kinds = new Map(one.variables.map(({ name, kind }) => [name, kind]))
    const wrong = recordsOf(made, one.key).flatMap((row) =>
      Object.entries(row).filter(([name, value]) => !isOfKind(value, kinds.get(name))),
    )
    expect(wrong).toEqual([])
  })

  it.each(definitionsOf(key))(
    '$key: records are in the order of the keys',
    ({ key: dataset, keys }) => {
      // Sequence numbers of adverse events come with their SDTM records.
      const own = keys.filter((name) => name !== 'AESEQ')
      for (const tabulation of made) {
        const rows = recordsOf([tabulation], dataset)
        const texts = rows.map((row) => own.map((name) => sortable(row, name)).join('\n'))
        expect([...texts].sort(compareCodePoints)).toEqual(texts)
        if (own.length === keys.length) expect(new Set(texts).size).toBe(texts.length)
      }
    },
  )

  it('codes and names of parameters are one to one', () => {
    for (const { key: dataset } of definitionsOf(key)) {
      const pairs = new Set<string>()
      const codes = new Set<unknown>()
      const names = new Set<unknown>()
      for (const { PARAMCD, PARAM } of recordsOf(made, dataset)) {
        pairs.add(`${String(PARAMCD)}\n${String(PARAM)}`)
        codes.add(PARAMCD)
        names.add(PARAM)
      }
      expect([codes.size, names.size], dataset).toEqual([pairs.size, pairs.size])
    }
  })

  it('one subject has one record in ADSL and the same values carried everywhere', () => {
    const names = ['USUBJID', 'SITEID', 'SAFFL', 'TRT01A', 'TRTSDT']
    const others = definitionsOf(key).slice(1)
    const differing = made.flatMap((tabulation) => {
      const [subject, other] = recordsOf([tabulation], 'ADSL')
      expect(other).toBeUndefined()
      return others
        .flatMap(({ key: dataset }) => recordsOf([tabulation], dataset))
        .filter((row) => names.some((name) => row[name] !== subject?.[name]))
    })
    expect(differing).toEqual([])
  })

  it('depends on nothing but the subject: the same again', () => {
    const again = subjects.map((subject) =>
      analysisOf(subject, { definition, cutoff: '2025-06-30' }),
    )
    expect(again.map(plain)).toEqual(made.map(plain))
  })
})

function isOfKind(value: Cell, kind: DatasetVariable['kind'] | undefined): boolean {
  switch (kind) {
    case undefined:
      return false
    case 'text':
      return typeof value === 'string' && value !== ''
    case 'float':
      return Number.isFinite(value)
    case 'integer':
    case 'sas-date':
      return Number.isInteger(value)
  }
}

function sortable(row: Values, name: string): string {
  const value = row[name] ?? ''
  return typeof value === 'number' ? String(value).padStart(8, '0') : value
}

function plain({ records, problems }: Tabulation): unknown {
  return { records: [...records], problems }
}
