import { describe, expect, it } from 'vitest'
import { defaultCutoff } from '../../../shared/endpoints/default-cutoff.ts'
import { builtInFamilies } from '../../../shared/families.ts'
import { buildReport } from '../../../shared/report/build-report.ts'
import type { Report } from '../../../shared/report/define.ts'
import { figureMembers, reportMembers } from '../../../shared/report/registry.ts'
import { toReportSubject } from '../../../shared/report/report-subject.ts'
import { readTrialFolder } from '../../../server/reference-cases/trial-folder.ts'

const figuresOf = ({ sections }: Report) =>
  sections.flatMap(({ parts }) => parts.filter(({ kind }) => kind === 'figure'))

describe.each(builtInFamilies.protocols.keys)('the figures alone of %s', (protocol) => {
  const definition = builtInFamilies.protocols.get(protocol)
  const folder = new URL(`../../golden/trials/${protocol}`, import.meta.url).pathname
  const trial = readTrialFolder(folder)

  it('are all the figures of the report', () => {
    const cutoff = defaultCutoff(trial)
    if (cutoff === null) throw new Error('no date')
    const options = { cutoff, source: 'investigator' } as const
    const subjects = trial.subjects.flatMap((subject) => {
      return toReportSubject(subject, definition, options, builtInFamilies) ?? []
    })
    const wish = { ...options, definition, described: 'ENR', families: builtInFamilies } as const
    const whole = figuresOf(buildReport(subjects, wish))
    const alone = figuresOf(buildReport(subjects, { ...wish, members: figureMembers }))
    expect(alone).toEqual(whole)
    expect(alone.length).toBeGreaterThan(5)
  })
})

it('they stand in the order of the report', () => {
  const order = reportMembers.keys.filter((key) => figureMembers.has(key))
  expect(figureMembers.keys).toEqual(order)
})
