import { formsAt } from '../../protocol/schedule.ts'
import type { CheckRecord } from '../define.ts'
import type { ProducedFinding, Producer } from '../producer.ts'
import type { CheckSubject } from '../subject.ts'
import { shownDate } from '../variables.ts'

/** The record of a visit itself, by the visit's name; visits marked as not done have one too. */
function visitRecords({ recordsFeeding, forms }: CheckSubject): ReadonlyMap<string, CheckRecord> {
  const found = new Map<string, CheckRecord>()
  for (const record of recordsFeeding('visits')) {
    if (record.visit !== null && forms.get(record.form)?.file === 'visits') {
      found.set(record.visit, record)
    }
  }
  return found
}

/**
 * Planned visits between attended ones that have no record at all, neither done nor not done. The
 * next attended visit names them, also across one that was not done.
 */
function missingVisits(subject: CheckSubject): readonly ProducedFinding[] {
  const known = visitRecords(subject)
  const findings: ProducedFinding[] = []
  let missing: string[] = []
  for (const visit of subject.plan) {
    const record = known.get(visit)
    if (record === undefined) {
      missing.push(visit)
      continue
    }
    const date = subject.visitDates.get(visit)
    if (date === undefined) continue
    if (missing.length > 0) {
      const compared = { missing: missing.join(', '), visit, date: shownDate(date.text) }
      findings.push({ record, compared })
    }
    missing = []
  }
  return findings
}

/** Attended visits that ask for a tumour assessment, have none, and were followed by another visit. */
function missingAssessments(subject: CheckSubject): readonly ProducedFinding[] {
  const { forms, definition, visitDates } = subject
  const form = [...forms.values()].find((one) => one.group?.file === 'measurements')
  if (form === undefined) return []
  const attended = subject.plan.filter((visit) => visitDates.has(visit))
  const known = visitRecords(subject)
  const assessed = subject.recordsOf(form.key)
  return attended.slice(0, -1).flatMap((visit) => {
    const record = known.get(visit)
    const isAsked = formsAt(definition.schedule, visit).includes(form.key)
    const isThere = assessed.some((one) => one.visit === visit)
    return record === undefined || !isAsked || isThere ? [] : [{ record, compared: { visit } }]
  })
}

/** Two visits on one day: the second is named. */
function visitsOnOneDay(subject: CheckSubject): readonly ProducedFinding[] {
  const known = visitRecords(subject)
  const first = new Map<string, string>()
  const findings: ProducedFinding[] = []
  for (const [visit, date] of subject.visitDates) {
    if (date.precision !== 'day') continue
    const other = first.get(date.text)
    const record = known.get(visit)
    if (other === undefined) first.set(date.text, visit)
    else if (record !== undefined) {
      findings.push({ record, compared: { visit, other, date: shownDate(date.text) } })
    }
  }
  return findings
}

export const visitProducers: readonly Producer[] = [
  { key: 'missing-visits', find: missingVisits },
  { key: 'missing-assessments', find: missingAssessments },
  { key: 'visits-on-one-day', find: visitsOnOneDay },
]
