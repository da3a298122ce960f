import type { Store } from '../../db/store.ts'
import { placeKey, type FiredCheck } from '../../shared/checks/define.ts'
import type { Bilingual } from '../../shared/kernel/bilingual.ts'
import type { Actor } from '../audit/actor.ts'
import type { Opening } from '../queries/service.ts'
import type { FiringRow, Seen } from './firings.ts'

/** Of whom a check fired, when, and at whose change. */
export interface FiringOf {
  readonly store: Store
  readonly studyId: string
  readonly subject: { readonly id: string; readonly siteId: string }
  readonly actor: Pick<Actor, 'accountId'>
  readonly at: string
}

/** A firing that stands open, without a query yet. */
export function newFiring(
  { store, studyId, subject, actor, at }: FiringOf,
  fired: FiredCheck,
): FiringRow {
  const { place, message, compared: values } = fired
  return {
    id: store.newId(),
    studyId,
    siteId: subject.siteId,
    subjectId: subject.id,
    recordId: fired.recordId,
    form: place.form,
    visit: place.visit,
    item: place.item,
    groupRow: place.groupRow,
    place: placeKey(place),
    checkKey: fired.check,
    checkVersion: fired.version,
    severity: fired.severity,
    state: 'open',
    compared: JSON.stringify({ values, message } satisfies Seen),
    firedBy: actor.accountId,
    firedAt: at,
    reason: null,
    settledBy: null,
    settledAt: null,
    queryId: null,
    version: 1,
  }
}

/** The query that asks what a firing asks. */
export function openingOf(
  { studyId, subject }: Pick<FiringOf, 'studyId' | 'subject'>,
  { place, check: key, version, message, recordId, compared }: FiredCheck,
): Opening & { readonly said: Bilingual } {
  const { form, visit, rowKey, item, groupRow } = place
  return {
    place: {
      studyId,
      siteId: subject.siteId,
      subjectId: subject.id,
      recordId,
      form,
      visit,
      rowKey,
      item,
      groupRow,
    },
    kind: 'system',
    check: { key, version },
    valueAtOpening: JSON.stringify(compared),
    text: null,
    said: message,
  }
}
