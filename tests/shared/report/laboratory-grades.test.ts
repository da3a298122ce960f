import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { builtInFamilies } from '../../../shared/families.ts'
import type { IsoDate } from '../../../shared/kernel/brand.ts'
import { toReportSubject } from '../../../shared/report/report-subject.ts'
import { findLaboratoryTest } from '../../../shared/safety/laboratory-tests.ts'
import { readTrialFolder } from '../../../server/reference-cases/trial-folder.ts'
import { analysisOf, recordsOf } from '../exports/adam/made-datasets.ts'

const FOLDER = new URL('../../golden/trials', import.meta.url).pathname

describe.each(builtInFamilies.protocols.keys)('VA-03: laboratory shifts of %s', (key) => {
  const definition = builtInFamilies.protocols.get(key)
  const expected = JSON.parse(readFileSync(`${FOLDER}/${key}/expected.json`, 'utf8')) as unknown
  const { cutoff } = expected as { readonly cutoff: IsoDate }
  const { subjects } = readTrialFolder(`${FOLDER}/${key}`)

  it('the report has the baseline and worst grades that ADLB flags', () => {
    let compared = 0
    for (const subject of subjects) {
      const options = { cutoff, source: 'investigator' } as const
      const reported = toReportSubject(subject, definition, options, builtInFamilies)
      const rows = recordsOf([analysisOf(subject, { definition, cutoff })], 'ADLB')
      const found = (reported?.laboratory ?? []).map((shift) => {
        const test = findLaboratoryTest(shift.test)
        const direction = test?.low === shift.term ? 'ATOXGRL' : 'ATOXGRH'
        const worstFlag = direction === 'ATOXGRL' ? 'ANL02FL' : 'ANL03FL'
        const own = rows.filter(({ PARAMCD }) => PARAMCD === test?.sdtmCode)
        const grade = (flag: string): number | null => {
          const text = own.find((row) => row[flag] === 'Y')?.[direction]
          return text === undefined ? null : Number(text)
        }
        return { shift, adlb: { baseline: grade('ABLFL'), worst: grade(worstFlag) } }
      })
      for (const { shift, adlb } of found) {
        compared += 1
        expect(adlb, `${subject.subjid} ${shift.test} ${shift.term}`).toEqual({
          baseline: shift.baseline,
          worst: shift.worst,
        })
      }
      const graded = rows.filter(({ ANL02FL, ANL03FL }) => ANL02FL === 'Y' || ANL03FL === 'Y')
      expect(graded.length > 0).toBe(found.some(({ shift }) => shift.worst !== null))
    }
    expect(compared).toBeGreaterThan(50)
  })
})
