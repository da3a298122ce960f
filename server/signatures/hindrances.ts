import { and, count, eq, isNull } from 'drizzle-orm'
import type { RecordRow } from '../../db/rows.ts'
import type { Store } from '../../db/store.ts'
import type { Signing } from '../../shared/api/routes/signatures.ts'
import type { MatrixCell } from '../../shared/api/routes/subjects.ts'
import { completenessOf } from '../../shared/forms/findings.ts'
import type { SignedDerivation } from '../../shared/signatures/content.ts'
import { isReviewForm, storedDerivation, storedValues } from '../entry/service.ts'
import { versionOfRecord, type PinnedDefinition } from '../studies/service.ts'
import type { Place } from './covered-content.ts'

interface Judged {
  readonly place: Place
  readonly pinned: PinnedDefinition
  /** The records that the signature would cover. */
  readonly covered: readonly RecordRow[]
  readonly cells: readonly MatrixCell[]
}

/**
 * Forms that have to be filled before a place can be signed: incomplete ones, and at visits that were
 * begun the site's forms that are empty. Open queries are none of them: the signer is told, and
 * judges. @source AC-14
 */
export function missingAt({ place, pinned, covered, cells }: Judged): Signing['missing'] {
  const partial = covered
    .filter((row) => isPartial(row, pinned))
    .map(({ form, visit }) => ({ form, visit }))
  const begun = new Set(covered.flatMap(({ visit }) => visit ?? []))
  const empty =
    place.scope === 'record'
      ? []
      : cells
          .filter(({ visit }) => begun.has(visit) && !visit.startsWith(UNSCHEDULED))
          .flatMap(({ visit, forms }) => emptyForms(visit, forms, pinned))
  const all = [...partial, ...empty]
  return all.filter((one, at) => all.findIndex((other) => isSamePlace(one, other)) === at)
}

/** What an unscheduled visit asks is up to the site: only what was begun counts. */
const UNSCHEDULED = 'UNS-'

function isSamePlace(a: Signing['missing'][number], b: Signing['missing'][number]): boolean {
  return a.form === b.form && a.visit === b.visit
}

function emptyForms(
  visit: string,
  forms: MatrixCell['forms'],
  pinned: PinnedDefinition,
): Signing['missing'] {
  return forms
    .filter(
      ({ form, state }) => state === 'empty' && pinned.forms.get(form)?.owner !== 'investigator',
    )
    .map(({ form }) => ({ form, visit }))
}

function isPartial(row: RecordRow, pinned: PinnedDefinition): boolean {
  const version = versionOfRecord(pinned, row)
  const form = version.forms.get(row.form)
  if (form === undefined || version.number === row.definitionVersion) {
    return row.completeness === 'incomplete'
  }
  return completenessOf(form, storedValues(row)) === 'incomplete'
}

/** Reviews that are missing or were reopened, of the derived responses that would be signed. */
export function reviewsToDo(
  { pinned, covered }: Pick<Judged, 'pinned' | 'covered'>,
  derived: readonly SignedDerivation[],
): Signing['reviews'] {
  const form = pinned.definition.forms.find(isReviewForm)
  if (form === undefined) return []
  const reviews = covered.filter((row) => row.form === form.key)
  return derived.flatMap(({ visit, criteria }) => {
    const review = reviews.find((row) => row.visit === visit && row.rowKey === criteria)
    const reopened = review !== undefined && storedDerivation(review)?.reopened === true
    return review === undefined || reopened ? [{ visit, criteria, reopened }] : []
  })
}

/** Unsettled queries at a place, by form. */
export async function openQueriesAt(
  { t: { query }, read }: Pick<Store, 't' | 'read'>,
  subjectId: string,
  place: Place,
): Promise<Signing['openQueries']> {
  const { form, visit } = query
  const rows = await read
    .select({ form, visit, count: count() })
    .from(query)
    .where(
      and(
        eq(query.subjectId, subjectId),
        isNull(query.settledAt),
        place.scope === 'visit' ? eq(visit, place.visit ?? '') : undefined,
        place.scope === 'record' ? eq(query.recordId, place.record ?? '') : undefined,
      ),
    )
    .groupBy(form, visit)
    .orderBy(visit, form)
  return rows
}
