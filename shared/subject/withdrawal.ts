import type { FormDefinition, FormValues, ItemDefinition, RowValues } from '../forms/define.ts'
import type { Day, IsoDate } from '../kernel/brand.ts'
import { parsePartialDate, toIsoDate } from '../kernel/dates.ts'
import { consentOf, type ConsentSettings } from '../protocol/consent-settings.ts'
import { rowsOf, type Trial, type TrialSubject } from '../trial/trial.ts'

/** Files of the trial layout that can say that consent was withdrawn. */
export const WITHDRAWAL_FILES: ReadonlySet<string> = new Set(['disposition', 'survival'])

/** Withdrawal of consent; `day` null where it is not dated. */
export interface Withdrawal {
  readonly day: Day | null
}

/**
 * When a subject withdrew consent: the earliest end of study by the subject's own wish, or contact
 * that says so; null for none. Of a partial date the latest day it may mean: nothing is refused on a
 * guess.
 */
export function withdrawalOf(subject: TrialSubject): Withdrawal | null {
  const days = [
    ...rowsOf(subject, 'disposition').flatMap((row) =>
      row['DSSCAT'] === 'STUDY' && row['DSDECOD'] === 'WITHDRAWAL BY SUBJECT'
        ? [latestDay(row['DSSTDAT'])]
        : [],
    ),
    ...rowsOf(subject, 'survival').flatMap((row) =>
      row['SSORRES'] === 'WITHDRAWN' ? [latestDay(row['SSDAT'])] : [],
    ),
  ]
  if (days.length === 0) return null
  const known = days.filter((day) => day !== null).sort((a, b) => a - b)
  return { day: known[0] ?? null }
}

function latestDay(text: string | undefined): Day | null {
  return parsePartialDate(text ?? '')?.latest ?? null
}

/** Days on which the site or a committee knew or judged, not on which something befell the subject. */
export const NOT_OF_SUBJECT: ReadonlySet<string> = new Set(['AEAWDAT', 'AEDLTDAT', 'AEDLTCMD'])

/**
 * JSON pointers of the dates of a filled form that lie after a day, whatever they may still mean. When
 * the site became aware of an event counts not: it has to report what happened before, too.
 */
export function datesAfter(form: FormDefinition, values: FormValues, day: Day): readonly string[] {
  const rowItems = form.group?.items ?? []
  return [
    ...laterIn(form.items, values.items, { day, base: '/items' }),
    ...values.rows.flatMap((row, at) => laterIn(rowItems, row, { day, base: `/rows/${at}` })),
  ]
}

function laterIn(
  items: readonly ItemDefinition[],
  row: RowValues,
  { day, base }: { readonly day: Day; readonly base: string },
): readonly string[] {
  return items.flatMap(({ key, kind }) => {
    const isOfSubject = kind === 'date' && !NOT_OF_SUBJECT.has(key)
    const date = isOfSubject ? parsePartialDate(row[key] ?? '') : null
    return date !== null && date.earliest > day ? [`${base}/${key}`] : []
  })
}

/** A subject whose data an export flags. */
export interface FlaggedSubject {
  readonly subjid: string
  readonly withdrawn: IsoDate | null
}

/** The subjects whose held data are flagged in exports; none where the protocol does not ask it. */
export function flaggedSubjects(
  { subjects }: Trial,
  definition: { readonly consent?: ConsentSettings },
): readonly FlaggedSubject[] {
  if (consentOf(definition).heldData !== 'flagged') return []
  return subjects.flatMap((subject) => {
    const withdrawal = withdrawalOf(subject)
    if (withdrawal === null) return []
    const { day } = withdrawal
    return [{ subjid: subject.subjid, withdrawn: day === null ? null : toIsoDate(day) }]
  })
}
