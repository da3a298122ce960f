import type { FormDefinition } from '../../forms/define.ts'
import type { Bilingual } from '../../kernel/bilingual.ts'
import { canonicalJson } from '../../kernel/canonical-json.ts'
import type { ProtocolDefinition, Schedule } from '../../protocol/define.ts'
import { alias } from './item-definitions.ts'
import {
  COMMON_EVENT,
  eventOf,
  formOid,
  OWN_CONTEXT,
  repeatingEvent,
  UNSCHEDULED_EVENT,
} from './places.ts'
import { element, translated } from './xml.ts'

interface Event {
  readonly oid: string
  readonly name: string
  readonly title: Bilingual
  readonly type: 'Scheduled' | 'Unscheduled' | 'Common'
  readonly repeats: boolean
  readonly forms: readonly string[]
  /** What ODM has no place for: days, windows, intervals. */
  readonly rest: object
}

/** Visits of one prefix are one event that repeats, whatever lines of the schedule they come from. */
function eventsOf({ schedule, forms }: ProtocolDefinition): readonly Event[] {
  const { single, repeating, unscheduledForms } = schedule
  const prefixes = [...new Set(repeating.map(({ prefix }) => prefix))]
  const alone = [...new Set(single.map(({ visit }) => visit))].filter(
    (visit) => eventOf(schedule, visit).repeatKey === undefined,
  )
  return [
    {
      ...{ oid: COMMON_EVENT, name: 'Common', type: 'Common', repeats: false, rest: {} },
      title: { en: 'Not bound to a visit', zh: '不属于任何访视' },
      forms: forms.filter(isOutsideVisits).map(({ key }) => key),
    },
    ...alone.map((visit) => singleEventOf(schedule, visit)),
    ...prefixes.map((prefix) => repeatingEventOf(schedule, prefix)),
    {
      ...{ oid: UNSCHEDULED_EVENT, name: 'Unscheduled', type: 'Unscheduled', repeats: true },
      title: { en: 'Unscheduled visit', zh: '计划外访视' },
      forms: unscheduledForms,
      rest: { unscheduledForms },
    },
  ]
}

function isOutsideVisits({ scope, visitColumn }: FormDefinition): boolean {
  return scope !== 'visit' || visitColumn === true
}

function singleEventOf(schedule: Schedule, visit: string): Event {
  const lines = schedule.single.filter((one) => one.visit === visit)
  return {
    ...{ oid: eventOf(schedule, visit).oid, name: visit, type: 'Scheduled', repeats: false },
    title: lines[0]?.title ?? { en: visit, zh: visit },
    forms: lines.flatMap(({ forms }) => forms),
    rest: { single: lines },
  }
}

function repeatingEventOf(schedule: Schedule, prefix: string): Event {
  const repeating = schedule.repeating.filter((line) => line.prefix === prefix)
  const single = schedule.single.filter(
    ({ visit }) => eventOf(schedule, visit).oid === repeatingEvent(prefix),
  )
  return {
    ...{ oid: repeatingEvent(prefix), name: `${prefix}n`, type: 'Scheduled', repeats: true },
    title: repeating[0]?.title ?? { en: prefix, zh: prefix },
    forms: [...repeating, ...single].flatMap(({ forms }) => forms),
    rest: { repeating, ...(single.length === 0 ? {} : { single }) },
  }
}

/** The protocol: its events in order, and what it says of all of them. */
export function protocolElement(definition: ProtocolDefinition): string {
  const { title, key, version, schedule } = definition
  const { anchor, survivalContactEveryDays } = schedule
  const refs = eventsOf(definition).map(({ oid, type, repeats }, at) =>
    element('StudyEventRef', {
      StudyEventOID: oid,
      OrderNumber: at + 1,
      Mandatory: type === 'Scheduled' && !repeats ? 'Yes' : 'No',
    }),
  )
  const rest = { key, version, anchor, survivalContactEveryDays }
  return element(
    'Protocol',
    {},
    translated('Description', title),
    ...refs,
    alias(OWN_CONTEXT, canonicalJson(rest)),
  )
}

/** The events, each with the forms that may be filled at it. */
export function eventDefs(definition: ProtocolDefinition): readonly string[] {
  const withVisit = definition.forms.filter(
    ({ scope, visitColumn }) => scope === 'log' && visitColumn === true,
  )
  const logs = withVisit.map(({ key }) => key)
  return eventsOf(definition).map(({ oid, name, title, type, repeats, forms, rest }) => {
    const refs = [...new Set([...forms, ...logs])].map((form, at) =>
      element('FormRef', { FormOID: formOid(form), OrderNumber: at + 1, Mandatory: 'No' }),
    )
    return element(
      'StudyEventDef',
      { OID: oid, Name: name, Repeating: repeats ? 'Yes' : 'No', Type: type },
      translated('Description', title),
      ...refs,
      alias(OWN_CONTEXT, canonicalJson(rest)),
    )
  })
}
