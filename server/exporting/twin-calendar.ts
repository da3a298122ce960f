import type { Twin } from '../../shared/exports/deidentify.ts'
import type { IsoDate } from '../../shared/kernel/brand.ts'
import { addDays, parseDay, toIsoDate } from '../../shared/kernel/dates.ts'

/** Days of the study, and the same days as a subject's own calendar has them. */
export interface Calendar {
  /** A day of the study, as the subject's dates count it. */
  toSubject(subjid: string, day: IsoDate): IsoDate
  /** A day of the subject's dates, as the study counts it. */
  toStudy(subjid: string, day: IsoDate): IsoDate
}

/**
 * Each subject of a de-identified copy has its dates moved by days of its own. A cut-off has to move
 * with them: else records that it leaves out would come in, and endpoints would change. The moved
 * cut-off is for computing alone and is written into no file, because it tells the days.
 */
export function calendarOf(twin: Twin | null): Calendar {
  const back = new Map((twin?.key ?? []).map(({ code, daysBack }) => [code, daysBack]))
  const moved = (day: IsoDate, by: number): IsoDate => {
    const known = by === 0 ? null : parseDay(day)
    return known === null ? day : toIsoDate(addDays(known, by))
  }
  return {
    toSubject: (subjid, day) => moved(day, -(back.get(subjid) ?? 0)),
    toStudy: (subjid, day) => moved(day, back.get(subjid) ?? 0),
  }
}
