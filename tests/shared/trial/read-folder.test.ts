import { describe, expect, it } from 'vitest'
import { generateTrial } from '../../../shared/demo/generate-trial.ts'
import { csv } from '../../../shared/exports/csv.ts'
import { dayOf } from '../../../shared/kernel/dates.ts'
import { protocols } from '../../../shared/protocol/registry.ts'
import { responseCriteria } from '../../../shared/response/registry.ts'
import { CONTRACT_COLUMNS } from '../../../shared/trial/contract-columns.ts'
import { readFolder, type ValueCheck } from '../../../shared/trial/read-folder.ts'

const definition = protocols.get('lenvatinib-toripalimab')
const accept: ValueCheck = () => null

/** The text of a file: its fixed columns, and rows given by column. */
function fileOf(stem: string, rows: readonly Record<string, string>[], more: string[] = []) {
  const columns = ['SUBJID', ...(CONTRACT_COLUMNS[stem] ?? []), ...more]
  const lines = rows.map((row) => columns.map((column) => row[column] ?? '').join(','))
  return { name: `${stem}.csv`, text: [columns.join(','), ...lines].join('\n') + '\n' }
}

const SUBJECTS = fileOf('subjects', [
  { SUBJID: '1002', SITEID: '01', ENRDAT: '2025-01-02' },
  { SUBJID: '1001', SITEID: '01' },
])

const faultsOf = (files: Parameters<typeof readFolder>[0], check = accept) =>
  readFolder(files, definition, check).faults.map(
    ({ file, line, column, message }) => `${file}:${line}:${column} ${message}`,
  )

