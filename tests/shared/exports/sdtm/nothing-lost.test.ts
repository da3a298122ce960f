import { describe, expect, it } from 'vitest'
import type { DatasetDefinition } from '../../../../shared/exports/datasets/define.ts'
import { compareByKeys } from '../../../../shared/exports/sdtm/order.ts'
import { sdtm } from '../../../../shared/exports/sdtm/sdtm.ts'
import type { IsoDate } from '../../../../shared/kernel/brand.ts'
import { protocols } from '../../../../shared/protocol/registry.ts'
import { toTrialSubject, type FilledForm } from '../../../../shared/trial/from-records.ts'
import type { TrialSubject } from '../../../../shared/trial/trial.ts'
import { filledForms } from '../../forms/filled-forms.ts'
import { unaccounted } from './accounted.ts'
import { goldenTrial, studyOf, tabulate, type Tabulated } from './tabulated.ts'

const FAR = '2099-12-31' as IsoDate

describe.each(protocols.keys)('the reference trial %s', (protocol) => {
  const { study, subjects } = goldenTrial(protocol)
  const definitions = new Map(sdtm.datasets(study.definition).map((one) => [one.key, one]))
  const atCutoff = subjects.map((subject) => tabulate(subject, study))

  it('EX-05: has every answer of every row in its records, SUPP-- and CO', () => {
    const whole = { ...study, cutoff: FAR }
    const lost = subjects.flatMap((subject) =>
      unaccounted(subject, whole, tabulate(subject, whole)),
    )
    expect(lost).toEqual([])
  })

  it('has one DM record for each subject, and no record of anyone else', () => {
    for (const [at, made] of atCutoff.entries()) {
      const [dm, ...others] = made.of('DM')
      expect(others).toEqual([])
      expect(dm?.['SUBJID']).toBe(subjects[at]?.subjid)
      for (const [, records] of made.all) {
        for (const { values } of records) expect(values['USUBJID']).toBe(dm?.['USUBJID'])
      }
    }
    expect(new Set(atCutoff.map((made) => made.of('DM')[0]?.['USUBJID'])).size).toBe(
      subjects.length,
    )
  })

  it('has records unique in the keys of their dataset, in their order, numbered from 1', () => {
    for (const made of atCutoff) {
      for (const [key, records] of made.all) {
        const { keys } = definitionOf(definitions, key)
        const values = records.map((record) => record.values)
        const steps = values.slice(1).map((one, at) => compareByKeys(keys, values[at] ?? {}, one))
        expect(
          steps.filter((step) => step >= 0),
          key,
        ).toEqual([])
        const numbers = values.flatMap((one) => one[`${key}SEQ`] ?? [])
        expect(numbers, key).toEqual(numbers.map((_, at) => at + 1))
      }
    }
  })

  it('fills no variable that its dataset does not name, and all that every record must have', () => {
    for (const made of atCutoff) {
      for (const [key, records] of made.all) {
        const { variables } = definitionOf(definitions, key)
        const names = new Set(variables.map(({ name }) => name))
        const required = variables.filter(({ core }) => core === 'Req')
        for (const { values } of records) {
          expect(
            Object.keys(values).filter((name) => !names.has(name)),
            key,
          ).toEqual([])
          expect(
            required.filter(({ name }) => (values[name] ?? null) === null),
            key,
          ).toEqual([])
        }
      }
    }
  })

  it('resolves every reference of SUPP--, CO and RELREC', () => {
    for (const made of atCutoff) expect(danglingReferences(made)).toEqual([])
  })

  it('says what it says again, whatever the order of the rows', () => {
    const [subject] = subjects
    if (subject === undefined) throw new Error('no subject')
    const files = Object.fromEntries(
      Object.entries(subject.files).map(([file, rows]) => [file, [...rows].reverse()]),
    )
    const withoutPlace = (made: Tabulated): unknown =>
      [...made.all].map(([key, records]) => [
        key,
        records.map(({ values }) =>
          Object.fromEntries(Object.entries(values).filter(([name]) => !name.endsWith('SPID'))),
        ),
      ])
    expect(withoutPlace(tabulate({ ...subject, files }, study))).toEqual(
      withoutPlace(tabulate(subject, study)),
    )
  })
})

function definitionOf(
  definitions: ReadonlyMap<string, DatasetDefinition>,
  key: string,
): DatasetDefinition {
  const definition = definitions.get(key)
  if (definition === undefined) throw new Error(`${key} has no definition`)
  return definition
}

function danglingReferences(made: Tabulated): readonly string[] {
  const related = [...made.all].flatMap(([key, records]) =>
    key.startsWith('SUPP') || key === 'CO' || key === 'RELREC'
      ? records.map(({ values }) => values)
      : [],
  )
  return related.flatMap((values) => {
    const { RDOMAIN: domain, IDVAR: variable = null, IDVARVAL: value } = values
    if (variable === null) return []
    const isFound = made
      .of(String(domain))
      .some((record) => String(record[String(variable)]) === String(value))
    return isFound ? [] : [`${String(domain)} ${String(variable)} ${String(value)}`]
  })
}

const cases = protocols.all.flatMap((definition) =>
  definition.forms.map((form) => ({ protocol: definition.key, key: form.key, definition, form })),
)

describe('every form of every protocol', () => {
  it.each(cases)(
    'EX-05: $protocol: $key has every answer and every reason in some record',
    ({ definition, form }) => {
      const forms = new Map(definition.forms.map((one) => [one.key, one]))
      const study = studyOf(definition, { cutoff: FAR })
      for (const values of filledForms(form)) {
        const visit = form.scope === 'visit' ? 'W6' : null
        const own: FilledForm = { form: form.key, visit, values }
        const consent: FilledForm = { form: 'subjects', visit: null, values: CONSENT }
        const records = form.key === 'subjects' ? [own] : [consent, own]
        const subject: TrialSubject = toTrialSubject({ subjid: '0007', site: '01' }, records, forms)
        expect(unaccounted(subject, study, tabulate(subject, study))).toEqual([])
      }
    },
  )
})

const CONSENT = { items: { SEX: 'M', BRTHDAT: '1961', RFICDAT: '2024-01-05' }, rows: [] }
