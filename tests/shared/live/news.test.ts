import { describe, expect, it } from 'vitest'
import { builtInFamilies } from '../../../shared/families.ts'
import type { IsoDate } from '../../../shared/kernel/brand.ts'
import { subjectNews } from '../../../shared/live/news.ts'
import { toReportSubject, type ReportSubject } from '../../../shared/report/report-subject.ts'
import { readTrialFolder } from '../../../server/reference-cases/trial-folder.ts'

const PROTOCOL = 'lenvatinib-toripalimab'
const definition = builtInFamilies.protocols.get(PROTOCOL)
const folder = new URL(`../../golden/trials/${PROTOCOL}`, import.meta.url).pathname
const [first] = readTrialFolder(folder).subjects
const known =
  first === undefined
    ? null
    : toReportSubject(
        first,
        definition,
        { cutoff: '2030-01-01' as IsoDate, source: 'investigator' },
        builtInFamilies,
      )

/** The same subject with other best responses. */
function withBest(bor: 'SD' | 'PR', confirmedBor: 'SD' | 'PR'): ReportSubject {
  if (known === null) throw new Error('no subject')
  const responses = known.addition.responses.map((one) => ({
    ...one,
    row: { ...one.row, criteria: 'X', bor, confirmedBor, progression: null },
  }))
  return { ...known, addition: { ...known.addition, responses: responses.slice(0, 1) } }
}

describe('news of a best response', () => {
  const best = (before: ReportSubject, after: ReportSubject, confirming: readonly string[]) =>
    subjectNews(before, after, new Set(confirming)).map((item) =>
      item.kind === 'response' ? `${String(item.before)} ${item.after}` : item.kind,
    )

  it('wait for the confirmation where the protocol asks for one', () => {
    const [none, seen, confirmed] = [
      withBest('SD', 'SD'),
      withBest('PR', 'SD'),
      withBest('PR', 'PR'),
    ]
    expect(best(none, seen, ['X'])).toEqual([])
    expect(best(seen, confirmed, ['X'])).toEqual(['SD PR'])
  })

  it('come with the first response where it asks for none', () => {
    expect(best(withBest('SD', 'SD'), withBest('PR', 'SD'), [])).toEqual(['SD PR'])
    expect(best(withBest('PR', 'SD'), withBest('PR', 'PR'), [])).toEqual([])
  })
})
