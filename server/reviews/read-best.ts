import type { RecordRow } from '../../db/rows.ts'
import { deriveSubject } from '../../shared/endpoints/derive-subject.ts'
import { isByInvestigator, isReviewForm } from '../../shared/forms/review-form.ts'
import type { IsoDate } from '../../shared/kernel/brand.ts'
import type { ProtocolDefinition } from '../../shared/protocol/define.ts'
import { rowsOf, type Row, type TrialSubject } from '../../shared/trial/trial.ts'
import { loadSubjects, subjectHeads, type AnalysisServices } from '../analysis/service.ts'
import { storedValues } from '../entry/service.ts'
import { assessmentKey } from './derive-responses.ts'

/** Everything recorded counts for a reading: it has no cut-off. */
const NO_CUTOFF = '9999-12-31' as IsoDate

/**
 * The best overall response that the second readings come to, by subject and criterion: as the
 * analysis finds the investigator's, with the readings in place of the reviews. A subject of which not
 * each assessment is read has none. Of several readings of one assessment the one marked as the one
 * that counts (RSACPTFL) does, else the latest.
 */
export async function readBestResponses(
  { store, definitions, families }: AnalysisServices,
  of: {
    readonly studyId: string
    readonly given: readonly { readonly row: RecordRow; readonly subjid: string }[]
  },
): Promise<ReadonlyMap<string, string>> {
  const readings = of.given.filter(({ row }) => !isByInvestigator(storedValues(row).items))
  const wanted = new Set(readings.map(({ subjid }) => subjid))
  if (wanted.size === 0) return new Map()
  const { definition, forms } = await definitions.of(of.studyId)
  const heads = await subjectHeads(store, store.read, { studyId: of.studyId })
  const own = heads.filter(({ subjid }) => wanted.has(subjid))
  const best = new Map<string, string>()
  for (let from = 0; from < own.length; from += SUBJECTS_AT_A_TIME) {
    const batch = own.slice(from, from + SUBJECTS_AT_A_TIME)
    for (const { subject } of await loadSubjects(store, store.read, forms, batch)) {
      const asRead = withReadings(subject, definition)
      for (const [criteria, bor] of bestOf(asRead, definition, families)) {
        best.set(assessmentKey(subject.subjid, criteria), bor)
      }
    }
  }
  return best
}

const SUBJECTS_AT_A_TIME = 200

/** By criterion; those of which not each assessment has a response are left out. */
function bestOf(
  subject: TrialSubject,
  definition: ProtocolDefinition,
  families: AnalysisServices['families'],
): readonly (readonly [criteria: string, bor: string])[] {
  const options = { cutoff: NO_CUTOFF, source: 'investigator' } as const
  const { timepoints, responses } = deriveSubject(subject, definition, options, families)
  return responses.flatMap(({ row: { criteria, confirmedBor } }) => {
    const points = timepoints.filter(({ row }) => row.criteria === criteria)
    const isWhole = points.length > 0 && points.every(({ row }) => row.investigator !== null)
    return isWhole ? [[criteria, confirmedBor] as const] : []
  })
}

/** The subject as if the readings were the investigator's reviews. */
function withReadings(subject: TrialSubject, { forms }: ProtocolDefinition): TrialSubject {
  const file = forms.find(isReviewForm)?.file
  if (file === undefined) return subject
  const chosen = new Map<string, Row>()
  for (const row of rowsOf(subject, file).filter((one) => !isByInvestigator(one))) {
    const place = assessmentKey(row['VISIT'] ?? '', row['RSCAT'] ?? '')
    const known = chosen.get(place)
    if (known === undefined || counts(row) > counts(known)) chosen.set(place, row)
  }
  const rows = [...chosen.values()].map((row) => ({ ...row, RSEVAL: '' }))
  return { ...subject, files: { ...subject.files, [file]: rows } }
}

/** The reading that counts is greater than any other; of others the latest. */
function counts(row: Row): string {
  return (row['RSACPTFL'] === 'Y' ? '1' : '0') + (row['RSDAT'] ?? '')
}
