import type {
  DatasetDefinition,
  DatasetFamily,
  DatasetProblem,
  DatasetRecord,
  DatasetStudy,
  DatasetSubject,
  Tabulation,
} from '../datasets/define.ts'
import type { ProtocolDefinition } from '../../protocol/define.ts'
import { commentDrafts } from './comments.ts'
import { subjectContext } from './context.ts'
import { datasetOf, qualifierDataset } from './dataset-of.ts'
import type { Draft, FinishedRecord, SdtmDomain } from './define.ts'
import { finishDomain } from './finish.ts'
import { planOf } from './plan.ts'
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
  return [...plan.domains, CO].flatMap((domain) => [
    datasetOf(domain, plan),
    ...(domain.records === undefined || domain === CO ? [] : [qualifierDataset(domain, plan)]),
  ])
}

function subjectRecords(of: DatasetSubject, study: DatasetStudy): Tabulation {
  const plan = planOf(study.definition)
  const problems: DatasetProblem[] = []
  const context = subjectContext(of, study, { plan, problems })
  const drafts = new Map<string, readonly Draft[]>()
  const finished = new Map<string, readonly FinishedRecord[]>()
  const records = new Map<string, readonly DatasetRecord[]>()
  for (const domain of plan.domains) {
    const made = domain.records?.(context) ?? []
    drafts.set(domain.key, made)
    const done = finishDomain(domain, made, context)
    finished.set(domain.key, done)
    records.set(domain.key, done.map(bare))
    records.set(`SUPP${domain.key}`, qualifierRecords(domain, done, context))
  }
  const comments = commentDrafts(plan.domains, { drafts, finished }, context)
  records.set('CO', finishDomain(CO, comments, context).map(bare))
  return { records: withoutEmpty(records), problems }
}

/** A record as it leaves: without the draft it was made of. */
function bare({ values, source }: FinishedRecord): DatasetRecord {
  return source === undefined ? { values } : { values, source }
}

function studyRecords(study: DatasetStudy): Tabulation {
  const plan = planOf(study.definition)
  const records = new Map<string, readonly DatasetRecord[]>()
  for (const domain of plan.domains) {
    const made = domain.design?.(study, plan) ?? []
    if (made.length > 0)
      records.set(
        domain.key,
        made.map(({ values }) => ({ values })),
      )
  }
  return { records, problems: [] }
}

function withoutEmpty(
  records: ReadonlyMap<string, readonly DatasetRecord[]>,
): ReadonlyMap<string, readonly DatasetRecord[]> {
  return new Map([...records].filter(([, made]) => made.length > 0))
}
