import { it } from 'vitest'
import { goldenTrial, tabulate } from './tabulated.ts'

it('smoke', () => {
  const { study, subjects } = goldenTrial('lenvatinib-toripalimab')
  const t = Date.now()
  const counts = new Map<string, number>()
  for (const s of subjects) {
    const made = tabulate(s, study)
    for (const [k, v] of made.all) counts.set(k, (counts.get(k) ?? 0) + v.length)
  }
  console.log(Date.now() - t, [...counts].join(' '))
  const one = tabulate(subjects[0]!, study)
  for (const [k, v] of one.all) console.log(k, JSON.stringify(v.slice(0, 2)))
})
