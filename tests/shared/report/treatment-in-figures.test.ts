import { describe, expect, it } from 'vitest'
import { builtInFamilies } from '../../../shared/families.ts'
import type { IsoDate } from '../../../shared/kernel/brand.ts'
import { createRegistry } from '../../../shared/kernel/registry.ts'
import type { SwimmerLane } from '../../../shared/plots/define.ts'
import type { Report, ReportMember } from '../../../shared/report/define.ts'
import { dispositionTable } from '../../../shared/report/disposition.ts'
import { responseCourseFigures } from '../../../shared/report/response-course-figure.ts'
import { spiderFigures } from '../../../shared/report/spider-figure.ts'
import { swimmerFigures } from '../../../shared/report/swimmer-figure.ts'
import type { Row, TrialSubject } from '../../../shared/trial/trial.ts'
import { readTrialFolder } from '../../../server/reference-cases/trial-folder.ts'
import { assessed } from '../endpoints/made-subject.ts'
import { figureOf, partsOf, reportOf, shownRow } from './made-report.ts'

/** Swimmer, spider and responses by visit hold a treatment for ended where the disposition table does. */
const tace = builtInFamilies.protocols.get('tace-systemic')
const members = createRegistry<ReportMember>('part', [
  dispositionTable,
  spiderFigures,
  responseCourseFigures,
  swimmerFigures,
])

/** Assessments of the visits of this protocol. */
function scans(assessments: Parameters<typeof assessed>[0]): Files {
  const visits: Readonly<Record<string, string>> = { W8: 'W6', W16: 'W12' }
  const moved = Object.entries(assessed(assessments, ['mRECIST', 'RECIST 1.1'])).map(
    ([file, rows]) => [
      file,
      rows.map((row) => ({ ...row, VISIT: visits[row['VISIT'] ?? ''] ?? row['VISIT'] ?? '' })),
    ],
  )
  return Object.fromEntries(moved) as Files
}

type Files = Readonly<Record<string, readonly Row[]>>

/** Enrolled and first dosed on 15 JAN 2024. */
function subject(files: Files, subjid = '1001', COHORT = 'TACE+ICI'): TrialSubject {
  const subjects = [{ SUBJID: subjid, RFICDAT: '2024-01-10', ENRDAT: '2024-01-15', COHORT }]
  return { subjid, files: { subjects, ...files } }
}

const infusion = (date: string): Row => ({
  ...{ EXTRT: 'CAMRELIZUMAB', EXSTDAT: date, EXENDAT: date, EXDOSE: '200' },
})
const INFUSIONS = ['2024-01-15', '2024-02-05', '2024-02-26'].map(infusion)
const OPEN = [{ EXTRT: 'LENVATINIB', EXSTDAT: '2024-01-15', EXENDAT: '', EXDOSE: '8' }]
const end = (DSSCAT: string, DSSTDAT: string, DSDECOD: string, more: Row = {}): Row => ({
  ...{ DSSCAT, DSSTDAT, DSDECOD },
  ...more,
})

const at = (files: Files, cutoff: string): Report =>
  reportOf({ subjects: [subject(files)] }, tace, { cutoff: cutoff as IsoDate, members })

function laneOf(report: Report): SwimmerLane {
  const { plot } = figureOf(report, 'swimmer')
  const lane = plot.kind === 'swimmer' ? plot.lanes[0] : undefined
  return lane ?? expect.fail('no lane')
}
const marked = ({ events }: SwimmerLane, kind: string): readonly number[] =>
  events.flatMap((one) => (one.kind === kind ? [one.days] : []))
const disposition = (report: Report) => [
  shownRow(report, 'disposition', 'Ongoing', 'Study treatment').at(-1),
  shownRow(report, 'disposition', 'Ended', 'Study treatment').at(-1),
]

describe('between two infusions, while no end of treatment is recorded', () => {
  const files = { exposure: INFUSIONS, ...scans([['2024-02-25', 'SD']]) }

  it('P3: treatment has no end, as the disposition table says, and is drawn as far as it was given', () => {
    const report = at(files, '2024-03-10')
    expect(disposition(report)).toEqual(['1 (100.0 %)', '0'])
    expect(laneOf(report)).toMatchObject({ treatedDays: 43, followedDays: 43, ongoing: true })
    const open = laneOf(at({ exposure: OPEN }, '2024-03-10'))
    expect(open).toMatchObject({ treatedDays: 56, followedDays: 56, ongoing: true })
    expect(marked(laneOf(report), 'off-treatment')).toEqual([])
  })

  it('P2: the line of the spider ends in the arrow', () => {
    const { plot } = figureOf(at(files, '2024-03-10'), 'spider-recist-1-1')
    const events = plot.kind === 'spider' ? plot.lines.flatMap((line) => line.events) : []
    expect(events).toEqual([{ kind: 'ongoing', days: 41 }])
  })

  it('P7: it waits for the next visit', () => {
    const other = subject(
      {
        exposure: OPEN,
        ...scans([
          ['2024-02-25', 'SD'],
          ['2024-04-05', 'SD'],
        ]),
      },
      '1002',
    )
    const trial = { subjects: [subject(files), other] }
    const report = reportOf(trial, tace, { cutoff: '2024-04-05' as IsoDate, members })
    const { plot } = figureOf(report, 'response-course-recist-1-1')
    const last = plot.kind === 'response-course' ? plot.bars.at(-1)?.counts : undefined
    expect(last).toEqual({ SD: 1, pending: 1 })
  })
})

