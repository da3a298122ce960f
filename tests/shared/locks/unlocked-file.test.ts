import { describe, expect, it } from 'vitest'
import { lockSchema } from '../../../shared/api/routes/locks.ts'
import { deidentified, type Covers } from '../../../shared/exports/deidentify.ts'
import { coveredLocks, unlockedFile } from '../../../shared/locks/unlocked-file.ts'
import { protocols } from '../../../shared/protocol/registry.ts'

const covers: Covers = {
  subject: (subjid) => ({ code: `P-${subjid.length}`, daysBack: 9 }),
  site: (siteId) => `C-${siteId.length}`,
}

const subject = (subjid: string, site: string) => ({
  subjid,
  files: { subjects: [{ SUBJID: subjid, SITEID: site, SEX: 'M', RFICDAT: '2024-01-10' }] },
})

const released = (place: { level: string; site: string; subjid?: string; visit?: string }) =>
  lockSchema.parse({
    ...{ id: 'x', kind: 'lock', subjid: null, visit: null, form: null, ...place },
    ...{ setBy: 'Wang Li', setAt: '2026-03-02T09:00:00.000Z', reason: 'clean' },
    ...{ releasedBy: 'Wang Li', releasedAt: '2026-03-03T09:00:00.000Z' },
    releaseReason: 'Zhang San called',
  })

describe('the releases of locks in a de-identified copy', () => {
  it('PR-03: names subjects by their codes, small sites as one, and nobody by name', () => {
    const large = ['1', '2', '3', '4', '5'].map((number) => subject(`90${number}`, '01'))
    const definition = protocols.get('donafenib-switch')
    const twin = deidentified({ subjects: [...large, subject('777', 'XYZ')] }, definition, covers)
    const locks = [
      released({ level: 'site', site: '01' }),
      released({ level: 'site', site: 'XYZ' }),
      released({ level: 'site', site: 'NOBODY' }),
      released({ level: 'visit', site: 'XYZ', subjid: '777', visit: 'UNS-2024-02-29' }),
    ]
    const text = unlockedFile(coveredLocks(locks, twin), { times: false })?.text ?? ''
    const places = text.split('\n').map((line) => line.split(',')[1])
    expect(places).toEqual(['PLACE', 'C-2', 'SMALL', 'SMALL', 'P-3 · UNS', undefined])
    expect(text).not.toMatch(/Wang|Zhang|XYZ|2024|2026/)
  })
})
