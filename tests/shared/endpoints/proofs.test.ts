import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import {
  stepsOf,
  type EndpointDerivation,
  type SubjectDerivation,
} from '../../../shared/endpoints/derivation.ts'
import { deriveSubject } from '../../../shared/endpoints/derive-subject.ts'
import type { ResponseSource } from '../../../shared/endpoints/results.ts'
import { builtInFamilies } from '../../../shared/families.ts'
import { rowSteps } from '../../../shared/proof/row-steps.ts'
import { rowsOf, type Trial } from '../../../shared/trial/trial.ts'
import { faultsOf } from '../../golden-runner/proof.ts'
import { readTrialFolder } from '../../../server/reference-cases/trial-folder.ts'
import { isoDate, protocol } from './made-subject.ts'

const FOLDER = new URL('../../golden/trials', import.meta.url).pathname
const TRIALS = readdirSync(FOLDER).filter((name) => !name.includes('.'))

const cases = TRIALS.flatMap((name) =>
  (['investigator', 'derived'] as const).map((source) => ({ name, source })),
)

function cutoffOf(name: string): string {
  const text = readFileSync(`${FOLDER}/${name}/expected.json`, 'utf8')
  return (JSON.parse(text) as { cutoff: string }).cutoff
}

/** The day on which half of the visits had been. */
function earlyCutoff({ subjects }: Trial): string {
  const days = subjects
    .flatMap((subject) => rowsOf(subject, 'visits').map((row) => row['SVSTDAT'] ?? ''))
    .filter((text) => text.length === 10)
    .sort()
  return days[Math.floor(days.length / 2)] ?? ''
}

/** What a value says, as its first step ends. */
function saidBy({ value }: EndpointDerivation): string {
  switch (value.kind) {
    case 'time':
      return String(value.days)
    case 'category':
      return value.category
    case 'events':
      return String(value.events.length)
    case 'not-at-risk':
      return value.reason
    case 'counted':
      return value.hit ? 'counted' : 'not counted'
    case 'other':
      return ''
  }
}

const COUNTED: Readonly<Record<string, string>> = {
  positive: 'counted',
  negative: 'not counted',
  'dose-limiting toxicity': 'counted',
  'none in the window': 'not counted',
}

describe.each(cases)('the proofs of $name ($source)', ({ name, source }) => {
  const trial = readTrialFolder(`${FOLDER}/${name}`)
  const definition = protocol(name)
  const derive = (cutoff: string, of: ResponseSource): readonly SubjectDerivation[] =>
    trial.subjects.map((subject) =>
      deriveSubject(subject, definition, { cutoff: isoDate(cutoff), source: of }, builtInFamilies),
    )
  const derived = derive(cutoffOf(name), source)

  const faults = (of: readonly SubjectDerivation[], cutoff: string): readonly string[] =>
    of.flatMap((one, at) => {
      const subject = trial.subjects[at]
      if (subject === undefined) return []
      const of = { subject, definition, derivation: one, laboratories: [] }
      return faultsOf(one, subject, rowSteps({ ...of, cutoff: isoDate(cutoff) }))
    })

  it('lead to existing records, and each step recomputes from its inputs', () => {
    expect(faults(derived, cutoffOf(name)).slice(0, 20)).toEqual([])
  })

  it('do so at an early cut-off, when much has not happened yet', () => {
    const early = earlyCutoff(trial)
    expect(faults(derive(early, source), early).slice(0, 20)).toEqual([])
  })

  it('end in the value of each endpoint', () => {
    for (const endpoint of derived.flatMap(({ endpoints }) => endpoints)) {
      const [{ result }] = endpoint.proof()
      // The landmark of a subject who is not at risk has the reason of its endpoint as a value.
      if (result === 'none' && endpoint.value.kind === 'not-at-risk') continue
      expect(COUNTED[result] ?? result, endpoint.id).toBe(saidBy(endpoint))
    }
  })

  it('end in each response, date and population', () => {
    for (const one of derived) {
      const byFact = new Map(stepsOf(one).map((step) => [step.fact, step.result]))
      for (const point of one.timepoints) comparePoint(point, byFact)
      for (const { row } of one.responses) {
        expect(byFact.get(`${row.criteria}/plain/bor`)).toBe(row.bor)
        expect(byFact.get(`${row.criteria}/confirmed/bor`)).toBe(row.confirmedBor)
        expect(byFact.get(`${row.criteria}/progression`)).toBe(row.progression ?? 'none')
      }
      for (const population of ['ENR', 'SAF'] as const) {
        const isIn = one.populations[population] ? 'YES' : 'NO'
        expect(byFact.get(`population/${population}`)).toBe(isIn)
      }
    }
  })
})

function comparePoint(
  { row, inForce }: SubjectDerivation['timepoints'][number],
  byFact: ReadonlyMap<string | undefined, string>,
): void {
  const at = (part: string): string | undefined =>
    byFact.get(`${row.criteria}/visit/${row.visit}/${part}`)
  expect(at('overall')).toBe(row.derived)
  expect(at('inForce')).toBe(inForce)
  expect(at('date')).toBe(row.date)
  if (row.sum !== null) expect(Number(at('sum'))).toBe(row.sum)
  expect(at('newLesion')).toBe(row.newLesion ? 'YES' : 'NO')
}

it('finds a step that does not follow from its records', () => {
  const trial = readTrialFolder(`${FOLDER}/tace-systemic`)
  const definition = protocol('tace-systemic')
  const [subject] = trial.subjects
  if (subject === undefined) throw new Error('no subject')
  const at = { cutoff: isoDate(cutoffOf('tace-systemic')), source: 'investigator' } as const
  const one = deriveSubject(subject, definition, at, builtInFamilies)
  const others = rowsOf(subject, 'measurements').map((row) => ({ ...row, LDIAM: '777' }))
  const changed = { ...subject, files: { ...subject.files, measurements: others } }
  expect(faultsOf(one, changed).length).toBeGreaterThan(0)
  const wrong = one.timepoints.map((point) => ({
    ...point,
    trace: () =>
      point.trace().map((step) => (step.rule === 'A-2' ? { ...step, result: '1.5' } : step)),
  }))
  expect(faultsOf({ ...one, timepoints: wrong }, subject).join()).toContain('does not recompute')
})
