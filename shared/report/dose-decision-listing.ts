import type { Bilingual } from '../kernel/bilingual.ts'
import { DOSE_DECISION_WORDS, looksForDose } from '../protocol/dose-decisions.ts'
import { column, date, number, text, words } from './cells.ts'
import type { ReportMember } from './define.ts'
import { listing } from './part.ts'
import { population } from './report-populations.ts'

const CORRECTED: Bilingual = {
  en: 'The last version of each decision; a version above 1 was corrected, and the audit trail keeps the versions before it. Evaluable and DLT: of the level when the decision was recorded.',
  zh: '显示各决定的最新版本；版本号大于1表示经过更正，更正前的版本保留于稽查轨迹。可评价与DLT：记录该决定时该剂量组的例数。',
}

/** The committee's decisions on the dose; none where they are not known, as in de-identified copies. */
export const doseDecisionListing: ReportMember = {
  key: 'list-dose-decisions',
  section: '16.2',
  parts(input) {
    const { definition, doseDecisions } = input
    if (doseDecisions === null || !looksForDose(definition)) return []
    return [
      listing({
        key: 'dose-decisions',
        title: { en: 'Decisions on the dose', zh: '剂量决定' },
        population: population(input, 'ENR'),
        basis: { en: 'Decisions of the committee', zh: '委员会决定' },
        columns: [
          column('DECIDED', { en: 'Decided on', zh: '决定日期' }),
          column('LEVEL', { en: 'Dose level', zh: '剂量组' }),
          column('DECISION', { en: 'Decision', zh: '决定' }),
          column('NEXT', { en: 'Next subjects enter', zh: '后续受试者入组' }),
          column('EVALUABLE', { en: 'Evaluable', zh: '可评价' }, { align: 'end' }),
          column('DLT', { en: 'DLT', zh: 'DLT' }, { align: 'end' }),
          column('MEMBERS', { en: 'Decided by', zh: '决定人' }, { width: 2 }),
          column('REASON', { en: 'Reason', zh: '理由' }, { width: 3 }),
          column('VERSION', { en: 'Version', zh: '版本' }, { align: 'end' }),
        ],
        rows: doseDecisions.map((one) => ({
          ...{ level: 0, heading: false },
          cells: [
            ...[date(one.decidedOn), text(one.cohort), words(DOSE_DECISION_WORDS[one.decision])],
            ...[text(one.nextCohort), number(one.basis?.evaluable ?? null, 0)],
            ...[number(one.basis?.toxicities ?? null, 0), text(one.members), text(one.reason)],
            number(one.version, 0),
          ],
        })),
        empty: { en: 'No decision is recorded.', zh: '无剂量决定记录。' },
        footnotes: [CORRECTED],
      }),
    ]
  },
}
