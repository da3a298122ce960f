import { describe, expect, it } from 'vitest'
import { createKnownFigures, type FigureSource } from '../../../server/live-study/known-figures.ts'
import { readTrialFolder } from '../../../server/reference-cases/trial-folder.ts'
import { defaultCutoff } from '../../../shared/endpoints/default-cutoff.ts'
import { builtInFamilies } from '../../../shared/families.ts'
import type { IsoDate } from '../../../shared/kernel/brand.ts'
import { toReportSubject } from '../../../shared/report/report-subject.ts'

const PROTOCOL = 'donafenib-switch'
const definition = builtInFamilies.protocols.get(PROTOCOL)
const trial = readTrialFolder(new URL(`../../golden/trials/${PROTOCOL}`, import.meta.url).pathname)

function sourceAt(cutoff: IsoDate): FigureSource {
  const options = { cutoff, source: 'investigator' } as const
  const facts = trial.subjects
    .slice(0, 12)
    .flatMap((subject) => toReportSubject(subject, definition, options, builtInFamilies) ?? [])
  return { facts, definition, options }
}

describe('numbers and figures that are known already', () => {
  const cutoff = defaultCutoff(trial) ?? ('' as IsoDate)
  const source = sourceAt(cutoff)

  it('are the same ones as long as all that they are made of is', () => {
    const figures = createKnownFigures(builtInFamilies)
    const first = figures.of(source)
    expect(first.analysis.populations.ENR).toBe(12)
    expect(figures.of({ ...source, facts: [...source.facts] })).toBe(first)
  })

  it.each([
    [
      'a subject is derived anew',
      { facts: [...source.facts.slice(0, -1), sourceAt(cutoff).facts[11]] },
    ],
    ['a subject more is asked for', { facts: [...source.facts, source.facts[0]] }],
    ['a subject less is asked for', { facts: source.facts.slice(1) }],
    ['they stand in another order', { facts: [...source.facts].reverse() }],
    ['the definition is another', { definition: { ...definition } }],
    ['the cut-off is another', { options: { ...source.options, cutoff: '2024-06-30' as IsoDate } }],
    ['the source is another', { options: { ...source.options, source: 'derived' as const } }],
  ])('are made again when %s', (_, change) => {
    const figures = createKnownFigures(builtInFamilies)
    const first = figures.of(source)
    const changed = { ...source, ...change } as FigureSource
    const again = figures.of(changed)
    expect(again).not.toBe(first)
    expect(again).toEqual(createKnownFigures(builtInFamilies).of(changed))
    expect(figures.of(source)).toBe(first)
  })

  it('are forgotten when many others were asked for since', () => {
    const figures = createKnownFigures(builtInFamilies)
    const first = figures.of(source)
    for (const n of [1, 2, 3, 4, 5, 6]) figures.of({ ...source, facts: source.facts.slice(n) })
    const again = figures.of(source)
    expect(again).not.toBe(first)
    expect(again).toEqual(first)
  })
})
