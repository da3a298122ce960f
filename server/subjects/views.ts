import type { SubjectView } from '../../shared/api/routes/subjects.ts'
import type { Day } from '../../shared/kernel/brand.ts'
import { studyDay, toIsoDate } from '../../shared/kernel/dates.ts'
import type { ListedSubject } from './find-subjects.ts'
import type { SubjectOverview } from './overview.ts'

/** A subject as the interface gives it, on a day. */
export function toSubjectView(
  subject: ListedSubject,
  overview: SubjectOverview,
  today: Day,
): SubjectView {
  const { subjid, site, cohort, state, revision } = subject
  const { enrolment, anchor, lastContact, status } = overview
  return {
    subjid,
    site,
    cohort,
    state,
    revision,
    enrolmentDate: isoOrNull(enrolment),
    anchorDate: isoOrNull(anchor),
    dayOnStudy: anchor === null || today < anchor ? null : studyDay(today, anchor),
    lastContact: isoOrNull(lastContact),
    status: { ...status },
  }
}

function isoOrNull(day: Day | null): string | null {
  return day === null ? null : toIsoDate(day)
}
