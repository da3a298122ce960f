import { buildStory, type SubjectFigures } from '../../../shared/course/build-story.ts'
import type { CourseRecord } from '../../../shared/course/records.ts'
import { deriveSubject } from '../../../shared/endpoints/derive-subject.ts'
import { builtInFamilies } from '../../../shared/families.ts'
import type { RowValues } from '../../../shared/forms/define.ts'
import type { Day, IsoDate } from '../../../shared/kernel/brand.ts'
import { addDays, parseDay, toIsoDate } from '../../../shared/kernel/dates.ts'
import type { OpenMark } from '../../../shared/plots/story-data.ts'
import type { ProtocolDefinition } from '../../../shared/protocol/define.ts'
import { toTrialSubject } from '../../../shared/trial/from-records.ts'
import { fileLayouts } from '../../../shared/trial/layout.ts'
import { toFilledForms } from '../../../shared/trial/to-records.ts'
import type { TrialSubject } from '../../../shared/trial/trial.ts'

/** Day 1 of the subjects made here. */
export const DAY_ONE = '2024-01-10'
export const PROTOCOL: ProtocolDefinition = builtInFamilies.protocols.get('lenvatinib-toripalimab')

export function dayOf(text: string): Day {
  const day = parseDay(text)
  if (day === null) throw new Error(`no day: ${text}`)
  return day
}

/** The date of a study day; there is no day 0. */
export function onDay(number: number): string {
  return toIsoDate(addDays(dayOf(DAY_ONE), number > 0 ? number - 1 : number))
}

let made = 0
export function record(
  form: string,
  items: RowValues,
  visit: string | null = null,
  rows: readonly RowValues[] = [],
): CourseRecord {
  made += 1
  return { id: `r${made}`, form, visit, values: { items, rows } }
}

export const dose = (from: number, to: number | null, EXDOSE: string): CourseRecord =>
  record('exposure', {
    ...{ EXTRT: 'LENVATINIB', EXDOSE, EXDOSU: 'mg', EXSTDAT: onDay(from) },
    ...(to === null ? {} : { EXENDAT: onDay(to) }),
  })

export const event = (AETERM: string, AETOXGR: string, more: RowValues): CourseRecord =>
  record('adverse-events', { AETERM, AETOXGR, AESER: 'N', ...more })

export const lesion = (TULNKID: string, TUGRPID: string, more: RowValues = {}): CourseRecord =>
  record('lesions', {
    ...{ TULNKID, TUGRPID, TULOC: 'LIVER', TUNODE: 'N', TUDAT: onDay(-5), ...more },
  })

/** An assessment of lesions: `['T01', '50']`. */
export const scan = (
  visit: string,
  day: number,
  lengths: readonly (readonly [id: string, mm: string])[],
  more: RowValues = {},
): CourseRecord =>
  record(
    'tumour-assessment',
    {},
    visit,
    lengths.map(([TRLNKID, LDIAM]) => ({
      ...{ TRLNKID, TRDAT: onDay(day), TRMETHOD: 'CT', LDIAM, ...more },
    })),
  )

export const marker = (day: number, LBORRES: string, LBORRESU = 'ng/mL'): CourseRecord =>
  record('laboratory', {}, `D${day}`, [
    { LBTESTCD: 'AFP', LBORRES, LBORRESU, LBORNRHI: '20', LBDAT: onDay(day) },
  ])

export interface MadeStory {
  readonly cutoff?: string
  readonly open?: readonly OpenMark[]
}

export function figuresOf(
  records: readonly CourseRecord[],
  { cutoff = '2030-01-01', open = [] }: MadeStory = {},
): SubjectFigures {
  const forms = new Map(PROTOCOL.forms.map((form) => [form.key, form]))
  const subject = toTrialSubject({ subjid: '1001', site: '01' }, records, forms)
  const options = { cutoff: cutoff as IsoDate, source: 'investigator' } as const
  return buildStory({
    ...{ subject: '1001', records, definition: PROTOCOL, open, cutoff: options.cutoff },
    derivation: deriveSubject(subject, PROTOCOL, options, builtInFamilies),
    sources: { laboratories: [], sampled: { sex: null, birth: null } },
  })
}

/** A subject with something of everything. */
export function fullSubject(): readonly CourseRecord[] {
  return [
    record('visits', { SVSTDAT: onDay(-6) }, 'SCREENING'),
    record('visits', { SVSTDAT: onDay(1) }, 'C1D1'),
    record('visits', { SVSTDAT: onDay(57) }, 'W8'),
    dose(1, 28, '12'),
    dose(29, 42, '0'),
    dose(43, 120, '8'),
    dose(121, null, '12'),
    record('procedures', { PRTRT: 'TACE', PRCAT: 'STUDY', PRSTDAT: onDay(-300) }),
    record('procedures', { PRTRT: 'TACE', PRCAT: 'STUDY', PRSTDAT: onDay(15) }),
    event('Hypertension', '3', { AESER: 'Y', AESTDAT: onDay(20), AEENDAT: onDay(40) }),
    event('Fatigue', '1', { AESTDAT: '2024-03' }),
    event('Nausea', '2', { AESTDAT: onDay(30), AEENDAT: onDay(31) }),
    lesion('T01', 'TARGET'),
    lesion('T02', 'TARGET', { TULOC: 'LUNG' }),
    lesion('NT01', 'NON-TARGET'),
    lesion('NEW01', 'NEW', { TULOC: 'BRAIN' }),
    scan('BASELINE', -5, [
      ['T01', '50'],
      ['T02', '20'],
    ]),
    scan('W8', 57, [
      ['T01', '30'],
      ['T02', '5'],
    ]),
    scan('W16', 113, [
      ['T01', '0'],
      ['T02', '5'],
    ]),
    scan(
      'W24',
      169,
      [
        ['T01', '12'],
        ['T02', '9'],
        ['NEW01', '11'],
      ],
      { TUMSTATE: 'UNEQUIVOCAL' },
    ),
    record('responses', { RSCAT: 'RECIST 1.1', RSDAT: onDay(58), OVRLRESP: 'PR' }, 'W8'),
    marker(-3, '1200'),
    marker(30, '<2'),
    marker(60, '0.4', 'ug/L'),
  ]
}

/** The records that a subject of a study folder becomes. */
export function recordsOfTrial(
  subject: TrialSubject,
  definition: ProtocolDefinition,
): readonly CourseRecord[] {
  return toFilledForms(subject, fileLayouts(definition)).map(({ form, visit, values }, at) => ({
    ...{ id: `r${at}`, form, visit, values },
  }))
}
