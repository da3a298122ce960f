import type { Day } from '../../shared/kernel/brand.ts'
import type { FormDefinition } from '../../shared/forms/define.ts'
import { isReviewForm } from '../../shared/forms/review-form.ts'
import { needsVerification, type PreconditionKind } from '../../shared/locks/preconditions.ts'
import { verificationNeeded } from '../../shared/protocol/verification-settings.ts'
import type { PinnedDefinition } from '../studies/service.ts'
import {
  scheduleOf,
  type FormPlace,
  type ListedSubject,
  type SubjectMarks,
  type SubjectOverview,
} from '../subjects/service.ts'

const BASELINE = 'BASELINE'

/** Something open at a place of one subject. */
export interface OpenAt {
  readonly kind: PreconditionKind
  readonly visit: string | null
  readonly form: string | null
  readonly count: number
}

interface Looked {
  readonly subject: ListedSubject
  readonly overview: SubjectOverview
  readonly pinned: PinnedDefinition
  readonly marks: SubjectMarks
  readonly today: Day
}

/** What a subject's forms themselves still lack: content, reviews, verification and signatures. */
export function openAtForms(looked: Looked): readonly OpenAt[] {
  return [
    ...missing(looked),
    ...incomplete(looked),
    ...pendingResults(looked),
    ...reviews(looked),
    ...trust(looked),
  ]
}

function one(kind: PreconditionKind, visit: string | null, form: string | null): OpenAt {
  return { kind, visit, form, count: 1 }
}

/** Visits that are overdue, and forms of which nothing is recorded. Nothing more is expected of a screen failure. */
function missing(looked: Looked): readonly OpenAt[] {
  const { subject, overview, pinned, today } = looked
  if (subject.state === 'screen-failure') return []
  const atVisits = scheduleOf(overview, pinned, today).flatMap(({ state, visit: planned }) => {
    const { visit, forms } = planned
    if (state === 'overdue') return [one('visit-overdue', visit, null)]
    return state === 'attended' ? missingAt(looked, visit, forms) : []
  })
  const filled = new Set(overview.outside.map(({ form }) => form))
  const once = [...pinned.forms.values()]
    .filter((form) => subject.state === 'enrolled' && isAskedOnce(form) && !filled.has(form.key))
    .map(({ key }) => one('form-missing', null, key))
  return [...atVisits, ...once]
}

function missingAt(
  { overview, pinned }: Looked,
  visit: string,
  forms: readonly string[],
): readonly OpenAt[] {
  const at = overview.visits.get(visit)
  if (at?.notDone !== null) return []
  return forms
    .filter((key) => !at.forms.has(key) && isAsked(pinned.forms.get(key)))
    .map((key) => one('form-missing', visit, key))
}

/** Reviews are asked for by what there is to review, not by the schedule. */
function isAsked(form: FormDefinition | undefined): boolean {
  return form !== undefined && form.hidden !== true && !isReviewForm(form)
}

/** The form of a death is asked of those who died: a check asks for it where another form says so. */
function isAskedOnce(form: FormDefinition): boolean {
  return form.scope === 'subject' && form.file !== 'deaths' && isAsked(form)
}

function incomplete({ overview, pinned }: Looked): readonly OpenAt[] {
  const isReview = (key: string): boolean => {
    const form = pinned.forms.get(key)
    return form !== undefined && isReviewForm(form)
  }
  const atVisits = [...overview.visits].flatMap(([visit, { forms }]) =>
    [...forms]
      .filter(([key, filling]) => filling === 'partial' && !isReview(key))
      .map(([key]) => one('form-incomplete', visit, key)),
  )
  return [...atVisits, ...overview.partialForms.map((key) => one('form-incomplete', null, key))]
}

function pendingResults({ overview }: Looked): readonly OpenAt[] {
  return overview.pending.map(({ visit, form }) => one('result-pending', visit, form))
}

function reviews({ overview, pinned }: Looked): readonly OpenAt[] {
  const form = pinned.definition.forms.find(isReviewForm)?.key
  if (form === undefined) return []
  return [...overview.visits].flatMap(([visit, { reviews: made, assessed }]) => {
    if (visit === BASELINE) return []
    return pinned.definition.criteria.flatMap(({ key }) => {
      if (made.get(key)?.reopened === true) return [one('review-reopened', visit, form)]
      return assessed && !made.has(key) ? [one('review-missing', visit, form)] : []
    })
  })
}

/** The plan asks for it, of the whole form or by item, and not all of that stands verified. */
function isVerificationMissing(
  { targets, ...place }: FormPlace,
  form: FormDefinition,
  { pinned, marks }: Pick<Looked, 'pinned' | 'marks'>,
): boolean {
  const { definition } = pinned
  if (!needsVerification(definition, form)) return false
  const plan = verificationNeeded(definition, form, marks.numberAtSite)
  const asked = plan.kind === 'targeted' && targets !== undefined ? { ...place, targets } : place
  return !marks.verifiedAt(asked)
}

/** Verification and signature of every form with something recorded. */
function trust({ overview, pinned, marks }: Looked): readonly OpenAt[] {
  const places = [
    ...overview.outside.map((place) => ({ ...place, visit: null })),
    ...[...overview.visits].flatMap(([visit, { records, targets }]) =>
      [...records].map(([form, ids]) => ({ visit, form, records: ids, targets })),
    ),
  ]
  return places.flatMap((place) => {
    const form = pinned.forms.get(place.form)
    if (form === undefined || form.hidden === true) return []
    const isUnverified = isVerificationMissing(place, form, { pinned, marks })
    const isBroken = marks.signatureBrokenAt(place)
    return [
      ...(isUnverified ? [one('verification-missing', place.visit, place.form)] : []),
      ...(isBroken ? [one('signature-broken', place.visit, place.form)] : []),
      ...(!isBroken && !marks.signedAt(place)
        ? [one('signature-missing', place.visit, place.form)]
        : []),
    ]
  })
}
