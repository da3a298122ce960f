import { expect, it } from 'vitest'
import {
  createKnownBySource,
  knownOrMade,
  type ListedSubject,
  type SubjectOverview,
} from '../../../server/subjects/service.ts'
import { packMarks, newGathered, toMarks } from '../../../server/subjects/marks.ts'
import type { SubjectSource } from '../../../server/subjects/known-by-source.ts'
import type { PinnedDefinition } from '../../../server/studies/service.ts'
import { builtInFamilies } from '../../../shared/families.ts'
import { dayOf } from '../../../shared/kernel/dates.ts'

const definition = builtInFamilies.protocols.get('donafenib-switch')
const pinned: PinnedDefinition = { definition, number: 1, hash: '', forms: new Map(), earlier: [] }
const NO_OVERVIEW: SubjectOverview = {
  ...{ enrolment: null, anchor: null, lastContact: null, until: null, visits: new Map() },
  ...{ status: { status: 'screening', since: null }, answers: new Map(), pending: [] },
  ...{ deviations: [], partialForms: [], outside: [] },
}

function source(id: string, changed: Partial<ListedSubject> = {}, asked = 0): SubjectSource {
  const place = { siteId: 'site', site: 'S1', timeZone: 'Asia/Shanghai', cohort: null }
  const subject = { ...place, id, subjid: id, state: 'screening' as const, revision: 1, ...changed }
  const marks = { ...newGathered(), queries: new Map(asked > 0 ? [['["W4",null]', asked]] : []) }
  return { subject, pinned, marks: toMarks(packMarks(marks)), today: dayOf(2026, 3, 1) }
}

function setUp(atMost: number) {
  const read: string[] = []
  const known = createKnownBySource(({ subject }) => ({ of: subject.id }), atMost)
  const list = async (sources: readonly SubjectSource[]): Promise<readonly string[]> => {
    const made = await knownOrMade(known, sources, (some) => {
      read.push(...some.map(({ id }) => id))
      return Promise.resolve(new Map(some.map(({ id }) => [id, NO_OVERVIEW])))
    })
    return made.map(({ made: { of } }) => of)
  }
  return { list, taken: () => read.splice(0) }
}

it('E29 reads a subject again where its row, its definition, its marks or the day changed, and no other', async () => {
  const { list, taken } = setUp(10)
  await list(['a', 'b', 'c', 'd', 'e'].map((id) => source(id)))
  expect(taken()).toEqual(['a', 'b', 'c', 'd', 'e'])
  const changed = [
    source('a', { revision: 2 }),
    source('b', {}, 1),
    { ...source('c'), today: dayOf(2026, 3, 2) },
    { ...source('d'), pinned: { ...pinned, number: 2 } },
    source('e'),
  ]
  expect(await list(changed)).toEqual(['a', 'b', 'c', 'd', 'e'])
  expect(taken()).toEqual(['a', 'b', 'c', 'd'])
  await list(changed)
  expect(taken()).toEqual([])
})

it('E30 leaves nobody out of a list that is longer than what is remembered', async () => {
  const { list } = setUp(2)
  const all = ['a', 'b', 'c', 'd', 'e'].map((id) => source(id))
  await list(all.slice(3))
  expect(await list(all)).toEqual(['a', 'b', 'c', 'd', 'e'])
})
