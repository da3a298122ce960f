import type { StandardVariable } from '../standard/standard.ts'

/** A line of an own variable table: name without the domain's letters where it begins with `--`. */
export type TableLine = readonly [
  name: string,
  type: StandardVariable['type'],
  core: StandardVariable['core'],
  role: string,
  label: string,
  codelist?: string,
]

const IDENTIFIERS: readonly TableLine[] = [
  ['STUDYID', 'Char', 'Req', 'Identifier', 'Study Identifier'],
  ['DOMAIN', 'Char', 'Req', 'Identifier', 'Domain Abbreviation'],
  ['USUBJID', 'Char', 'Req', 'Identifier', 'Unique Subject Identifier'],
  ['--SEQ', 'Num', 'Req', 'Identifier', 'Sequence Number'],
  ['--GRPID', 'Char', 'Perm', 'Identifier', 'Group ID'],
  ['--REFID', 'Char', 'Perm', 'Identifier', 'Reference ID'],
  ['--SPID', 'Char', 'Perm', 'Identifier', 'Sponsor-Defined Identifier'],
]

const VISIT_AND_EPOCH: readonly TableLine[] = [
  ['VISITNUM', 'Num', 'Exp', 'Timing', 'Visit Number'],
  ['VISIT', 'Char', 'Perm', 'Timing', 'Visit Name'],
  ['VISITDY', 'Num', 'Perm', 'Timing', 'Planned Study Day of Visit'],
  ['EPOCH', 'Char', 'Perm', 'Timing', 'Epoch', 'C99079'],
]

/** General variables of a findings domain, with further ones behind the result. */
export function findingsTable(
  domain: string,
  { topic = [], result = [] }: { topic?: readonly TableLine[]; result?: readonly TableLine[] } = {},
): readonly StandardVariable[] {
  return tableOf(domain, [
    ...IDENTIFIERS,
    ['--TESTCD', 'Char', 'Req', 'Topic', 'Short Name of Measurement, Test or Exam'],
    ['--TEST', 'Char', 'Req', 'Synonym Qualifier', 'Name of Measurement, Test or Examination'],
    ...topic,
    ['--CAT', 'Char', 'Perm', 'Grouping Qualifier', 'Category'],
    ['--SCAT', 'Char', 'Perm', 'Grouping Qualifier', 'Subcategory'],
    ['--ORRES', 'Char', 'Exp', 'Result Qualifier', 'Result or Finding in Original Units'],
    ['--ORRESU', 'Char', 'Exp', 'Variable Qualifier', 'Original Units', 'C71620'],
    ['--STRESC', 'Char', 'Exp', 'Result Qualifier', 'Character Result/Finding in Std Format'],
    ['--STRESN', 'Num', 'Exp', 'Result Qualifier', 'Numeric Result/Finding in Standard Units'],
    ['--STRESU', 'Char', 'Exp', 'Variable Qualifier', 'Standard Units', 'C71620'],
    ['--STAT', 'Char', 'Perm', 'Record Qualifier', 'Completion Status', 'C66789'],
    ['--REASND', 'Char', 'Perm', 'Record Qualifier', 'Reason Not Done'],
    ...result,
    ...VISIT_AND_EPOCH,
    ['--DTC', 'Char', 'Exp', 'Timing', 'Date/Time of Collection'],
    ['--DY', 'Num', 'Perm', 'Timing', 'Study Day of Collection'],
  ])
}

/** General variables of an events or interventions domain around those given. */
export function occurrenceTable(
  domain: string,
  own: readonly TableLine[],
): readonly StandardVariable[] {
  return tableOf(domain, [
    ...IDENTIFIERS,
    ...own,
    ...VISIT_AND_EPOCH,
    ['--DTC', 'Char', 'Exp', 'Timing', 'Date/Time of Collection'],
    ['--STDTC', 'Char', 'Perm', 'Timing', 'Start Date/Time'],
    ['--ENDTC', 'Char', 'Perm', 'Timing', 'End Date/Time'],
    ['--DY', 'Num', 'Perm', 'Timing', 'Study Day of Collection'],
    ['--STDY', 'Num', 'Perm', 'Timing', 'Study Day of Start'],
    ['--ENDY', 'Num', 'Perm', 'Timing', 'Study Day of End'],
  ])
}

function tableOf(domain: string, lines: readonly TableLine[]): readonly StandardVariable[] {
  return lines.map(([name, type, core, role, label, codelist]) => ({
    name: name.replace(/^--/, domain),
    type,
    core,
    role,
    codelists: codelist === undefined ? [] : [codelist],
    label,
  }))
}
