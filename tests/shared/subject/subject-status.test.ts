import { describe, expect, it } from 'vitest'
import { parseDay } from '../../../shared/kernel/dates.ts'
import { protocols } from '../../../shared/protocol/registry.ts'
import { subjectStatus } from '../../../shared/subject/subject-status.ts'
import { datesAfter, flaggedSubjects, withdrawalOf } from '../../../shared/subject/withdrawal.ts'
import type { Row, TrialSubject } from '../../../shared/trial/trial.ts'

const definition = protocols.get('toripalimab-donafenib')

function day(text: string) {
  const parsed = parseDay(text)
  if (parsed === null) throw new Error(text)
  return parsed
}

const of = (files: Readonly<Record<string, readonly Row[]>>): TrialSubject => ({
  subjid: '1001',
  files,
})

const ENROLLED = { subjects: [{ RFICDAT: '2024-01-02', ENRDAT: '2024-01-08' }] }
const dose = (drug: string, start: string, end = '') => ({
  ...{ EXTRT: drug, EXDOSE: '200', EXSTDAT: start },
  ...(end === '' ? {} : { EXENDAT: end }),
})
const TREATED = { ...ENROLLED, exposure: [dose('DONAFENIB', '2024-01-10')] }
const end = (category: string, reason: string, date: string, drug = '') => ({
  ...{ DSSCAT: category, DSDECOD: reason, DSSTDAT: date },
  ...(drug === '' ? {} : { DSTRT: drug }),
})

/** Each status with the least that makes it, and what stands above it. */
const CASES: readonly {
  readonly why: string
  readonly files: Readonly<Record<string, readonly Row[]>>
  readonly status: string
  readonly since: string | null
}[] = [
  {
    why: 'nothing but consent',
    files: { subjects: [{ RFICDAT: '2024-01-02' }] },
    status: 'screening',
    since: null,
  },
  {
    why: 'a reason for screen failure',
    files: { subjects: [{ SCRNFAIL: 'DEATH' }] },
    status: 'screen-failure',
    since: null,
  },
  { why: 'a date of enrolment', files: ENROLLED, status: 'enrolled', since: '2024-01-08' },
  { why: 'a first dose', files: TREATED, status: 'on-treatment', since: '2024-01-10' },
  {
    why: 'a dose of 0 is no dose',
    files: { ...ENROLLED, exposure: [{ ...dose('DONAFENIB', '2024-01-10'), EXDOSE: '0' }] },
    status: 'enrolled',
    since: '2024-01-08',
  },
  {
    why: 'the end of all treatment',
    files: { ...TREATED, disposition: [end('TREATMENT', 'ADVERSE EVENT', '2024-03-01')] },
    status: 'follow-up',
    since: '2024-03-01',
  },
  {
    why: 'the end of a drug that was written otherwise',
    files: {
      ...{ ...ENROLLED, exposure: [dose('Donafenib', '2024-01-10')] },
      disposition: [end('TREATMENT', 'ADVERSE EVENT', '2024-03-01', '多纳非尼')],
    },
    status: 'follow-up',
    since: '2024-03-01',
  },
  {
    why: 'one of two drugs ended',
    files: {
      ...ENROLLED,
      exposure: [dose('DONAFENIB', '2024-01-10'), dose('TORIPALIMAB', '2024-01-12')],
      disposition: [end('TREATMENT', 'ADVERSE EVENT', '2024-03-01', 'DONAFENIB')],
    },
    status: 'on-treatment',
    since: '2024-01-10',
  },
  {
    why: 'both drugs ended: since the later end',
    files: {
      ...ENROLLED,
      exposure: [dose('DONAFENIB', '2024-01-10'), dose('TORIPALIMAB', '2024-01-12')],
      disposition: [
        end('TREATMENT', 'ADVERSE EVENT', '2024-03-01', 'DONAFENIB'),
        end('TREATMENT', 'COMPLETED', '2024-04-01', 'TORIPALIMAB'),
      ],
    },
    status: 'follow-up',
    since: '2024-04-01',
  },
  {
    why: 'the end of study stands above the end of treatment',
    files: {
      ...TREATED,
      disposition: [
        end('TREATMENT', 'COMPLETED', '2024-03-01'),
        end('STUDY', 'COMPLETED', '2024-05-01'),
      ],
    },
    status: 'off-study',
    since: '2024-05-01',
  },
  {
    why: 'withdrawal of consent by disposition',
    files: { ...TREATED, disposition: [end('STUDY', 'WITHDRAWAL BY SUBJECT', '2024-05-01')] },
    status: 'withdrawn',
    since: '2024-05-01',
  },
  {
    why: 'withdrawal of consent by contact, a month alone: since its last day',
    files: { ...TREATED, survival: [{ SSDAT: '2024-05', SSORRES: 'WITHDRAWN' }] },
    status: 'withdrawn',
    since: '2024-05-31',
  },
  {
    why: 'the subject stopped treatment, not the study',
    files: { ...TREATED, disposition: [end('TREATMENT', 'WITHDRAWAL BY SUBJECT', '2024-05-01')] },
    status: 'follow-up',
    since: '2024-05-01',
  },
  {
    why: 'death stands above everything',
    files: {
      ...TREATED,
      deaths: [{ DTHDAT: '2024-06-01' }],
      disposition: [end('STUDY', 'WITHDRAWAL BY SUBJECT', '2024-05-01')],
    },
    status: 'dead',
    since: '2024-06-01',
  },
]

