import { describe, expect, it } from 'vitest'
import { dose } from '../../../shared/checks/catalogue/example-records.ts'
import { firedIn } from './example-input.ts'

const ended = (items: Readonly<Record<string, string>> = {}) => ({
  form: 'disposition',
  items: { DSSCAT: 'TREATMENT', DSSTDAT: '2024-05-01', ...items },
})
const antibody = dose('CAMRELIZUMAB', { EXSTDAT: '2023-11-01', EXENDAT: '2024-06-12' })
const sentences = (
  protocol: Parameters<typeof firedIn>[0],
  check: string,
  ...records: Parameters<typeof firedIn>[1]
): readonly string[] =>
  firedIn(protocol, records)
    .filter((one) => one.check === check)
    .map(({ message }) => message.en)

describe('EX-02, EX-03: periods of one drug', () => {
  const year = dose('LENVATINIB', { EXSTDAT: '2024-01-01', EXENDAT: '2024-12-31' })
  const week = dose('LENVATINIB', { EXSTDAT: '2024-02-01', EXENDAT: '2024-02-05' })
  const later = dose('LENVATINIB', { EXSTDAT: '2024-03-01' })

  it('are compared with the longest of those before, not with the last one alone', () => {
    const found = sentences('lenvatinib-toripalimab', 'EX-02', year, week, later)
    expect(found).toHaveLength(2)
    for (const one of found) expect(one).toContain('01 JAN 2024 to 31 DEC 2024')
    expect(sentences('lenvatinib-toripalimab', 'EX-03', year, week, later)).toEqual([])
  })
})

describe('EX-04: an end of treatment that names no drug', () => {
  it('is about the drugs of the study: what continues beside them goes on', () => {
    const donafenib = dose('DONAFENIB', { EXSTDAT: '2024-01-10', EXENDAT: '2024-05-01' })
    const fired = (...records: Parameters<typeof firedIn>[1]) =>
      sentences('donafenib-switch', 'EX-04', donafenib, ...records)
    expect(fired(antibody, ended())).toEqual([])
    expect(fired(antibody, ended(), ended({ DSTRT: 'CAMRELIZUMAB' }))).toHaveLength(1)
  })

  it('is about the drug that it names, however it and the doses are written', () => {
    const written = dose('Lenvatinib', { EXSTDAT: '2024-01-10' })
    const end = ended({ DSTRT: ' lenvatinib' })
    expect(sentences('lenvatinib-toripalimab', 'EX-04', written, end)).toHaveLength(1)
  })

  it('is said of a period that goes on as of one with an end', () => {
    const ongoing = dose('LENVATINIB', { EXSTDAT: '2024-01-10' })
    expect(sentences('lenvatinib-toripalimab', 'EX-04', ongoing, ended())).toEqual([
      'Lenvatinib, period 10 JAN 2024 to –, goes beyond its end of treatment on 01 MAY 2024. Correct one of them, or confirm with a reason.',
    ])
  })
})
