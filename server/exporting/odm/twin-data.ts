import {
  formData,
  groupsOfAnswers,
  withEmptyAnswers,
  type Answer,
} from '../../../shared/exports/odm/clinical.ts'
import { fieldsOf } from '../../../shared/exports/odm/fields.ts'
import {
  eventOf,
  formRepeats,
  locationOid,
  studyOid,
  versionOid,
} from '../../../shared/exports/odm/places.ts'
import { element, startTag } from '../../../shared/exports/odm/xml.ts'
import type { FormDefinition } from '../../../shared/forms/define.ts'
import { fileLayouts, SUBJECT_FORM } from '../../../shared/trial/layout.ts'
import { toFilledForms, type ImportedForm } from '../../../shared/trial/to-records.ts'
import { rowsOf } from '../../../shared/trial/trial.ts'
import type { FormatInput } from '../format.ts'
import { seenPlaces } from '../seen-places.ts'
import { WRITING } from './state.ts'

/** The data of a de-identified copy: no names, no trail, the codes in place of subjects and sites. */
export async function* twinData(input: FormatInput): AsyncGenerator<string> {
  const { study, definition, definitionVersion } = input
  const forms = new Map(definition.forms.map((form) => [form.key, form]))
  const layouts = fileLayouts(definition)
  yield codedSites(input)
  yield startTag('ClinicalData', {
    StudyOID: studyOid(study.key),
    MetaDataVersionOID: versionOid(definitionVersion),
  })
  let done = 0
  for await (const subject of input.subjects()) {
    input.onProgress({ step: WRITING, subjects: done })
    done += 1
    const filled = toFilledForms(subject, layouts)
    const visits = [...new Set(filled.map(({ visit }) => visit))]
    const events = visits.map((visit) => {
      const { oid, repeatKey } = eventOf(definition.schedule, visit)
      const here = filled.filter((form) => form.visit === visit)
      return element(
        'StudyEventData',
        { StudyEventOID: oid, StudyEventRepeatKey: repeatKey },
        ...here.map((form) => filledForm(forms.get(form.form), form)),
      )
    })
    const site = rowsOf(subject, SUBJECT_FORM)[0]?.['SITEID'] ?? ''
    const siteRef = site === '' ? [] : [element('SiteRef', { LocationOID: locationOid(site) })]
    yield element('SubjectData', { SubjectKey: subject.subjid }, ...siteRef, ...events)
  }
  yield '</ClinicalData>\n'
}

/** The codes that stand for the sites one may see, with nothing that names one. */
function codedSites({ study, twin, ...input }: FormatInput): string {
  const seen = seenPlaces(input).map(({ code }) => twin?.siteCode(code) ?? '')
  const codes = [...new Set(seen)].sort()
  const version = element('MetaDataVersionRef', {
    StudyOID: studyOid(study.key),
    MetaDataVersionOID: versionOid(input.definitionVersion),
    EffectiveDate: input.stateAt.slice(0, 10),
  })
  const locations = codes.map((code) =>
    element('Location', { OID: locationOid(code), Name: code, LocationType: 'Site' }, version),
  )
  return element('AdminData', { StudyOID: studyOid(study.key) }, ...locations)
}

function filledForm(form: FormDefinition | undefined, { rowKey, values }: ImportedForm): string {
  if (form === undefined) return ''
  const answers: readonly Answer[] = fieldsOf(form, values)
  const repeatKey = formRepeats(form) && rowKey !== '' ? rowKey : undefined
  return formData(
    { key: form.key, repeatKey },
    groupsOfAnswers(form, withEmptyAnswers(form, answers)),
  )
}
