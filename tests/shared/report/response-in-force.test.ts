import { describe, expect, it } from 'vitest'
import { defaultCutoff } from '../../../shared/endpoints/default-cutoff.ts'
import { builtInFamilies } from '../../../shared/families.ts'
import type { Row, Trial } from '../../../shared/trial/trial.ts'
import { readTrialFolder } from '../../../server/reference-cases/trial-folder.ts'
import { partsOf, reportOf } from './made-report.ts'

const NAME = 'regorafenib-pd1'
const golden = readTrialFolder(new URL(`../../golden/trials/${NAME}`, import.meta.url).pathname)
const definition = builtInFamilies.protocols.get(NAME)
const cutoff = defaultCutoff(golden) ?? undefined

/** The reference trial with rows of one file as an edit leaves them. */
function trialWith(edits: Readonly<Record<string, (row: Row) => Row>>): Trial {
  return {
    ...golden,
    subjects: golden.subjects.map((subject) => ({
      ...subject,
      files: Object.fromEntries(
        Object.entries(subject.files).map(([file, rows]) => [
          file,
          rows.map(edits[file] ?? ((row) => row)),
        ]),
      ),
    })),
  }
}

const complete = (row: Row): Row => ({ ...row, OVRLRESP: 'CR' })
const raised = (row: Row): Row =>
  row['LBTESTCD'] === 'AFP' ? { ...row, LBORRES: '900', LBORNRHI: '20' } : row

function plotsOf(trial: Trial, source: 'investigator' | 'derived') {
  const report = reportOf(trial, definition, {
    source,
    ...(cutoff === undefined ? {} : { cutoff }),
  })
  return partsOf(report).flatMap((part) =>
    part.kind === 'figure' && /^(response-course|swimmer)/.test(part.key) ? [part.plot] : [],
  )
}

/** How often a figure shows a complete response. */
const completeIn = (trial: Trial): number =>
  plotsOf(trial, 'investigator').reduce((sum, plot) => {
    if (plot.kind === 'response-course') {
      return sum + plot.bars.reduce((n, { counts }) => n + (counts.CR ?? 0), 0)
    }
    if (plot.kind !== 'swimmer') return sum
    const events = plot.lanes.flatMap((lane) => lane.events)
    return sum + events.filter(({ kind }) => kind === 'CR').length
  }, 0)

describe('responses in figures of their course', () => {
  it('are those of the analysed source', () => {
    const edited = trialWith({ responses: complete })
    expect(plotsOf(edited, 'derived')).toEqual(plotsOf(golden, 'derived'))
    expect(completeIn(edited)).toBeGreaterThan(completeIn(golden))
  })

  it('K-3: are no complete ones while the marker is raised', () => {
    const edited = trialWith({ responses: complete, labs: raised })
    expect(completeIn(edited)).toBeLessThan(completeIn(trialWith({ responses: complete })))
  })
})

it('the waterfall has no change that was measured after the first progression', () => {
  const barsOf = (trial: Trial) =>
    partsOf(reportOf(trial, definition, cutoff === undefined ? {} : { cutoff })).flatMap((part) =>
      part.kind === 'figure' && part.plot.kind === 'waterfall' ? part.plot.bars : [],
    )
  const progressed = trialWith({ responses: (row) => ({ ...row, OVRLRESP: 'PD' }) })
  const first = barsOf(progressed)
  const all = barsOf(golden)
  const changeOf = (subject: string) => all.find((bar) => bar.subject === subject)?.change ?? NaN
  // Progression at the first assessment leaves that alone: no best change is better than without it.
  expect(first.every(({ subject, change }) => change >= changeOf(subject))).toBe(true)
  expect(first.some(({ subject, change }) => change > changeOf(subject))).toBe(true)
})
