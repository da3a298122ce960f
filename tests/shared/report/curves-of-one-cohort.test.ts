import { expect, it } from 'vitest'
import { builtInFamilies } from '../../../shared/families.ts'
import type { IsoDate } from '../../../shared/kernel/brand.ts'
import { createRegistry } from '../../../shared/kernel/registry.ts'
import type { ReportMember } from '../../../shared/report/define.ts'
import { kaplanMeierFigures } from '../../../shared/report/kaplan-meier-figures.ts'
import type { TrialSubject } from '../../../shared/trial/trial.ts'
import { figureOf, reportOf } from './made-report.ts'

const tace = builtInFamilies.protocols.get('tace-systemic')
const members = createRegistry<ReportMember>('part', [kaplanMeierFigures])

function subject(subjid: string, COHORT: string, dosed: boolean): TrialSubject {
  const subjects = [{ SUBJID: subjid, RFICDAT: '2024-01-10', ENRDAT: '2024-01-15', COHORT }]
  const exposure = [{ EXTRT: 'LENVATINIB', EXSTDAT: '2024-01-15', EXENDAT: '', EXDOSE: '8' }]
  return { subjid, files: { subjects, ...(dosed ? { exposure } : {}) } }
}

it('P4: a curve of the only cohort with anybody at risk has the cohort in its title', () => {
  const titleOf = (second: boolean) => {
    const subjects = [subject('1', 'TACE+ICI', true), subject('2', 'TACE+TKI', second)]
    const report = reportOf({ subjects }, tace, { cutoff: '2024-06-30' as IsoDate, members })
    return figureOf(report, 'curve-os-by-cohort').title
  }
  expect(titleOf(true).en).toBe('Overall survival [OS], by cohort')
  expect(titleOf(false).en).toBe('Overall survival [OS], TACE+ICI alone')
  expect(titleOf(false).zh).toContain('仅TACE+ICI')
})
