import { describe, expect, it } from 'vitest'
import { builtInFamilies } from '../../../shared/families.ts'
import type { IsoDate } from '../../../shared/kernel/brand.ts'
import { isEmptyPart } from '../../../shared/report/empty-part.ts'
import { csvText, partCsv } from '../../../shared/report/part-csv.ts'
import { partWords } from '../../../shared/report/part-words.ts'
import type { Row, TrialSubject } from '../../../shared/trial/trial.ts'
import { partsOf, reportOf, shownRow, shownRows, tableOf } from './made-report.ts'

const doseFinding = builtInFamilies.protocols.get('toripalimab-donafenib')
const oneArm = builtInFamilies.protocols.get('donafenib-switch')
const cutoff = '2024-06-30' as IsoDate

function subject(
  subjid: string,
  files: Readonly<Record<string, readonly Row[]>> = {},
): TrialSubject {
  const usual = {
    subjects: [
      {
        SUBJID: subjid,
        SEX: 'M',
        BRTHDAT: '1960-05-01',
        RFICDAT: '2024-01-02',
        ENRDAT: '2024-01-10',
      },
    ],
    exposure: [
      { EXTRT: 'DONAFENIB', EXSTDAT: '2024-01-15', EXENDAT: '2024-02-13', EXDOSE: '200' },
      { EXTRT: 'DONAFENIB', EXSTDAT: '2024-02-14', EXENDAT: '2024-03-14', EXDOSE: '100' },
    ],
  }
  return { subjid, files: { ...usual, ...files } }
}

const event = (row: Row): Row => ({
  ...{ AESTDAT: '2024-01-20', AETERM: 'Diarrhoea', AEDECOD: 'Diarrhea' },
  ...{ AEBODSYS: 'Gastrointestinal disorders', AETOXGR: '2', AESER: 'N', AEREL: 'NOT RELATED' },
  ...row,
})

describe('a report of nobody', () => {
  const report = reportOf({ subjects: [] }, doseFinding)

  it('has every part, and each says in both languages that it is empty', () => {
    expect(partsOf(report).length).toBeGreaterThan(20)
    for (const part of partsOf(report)) {
      if (isEmptyPart(part)) {
        expect(part.empty.en).not.toBe('')
        expect(part.empty.zh).not.toBe('')
      }
      const { title, about, basis } = partWords(part, report, 'zh')
      for (const words of [title, about, basis]) expect(words).toMatch(/[\u4e00-\u9fff]/)
      expect(csvText(partCsv(part)).split('\n')[0]).not.toBe('')
    }
  })

  it('has no number other than 0', () => {
    for (const part of partsOf(report)) {
      if (part.kind === 'listing') expect(part.rows).toEqual([])
      if (part.kind !== 'table') continue
      for (const { cells } of part.rows) {
        for (const cell of cells) if (cell.kind === 'count') expect(cell.n).toBe(0)
      }
    }
  })
})

describe('disposition', () => {
  const ended = (row: Row): readonly Row[] => [{ DSSTDAT: '2024-03-15', ...row }]
  const report = reportOf(
    {
      subjects: [
        subject('1', {
          disposition: [
            ...ended({ DSSCAT: 'TREATMENT', DSDECOD: 'PROGRESSIVE DISEASE' }),
            ...ended({ DSSCAT: 'STUDY', DSDECOD: 'DEATH', DSSTDAT: '2024-07-01' }),
          ],
        }),
        subject('2', {
          disposition: ended({ DSSCAT: 'TREATMENT', DSDECOD: 'ADVERSE EVENT', DSTRT: 'DONAFENIB' }),
        }),
        subject('3', {
          disposition: ended({ DSSCAT: 'TREATMENT', DSDECOD: 'COMPLETED', DSTRT: 'SORAFENIB' }),
        }),
        subject('4', { exposure: [] }),
        {
          subjid: '5',
          files: { subjects: [{ RFICDAT: '2024-02-01', SCRNFAIL: 'ELIGIBILITY NOT MET' }] },
        },
        { subjid: '6', files: { subjects: [{ RFICDAT: '2024-06-01', ENRDAT: '2024-07-03' }] } },
        { subjid: '7', files: { subjects: [{ RFICDAT: '2024-07-01' }] } },
      ],
    },
    oneArm,
    { cutoff },
  )
  const row = (label: string, heading?: string) => shownRow(report, 'disposition', label, heading)

  it('counts who consented up to the cut-off, and who failed and why', () => {
    expect(row('Screened')).toEqual(['6'])
    expect(row('In screening')).toEqual(['1'])
    expect(row('Screen failure')).toEqual(['1'])
    expect(row('Eligibility criteria not met')).toEqual(['1'])
  })

  it('counts the sets as shares of the enrolled', () => {
    expect(row('Enrolled subjects')).toEqual(['4 (100.0 %)'])
    expect(row('Safety set')).toEqual(['3 (75.0 %)'])
  })

  it('ends treatment once all of it has ended, and leaves out what comes after the cut-off', () => {
    expect(row('Ongoing', 'Study treatment')).toEqual(['1 (33.3 %)'])
    expect(row('Ended', 'Study treatment')).toEqual(['2 (66.7 %)'])
    expect(row('Progressive disease', 'Study treatment')).toEqual(['1 (33.3 %)'])
    expect(row('Adverse event', 'Study treatment')).toEqual(['1 (33.3 %)'])
    expect(row('Ongoing', 'Study')).toEqual(['4 (100.0 %)'])
    expect(row('Ended', 'Study')).toEqual(['0'])
  })
})

