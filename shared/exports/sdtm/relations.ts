import type { DatasetDefinition, DatasetRecord, DatasetStudy } from '../datasets/define.ts'
import { parsePartialDate } from '../../kernel/dates.ts'
import { relationVariables } from './dataset-of.ts'
import { drugName } from '../../protocol/drug-names.ts'
import type { Draft, FinishedDomains, FinishedRecord, SdtmPlan, SubjectContext } from './define.ts'
import { compareByKeys } from './order.ts'

/** RELREC: which records, and which datasets, belong together. */
export const RELREC: DatasetDefinition = {
  key: 'RELREC',
  standard: 'SDTM',
  label: 'Related Records',
  class: 'RELATIONSHIP',
  structure: 'One record per related record, group of records or dataset',
  keys: ['STUDYID', 'RDOMAIN', 'USUBJID', 'IDVAR', 'IDVARVAL', 'RELID'],
  variables: relationVariables('RELREC'),
}

/** One side of a relation: a record of a domain. */
interface Side {
  readonly domain: string
  readonly record: FinishedRecord
}

/**
 * Relations between a subject's records: a fatal event and the cause of death, an event that ended
 * treatment and that end, an event and the medication whose indication names it, a procedure and the
 * drug given in it.
 */
export function subjectRelations(
  finished: FinishedDomains,
  context: SubjectContext,
): readonly DatasetRecord[] {
  const of = (domain: string): readonly FinishedRecord[] => finished.get(domain) ?? []
  const pairs = [
    ...of('AE').flatMap((event) => [
      ...of('DD').flatMap((death) =>
        isFatal(event) ? [pair('AEDD', ['AE', event], ['DD', death])] : [],
      ),
      ...of('DS').flatMap((end) =>
        endedTreatment(event, end) ? [pair('AEDS', ['AE', event], ['DS', end])] : [],
      ),
      ...of('CM').flatMap((drug) =>
        isGivenFor(drug, event) ? [pair('AECM', ['AE', event], ['CM', drug])] : [],
      ),
    ]),
    ...of('PR').flatMap((procedure) =>
      of('CM').flatMap((drug) =>
        isOfRow(procedure, drug) ? [pair('PRCM', ['PR', procedure], ['CM', drug])] : [],
      ),
    ),
  ]
  const counts = new Map<string, number>()
  const records = pairs.flatMap(({ kind, sides }) => {
    const count = (counts.get(kind) ?? 0) + 1
    counts.set(kind, count)
    return sides.map((side) => relation(side, { context, id: `${kind}${count}` }))
  })
  return records.sort((a, b) => compareByKeys(RELREC.keys, a.values, b.values))
}

function pair(
  kind: string,
  [oneDomain, one]: readonly [string, FinishedRecord],
  [otherDomain, other]: readonly [string, FinishedRecord],
): { readonly kind: string; readonly sides: readonly Side[] } {
  const sides = [
    { domain: oneDomain, record: one },
    { domain: otherDomain, record: other },
  ]
  return { kind, sides }
}

function relation(
  { domain, record }: Side,
  { context, id }: { readonly context: SubjectContext; readonly id: string },
): DatasetRecord {
  const sequence = `${domain}SEQ`
  return {
    values: {
      STUDYID: context.study.studyId,
      RDOMAIN: domain,
      USUBJID: context.usubjid,
      IDVAR: sequence,
      IDVARVAL: String(record.values[sequence] ?? ''),
      RELID: id,
    },
    ...(record.source === undefined ? {} : { source: record.source }),
  }
}

function isFatal({ values }: FinishedRecord): boolean {
  return values['AEOUT'] === 'FATAL' || values['AESDTH'] === 'Y'
}

