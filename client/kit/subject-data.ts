import { useSuspenseQuery } from '@tanstack/react-query'
import type { RecordView } from '../../shared/api/routes/subjects.ts'
import type { FormDefinition } from '../../shared/forms/define.ts'
import type { Study } from '../../shared/api/routes/studies.ts'
import type { Bilingual } from '../../shared/kernel/bilingual.ts'
import type { LesionChoice } from './form/form-surroundings.ts'
import { studyQuery, subjectQuery, type SubjectFile } from './queries.ts'
import { useRouteParam } from './route-params.ts'
import { usePermissions } from './session.ts'

export interface SubjectScreen extends SubjectFile {
  readonly study: Study
  /** Records that are not removed. */
  readonly present: readonly RecordView[]
  readonly mayWrite: boolean
  readonly mayReview: boolean
}

/** The study of the address. */
export function useStudy(): Study {
  return useSuspenseQuery(studyQuery(useRouteParam('study'))).data
}

/** The study and subject of the address, and what the person signed in may do there. */
export function useSubjectScreen(): SubjectScreen {
  const study = useStudy()
  const file = useSuspenseQuery(subjectQuery(study.id, useRouteParam('subjid'))).data
  const may = usePermissions()
  const scope = { study: study.id, site: file.subject.site }
  return {
    ...file,
    study,
    present: file.records.filter((record) => !record.removed),
    mayWrite: may('record.write', scope),
    mayReview: may('review.write', scope),
  }
}

/** Forms of the study that are offered on screen. */
export function shownForms(study: Study): readonly FormDefinition[] {
  return study.definition.forms.filter((form) => form.hidden !== true)
}

export function findForm(study: Study, key: string): FormDefinition | undefined {
  return study.definition.forms.find((form) => form.key === key)
}

/** The lesions recorded for a subject, for the lists of lesion items. */
export function lesionsOf(records: readonly RecordView[]): readonly LesionChoice[] {
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