describe('the status of a subject', () => {
  it.each(CASES)('$status: $why', ({ files, status, since }) => {
    const found = subjectStatus(of(files), definition.conventions, day('2030-01-01'))
    expect(found).toEqual({ status, since })
  })

  it('does not know what lies after the day it is asked for', () => {
    const dead = of({ ...TREATED, deaths: [{ DTHDAT: '2024-06-01' }] })
    expect(subjectStatus(dead, definition.conventions, day('2024-05-31')).status).toBe(
      'on-treatment',
    )
  })
})

describe('PR-04: withdrawal of consent', () => {
  it('is the earliest that is recorded', () => {
    const found = withdrawalOf(
      of({
        survival: [{ SSDAT: '2024-04-02', SSORRES: 'WITHDRAWN' }],
        disposition: [end('STUDY', 'WITHDRAWAL BY SUBJECT', '2024-05-01')],
      }),
    )
    expect(found).toEqual({ day: day('2024-04-02') })
    expect(withdrawalOf(of(TREATED))).toBeNull()
  })

  it.each([
    { text: '2024-05-01', later: false, why: 'the day itself' },
    { text: '2024-05-02', later: true, why: 'the day after' },
    { text: '2024-05', later: false, why: 'a month that may mean a day before' },
    { text: '2024-06', later: true, why: 'a month that lies after as a whole' },
  ])('$text is later: $later ($why)', ({ text, later }) => {
    const form = definition.forms.find(({ key }) => key === 'concomitant')
    if (form === undefined) throw new Error('no form')
    const values = { items: { CMSTDAT: text }, rows: [] }
    expect(datesAfter(form, values, day('2024-05-01'))).toEqual(later ? ['/items/CMSTDAT'] : [])
  })

  it('flags whose data were held before, where the protocol asks it', () => {
    const subjects = [of({ survival: [{ SSDAT: '2024-04-02', SSORRES: 'WITHDRAWN' }] })]
    const flagged = { ...definition, consent: { laterEntry: [], heldData: 'flagged' as const } }
    const kept = { ...definition, consent: { laterEntry: [], heldData: 'kept' as const } }
    expect(flaggedSubjects({ subjects }, flagged)).toEqual([
      { subjid: '1001', withdrawn: '2024-04-02' },
    ])
    expect(flaggedSubjects({ subjects }, kept)).toEqual([])
  })
})
