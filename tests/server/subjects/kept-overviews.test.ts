import { describe, expect, it } from 'vitest'
import { createKeptOverviews } from '../../../server/subjects/kept-overviews.ts'
import { overviewOf, type ListedSubject } from '../../../server/subjects/service.ts'
import type { PinnedDefinition } from '../../../server/studies/service.ts'
import { generateSubjects } from '../../../shared/demo/generate-trial.ts'
import { builtInFamilies } from '../../../shared/families.ts'
import { dayOf } from '../../../shared/kernel/dates.ts'
import { fileLayouts } from '../../../shared/trial/layout.ts'
import { toFilledForms } from '../../../shared/trial/to-records.ts'
import type { TrialSubject } from '../../../shared/trial/trial.ts'

const definition = builtInFamilies.protocols.get('lenvatinib-toripalimab')
const forms = new Map(definition.forms.map((form) => [form.key, form]))
const PINNED: PinnedDefinition = { definition, number: 1, hash: '', forms, earlier: [] }
const AMENDED: PinnedDefinition = { ...PINNED, number: 2, earlier: [PINNED] }

const made = [
  ...generateSubjects({
    ...{ definition, criteria: builtInFamilies.criteria, subjects: 6, seed: 'kept' },
    ...{ until: dayOf(2026, 6, 30), everyForm: true },
  }),
]

function listed({ subjid }: TrialSubject, revision = 1): ListedSubject {
  const of = { id: `id-${subjid}`, subjid, siteId: 'site', site: 'S1', timeZone: 'Asia/Shanghai' }
  return { ...of, cohort: null, state: 'enrolled', revision }
}

function overview(subject: TrialSubject) {
  const records = toFilledForms(subject, fileLayouts(definition)).map((filled, at) => ({
    ...{ id: `record-${at}`, subjectId: `id-${subject.subjid}`, definitionVersion: 1 },
    ...{ form: filled.form, visit: filled.visit, rowKey: filled.rowKey },
    ...{
      values: JSON.stringify(filled.values),
      completeness: 'complete' as const,
      derivation: null,
    },
  }))
  return overviewOf({ subjid: subject.subjid, site: 'S1' }, records, PINNED)
}

describe('overviews that are kept', () => {
  it('E29 are, packed and unpacked, what they were', () => {
    const kept = createKeptOverviews(2)
    for (const subject of made) kept.keep(listed(subject), PINNED, overview(subject))
    for (const subject of [...made, ...made.slice(-2)]) {
      const found = kept.find(listed(subject), PINNED)
      expect(found?.visits.size).toBeGreaterThan(0)
      expect(found).toEqual(overview(subject))
    }
  })

  it('E29 are forgotten with the revision and the definition they were made at', () => {
    const [first] = made
    if (first === undefined) throw new Error('Nobody was made up.')
    const kept = createKeptOverviews(1)
    kept.keep(listed(first), PINNED, overview(first))
    expect(kept.find(listed(first, 2), PINNED)).toBeNull()
    expect(kept.find(listed(first), AMENDED)).toBeNull()
    const amended = { ...overview(first), partialForms: ['eligibility'] }
    kept.keep(listed(first, 2), PINNED, amended)
    expect(kept.find(listed(first, 2), PINNED)).toEqual(amended)
    expect(kept.find(listed(first), PINNED)).toBeNull()
  })
})
