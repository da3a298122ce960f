import type { SubjectDerivation } from '../../../shared/endpoints/derivation.ts'
import type { StudyTotals } from '../../../shared/exports/datasets/define.ts'
import { SUBJECT_FORM } from '../../../shared/trial/layout.ts'
import { rowsOf, type TrialSubject } from '../../../shared/trial/trial.ts'

/** Counts what the records about the study need of its subjects, while these go by. */
export class TotalsCount {
  private subjects = 0
  private enrolled = 0
  private treated = 0
  private firstConsent: string | null = null
  private lastContact: string | null = null

  add(subject: TrialSubject, { enrolled, dates }: SubjectDerivation): void {
    this.subjects += 1
    if (enrolled) this.enrolled += 1
    if (dates.firstDose !== null) this.treated += 1
    const consent = rowsOf(subject, SUBJECT_FORM)[0]?.['RFICDAT'] ?? ''
    if (consent !== '' && (this.firstConsent === null || consent < this.firstConsent)) {
      this.firstConsent = consent
    }
    for (const date of [dates.lastKnownAlive, dates.death]) {
      if (date !== null && (this.lastContact === null || date > this.lastContact)) {
        this.lastContact = date
      }
    }
  }

  /** Of the subjects so far: whole once all have gone by. */
  sofar(): StudyTotals {
    const { subjects, enrolled, treated, firstConsent, lastContact } = this
    return { subjects, enrolled, treated, firstConsent, lastContact }
  }
}
