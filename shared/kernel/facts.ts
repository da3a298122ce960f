/** Names of derived facts of one subject: what a step of a trace derives, and what others rest on. */
export const FACTS = {
  /** `enrolment`, `firstDose`, `lastDose`, `newTherapy`, `death`, `lastKnownAlive`, `exit`. */
  date: (name: string): string => `date/${name}`,
  /** A part of one assessment under a criterion: `sum`, `target`, `overall`, `inForce`, … */
  at: (criterion: string, visit: string, part: string): string =>
    `${criterion}/visit/${visit}/${part}`,
  /** What all assessments of a criterion come to: `bor`, `progression`, … */
  of: (criterion: string, part: string): string => `${criterion}/${part}`,
  /** An adverse event, by its row from 0, or a part of it. */
  event: (row: number, part?: string): string =>
    part === undefined ? `event/${row}` : `event/${row}/${part}`,
  /** What the subject adds to an endpoint, or a part of it. */
  endpoint: (id: string, part?: string): string =>
    part === undefined ? `endpoint/${id}` : `endpoint/${id}/${part}`,
  /** Membership; EVAL under its criterion. */
  population: (name: string, criterion?: string | null): string =>
    criterion === undefined || criterion === null
      ? `population/${name}`
      : `population/${name}/${criterion}`,
  /** A derived item of a form, or a grade, by the row of its file from 0. */
  row: (file: string, row: number, part: string): string => `row/${file}/${row}/${part}`,
  /** The same by its record, and its row within that record from 0, where the file is not known. */
  record: (record: string, row: number, part: string): string => `record/${record}/${row}/${part}`,
} as const
