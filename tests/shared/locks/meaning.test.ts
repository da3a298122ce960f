import { describe, expect, it } from 'vitest'
import { lockCovers, type ActPlace, type LockPlace } from '../../../shared/locks/covers.ts'
import { bearingOf, REFUSED, type HeldAct } from '../../../shared/locks/meaning.ts'

const BY_PERSON = { entity: 'query', subjectId: 'one', byProgram: false }

describe('what an act does to held data', () => {
  const act = (of: Partial<HeldAct>) => bearingOf({ act: 'x', ...BY_PERSON, ...of })

  it.each<readonly [Partial<HeldAct>, string, string]>([
    [{ act: 'record.amend', entity: 'record' }, 'entry', 'a changed form'],
    [{ act: 'record.import', entity: 'record', byProgram: true }, 'entry', 'an import'],
    [{ act: 'subject.import', entity: 'subject', byProgram: true }, 'entry', 'an imported subject'],
    [{ act: 'study.import', entity: 'study', subjectId: null }, 'entry', 'the import itself'],
    [{ act: 'query.answer' }, 'work', 'an answer'],
    [{ act: 'verification.set', entity: 'verification' }, 'work', 'a verification'],
    [{ act: 'signature.sign', entity: 'signature' }, 'work', 'a signature'],
    [{ act: 'an.act.not.known' }, 'work', 'whatever a person does to a subject'],
    [{ act: 'query.open', byProgram: true }, 'free', 'a query of a check that fired'],
    [
      { act: 'signature.break', entity: 'signature', byProgram: true },
      'free',
      'a broken signature',
    ],
    [
      { act: 'review.reopen', entity: 'record', byProgram: true },
      'work',
      'a derived response moved',
    ],
    [
      { act: 'laboratory.recalculate', entity: 'laboratory', byProgram: true },
      'work',
      'a flag moved',
    ],
    [{ act: 'safety-report.submit', entity: 'safetyReport' }, 'free', 'safety never waits'],
    [{ act: 'audit.redact', entity: 'auditEntry' }, 'free', 'the data stay'],
    [{ act: 'grant.give', entity: 'accountGrant', subjectId: null }, 'free', 'rights of people'],
    [{ act: 'amendment.publish', entity: 'studyVersion', subjectId: null }, 'work', 'new rules'],
  ])('%o is %s: %s', (of, bearing) => {
    expect(act(of)).toBe(bearing)
  })

  it('LK-01: a freeze stops what the site enters, a lock stops review and cleaning too', () => {
    expect(REFUSED).toEqual({ freeze: ['entry'], lock: ['entry', 'work'] })
  })
})

describe('where a lock holds', () => {
  const at: ActPlace = { siteId: 'S1', subjectId: 'one', visit: 'W8', form: 'vitals' }
  const lock = (of: Partial<LockPlace>): LockPlace => ({
    level: 'record',
    siteId: 'S1',
    subjectId: 'one',
    visit: 'W8',
    form: 'vitals',
    ...of,
  })
  const nothing = { siteId: null, subjectId: null, visit: null, form: null }

  it.each<readonly [LockPlace, Partial<ActPlace>, boolean]>([
    [lock({}), {}, true],
    [lock({}), { form: 'ecg' }, false],
    [lock({}), { visit: 'W12' }, false],
    [lock({ visit: null }), { visit: null }, true],
    [lock({ visit: null }), {}, false],
    [lock({ level: 'visit', form: null }), { form: 'ecg' }, true],
    [lock({ level: 'visit', form: null }), { form: null }, true],
    [lock({ level: 'visit', form: null }), { visit: null }, false],
    [lock({ level: 'visit', form: null }), { subjectId: 'two' }, false],
    [lock({ level: 'subject', visit: null, form: null }), { visit: null }, true],
    [lock({ level: 'subject', visit: null, form: null }), { subjectId: 'two' }, false],
    [{ ...nothing, level: 'site', siteId: 'S1' }, { subjectId: 'two' }, true],
    [{ ...nothing, level: 'site', siteId: 'S1' }, { siteId: 'S2' }, false],
    [{ ...nothing, level: 'study' }, { siteId: 'S2', subjectId: 'two' }, true],
    [{ ...nothing, level: 'study' }, nothing, true],
  ])('LK-01: %o at %o holds: %s', (held, of, expected) => {
    expect(lockCovers(held, { ...at, ...of })).toBe(expected)
  })
})
