import { describe, expect, it } from 'vitest'
import { aggregate } from '../../../shared/endpoints/aggregate.ts'
import { defaultCutoff } from '../../../shared/endpoints/default-cutoff.ts'
import type { EndpointRow } from '../../../shared/endpoints/results.ts'
import { builtInFamilies } from '../../../shared/families.ts'
import { parseRowPart, rowsOfPart, type RowPart } from '../../../shared/live/row-parts.ts'
import { liveRows } from '../../../shared/live/rows.ts'
import { toLiveSubject } from '../../../shared/live/subject.ts'
import { readTrialFolder } from '../../../server/reference-cases/trial-folder.ts'

const PROTOCOLS = builtInFamilies.protocols.keys

/** What a row counts, and of how many; of a distribution, each response besides. */
function numbersOf(row: EndpointRow): readonly (readonly [RowPart, number])[] {
  switch (row.kind) {
    case 'proportion':
    case 'incidence':
      return [
        ['hit', row.n],
        ['counted', row.N],
      ]
    case 'time-to-event':
      return [
        ['hit', row.events],
        ['counted', row.N],
        ['other', row.N - row.events],
      ]
    case 'landmark':
      return [
        ['hit', row.crude.n],
        ['counted', row.crude.N],
      ]
    case 'distribution':
      return [
        ['counted', row.N],
        ...Object.entries(row.counts).map(([response, n]) => [response as RowPart, n] as const),
      ]
    default:
      return [['counted', row.N]]
  }
}

describe.each(PROTOCOLS)('the rows behind the numbers of %s', (protocol) => {
  const definition = builtInFamilies.protocols.get(protocol)
  const folder = new URL(`../../golden/trials/${protocol}`, import.meta.url).pathname
  const trial = readTrialFolder(folder)
  const cutoff = defaultCutoff(trial)

  it.each(['investigator', 'derived'] as const)(
    'are as many as each number says, by cohort too, with responses of the %s',
    (source) => {
      if (cutoff === null) throw new Error('no date')
      const options = { cutoff, source }
      const placed = trial.subjects.flatMap((subject) => {
        const live = toLiveSubject(subject, definition, options, builtInFamilies)
        return live === null ? [] : [{ addition: live.facts.addition, site: '01' }]
      })
      const additions = placed.map(({ addition }) => addition)
      const { endpoints } = aggregate(additions, definition, options, builtInFamilies)
      expect(endpoints.length).toBeGreaterThan(3)
      for (const row of endpoints) {
        const endpoint = definition.endpoints.find(({ id }) => id === row.id) ?? null
        if (endpoint === null) throw new Error(row.id)
        const own =
          row.cohort === null ? placed : placed.filter((one) => one.addition.cohort === row.cohort)
        const rows = liveRows(own, endpoint, null)
        for (const [part, n] of numbersOf(row)) {
          const found = rowsOfPart(rows, part, endpoint, definition.conventions.monthDays)
          expect(found.length, `${row.id} ${row.cohort ?? ''} ${part}`).toBe(n)
        }
      }
    },
  )
})

it('a part of an address is one that there is, or none', () => {
  expect(parseRowPart('hit')).toBe('hit')
  expect(parseRowPart('NON-CR/NON-PD')).toBe('NON-CR/NON-PD')
  expect(parseRowPart('toString')).toBeNull()
  expect(parseRowPart(null)).toBeNull()
})
