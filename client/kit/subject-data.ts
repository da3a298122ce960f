import { useSuspenseQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { HeldBy } from '../../shared/api/held.ts'
import type { RecordView } from '../../shared/api/routes/subjects.ts'
import type { FormDefinition } from '../../shared/forms/define.ts'
import type { Study } from '../../shared/api/routes/studies.ts'
import type { Bilingual } from '../../shared/kernel/bilingual.ts'
import { needsRanges } from '../../shared/laboratory/row-limits.ts'
import {
  versionOfRecord,
  type NumberedDefinition,
  type VersionedRecord,
} from '../../shared/protocol/record-version.ts'
import type { CheckedSubject } from './edit-checks/fired-checks.ts'
import { heldAt } from './locks.ts'
import type { LesionChoice } from './form/form-surroundings.ts'
import { studyQuery, subjectQuery, type SubjectFile } from './queries.ts'
import { useRouteParam } from './route-params.ts'
import { usePermissions } from './session.ts'
import { useSiteLaboratories } from './site-laboratories.ts'
import { useVersions } from './versions.ts'

export interface SubjectScreen extends SubjectFile {
  /** With the version of the definition that is in force at the subject's site. */
  readonly study: Study
  /** The versions up to that one, the first one first. */
  readonly versions: readonly NumberedDefinition[]
  /** Records that are not removed. */
  readonly present: readonly RecordView[]
  /** The lesions recorded for the subject, for the lists of lesion items. */
  readonly lesions: readonly LesionChoice[]
  /** The same as the checks of its forms look at it. */
  readonly checked: CheckedSubject
  /** What holds the whole subject; null: nothing does. */
  readonly held: HeldBy | null
  /** The right to fill forms of the site, where nothing holds the whole subject. */
  readonly mayWrite: boolean
  /** The same for the forms of the investigator. */
  readonly mayReview: boolean
  /** The right to report serious events: no freeze or lock stops that. */
  readonly mayReport: boolean
}

/** The study of the address. */
export function useStudy(): Study {
  return useSuspenseQuery(studyQuery(useRouteParam('study'))).data
}

/** The study and subject of the address, and what the person signed in may do there. */
export function useSubjectScreen(): SubjectScreen {
  const newest = useStudy()
  const file = useSuspenseQuery(subjectQuery(newest.id, useRouteParam('subjid'))).data
  const versions = useVersions(newest, Number(file.definitionVersion))
  const may = usePermissions()
  const scope = { study: newest.id, site: file.subject.site }
  const definition = versions.at(-1)?.definition ?? newest.definition
  const held = heldAt(file.locks, { visit: null, form: null })
  const timeZone = newest.sites.find(({ code }) => code === file.subject.site)?.timeZone
  const records = useMemo(() => file.records.filter((record) => !record.removed), [file])
  const lesions = useSameWhileEqual(lesionsOf(records))
  const { subjid, site } = file.subject
  const laboratories = useSiteLaboratories(newest.id, site, needsRanges(records))
  const checked = useMemo(
    (): CheckedSubject => ({ definition, subjid, site, timeZone, records, laboratories }),
    [definition, subjid, site, timeZone, records, laboratories],
  )
  return {
    ...file,
    study: { ...newest, definition },
    versions,
    present: checked.records,
    lesions,
    checked,
    held,
    mayWrite: held === null && may('record.write', scope),
    mayReview: held === null && may('review.write', scope),
    mayReport: may('record.write', scope),
  }
}

/** Whether the person may fill a form here: by right and owner, and where nothing holds it. */
export function mayFill(
  { locks, mayWrite, mayReview }: Pick<SubjectScreen, 'locks' | 'mayWrite' | 'mayReview'>,
  form: FormDefinition,
  visit: string | null,
): boolean {
  const may = form.owner === 'investigator' ? mayReview : mayWrite
  return may && heldAt(locks, { visit, form: form.key }) === null
}

/** The earlier value while the new one says the same: what depends on it is not drawn anew. */
function useSameWhileEqual<T extends object>(value: T): T {
  const content = JSON.stringify(value)
  return useMemo(() => JSON.parse(content) as T, [content])
}

/** Forms of the study that are offered on screen. */
export function shownForms(study: Study): readonly FormDefinition[] {
  return study.definition.forms.filter((form) => form.hidden !== true)
}

export function findForm(study: Study, key: string): FormDefinition | undefined {
  return study.definition.forms.find((form) => form.key === key)
}

/** A form as one of its records is read: by the version the record was filled under, as a rule. */
export function formOfRecord(
  { study, versions }: Pick<SubjectScreen, 'study' | 'versions'>,
  key: string,
  record: RecordView | null,
): FormDefinition | undefined {
  if (record === null) return findForm(study, key)
  const { definition } = versionOfRecord(versions, numbered(record))
  return definition.forms.find((form) => form.key === key)
}

/** The record with its version as a number. */
export function numbered({ form, definitionVersion }: RecordView): VersionedRecord {
  return { form, definitionVersion: Number(definitionVersion) }
}

function lesionsOf(records: readonly RecordView[]): readonly LesionChoice[] {
  return records
    .filter((record) => record.form === 'lesions')
    .map(({ values }) => values.items)
    .flatMap((items) => {
      const id = items['TULNKID'] ?? ''
      const rest = [items['TULOC'], items['TUGRPID']].filter((text) => text !== undefined)
      return id === '' ? [] : [{ id, label: [id, ...rest].join(' · ') }]
    })
    .sort((a, b) => (a.id < b.id ? -1 : 1))
}

/** Name of a visit as a person reads it: the schedule's title beside its code where it has one. */
export function visitTitle(study: Study, visit: string): Bilingual {
  const planned = study.definition.schedule.single.find((single) => single.visit === visit)
  return planned?.title ?? { en: visit, zh: visit }
}
