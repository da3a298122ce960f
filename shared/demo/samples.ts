import { date, type SubjectRows } from './rows.ts'
import type { DemoVisit } from './visits.ts'

/** Urine and virology at the visits that ask for them: everybody carries hepatitis B. */
export function writeUrineAndVirology(visits: readonly DemoVisit[], rows: SubjectRows): void {
  visits.forEach(({ visit, day, forms }, at) => {
    if (forms.includes('urinalysis')) {
      const UAPROT = at % 7 === 4 ? '1+' : 'NEGATIVE'
      rows.add('urinalysis', {
        VISIT: visit,
        UAPERF: 'Y',
        UADAT: date(day),
        UAPROT,
        UAINTP: UAPROT === 'NEGATIVE' ? 'NORMAL' : 'ABNORMAL NCS',
      })
    }
    if (forms.includes('virology')) {
      rows.add('virology', {
        VISIT: visit,
        VIPERF: 'Y',
        VIDAT: date(day),
        VIHBSAG: 'POSITIVE',
        VIHBEAG: 'NEGATIVE',
        VIHBDNA: '<20',
        VIHCVAB: 'NEGATIVE',
        VIHIVAB: 'NEGATIVE',
      })
    }
  })
}
