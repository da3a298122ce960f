import type { DomainRow, Draft, SubjectContext } from '../define.ts'
import { rowValues } from '../row-values.ts'
import { codedResult, notDone } from './result.ts'

/**
 * Whether a row of the pregnancies is a test of the subject's own sample, and so a laboratory result.
 * One that was reported, and a partner's, is a finding about the pregnancy: there is no sample.
 */
export function isPregnancyTest({ row }: Pick<DomainRow, 'row'>): boolean {
  return row['RPWHO'] !== 'PARTNER' && row['RPTEST'] !== 'REPORTED'
}

export function isPregnancyRow({ part }: Pick<DomainRow, 'part'>): boolean {
  return part.layout.file === 'pregnancy'
}

/** Reported pregnancies, and those of partners. */
export function pregnancyFindings(context: SubjectContext): readonly Draft[] {
  return context
    .domainRows('LB')
    .filter((row) => isPregnancyRow(row) && !isPregnancyTest(row))
    .map((row): Draft => {
      const answer = row.tests[0]
      const text = answer?.text ?? ''
      return {
        values: {
          FATESTCD: 'PREGIND',
          FATEST: 'Pregnancy Indicator',
          FACAT: 'PREGNANCY',
          FAOBJ: row.row['RPWHO'] === 'PARTNER' ? 'PREGNANCY OF PARTNER' : 'PREGNANCY',
          ...(text === '' ? notDone('FA', answer?.reason ?? null) : codedResult('FA', text)),
          FADTC: row.date,
        },
        row,
        column: 'RPORRES',
        supplementals: [...row.supplementals, ...rowValues(row).supplementals],
        comments: row.comments,
      }
    })
}
