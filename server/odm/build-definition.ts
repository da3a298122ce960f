import type { FormDefinition } from '../../shared/forms/define.ts'
import type { Families } from '../../shared/families.ts'
import { SHARED_CONVENTIONS, SURVIVAL_CONTACT_DAYS } from '../../shared/protocol/conventions.ts'
import type { PlannedVisit, ProtocolDefinition, Schedule } from '../../shared/protocol/define.ts'
import { titleOf } from './labels.ts'
import { mapEvents, formOidsOf, isCommon, type MappedEvents } from './map-events.ts'
import { mapForm, type FormMapping, type MappedForm } from './map-forms.ts'
import type { Library } from './map-items.ts'
import { inOrder } from './map-codes.ts'
import { Names, toFormKey } from './names.ts'
import { childOf, childrenOf, ownPartsOf, type OdmElement, type OdmFile } from './read-odm.ts'
import type { Report } from './report.ts'

interface Building {
  readonly file: OdmFile
  /** The study and the version of its definition that are read. */
  readonly study: OdmElement
  readonly version: OdmElement
  /** What the forms and visits are added to; null: an empty frame. */
  readonly base: ProtocolDefinition | null
  readonly families: Pick<Families, 'forms'>
  readonly report: Report
}

/** The definition that a file gives on top of another one. Whether it is sound is checked by the caller. */
export function buildDefinition(building: Building): ProtocolDefinition {
  const { version, report } = building
  const frame = building.base ?? emptyFrame(building)
  const library = libraryOf(building)
  const events = eventsOf(version, report)
  const own = ownForms(version)
  const others = frame.forms.filter(({ key }) => !own.has(key))
  const files = others.flatMap(({ file, group }) => [file ?? [], group?.file ?? []].flat())
  const mapping: FormMapping = {
    ...{ library, report },
    keys: new Names([...others.map(({ key }) => key), ...own]),
    files: new Names(files),
  }
  const used = new Set(events.filter((event) => !isCommon(event)).flatMap(formOidsOf))
  const mapped = childrenOf(version, 'FormDef').map((def) =>
    mapForm(def, { atVisits: used.has(def.attributes['OID'] ?? '') }, mapping),
  )
  const schedule = mapEvents(events, formsAtVisits(mapped), report)
  reportRest(building)
  const forms = mergedForms(frame.forms, mapped)
  return { ...frame, forms, schedule: mergedSchedule(frame, { version, schedule }) }
}

/** Keys of forms that come back whole, because this product wrote them. */
function ownForms(version: OdmElement): ReadonlySet<string> {
  const keys = childrenOf(version, 'FormDef').map((def) => ownPartsOf(def)?.['key'])
  return new Set(keys.filter((key) => typeof key === 'string'))
}

/** Forms of the file stand in the place of those of the same key, new ones behind all others. */
function mergedForms(
  base: readonly FormDefinition[],
  mapped: readonly MappedForm[],
): readonly FormDefinition[] {
  const read = mapped.flatMap(({ forms }) => forms)
  const kept = base.map((form) => read.find(({ key }) => key === form.key) ?? form)
  const known = new Set(base.map(({ key }) => key))
  return [...kept, ...read.filter(({ key }) => !known.has(key))]
}

function formsAtVisits(mapped: readonly MappedForm[]) {
  return (oid: string): readonly string[] =>
    mapped
      .filter((one) => one.oid === oid)
      .flatMap(({ forms }) => forms)
      .filter(({ scope, visitColumn }) => scope === 'visit' || visitColumn === true)
      .map(({ key }) => key)
}

interface ReadSchedule {
  readonly version: OdmElement
  readonly schedule: MappedEvents
}

/** The form that says that a visit took place. */
const VISIT_FORM = 'visits'

function mergedSchedule(frame: ProtocolDefinition, { version, schedule }: ReadSchedule): Schedule {
  const protocol = childOf(version, 'Protocol')
  const own = protocol === undefined ? undefined : ownPartsOf(protocol)
  const { anchor, survivalContactEveryDays } = frame.schedule
  if (own !== undefined) {
    const said = own as Partial<Schedule>
    return {
      anchor: said.anchor ?? anchor,
      ...schedule,
      survivalContactEveryDays: said.survivalContactEveryDays ?? survivalContactEveryDays,
    }
  }
  const hasVisits = frame.forms.some(({ key }) => key === VISIT_FORM)
  const read = schedule.single.map((visit) => ({
    ...visit,
    forms: hasVisits ? [...new Set([VISIT_FORM, ...visit.forms])] : visit.forms,
  }))
  const unscheduled = [...frame.schedule.unscheduledForms, ...schedule.unscheduledForms]
  return {
    ...frame.schedule,
    single: joinedVisits(frame.schedule.single, read),
    unscheduledForms: [...new Set(unscheduled)],
  }
}