describe('readFolder', () => {
  it('gathers the rows of each subject, subjects in order of their number', () => {
    const deaths = fileOf('deaths', [{ SUBJID: '1002', DTHDAT: '2025-05' }])
    const { trial, faults, rows } = readFolder([deaths, SUBJECTS], definition, accept)
    expect(faults).toEqual([])
    expect(rows).toBe(3)
    expect(trial.subjects.map(({ subjid }) => subjid)).toEqual(['1001', '1002'])
    expect(trial.subjects[1]?.files['deaths']).toEqual([
      { SUBJID: '1002', DTHDAT: '2025-05', DTHCAUS: '' },
    ])
    expect(trial.subjects[0]?.files['deaths']).toBeUndefined()
  })

  it('reads back what the CSV export wrote, for every protocol', () => {
    for (const each of protocols.all) {
      const trial = generateTrial({
        definition: each,
        criteria: responseCriteria,
        subjects: 12,
        seed: 'round trip',
        until: dayOf(2026, 3, 1),
        everyForm: true,
      })
      const files = [...csv.files(trial, each)]
      const read = readFolder(files, each, accept)
      expect(read.faults).toEqual([])
      expect(read.rows).toBe(files.reduce((sum, { rows }) => sum + rows, 0))
      expect([...csv.files(read.trial, each)]).toEqual(files)
    }
  })

  it('names a missing list of subjects, and every row whose subject is not in it', () => {
    const deaths = fileOf('deaths', [{ SUBJID: '1002' }, { SUBJID: '7' }, { SUBJID: '' }])
    expect(faultsOf([deaths])[0]).toBe(
      'subjects.csv:1:1 the file is missing; it lists the subjects',
    )
    expect(faultsOf([SUBJECTS, deaths])).toEqual([
      'deaths.csv:3:1 subject 7 has no row in subjects.csv',
      'deaths.csv:4:1 SUBJID is empty',
    ])
  })

  it('refuses files and columns that the definition does not have, and misses fixed ones', () => {
    expect(faultsOf([SUBJECTS, { name: 'other.csv', text: 'SUBJID\n' }])).toEqual([
      'other.csv:1:1 the protocol has no form that is stored in this file',
    ])
    expect(faultsOf([SUBJECTS, { name: 'deaths.csv', text: 'SUBJID,DTHDAT,EXTRA\n' }])).toEqual([
      'deaths.csv:1:3 the form has no item EXTRA',
      'deaths.csv:1:4 column DTHCAUS is missing',
    ])
    expect(faultsOf([SUBJECTS, { name: 'deaths.csv', text: '' }])).toEqual([
      'deaths.csv:1:1 the file has no header row',
    ])
  })

  it('takes a file that lacks columns of the definition, if it says where its rows belong', () => {
    const older = 'SUBJID,VISIT,VSDAT,PULSE\n1001,W6,2024-03-10,72\n'
    expect(faultsOf([SUBJECTS, { name: 'vitals.csv', text: older }])).toEqual([])
    const lost = 'SUBJID,VSDAT,PULSE\n1001,2024-03-10,72\n'
    expect(faultsOf([SUBJECTS, { name: 'vitals.csv', text: lost }])).toEqual([
      'vitals.csv:1:4 column VISIT is missing',
    ])
  })

  it('judges each value of a column once, and names every row that holds a faulty one', () => {
    const judged: string[] = []
    const check: ValueCheck = (item, text) => {
      if (item.key !== 'DTHDAT') return null
      judged.push(text)
      return text === 'May' ? 'no date' : null
    }
    const deaths = fileOf('deaths', [
      { SUBJID: '1001', DTHDAT: 'May' },
      { SUBJID: '1002', DTHDAT: '2025-05' },
    ])
    const twice = { name: deaths.name, text: `${deaths.text}1001,May,x\n1001,,x\n` }
    expect(faultsOf([SUBJECTS, twice], check).filter((line) => line.includes('no date'))).toEqual([
      'deaths.csv:2:2 DTHDAT: no date',
      'deaths.csv:4:2 DTHDAT: no date',
    ])
    expect(judged).toEqual(['May', '2025-05'])
  })

  it('asks for a known reason where an item is left empty for a reason', () => {
    const column = 'DTHDAT_REASND'
    const files = (reason: string) => [
      SUBJECTS,
      fileOf('deaths', [{ SUBJID: '1001', [column]: reason }], [column]),
    ]
    expect(faultsOf(files('UNKNOWN'))).toEqual([])
    expect(faultsOf(files('lost'))).toEqual([
      expect.stringMatching(/^deaths\.csv:2:4 DTHDAT_REASND: "lost" is no reason/),
    ])
  })

  it('names the first of two rows that stand in one place', () => {
    const visits = fileOf('visits', [
      { SUBJID: '1001', VISIT: 'BASELINE' },
      { SUBJID: '1002', VISIT: 'BASELINE' },
      { SUBJID: '1001', VISIT: 'BASELINE' },
    ])
    expect(faultsOf([SUBJECTS, visits])).toEqual([
      'visits.csv:4:1 subject 1001 has this row already in line 2',
    ])
    const subjects = { name: SUBJECTS.name, text: `${SUBJECTS.text}1001,02,,,,,\n` }
    expect(faultsOf([subjects])).toEqual([
      'subjects.csv:4:1 subject 1001 has this row already in line 3',
    ])
  })

  it('takes measurements of several lesions at one visit, and refuses one lesion twice', () => {
    const row = { SUBJID: '1001', VISIT: 'WEEK 6', TRDAT: '2025-02-01' }
    const measurements = fileOf('measurements', [
      { ...row, TRLNKID: 'T01' },
      { ...row, TRLNKID: 'T02' },
      { ...row, TRLNKID: 'T01' },
    ])
    expect(faultsOf([SUBJECTS, measurements])).toEqual([
      'measurements.csv:4:1 subject 1001 has this row already in line 2',
    ])
  })

  it('takes equal rows of a log as two entries', () => {
    const row = { SUBJID: '1001', AESTDAT: '2025-02-01', AETERM: 'Fatigue' }
    expect(faultsOf([SUBJECTS, fileOf('adverse-events', [row, row])])).toEqual([])
  })

  it('asks for the site of every subject', () => {
    expect(faultsOf([fileOf('subjects', [{ SUBJID: '1' }])])).toEqual([
      'subjects.csv:2:2 SITEID is empty',
    ])
  })
})
