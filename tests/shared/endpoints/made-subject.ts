import { aggregate } from '../../../shared/endpoints/aggregate.ts'
import type { SubjectDerivation } from '../../../shared/endpoints/derivation.ts'
import { deriveSubject } from '../../../shared/endpoints/derive-subject.ts'
import type { Contribution } from '../../../shared/endpoints/contribution.ts'
import type { Analysis, EndpointRow, ResponseSource } from '../../../shared/endpoints/results.ts'
import { builtInFamilies } from '../../../shared/families.ts'
import type { Day, IsoDate } from '../../../shared/kernel/brand.ts'
import { parseDay } from '../../../shared/kernel/dates.ts'
import type { ProtocolDefinition } from '../../../shared/protocol/define.ts'
import type { Row, TrialSubject } from '../../../shared/trial/trial.ts'

type Files = Readonly<Record<string, readonly Row[]>>

/** A subject enrolled on 2024-01-10 and dosed from 2024-01-15 on, unless `files` says otherwise. */
export function madeSubject(files: Files = {}, subjid = '1001'): TrialSubject {
  const usual: Files = {
    subjects: [{ SUBJID: subjid, ENRDAT: '2024-01-10' }],
    exposure: [dose('LENVATINIB', '2024-01-15', ''), dose('TORIPALIMAB', '2024-01-15', '')],
  }
  return { subjid, files: { ...usual, ...files } }
}

export function dose(EXTRT: string, EXSTDAT: string, EXENDAT: string, EXDOSE = '8'): Row {
  return { EXTRT, EXSTDAT, EXENDAT, EXDOSE }
}

/** A baseline with one target of 50 mm, and an assessment with its recorded response for each pair. */
export function assessed(
  assessments: readonly (readonly [date: string, response: string])[],
  criteria: readonly string[] = ['RECIST 1.1'],
): Files {
  const visits = assessments.map(([date, response], index) => ({
    date,
    response,
    visit: `W${(index + 1) * 8}`,
  }))
  const target = { TRLNKID: 'T01', LDIAM: '50', VDIAM: '50' }
  return {
    lesions: [{ TULNKID: 'T01', TUGRPID: 'TARGET', TULOC: 'LIVER', TUNODE: 'N' }],
    measurements: [
      { VISIT: 'BASELINE', TRDAT: '2024-01-05', ...target },
      ...visits.map(({ visit, date }) => ({ VISIT: visit, TRDAT: date, ...target })),
    ],
    responses: visits.flatMap(({ visit, response }) =>
      criteria.map((RSCAT) => ({ VISIT: visit, RSCAT, OVRLRESP: response })),
    ),
  }
}

export function adverseEvent(row: Row): Row {
  return {
    AETERM: 'Fatigue',
    AEDECOD: 'Fatigue',
    AETOXGR: '2',
    AESER: 'N',
    AEREL: 'POSSIBLE',
    ...row,
  }
}

export function protocol(key: string): ProtocolDefinition {
  return builtInFamilies.protocols.get(key)
}

export const PROTOCOL_5 = protocol('lenvatinib-toripalimab')

interface Asked {
  readonly cutoff?: string
  readonly source?: ResponseSource
  readonly definition?: ProtocolDefinition
}

const CUTOFF = '2025-12-31'

export function derive(subject: TrialSubject, asked: Asked = {}): SubjectDerivation {
  const { cutoff = CUTOFF, source = 'investigator', definition = PROTOCOL_5 } = asked
  return deriveSubject(subject, definition, { cutoff: isoDate(cutoff), source }, builtInFamilies)
}

export function analysed(subjects: readonly TrialSubject[], asked: Asked = {}): Analysis {
  const { cutoff = CUTOFF, source = 'investigator', definition = PROTOCOL_5 } = asked
  return aggregate(
    subjects.map((subject) => derive(subject, asked)),
    definition,
    { cutoff: isoDate(cutoff), source },
    builtInFamilies,
  )
}

/** What the subject adds to an endpoint; `null` where it is not in the endpoint's population. */
export function added(derivation: SubjectDerivation, id: string): Contribution | null {
  const endpoint = derivation.endpoints.find((one) => one.id === id)
  if (endpoint === undefined) throw new Error(`no endpoint ${id}`)
  return endpoint.inPopulation ? endpoint.value : null
}

export function rowOf(analysis: Analysis, id: string, cohort: string | null = null): EndpointRow {
  const row = analysis.endpoints.find((one) => one.id === id && one.cohort === cohort)
  if (row === undefined) throw new Error(`no row ${id} ${cohort ?? ''}`)
  return row
}

export function isoDate(text: string): IsoDate {
  return text as IsoDate
}

export function day(text: string): Day {
  const parsed = parseDay(text)
  if (parsed === null) throw new Error(`no date ${text}`)
  return parsed
}
