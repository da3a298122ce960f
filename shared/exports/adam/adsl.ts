import type { DatedEntry } from '../../endpoints/derivation.ts'
import { rowsOf, type Row } from '../../trial/trial.ts'
import type { Cell, Tabulation } from '../datasets/define.ts'
import { adslVariables } from './adsl-variables.ts'
import { baselineColumns } from './baseline-columns.ts'
import { carry, numberIn } from './carry.ts'
import type { AdamContext, AdamDataset } from './define.ts'
import { dispositionColumns } from './disposition-columns.ts'
import { populationColumns } from './population-columns.ts'
import { toSasDay } from './sas-day.ts'
import { treatmentColumns } from './treatment-columns.ts'

/** One record per subject, screen failures included. */
export const adsl: AdamDataset = {
  key: 'ADSL',
  label: 'Subject-Level Analysis Dataset',
  class: 'SUBJECT LEVEL ANALYSIS DATASET',
  structure: 'One record per subject',
  keys: ['STUDYID', 'USUBJID'],
  variables: adslVariables,
  isFilledBy: () => true,
  records: ({ subjectValues: values, subject }) => [
    { values, ...(rowsOf(subject, 'subjects').length > 0 ? { source: SUBJECT_ROW } : {}) },
  ],
}

const SUBJECT_ROW = { file: 'subjects', row: 0 } as const

type Of = Omit<AdamContext, 'subjectValues'>

/** The record of ADSL. What DM has of the subject is carried from there. */
export function subjectValues(of: Of, sdtm: Tabulation | null): Readonly<Record<string, Cell>> {
  const dm = sdtm?.records.get('DM')?.[0]?.values ?? null
  return {
    ...identity(of, dm),
    ...demography(of, dm),
    ...populationColumns(of),
    ...treatmentColumns(of, dm),
    ...dateColumns(of),
    ...dispositionColumns(of),
    ...baselineColumns(of),
  }
}

type Values = Readonly<Record<string, Cell>> | null

function identity({ study, subject }: Of, dm: Values): Record<string, Cell> {
  const site = text(dm?.['SITEID']) ?? firstRow(subject)['SITEID'] ?? ''
  const own = [study.studyId, site, subject.subjid].join('-')
  return {
    STUDYID: study.studyId,
    USUBJID: text(dm?.['USUBJID']) ?? own,
    SUBJID: subject.subjid,
    SITEID: site,
    COUNTRY: dm?.['COUNTRY'] ?? null,
  }
}

/** As DM has it; before there is one, what the consent form says. */
function demography({ subject }: Of, dm: Values): Record<string, Cell> {
  const known = carry(dm ?? firstRow(subject), ['AGE', 'AGEU', 'SEX', 'RACE', 'ETHNIC'])
  return { ...known, ...ageGroup(numberIn(known['AGE'])) }
}

function ageGroup(age: number | null): Record<string, Cell> {
  if (age === null) return {}
  return age < 65 ? { AGEGR1: '<65', AGEGR1N: 1 } : { AGEGR1: '>=65', AGEGR1N: 2 }
}

function dateColumns({ subject, derivation }: Of): Record<string, Cell> {
  const { dates } = derivation
  const { entries } = dates
  const start = toSasDay(dates.firstDose)
  const end = toSasDay(dates.lastDose)
  const consent = firstRow(subject)['RFICDAT'] ?? ''
  return {
    TRTSDT: start,
    TRTSDTF: imputed(entries.firstDose),
    TRTEDT: end,
    TRTEDTF: imputed(entries.lastDose),
    TRTDURD: start === null || end === null ? null : end - start + 1,
    RFICDT: toSasDay(consent as DatedEntry['date']),
    ENRLDT: toSasDay(dates.enrolment),
    DTHFL: dates.death === null ? null : 'Y',
    DTHDT: toSasDay(dates.death),
    DTHDTF: imputed(entries.death),
    LSTALVDT: toSasDay(dates.lastKnownAlive),
  }
}

function imputed(entry: DatedEntry | null): Cell {
  return entry === null ? null : entry.imputed
}

function firstRow(subject: Of['subject']): Row {
  return rowsOf(subject, 'subjects')[0] ?? {}
}

function text(value: Cell | undefined): string | null {
  return typeof value === 'string' && value !== '' ? value : null
}