/** Treatment ended for an adverse event, and this one led to that very drug being withdrawn before. */
function endedTreatment({ values, draft }: FinishedRecord, end: FinishedRecord): boolean {
  return (
    isWithdrawn(draft, end.draft.row?.row['DSTRT'] ?? '') &&
    end.values['DSSCAT'] === 'STUDY TREATMENT' &&
    end.values['DSDECOD'] === 'ADVERSE EVENT' &&
    isNotAfter(values['AESTDTC'], end.values['DSSTDTC'])
  )
}

const ACTION_BY_DRUG = /^AEACN\d+$/

/**
 * Whether an event led to a drug being withdrawn (empty: to all treatment being ended): by the action
 * that names the drug. The overall action alone names one only where the form asks for no other.
 */
function isWithdrawn({ row }: Draft, drug: string): boolean {
  if (row === undefined) return false
  const actions = row.part.items.filter(({ item }) => ACTION_BY_DRUG.test(item.key))
  const withdrawn = actions.filter(({ item }) => WITHDRAWN.has(row.row[item.key] ?? ''))
  if (drug === '') return row.row['AEACN'] === DRUG_WITHDRAWN || withdrawn.length > 0
  if (actions.length < 2) return row.row['AEACN'] === DRUG_WITHDRAWN
  return withdrawn.some(({ item: { drugs = [] } }) => drugs.some((one) => isSame(one, drug)))
}

const DRUG_WITHDRAWN = 'DRUG WITHDRAWN'
const WITHDRAWN: ReadonlySet<string> = new Set([DRUG_WITHDRAWN, 'NOT REPEATED'])

function isSame(one: string, other: string): boolean {
  return folded(one) === folded(drugName(other, { studyDrugs: null }))
}

/** The indication of a medication is the event's own words, or its term. */
function isGivenFor(drug: FinishedRecord, { values }: FinishedRecord): boolean {
  const indication = folded(drug.values['CMINDC'])
  if (indication === '') return false
  const isNamed = [values['AETERM'], values['AEDECOD']].some((term) => folded(term) === indication)
  return isNamed && isNotAfter(values['AESTDTC'], drug.values['CMSTDTC'])
}

/** Both came from one row of a form. */
function isOfRow({ source: one }: FinishedRecord, { source: other }: FinishedRecord): boolean {
  return one !== undefined && one.file === other?.file && one.row === other.row
}

function folded(text: unknown): string {
  return typeof text === 'string' ? text.trim().toUpperCase() : ''
}

/** As far as both dates are known. */
function isNotAfter(one: unknown, other: unknown): boolean {
  const first = typeof one === 'string' ? parsePartialDate(one) : null
  const second = typeof other === 'string' ? parsePartialDate(other) : null
  return first !== null && second !== null && first.earliest <= second.latest
}

/** Relations between datasets, for every subject at once: lesions, measurements, responses. */
export function studyRelations(
  study: DatasetStudy,
  { domains }: SdtmPlan,
): readonly DatasetRecord[] {
  const has = new Set(domains.map(({ key }) => key))
  const records = DATASET_RELATIONS.filter(({ sides }) =>
    sides.every(({ domain }) => has.has(domain)),
  ).flatMap(({ id, sides }) =>
    sides.map(({ domain, variable, many }): DatasetRecord => ({
      values: {
        STUDYID: study.studyId,
        RDOMAIN: domain,
        IDVAR: variable,
        RELTYPE: many ? 'MANY' : 'ONE',
        RELID: id,
      },
    })),
  )
  return records.sort((a, b) => compareByKeys(RELREC.keys, a.values, b.values))
}

/** @source mapping, section 3, "Links"; RS holds several tests of one assessment */
const DATASET_RELATIONS = [
  {
    id: 'TUTR',
    sides: [
      { domain: 'TU', variable: 'TULNKID', many: false },
      { domain: 'TR', variable: 'TRLNKID', many: true },
    ],
  },
  {
    id: 'TRRS',
    sides: [
      { domain: 'TR', variable: 'TRLNKGRP', many: true },
      { domain: 'RS', variable: 'RSLNKGRP', many: true },
    ],
  },
] as const