describe('a treatment that has ended', () => {
  it('P3: ends on its recorded day, whatever row of exposure was left open', () => {
    const report = at(
      {
        exposure: OPEN,
        visits: [{ VISIT: 'W6', SVSTDAT: '2024-03-25' }],
        disposition: [
          end('TREATMENT', '2024-03-20', 'ADVERSE EVENT'),
          end('STUDY', '2024-04-01', 'LOST TO FOLLOW-UP'),
        ],
      },
      '2024-12-31',
    )
    expect(disposition(report)).toEqual(['0', '1 (100.0 %)'])
    const lane = laneOf(report)
    expect(lane).toMatchObject({ treatedDays: 66, followedDays: 71, ongoing: false })
    expect(marked(lane, 'off-treatment')).toEqual([66])
  })

  it.each([
    {
      why: 'the last dose, where the end of the study alone is recorded',
      exposure: INFUSIONS,
      ends: 43,
    },
    { why: 'the end of the study, where a dose is still open', exposure: OPEN, ends: 78 },
  ])('P3: ends with $why', ({ exposure, ends }) => {
    const files = { exposure, disposition: [end('STUDY', '2024-04-01', 'WITHDRAWAL BY SUBJECT')] }
    const lane = laneOf(at(files, '2024-12-31'))
    expect([lane.treatedDays, lane.ongoing]).toEqual([ends, false])
    expect(marked(lane, 'off-treatment')).toEqual([ends])
  })

  it.each([
    { why: 'the last dose', exposure: INFUSIONS, ends: 43 },
    { why: 'the day of the loss, where a dose is still open', exposure: OPEN, ends: 78 },
  ])('P3: of a subject who was lost ends with $why', ({ exposure, ends }) => {
    const survival = [{ SSDAT: '2024-04-01', SSORRES: 'LOST' }]
    const files = { exposure, survival, ...scans([['2024-02-25', 'SD']]) }
    const report = at(files, '2024-12-31')
    expect([laneOf(report).treatedDays, laneOf(report).ongoing]).toEqual([ends, false])
    expect(marked(laneOf(report), 'off-treatment')).toEqual([ends])
    const { plot } = figureOf(report, 'spider-recist-1-1')
    expect(plot.kind === 'spider' ? plot.lines.flatMap(({ events }) => events) : null).toEqual([])
  })

  it('P3: of a lost subject of a golden trial is not drawn to the cut-off', () => {
    const name = 'toripalimab-donafenib'
    const trial = readTrialFolder(new URL(`../../golden/trials/${name}`, import.meta.url).pathname)
    const lost = trial.subjects.filter(({ subjid }) => subjid === '1044')
    const cutoff = '2024-06-30' as IsoDate
    const report = reportOf({ subjects: lost }, builtInFamilies.protocols.get(name), {
      cutoff,
      members,
    })
    expect(laneOf(report)).toMatchObject({ treatedDays: 47, ongoing: false })
  })

  it('P3: a death on the day of the new therapy ends the response, one after it does not', () => {
    const responseTo = (CMSTDAT: string) => {
      const files = {
        ...{ exposure: OPEN, deaths: [{ DTHDAT: '2024-06-20' }] },
        ...scans([
          ['2024-02-25', 'PR'],
          ['2024-04-05', 'PR'],
        ]),
      }
      const therapy = { 'new-therapies': [{ CMTRT: 'OTHER', CMSTDAT }] }
      const trial = { subjects: [subject({ ...files, ...therapy })] }
      const conventions = { ...tace.conventions, newTherapy: 'censor' } as const
      const wish = { cutoff: '2024-12-31' as IsoDate, members }
      return laneOf(reportOf(trial, { ...tace, conventions }, wish)).response?.to
    }
    expect(responseTo('2024-06-20')).toBe(158)
    expect(responseTo('2024-06-10')).toBe(82)
  })

  it('P3: ends with the last of its drugs, whichever tells the reason, and no sooner than the last dose', () => {
    const both = [...INFUSIONS, { ...OPEN[0], EXENDAT: '2024-05-01' }]
    const stopped = end('TREATMENT', '2024-03-01', 'ADVERSE EVENT', { DSTRT: 'CAMRELIZUMAB' })
    const completed = end('TREATMENT', '2024-04-20', 'COMPLETED', { DSTRT: 'LENVATINIB' })
    const one = laneOf(at({ exposure: both, disposition: [stopped] }, '2024-12-31'))
    expect(one.ongoing).toBe(true)
    const all = laneOf(at({ exposure: both, disposition: [stopped, completed] }, '2024-12-31'))
    expect([all.treatedDays, all.ongoing]).toEqual([108, false])
  })

  it('P3: ends with a death, and what is drawn of it is said in both languages', () => {
    const report = at({ exposure: OPEN, deaths: [{ DTHDAT: '2024-02-14' }] }, '2024-12-31')
    expect(laneOf(report)).toMatchObject({ treatedDays: 31, followedDays: 31, ongoing: false })
    const notes = figureOf(report, 'swimmer').footnotes
    expect(notes.map(({ en }) => en).join(' ')).toContain('An arrow says that no end is recorded')
    expect(notes.map(({ zh }) => zh).join('')).toContain('箭头表示未记录治疗结束')
  })
})

