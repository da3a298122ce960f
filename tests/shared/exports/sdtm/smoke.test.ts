import { expect, it } from 'vitest'
import { protocols } from '../../../../shared/protocol/registry.ts'
import { unaccounted } from './accounted.ts'
import { goldenTrial, tabulate, studyOf, subjectOf } from './tabulated.ts'
import { filledForms } from '../../forms/filled-forms.ts'
import { toTrialSubject } from '../../../../shared/trial/from-records.ts'
import { sdtm } from '../../../../shared/exports/sdtm/sdtm.ts'

it.each(protocols.keys)('smoke %s', (key) => {
  const { study, subjects } = goldenTrial(key)
  const t = Date.now()
  const counts = new Map<string, number>()
  const lost: string[] = []
  const problems = new Map<string, number>()
  for (const s of subjects) {
    const made = tabulate(s, study)
    for (const [k, v] of made.all) counts.set(k, (counts.get(k) ?? 0) + v.length)
    for (const p of made.problems) problems.set(p.rule + p.message.en.slice(0,60), (problems.get(p.rule+ p.message.en.slice(0,60)) ?? 0) + 1)
    lost.push(...unaccounted(s, study, made))
  }
  console.log(Date.now() - t, [...counts].join(' '), [...problems].join(' | '), lost.length, lost.slice(0, 30))
})
it.each(protocols.keys)('filled %s', (key) => {
  const definition = protocols.get(key)
  const forms = new Map(definition.forms.map((one) => [one.key, one]))
  const study = studyOf(definition)
  const lost = new Set<string>()
  for (const form of definition.forms) {
    for (const values of filledForms(form)) {
      const consent = { form: 'subjects', visit: null, values: { items: { SEX: 'M', BRTHDAT: '1961', RFICDAT: '2024-01-05' }, rows: [] } }
      const own = { form: form.key, visit: form.scope === 'visit' ? 'W6' : null, values }
      const s = toTrialSubject({ subjid: '1', site: '01' }, form.key === 'subjects' ? [own] : [consent, own], forms)
      for (const l of unaccounted(s, study, tabulate(s, study))) lost.add(l)
    }
  }
  console.log(key, lost.size, [...lost].join('\n'))
})
it('study', () => {
  const made = sdtm.study(studyOf('tace-systemic'))
  for (const [k, v] of made.records) console.log(k, v.length, JSON.stringify(v.slice(0, 2).map((x) => x.values)))
  console.log(JSON.stringify(made.problems))
  const t = tabulate(subjectOf(), studyOf('lenvatinib-toripalimab'))
  for (const [k, v] of t.all) console.log(k, JSON.stringify(v.slice(0, 4).map((x) => x.values)))
})