describe('demographics', () => {
  const person = (subjid: string, born: string, baseline: Row, cohort = 'DL1') =>
    subject(subjid, {
      subjects: [
        { SEX: 'F', BRTHDAT: born, RFICDAT: '2024-01-02', ENRDAT: '2024-01-10', COHORT: cohort },
      ],
      baseline: [baseline],
    })
  const report = reportOf(
    {
      subjects: [
        person('1', '1964-01-02', { ECOG101: '0', AETIOL: 'HEPATITIS B;ALCOHOL', AFP: '100' }),
        person('2', '1954-01-03', { ECOG101: '1', AETIOL: 'HEPATITIS B', AFP: '>12100' }),
        person('3', '1974', { ECOG101: '', AFP: '300' }, 'DL2'),
      ],
    },
    doseFinding,
    { cutoff },
  )
  const row = (label: string, heading: string) => shownRow(report, 'demographics', label, heading)

  it('stand by cohort and in total, under heads with how many there are', () => {
    expect(tableOf(report, 'demographics').columns.map(({ label }) => label.en)).toEqual([
      'Characteristic',
      'DL1 (N = 2)',
      'DL2 (N = 1)',
      'Total (N = 3)',
    ])
  })

  it('count an age that a partial date leaves open as missing', () => {
    expect(row('n', 'Age, years')).toEqual(['2', '0', '2'])
    expect(row('Mean (SD)', 'Age, years')).toEqual(['64.5 (6.4)', '–', '64.5 (6.4)'])
    expect(row('Minimum – maximum', 'Age, years')).toEqual(['60.0 – 69.0', '–', '60.0 – 69.0'])
  })

  it('count each of several answers, and who gave none', () => {
    expect(row('Hepatitis B', 'Aetiology, n (%)')).toEqual(['2 (100.0 %)', '0', '2 (66.7 %)'])
    expect(row('Alcohol', 'Aetiology, n (%)')).toEqual(['1 (50.0 %)', '0', '1 (33.3 %)'])
    expect(row('Missing', 'Aetiology, n (%)')).toEqual(['0', '1 (100.0 %)', '1 (33.3 %)'])
  })

  it('leave values beyond a limit out of means', () => {
    expect(row('n', 'AFP, ng/mL')).toEqual(['1', '1', '2'])
    expect(row('Median', 'AFP, ng/mL')).toEqual(['100.0', '300.0', '200.0'])
  })

  it('are of the population asked for', () => {
    const untreated = subject('9', { exposure: [] })
    const trial = { subjects: [subject('1'), untreated] }
    const all = reportOf(trial, oneArm, { cutoff })
    const treated = reportOf(trial, oneArm, { cutoff, described: 'SAF' })
    expect(tableOf(all, 'demographics').population.n).toBe(2)
    expect(tableOf(treated, 'demographics').population).toMatchObject({ code: 'SAF', n: 1 })
  })
})

