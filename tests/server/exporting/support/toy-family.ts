import type {
  DatasetDefinition,
  DatasetFamily,
  DatasetRecord,
  DatasetVariable,
} from '../../../../shared/exports/datasets/define.ts'
import { rowsOf } from '../../../../shared/trial/trial.ts'

function variable(
  name: string,
  label: string,
  more: Partial<DatasetVariable> = {},
): DatasetVariable {
  return { name, label, kind: 'text', core: 'Exp', origin: 'Collected', ...more }
}

const ids = (domain: string): DatasetVariable[] => [
  variable('STUDYID', 'Study Identifier', { core: 'Req', origin: 'Protocol' }),
  variable('DOMAIN', 'Domain Abbreviation', { core: 'Req', origin: 'Assigned' }),
  variable('USUBJID', 'Unique Subject Identifier', { core: 'Req', origin: 'Assigned' }),
  variable(`${domain}SEQ`, 'Sequence Number', { kind: 'integer', core: 'Req', origin: 'Derived' }),
]

const AE: DatasetDefinition = {
  key: 'AE',
  standard: 'SDTM',
  label: 'Adverse Events',
  class: 'EVENTS',
  structure: 'One record per adverse event per subject',
  keys: ['STUDYID', 'USUBJID', 'AESEQ'],
  variables: [
    ...ids('AE'),
    variable('AETERM', 'Reported Term for the Adverse Event', {
      core: 'Req',
      items: ['adverse-events.AETERM'],
    }),
    variable('AESER', 'Serious Event', { codelist: 'C66742', items: ['adverse-events.AESER'] }),
    variable('AESTDTC', 'Start Date/Time of Adverse Event'),
    variable('AESTDT', 'Start Date', {
      kind: 'sas-date',
      origin: 'Derived',
      method: { en: 'The complete start date as a number.', zh: '完整的开始日期转换为数值。' },
    }),
  ],
}

const LB: DatasetDefinition = {
  key: 'LB',
  standard: 'SDTM',
  label: 'Laboratory Test Results',
  class: 'FINDINGS',
  structure: 'One record per laboratory test per visit per subject',
  keys: ['STUDYID', 'USUBJID', 'LBSEQ'],
  variables: [
    ...ids('LB'),
    variable('LBTESTCD', 'Lab Test or Examination Short Name', { codelist: 'C65047' }),
    variable('LBTEST', 'Lab Test or Examination Name'),
    variable('LBORRES', 'Result or Finding in Original Units'),
    variable('LBORRESU', 'Original Units'),
    variable('LBSTRESN', 'Numeric Result/Finding in Standard Units', { kind: 'float' }),
  ],
}

/** Has no record in any study. */
const EG: DatasetDefinition = { ...AE, key: 'EG', label: 'ECG', variables: ids('EG') }

/** Of the study itself, and so without a subject or supplemental qualifiers. */
const TS: DatasetDefinition = {
  key: 'TS',
  standard: 'SDTM',
  label: 'Trial Summary',
  class: 'TRIAL DESIGN',
  structure: 'One record per trial summary parameter value',
  keys: ['STUDYID', 'TSPARMCD', 'TSSEQ'],
  variables: [
    variable('STUDYID', 'Study Identifier', { core: 'Req' }),
    variable('TSPARMCD', 'Trial Summary Parameter Short Name', { core: 'Req' }),
    variable('TSPARM', 'Trial Summary Parameter', { core: 'Req' }),
    variable('TSVAL', 'Parameter Value'),
  ],
}

/** A little of SDTM: events, results, and one record about the study. */
export const toyFamily: DatasetFamily = {
  key: 'sdtm',
  datasets: () => [TS, EG, AE, LB],
  subject({ subject }, { studyId }) {
    const person = (domain: string, index: number): DatasetRecord['values'] => ({
      STUDYID: studyId,
      DOMAIN: domain,
      USUBJID: `${studyId}-${subject.subjid}`,
      [`${domain}SEQ`]: index + 1,
    })
    const events = rowsOf(subject, 'adverse-events').map((row, at): DatasetRecord => ({
      values: {
        ...person('AE', at),
        AETERM: row['AETERM'] ?? null,
        AESER: row['AESER'] ?? null,
        AESTDTC: row['AESTDAT'] ?? null,
        AESTDT: sasDay(row['AESTDAT'] ?? ''),
      },
      source: { file: 'adverse-events', row: at },
    }))
    const results = rowsOf(subject, 'labs').map((row, at): DatasetRecord => {
      const number = Number(row['LBORRES'] ?? '')
      return {
        values: {
          ...person('LB', at),
          LBTESTCD: row['LBTESTCD'] ?? null,
          LBTEST: `Test ${row['LBTESTCD'] ?? ''}`,
          LBORRES: row['LBORRES'] ?? null,
          LBORRESU: row['LBORRESU'] ?? null,
          LBSTRESN: (row['LBORRES'] ?? '') === '' || Number.isNaN(number) ? null : number,
        },
        source: { file: 'labs', row: at },
      }
    })
    return {
      records: new Map([
        ['AE', events],
        ['LB', results],
      ]),
      problems: [],
    }
  },
  study({ studyId, totals }) {
    const values = {
      STUDYID: studyId,
      TSPARMCD: 'ACTSUB',
      TSPARM: 'Actual Number of Subjects',
      TSVAL: String(totals.subjects),
    }
    return { records: new Map([['TS', [{ values }]]]), problems: [] }
  },
}

function sasDay(text: string): number | null {
  const time = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(text) : NaN
  return Number.isNaN(time) ? null : time / 86_400_000 + 3653
}