describe('first responses on the lanes', () => {
  const NAME = 'lenvatinib-toripalimab'
  const golden = readTrialFolder(new URL(`../../golden/trials/${NAME}`, import.meta.url).pathname)
  const lenvatinib = builtInFamilies.protocols.get(NAME)

  it('P3: are none that was seen after progression', () => {
    const found = golden.subjects.find(({ subjid }) => subjid === '1002')
    if (found === undefined) throw new Error('no subject')
    const responses = (found.files['responses'] ?? []).map((row) =>
      row['VISIT'] === 'W32' ? { ...row, OVRLRESP: 'CR' } : row,
    )
    const edited = { ...found, files: { ...found.files, responses } }
    const report = reportOf({ subjects: [edited] }, lenvatinib, {
      cutoff: '2025-12-31' as IsoDate,
      members,
    })
    const lane = laneOf(report)
    expect([marked(lane, 'PR'), marked(lane, 'PD')]).toEqual([[66], [173]])
    expect(marked(lane, 'CR')).toEqual([])
  })
})

describe('the lanes of a swimmer plot', () => {
  const treated = (at: number): TrialSubject => {
    const start = { ...OPEN[0], EXENDAT: at % 2 === 0 ? '' : '2024-01-20' }
    const visits = [{ VISIT: 'W6', SVSTDAT: `2024-0${1 + (at % 6)}-2${at % 9}` }]
    const disposition = at % 2 === 0 ? [] : [end('TREATMENT', '2024-01-20', 'ADVERSE EVENT')]
    const cohorts = ['TACE+TKI+ICI', 'TACE+TKI', '', 'TACE+TKI']
    return subject({ exposure: [start], visits, disposition }, String(1000 + at), cohorts[at % 4])
  }
  const lanesOf = (n: number) => {
    const trial = { subjects: Array.from({ length: n }, (_, at) => treated(at)) }
    const report = reportOf(trial, tace, { cutoff: '2024-06-30' as IsoDate, members })
    const figures = partsOf(report).flatMap((part) =>
      part.kind === 'figure' && part.plot.kind === 'swimmer' ? [{ ...part, plot: part.plot }] : [],
    )
    const notes = figures.map(({ footnotes }) => footnotes.map(({ en }) => en).join(' '))
    return { lanes: figures.flatMap(({ plot }) => plot.lanes), note: notes.at(-1) ?? '' }
  }

  it('P3: stand by cohort as the protocol orders them, in each the longest followed first', () => {
    const { lanes, note } = lanesOf(24)
    const keys = [...new Set(lanes.map(({ cohort }) => cohort))]
    expect(keys).toEqual(['TACE+TKI', 'TACE+TKI+ICI', null])
    for (const key of keys) {
      const days = lanes.flatMap(({ cohort, followedDays }) => (cohort === key ? followedDays : []))
      expect(days).toEqual([...days].sort((a, b) => b - a))
    }
    expect(note).toContain('All treated subjects, by cohort')
  })

  it('P3: are a fair part of the cohorts, and of short and long follow-up, where not all fit', () => {
    const { lanes, note } = lanesOf(480)
    expect(note).toContain('240 subjects are not shown')
    expect(note).not.toContain('All treated')
    expect(lanes).toHaveLength(240)
    expect(lanes.filter(({ cohort }) => cohort === 'TACE+TKI')).toHaveLength(120)
    expect(lanes.filter(({ cohort }) => cohort === null)).toHaveLength(60)
    // Half of all end early: so do half of those that are drawn.
    expect(lanes.filter(({ ongoing }) => ongoing)).toHaveLength(120)
  })
})
