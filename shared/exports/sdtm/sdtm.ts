import type {
  Cell,
  DatasetDefinition,
  DatasetFamily,
  DatasetProblem,
  DatasetRecord,
  DatasetStudy,
  DatasetSubject,
  Tabulation,
} from '../datasets/define.ts'
import type { ProtocolDefinition } from '../../protocol/define.ts'
import { rowsOf } from '../../trial/trial.ts'
import { SUBJECT_FORM } from '../../trial/layout.ts'
import { checkTerms, checkTexts } from './check-values.ts'
import { commentDrafts } from './comments.ts'
import { subjectContext } from './context.ts'
import { datasetOf, qualifierDataset } from './dataset-of.ts'
import type { Draft, FinishedRecord, SdtmDomain, SubjectContext } from './define.ts'
import { finishDomain } from './finish.ts'
import { compareByKeys } from './order.ts'
import { planOf } from './plan.ts'
import { RELREC, studyRelations, subjectRelations } from './relations.ts'
import { studyProblems } from './study-problems.ts'
import { qualifierRecords } from './supplementals.ts'

/** SDTMIG 3.4 tabulations: what the forms hold, in the domains of the standard. */
export const sdtm: DatasetFamily = {
  key: 'sdtm',
  datasets,
  subject: subjectRecords,
  study: studyRecords,
}

const CO: SdtmDomain = {
  key: 'CO',
  label: 'Comments',
  class: 'SPECIAL PURPOSE',
  structure: 'One record per comment per subject',
  keys: ['RDOMAIN', 'IDVAR', 'IDVARVAL', 'COREF', 'COVAL'],
  fills: ['RDOMAIN', 'IDVAR', 'IDVARVAL', 'COREF', 'CODTC', 'CODY'],
  records: () => [],
}

function datasets(definition: ProtocolDefinition): readonly DatasetDefinition[] {
  const plan = planOf(definition)
  return [
    ...plan.domains.flatMap((domain) => [
      datasetOf(domain, plan),
      ...(domain.records === undefined ? [] : [qualifierDataset(domain, plan)]),
    ]),
    datasetOf(CO, plan),
    RELREC,
  ]
}

function subjectRecords(of: DatasetSubject, study: DatasetStudy): Tabulation {
  const plan = planOf(study.definition)
  const problems: DatasetProblem[] = []
  const context = subjectContext(of, study, { plan, problems })
  if (!existsAtCutoff(context)) return { records: new Map(), problems }
  checkTexts(context)
  const drafts = new Map<string, readonly Draft[]>()
  const finished = new Map<string, readonly FinishedRecord[]>()
  const records = new Map<string, readonly DatasetRecord[]>()
  for (const domain of plan.domains) {
    const made = domain.records?.(context) ?? []
    drafts.set(domain.key, made)
    const done = finishDomain(domain, made, context)
    checkTerms(domain, done, context.report)
    finished.set(domain.key, done)
    records.set(domain.key, done.map(bare))
    records.set(`SUPP${domain.key}`, qualifierRecords(domain, done, context))
  }
  const comments = commentDrafts(plan.domains, { drafts, finished }, context)
  records.set('CO', finishDomain(CO, comments, context).map(bare))
  records.set('RELREC', subjectRelations(finished, context))
  return { records: withoutEmpty(records), problems }
}

/** A subject whose consent lies after the cut-off does not exist yet; one without the form is odd. */
function existsAtCutoff(context: SubjectContext): boolean {
  if (context.rows(SUBJECT_FORM).length > 0) return true
  const isLate = rowsOf(context.subject, SUBJECT_FORM).length > 0
  context.report({
    rule: isLate ? 'SDTM-DM-01' : 'SDTM-DM-04',
    severity: isLate ? 'note' : 'error',
    dataset: 'DM',
    variable: null,
    source: null,
    message: isLate
      ? {
          en: 'The consent of the subject is dated after the cut-off: the datasets do not have the subject.',
          zh: '该受试者知情同意日期晚于数据截止日，数据集中不含该受试者。',
        }
      : {
          en: 'The subject has no consent and enrolment form: sex, consent and site stay empty.',
          zh: '该受试者无知情同意与入组表，性别、知情同意日期和中心留空。',
        },
  })
  return !isLate
}

/** A record as it leaves: without the draft it was made of. */
function bare({ values, source }: FinishedRecord): DatasetRecord {
  return source === undefined ? { values } : { values, source }
}

function studyRecords(study: DatasetStudy): Tabulation {
  const plan = planOf(study.definition)
  const records = new Map<string, readonly DatasetRecord[]>()
  for (const domain of plan.domains) {
    const made = (domain.design?.(study, plan) ?? []).map(({ values }) => ({
      values: designValues(domain, values, study),
    }))
    made.sort((a, b) => compareByKeys(domain.keys, a.values, b.values))
    records.set(domain.key, made)
  }
  records.set('RELREC', studyRelations(study, plan))
  return { records: withoutEmpty(records), problems: studyProblems(study, plan) }
}

function designValues(
  { key }: SdtmDomain,
  values: Draft['values'],
  study: DatasetStudy,
): DatasetRecord['values'] {
  const all: Readonly<Record<string, Cell>> = { STUDYID: study.studyId, DOMAIN: key, ...values }
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== null))
}

function withoutEmpty(
  records: ReadonlyMap<string, readonly DatasetRecord[]>,
): ReadonlyMap<string, readonly DatasetRecord[]> {
  return new Map([...records].filter(([, made]) => made.length > 0))
}