describe('exposure', () => {
  it('counts days, reductions and gaps of each drug, and the share of the dose', () => {
    const gap = [
      { EXTRT: 'DONAFENIB', EXSTDAT: '2024-01-15', EXENDAT: '2024-01-24', EXDOSE: '200' },
      { EXTRT: 'DONAFENIB', EXSTDAT: '2024-01-25', EXENDAT: '2024-01-29', EXDOSE: '0' },
      { EXTRT: 'DONAFENIB', EXSTDAT: '2024-01-30', EXENDAT: '2024-02-03', EXDOSE: '200' },
    ]
    const trial = { subjects: [subject('1'), subject('2', { exposure: gap })] }
    const report = reportOf(trial, oneArm, { cutoff })
    const row = (label: string, heading: string) => shownRow(report, 'exposure', label, heading)
    expect(row('Subjects treated, n (%)', 'Donafenib')).toEqual(['2 (100.0 %)'])
    expect(row('Dose reduced, n (%)', 'Donafenib')).toEqual(['1 (50.0 %)'])
    expect(row('Interrupted, n (%)', 'Donafenib')).toEqual(['1 (50.0 %)'])
    // 15 January to 14 March is 60 days; 15 January to 3 February is 20.
    expect(row('Minimum – maximum', 'Days of treatment')).toEqual(['20.0 – 60.0'])
    // Half the dose for 30 of 60 days; 15 of 20 days.
    expect(row('Median', 'Dose given, %')).toEqual(['75.0'])
  })

  it('runs to the cut-off while treatment goes on', () => {
    const exposure = [{ EXTRT: 'DONAFENIB', EXSTDAT: '2024-06-21', EXENDAT: '', EXDOSE: '200' }]
    const report = reportOf({ subjects: [subject('1', { exposure })] }, oneArm, { cutoff })
    expect(shownRow(report, 'exposure', 'Median', 'Days of treatment')).toEqual(['10.0'])
    expect(shownRow(report, 'exposure', 'Treatment goes on, n (%)')).toEqual(['1 (100.0 %)'])
  })
})

describe('adverse events', () => {
  const report = reportOf(
    {
      subjects: [
        subject('1', {
          'adverse-events': [
            event({}),
            event({ AETOXGR: '3', AESER: 'Y', AEREL: 'POSSIBLE', AEACN: 'DRUG WITHDRAWN' }),
            event({ AESTDAT: '2024-01-01', AEDECOD: 'Fatigue' }),
          ],
        }),
        subject('2', { 'adverse-events': [event({ AEREL: '', AETOXGR: '' })] }),
        subject('3'),
      ],
    },
    oneArm,
    { cutoff },
  )

  it('count each subject once, at the worst grade, and leave out what began before treatment', () => {
    expect(shownRow(report, 'ae-worst-grade', 'Any adverse event')).toEqual([
      ...['2 (66.7 %)', '3', '0', '0', '1', '0', '0', '1'],
    ])
    expect(shownRows(report, 'ae-worst-grade').map(([name]) => name)).not.toContain('Fatigue')
  })

  it('have an overview whose lines agree with the tables by term', () => {
    const line = (label: string) => shownRow(report, 'ae-overview', label)
    expect(line('Grade 3 or more')).toEqual(['1 (33.3 %)'])
    expect(line('Grade 3 or more')).toEqual(shownRow(report, 'ae-grade-3', 'Any adverse event'))
    expect(line('Related to any study treatment')).toEqual(['2 (66.7 %)'])
    expect(line('Related to any study treatment')).toEqual(
      shownRow(report, 'ae-related', 'Any adverse event'),
    )
    expect(line('Serious')).toEqual(shownRow(report, 'ae-serious', 'Any adverse event'))
    expect(line('Leading to permanent withdrawal')).toEqual(
      shownRow(report, 'ae-withdrawal', 'Any adverse event'),
    )
  })

  it('have lines for a treatment where some event answers for it', () => {
    const labels = (row: Row) => {
      const trial = { subjects: [subject('1', { 'adverse-events': [event(row)] })] }
      return shownRows(reportOf(trial, doseFinding, { cutoff }), 'ae-overview')
    }
    const related = 'Related to toripalimab'
    expect(labels({}).map(([name]) => name)).not.toContain(related)
    const answered = labels({ AEREL: 'POSSIBLE', AEREL1: 'POSSIBLE', AEREL2: 'NOT RELATED' })
    expect(answered).toContainEqual([related, '1 (100.0 %)'])
    expect(answered).toContainEqual(['Related to donafenib', '0'])
  })

  it('say that none is recorded where there is none', () => {
    const none = reportOf({ subjects: [subject('1')] }, oneArm, { cutoff })
    const table = tableOf(none, 'ae-worst-grade')
    expect(table.rows).toEqual([])
    expect(table.empty.en).toBe('No such adverse event is recorded.')
    expect(shownRow(none, 'ae-overview', 'Any adverse event')).toEqual(['0'])
  })

  it('are all listed, the serious ones with what made them serious', () => {
    const serious = event({ AESER: 'Y', AESHOSP: 'Y', AESLIFE: 'Y' })
    const trial = { subjects: [subject('1', { 'adverse-events': [event({}), serious] })] }
    const listed = reportOf(trial, oneArm, { cutoff })
    expect(tableOf(listed, 'adverse-events').rows).toHaveLength(2)
    expect(shownRows(listed, 'serious-adverse-events').map((cells) => cells.at(-1))).toEqual([
      'Life-threatening; Hospitalisation, initial or prolonged',
    ])
  })
})