/** A visit of the file that the frame has by the same name adds its forms to it. */
function joinedVisits(
  base: readonly PlannedVisit[],
  read: readonly PlannedVisit[],
): readonly PlannedVisit[] {
  const same = (a: PlannedVisit, b: PlannedVisit): boolean =>
    a.visit.toUpperCase() === b.visit.toUpperCase()
  const joined = base.map((visit) => {
    const added = read.find((one) => same(one, visit))
    return added === undefined
      ? visit
      : { ...visit, forms: [...new Set([...visit.forms, ...added.forms])] }
  })
  return [...joined, ...read.filter((visit) => !base.some((one) => same(one, visit)))]
}

function eventsOf(version: OdmElement, report: Report): readonly OdmElement[] {
  const defs = childrenOf(version, 'StudyEventDef')
  const byOid = new Map(defs.map((def) => [def.attributes['OID'] ?? '', def]))
  const refs = inOrder(childrenOf(childOf(version, 'Protocol'), 'StudyEventRef'))
  const named = refs.flatMap((ref) => {
    const oid = ref.attributes['StudyEventOID'] ?? ''
    const def = byOid.get(oid)
    if (def === undefined) report.add('lost', ref, ['odm.report.eventMissing', { event: oid }])
    return def ?? []
  })
  return [...new Set([...named, ...defs])]
}

function libraryOf({ study, version }: Building): Library {
  const byOid = (of: OdmElement | undefined, name: string): ReadonlyMap<string, OdmElement> =>
    new Map(childrenOf(of, name).map((def) => [def.attributes['OID'] ?? '', def]))
  return {
    items: byOid(version, 'ItemDef'),
    lists: byOid(version, 'CodeList'),
    units: byOid(childOf(study, 'BasicDefinitions'), 'MeasurementUnit'),
    conditions: byOid(version, 'ConditionDef'),
    groups: byOid(version, 'ItemGroupDef'),
    forms: byOid(version, 'FormDef'),
  }
}

/** What has no counterpart here at all. */
function reportRest({ file, study, version, report }: Building): void {
  for (const [name, count] of file.foreign) {
    report.add('lost', file.root, ['odm.report.foreign', { name, count }])
  }
  for (const name of ['Include', 'Presentation', 'ImputationMethod']) {
    const [first, ...others] = childrenOf(version, name)
    if (first === undefined) continue
    report.add('lost', first, ['odm.report.noPlace', { name, count: others.length + 1 }])
  }
  const versions = childrenOf(study, 'MetaDataVersion')
  if (versions.length > 1) {
    report.add('note', version, ['odm.report.versions', { count: versions.length }])
  }
}

/** A definition that asks for consent and visits alone, and analyses nothing. */
function emptyFrame({ study, families, report }: Building): ProtocolDefinition {
  const variables = childOf(study, 'GlobalVariables')
  const text = (name: string): string => childOf(variables, name)?.text.trim() ?? ''
  const name = text('StudyName') || titleOf(study, 'Study').label.en
  const title = { en: text('StudyDescription') || name, zh: text('StudyDescription') || name }
  report.add('note', study, ['odm.report.frame'])
  return {
    key: toFormKey(text('ProtocolName') || name),
    version: '1.0',
    title,
    shortTitle: { en: name, zh: name },
    design: { en: 'Read from an ODM file', zh: '由ODM文件导入' },
    plannedSubjects: 1,
    followUpMonths: 12,
    cohorts: [],
    schedule: {
      anchor: 'enrolment',
      single: [],
      repeating: [],
      unscheduledForms: [VISIT_FORM],
      survivalContactEveryDays: SURVIVAL_CONTACT_DAYS,
    },
    forms: [families.forms.get('subjects'), families.forms.get(VISIT_FORM)],
    eligibility: [],
    criteria: [],
    conventions: { ...SHARED_CONVENTIONS, studyDrugs: null },
    endpoints: [],
  }
}
