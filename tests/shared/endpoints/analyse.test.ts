import { describe, expect, it } from 'vitest'
import { aggregate } from '../../../shared/endpoints/aggregate.ts'
import { analyse } from '../../../shared/endpoints/analyse.ts'
import type { SubjectDerivation } from '../../../shared/endpoints/derivation.ts'
import { deriveSubject } from '../../../shared/endpoints/derive-subject.ts'
import type { ResponseSource } from '../../../shared/endpoints/results.ts'
import { builtInFamilies } from '../../../shared/families.ts'
import { readTrialFolder } from '../../../server/reference-cases/trial-folder.ts'
import { adverseEvent, isoDate, madeSubject, PROTOCOL_5, protocol } from './made-subject.ts'

const trial = readTrialFolder(
  new URL('../../golden/trials/tace-systemic', import.meta.url).pathname,
)
const definition = protocol('tace-systemic')
const at = { cutoff: isoDate('2025-09-30'), source: 'investigator' as ResponseSource }
const whole = analyse(trial, definition, at)

function derivations(of = trial): SubjectDerivation[] {
  return of.subjects.map((subject) => deriveSubject(subject, definition, at, builtInFamilies))
}

describe('an analysis', () => {
  it('does not depend on the order of subjects or of rows', () => {
    const reversed = {
      subjects: [...trial.subjects].reverse().map(({ subjid, files }) => ({
        subjid,
        files: Object.fromEntries(
          Object.entries(files).map(([file, rows]) => [file, [...rows].reverse()]),
        ),
      })),
    }
    const { queries, ...results } = analyse(reversed, definition, at)
    const { queries: before, ...expected } = whole
    expect(results).toEqual(expected)
    expect(queries).toHaveLength(before.length)
  })

  it('is the aggregation of subjects derived one by one, kept as JSON', () => {
    const kept = JSON.parse(JSON.stringify(derivations())) as SubjectDerivation[]
    expect(aggregate(kept, definition, at, builtInFamilies)).toEqual(whole)
  })

  it('after a change of one subject derives that one anew', () => {
    const changed = trial.subjects.map((subject, index) =>
      index === 4 ? { ...subject, files: { ...subject.files, deaths: [] } } : subject,
    )
    const kept = derivations()
    const subject = changed[4]
    if (subject === undefined) throw new Error('no subject')
    kept[4] = deriveSubject(subject, definition, at, builtInFamilies)
    const expected = analyse({ subjects: changed }, definition, at)
    expect(aggregate(kept, definition, at, builtInFamilies)).toEqual(expected)
    expect(expected).not.toEqual(whole)
  })

  it('has no time that is not at least a day, and every subject of the population', () => {
    for (const row of whole.endpoints) {
      if (row.kind !== 'time-to-event' || row.cohort !== null) continue
      expect(row.subjects).toHaveLength(row.N)
      expect(row.subjects?.every(({ days }) => days >= 1)).toBe(true)
      expect(row.subjects?.filter(({ event }) => event)).toHaveLength(row.events)
    }
  })

  it('proves each contribution by a rule', () => {
    for (const { endpoints } of derivations()) {
      expect(endpoints.map(({ id }) => id)).toEqual(definition.endpoints.map(({ id }) => id))
      expect(endpoints.every(({ id, proof }) => proof()[0].fact === `endpoint/${id}`)).toBe(true)
    }
  })
})

describe('the cut-off', () => {
  const files = {
    survival: [{ SSDAT: '2024-06-01', SSORRES: 'ALIVE' }],
    'adverse-events': [adverseEvent({ AESTDAT: '2024-07', AEENDAT: '2024-05-02' })],
  }

  it('is the latest complete date recorded where none is given', () => {
    expect(analyse({ subjects: [madeSubject(files)] }, PROTOCOL_5).cutoff).toBe('2024-06-01')
  })

  it('passes over what is no date', () => {
    const odd = { ...files, visits: [{ VISIT: 'W8', SVSTDAT: '2024-99-99' }] }
    expect(analyse({ subjects: [madeSubject(odd)] }, PROTOCOL_5).cutoff).toBe('2024-06-01')
  })

  it('of a study without any date leaves nobody enrolled', () => {
    const analysis = analyse({ subjects: [{ subjid: '1001', files: {} }] }, PROTOCOL_5)
    expect(analysis.populations).toEqual({ ENR: 0, SAF: 0, EVAL: 0 })
  })

  it('must be a complete date', () => {
    const ask = () => analyse({ subjects: [] }, PROTOCOL_5, { cutoff: isoDate('2024-02-30') })
    expect(ask).toThrow(/no complete date/)
  })
})
