import type { FormDefinition } from '../../forms/define.ts'
import type { Schedule } from '../../protocol/define.ts'
import { findPlannedVisit } from '../../protocol/schedule.ts'

/** Context of the aliases that keep what ODM has no place for, so that a definition comes back whole. */
export const OWN_CONTEXT = 'hepatrial'

/** Everything that belongs to no visit. */
export const COMMON_EVENT = 'SE.COMMON'
/** Unscheduled visits, and visits that the schedule does not know. */
export const UNSCHEDULED_EVENT = 'SE.UNSCHEDULED'

export const singleEvent = (visit: string): string => `SE.${visit}`
export const repeatingEvent = (prefix: string): string => `SE.EVERY.${prefix}`
export const studyOid = (key: string): string => `ST.${key}`
export const versionOid = (number: number): string => `MDV.${number}`
export const formOid = (form: string): string => `F.${form}`
export const locationOid = (site: string | null): string =>
  site === null ? 'L.STUDY' : `L.SITE.${site}`

/** The group of a form's own items, or of the rows inside it. */
export function groupOid(form: string, inRows: boolean): string {
  return inRows ? `IG.${form}.ROWS` : `IG.${form}`
}

export function itemOid(form: string, item: string, inRows: boolean): string {
  return inRows ? `I.${form}.ROWS.${item}` : `I.${form}.${item}`
}

interface EventPlace {
  readonly oid: string
  readonly repeatKey: string | undefined
}

/** The event that a visit's name stands for: its repeat key is the name, where the event repeats. */
export function eventOf(schedule: Schedule, visit: string | null): EventPlace {
  if (visit === null) return { oid: COMMON_EVENT, repeatKey: undefined }
  const line = schedule.repeating.find((one) => isOfLine(schedule, one, visit))
  if (line !== undefined) return { oid: repeatingEvent(line.prefix), repeatKey: visit }
  const isSingle = schedule.single.some((one) => one.visit === visit)
  return isSingle
    ? { oid: singleEvent(visit), repeatKey: undefined }
    : { oid: UNSCHEDULED_EVENT, repeatKey: visit }
}

/** Whether a line of the schedule gives a visit of that name. */
export function isOfLine(
  schedule: Schedule,
  line: Schedule['repeating'][number],
  visit: string,
): boolean {
  return findPlannedVisit({ ...schedule, single: [], repeating: [line] }, visit) !== null
}

/** Whether one place of a subject can hold the form more than once. */
export function formRepeats(form: FormDefinition | undefined): boolean {
  if (form === undefined || form.scope === 'log' || form.rowKey !== undefined) return true
  return form.scope === 'visit' && form.group !== undefined && form.visitColumn === true
}