describe('deaths', () => {
  it('stand by their distance from the last dose, and by cause', () => {
    const died = (DTHDAT: string, DTHCAUS: string) => ({ deaths: [{ DTHDAT, DTHCAUS }] })
    const report = reportOf(
      {
        subjects: [
          subject('1', died('2024-04-13', 'DISEASE PROGRESSION')),
          subject('2', died('2024-04-14', 'HEPATIC FAILURE')),
          subject('3', died('2024-07-02', 'OTHER')),
        ],
      },
      oneArm,
      { cutoff },
    )
    // The last dose is on 14 March: 30 days later is 13 April.
    const row = (label: string) => shownRow(report, 'deaths', label)
    expect(row('Died')).toEqual(['2 (66.7 %)'])
    expect(row('On treatment or within 30 days of the last dose')).toEqual(['1 (33.3 %)'])
    expect(row('Later')).toEqual(['1 (33.3 %)'])
    expect(row('Hepatic failure')).toEqual(['1 (33.3 %)'])
  })
})

describe('deviations', () => {
  it('count subjects by weight and kind, and the deviations themselves', () => {
    const deviations = [
      { DVSTDAT: '2024-02-01', DVTERM: 'late', DVCAT: 'MINOR', DVDECOD: 'VISIT WINDOW' },
      { DVSTDAT: '2024-03-01', DVTERM: 'late again', DVCAT: 'MINOR', DVDECOD: 'VISIT WINDOW' },
      { DVSTDAT: '2024-07-01', DVTERM: 'to come', DVCAT: 'MAJOR', DVDECOD: 'DOSING' },
    ]
    const trial = { subjects: [subject('1', { deviations }), subject('2')] }
    const report = reportOf(trial, oneArm, { cutoff })
    const rows = shownRows(report, 'deviations')
    expect(rows).toEqual([
      ['Subjects with a deviation, n (%)', '1 (50.0 %)'],
      ['Minor', '1 (50.0 %)'],
      ['Kind, n (%)'],
      ['Visit window', '1 (50.0 %)'],
      ['Deviations', '2'],
    ])
    const listing = partsOf(report).find(
      (part) => part.kind === 'listing' && part.key === 'deviations',
    )
    expect(listing?.kind === 'listing' && listing.rows).toHaveLength(2)
  })
})

describe('laboratory shifts', () => {
  const alt = (LBDAT: string, LBORRES: string, VISIT = ''): Row => ({
    ...{ LBDAT, LBORRES, VISIT, LBTESTCD: 'ALT', LBORRESU: 'U/L' },
    ...{ LBORNRLO: '9', LBORNRHI: '50' },
  })
  const report = reportOf(
    {
      subjects: [
        // Grade 1 from 50, 2 from 150, 3 from 250, 4 from 1000 U/L where baseline was normal.
        subject('1', {
          labs: [alt('2024-01-12', '40'), alt('2024-02-01', '160'), alt('2024-03-01', '60')],
        }),
        subject('2', { labs: [alt('2024-01-12', '40'), alt('2024-05-30', '260')] }),
        subject('3', { labs: [alt('2024-02-12', '45')] }),
        subject('4'),
      ],
    },
    oneArm,
    { cutoff },
  )

  it('put each treated subject into one cell, by baseline and worst grade on treatment', () => {
    const rows = shownRows(report, 'laboratory-shifts')
    expect(rows[0]?.[0]).toContain('Alanine aminotransferase')
    expect(rows.slice(1)).toEqual([
      ['Grade 0', '0', '0', '1', '0', '0', '1', '2'],
      ['Missing', '1', '0', '0', '0', '0', '1', '2'],
    ])
  })
})

describe('a protocol of several dose levels', () => {
  it('says in each table by cohort what the keys of the cohorts mean', () => {
    const cohort = (subjid: string, COHORT: string) =>
      subject(subjid, { subjects: [{ RFICDAT: '2024-01-02', ENRDAT: '2024-01-10', COHORT }] })
    const report = reportOf({ subjects: [cohort('1', 'DL1')] }, doseFinding, { cutoff })
    const { footnotes } = tableOf(report, 'demographics')
    expect(footnotes.at(-1)?.en).toContain('DL1: Dose level 1')
    expect(footnotes.at(-1)?.en).not.toContain('EXP')
  })

  it('keeps a subject without a cohort in the total alone', () => {
    const trial = { subjects: [subject('1')] }
    const report = reportOf(trial, doseFinding, { cutoff })
    expect(tableOf(report, 'demographics').columns.map(({ key }) => key)).toEqual([
      'LABEL',
      'TOTAL',
    ])
  })
})
