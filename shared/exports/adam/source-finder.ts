import type { DatedEntry } from '../../endpoints/derivation.ts'
import { rowsOf, type TrialSubject } from '../../trial/trial.ts'
import type { Cell, DatasetRecord, RecordSource, Tabulation } from '../datasets/define.ts'

/** A record of SDTM, with the dataset it stands in. */
export interface FoundRecord {
  readonly domain: string
  readonly record: DatasetRecord
}

/** Where a value came from, as ADaM says it. Empty where no record of SDTM is known. */
export interface Pointer {
  readonly SRCDOM: string | null
  readonly SRCVAR: string | null
  readonly SRCSEQ: Cell
}

export const NO_POINTER: Pointer = { SRCDOM: null, SRCVAR: null, SRCSEQ: null }

/** A visit as SDTM numbers it. */
export interface VisitColumns {
  readonly VISIT: Cell
  readonly VISITNUM: Cell
}

/** Finds a subject's SDTM records by the rows they were made from. */
export interface SourceFinder {
  /** Whether there are SDTM records to point at. */
  readonly known: boolean
  /** All records of a domain. */
  all(domain: string): readonly DatasetRecord[]
  /** VISIT and VISITNUM of a visit of the study files; before there are records its own name. */
  visit(name: string): VisitColumns
  /** Records of a domain made from a row, in their order. */
  of(source: Pick<RecordSource, 'file' | 'row'>, domain: string): readonly DatasetRecord[]
  /** The record that holds an entered date, and its variable. */
  ofDate(entry: DatedEntry): Pointer
}

/** Where the dates of the study files stand in SDTM; the first that holds the date is meant. */
const DATES: Readonly<Record<string, readonly (readonly [domain: string, variable: string])[]>> = {
  'subjects.RFICDAT': [['DS', 'DSSTDTC']],
  'subjects.ENRDAT': [['DS', 'DSSTDTC']],
  'visits.SVSTDAT': [['SV', 'SVSTDTC']],
  'exposure.EXSTDAT': [['EX', 'EXSTDTC']],
  'exposure.EXENDAT': [['EX', 'EXENDTC']],
  'procedures.PRSTDAT': [['PR', 'PRSTDTC']],
  'measurements.TRDAT': [['TR', 'TRDTC']],
  'labs.LBDAT': [
    ['LB', 'LBDTC'],
    ['MB', 'MBDTC'],
  ],
  'antibodies.ISDAT': [['IS', 'ISDTC']],
  'new-therapies.CMSTDAT': [
    ['CM', 'CMSTDTC'],
    ['PR', 'PRSTDTC'],
  ],
  'adverse-events.AESTDAT': [['AE', 'AESTDTC']],
  'survival.SSDAT': [['SS', 'SSDTC']],
  'disposition.DSSTDAT': [['DS', 'DSSTDTC']],
  'deaths.DTHDAT': [
    ['DD', 'DDDTC'],
    ['DS', 'DSSTDTC'],
    ['DM', 'DTHDTC'],
  ],
}

/** A finder over a subject's SDTM records; over none (null) it finds nothing. */
export function sourceFinder(sdtm: Tabulation | null, subject: TrialSubject): SourceFinder {
  const byRow = recordsByRow(sdtm)
  const visits = visitsOf(byRow, subject)
  const at = (source: Pick<RecordSource, 'file' | 'row'>): readonly FoundRecord[] =>
    byRow.get(keyOf(source)) ?? []
  return {
    known: sdtm !== null,
    all: (domain) => sdtm?.records.get(domain) ?? [],
    visit: (name) => visits.get(name) ?? { VISIT: name, VISITNUM: null },
    of: (source, domain) =>
      at(source)
        .filter((one) => one.domain === domain)
        .map(({ record }) => record),
    ofDate: (entry) =>
      entry.source === null ? NO_POINTER : pointerOf(entry.text, entry.source, at(entry.source)),
  }
}

function recordsByRow(sdtm: Tabulation | null): ReadonlyMap<string, readonly FoundRecord[]> {
  const byRow = new Map<string, FoundRecord[]>()
  for (const [domain, records] of sdtm?.records ?? []) {
    for (const record of records) {
      if (record.source === undefined) continue
      const key = keyOf(record.source)
      const known = byRow.get(key)
      if (known === undefined) byRow.set(key, [{ domain, record }])
      else known.push({ domain, record })
    }
  }
  return byRow
}

/** Every visit of the study files that a record of SDTM numbers. */
function visitsOf(
  byRow: ReadonlyMap<string, readonly FoundRecord[]>,
  subject: TrialSubject,
): ReadonlyMap<string, VisitColumns> {
  const visits = new Map<string, VisitColumns>()
  for (const found of byRow.values()) {
    for (const { record } of found) {
      const { source, values } = record
      if (source === undefined || typeof values['VISITNUM'] !== 'number') continue
      const name = rowsOf(subject, source.file)[source.row]?.['VISIT'] ?? ''
      if (name === '' || visits.has(name)) continue
      visits.set(name, { VISIT: values['VISIT'] ?? null, VISITNUM: values['VISITNUM'] })
    }
  }
  return visits
}

function keyOf({ file, row }: Pick<RecordSource, 'file' | 'row'>): string {
  return `${file}\n${row}`
}

function pointerOf(
  text: string,
  source: NonNullable<DatedEntry['source']>,
  found: readonly FoundRecord[],
): Pointer {
  for (const [domain, variable] of DATES[`${source.file}.${source.column}`] ?? []) {
    const holder = found.find(
      (one) => one.domain === domain && holds(one.record.values[variable], text),
    )
    if (holder !== undefined) return pointTo(holder.record, domain, variable)
  }
  return NO_POINTER
}

/** A date with a time begins with the date. */
function holds(value: Cell | undefined, text: string): boolean {
  return typeof value === 'string' && text !== '' && value.startsWith(text)
}

/** Pointer at one variable of a record. */
export function pointTo(record: DatasetRecord, domain: string, variable: string): Pointer {
  return {
    SRCDOM: domain,
    SRCVAR: variable,
    SRCSEQ: record.values[`${domain}SEQ`] ?? null,
  }
}
