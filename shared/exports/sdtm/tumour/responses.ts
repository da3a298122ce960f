import { reasonKey } from '../../../forms/define.ts'
import type { TimepointRow } from '../../../endpoints/results.ts'
import { isByInvestigator } from '../../../forms/review-form.ts'
import { OVERALL_RESPONSES, type OverallResponse } from '../../../response/define.ts'
import type { Cell } from '../../datasets/define.ts'
import type { Draft, DomainRow, MappedValue, SubjectContext } from '../define.ts'
import { cellText, codedResult, notDone } from '../findings/result.ts'
import { rowValues } from '../row-values.ts'
import { assessmentLink, criteriaSets, measuredLinks, type CriteriaSet } from './criteria-sets.ts'
import { reportTumour } from './problems.ts'
import { responseDateText, scansByVisit } from './scan-dates.ts'
import { tumourTest } from './terms.ts'

/**
 * What the analysis derived of each assessment: target, non-target, new lesions, overall. No person
 * gave these responses: RSDRVFL is Y, RSORRES and RSEVAL are empty.
 * @source SDTMIG 3.4: --EVAL is for what somebody judged, and null where a result was derived
 */
export function derivedResponseDrafts(context: SubjectContext): readonly Draft[] {
  return criteriaSets(context).flatMap((set) =>
    context.derivation.timepoints
      .filter(({ row }) => row.criteria === set.criteria)
      .flatMap(({ row }) => derivedDrafts(context, set, row)),
  )
}

function derivedDrafts(
  context: SubjectContext,
  set: CriteriaSet,
  point: TimepointRow,
): readonly Draft[] {
  const row = scansByVisit(context).get(point.visit)?.latest.row
  const tests: readonly (readonly [string, string | null])[] = [
    ['TRGRESP', point.target],
    ['NTRGRESP', point.nonTarget],
    ['NEWLIND', point.newLesion ? 'Y' : 'N'],
    ['OVRLRESP', point.derived],
  ]
  return tests.flatMap(([test, response]) =>
    response === null
      ? []
      : [
          {
            values: {
              ...responseValues(context, set, { test, visit: point.visit }),
              RSSTRESC: response,
              RSDRVFL: 'Y',
              RSDTC: responseDateAt(context, set, point.visit, point.derived),
            },
            ...(row === undefined ? {} : { row }),
            visit: point.visit,
          },
        ],
  )
}

/** The responses that people gave, the investigator and independent readers, as recorded. */
export function reviewDrafts(
  rows: readonly DomainRow[],
  context: SubjectContext,
): readonly Draft[] {
  return rows.flatMap((row) => {
    const set = criteriaSets(context).find(({ criteria }) => criteria === row.row['RSCAT']) ?? null
    const category = row.row['RSCAT'] ?? ''
    if (set === null && category !== '') {
      reportTumour(context, 'unknown-criterion', { row, column: 'RSCAT', text: category })
    }
    const [leading, ...others] = reviewResults(row, set, context)
    if (leading === undefined) return []
    const supplementals = [...row.supplementals, ...rowValues(row).supplementals]
    return [{ ...leading, supplementals, comments: row.comments }, ...others]
  })
}

/** The overall response, and further tests that the definition's review asks for. */
function reviewResults(
  row: DomainRow,
  set: CriteriaSet | null,
  context: SubjectContext,
): readonly Draft[] {
  const overall = row.row['OVRLRESP'] ?? ''
  const common = reviewValues(row, set, overall, context)
  const others = row.tests.filter(({ mapped }) => mapped.item.key !== 'OVRLRESP')
  return [
    {
      values: { ...common('OVRLRESP'), ...overallValues(row, overall, context) },
      row,
      column: 'OVRLRESP',
    },
    ...others.map((value) => ({
      values: { ...common(testCode(value)), ...furtherValues(value) },
      row,
      column: value.mapped.item.key,
    })),
  ]
}

function overallValues(
  row: DomainRow,
  overall: string,
  context: SubjectContext,
): Readonly<Record<string, Cell>> {
  if (overall !== '') return codedResult('RS', overall)
  const reason = row.row[reasonKey('OVRLRESP')] ?? ''
  if (reason === '') reportTumour(context, 'no-response', { row, column: 'OVRLRESP', text: '' })
  return notDone('RS', reason === '' ? null : reason)
}

function testCode({ mapped }: MappedValue): string {
  return (mapped.target.kind === 'comment' ? null : mapped.target.test) ?? mapped.item.key
}

function furtherValues({ text, reason }: MappedValue): Readonly<Record<string, Cell>> {
  return text === '' ? notDone('RS', reason) : codedResult('RS', text)
}

function reviewValues(
  row: DomainRow,
  set: CriteriaSet | null,
  overall: string,
  context: SubjectContext,
): (test: string) => Readonly<Record<string, Cell>> {
  const { row: review, visit } = row
  const byInvestigator = isByInvestigator(review)
  const date = reviewDate(row, set, overall, context)
  return (test) => ({
    ...responseValues(context, byInvestigator ? set : null, { test, visit }),
    RSCAT: set?.category ?? cellText(review['RSCAT']),
    RSEVAL: byInvestigator ? 'INVESTIGATOR' : cellText(review['RSEVAL']),
    RSEVALID: cellText(review['RSEVALID']),
    RSACPTFL: cellText(review['RSACPTFL']),
    RSDTC: date,
  })
}

function reviewDate(
  row: DomainRow,
  set: CriteriaSet | null,
  overall: string,
  context: SubjectContext,
): string | null {
  const response = OVERALL_RESPONSES.find((one) => one === overall) ?? 'NE'
  const date = responseDateAt(context, set, row.visit, response)
  if (date === null) {
    reportTumour(context, 'no-visit', { row, column: 'RSDAT', text: row.visit ?? '' })
  }
  return date
}

/** What all responses of an assessment share. Its link stands only where measurements bear it too. */
function responseValues(
  context: SubjectContext,
  set: CriteriaSet | null,
  { test, visit }: { readonly test: string; readonly visit: string | null },
): Readonly<Record<string, Cell>> {
  const link = assessmentLink(set, visit)
  return {
    RSLNKGRP: link !== null && measuredLinks(context).has(link) ? link : null,
    RSTESTCD: test,
    RSTEST: tumourTest(test),
    RSCAT: set?.category ?? null,
  }
}

/** By the scans of the visit; of a visit without any its own date. */
function responseDateAt(
  context: SubjectContext,
  set: CriteriaSet | null,
  visit: string | null,
  response: OverallResponse,
): string | null {
  if (visit === null) return null
  const scans = scansByVisit(context).get(visit)
  if (scans !== undefined) {
    return responseDateText(response, scans, set?.settings ?? { stableDate: 'LATEST' })
  }
  const held = context.rows('visits').find((one) => one.visit === visit)
  return cellText(held?.row['SVSTDAT'])
}
