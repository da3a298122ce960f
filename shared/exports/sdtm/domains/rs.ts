import type { Draft, SdtmDomain, SubjectContext } from '../define.ts'
import { flagBaseline } from '../findings/baseline-flag.ts'
import { findingsOrigins } from '../findings/origins.ts'
import { itemDrafts } from '../findings/drafts.ts'
import { CLASSIFICATION_NAMES } from '../findings/test-names.ts'
import { derivedResponseDrafts, reviewDrafts } from '../tumour/responses.ts'
import { tumourTest } from '../tumour/terms.ts'

/**
 * Responses of the tumour under each criterion, and clinical classifications (ECOG, Child-Pugh). What
 * a person judged has its evaluator; what was derived has RSDRVFL Y and none.
 */
export const rs: SdtmDomain = {
  key: 'RS',
  label: 'Disease Response and Clin Classification',
  class: 'FINDINGS',
  structure: 'One record per response assessment or clinical classification per visit per subject',
  keys: ['RSDTC', 'RSCAT', 'RSTESTCD', 'RSEVAL', 'RSEVALID', 'RSDRVFL', 'VISITNUM'],
  fills: [
    'RSLNKGRP',
    'RSSTRESN',
    'RSSTAT',
    'RSREASND',
    'RSLOBXFL',
    'RSDRVFL',
    'RSEVAL',
    'RSEVALID',
    'RSACPTFL',
  ],
  origins: {
    ...findingsOrigins('RS'),
    RSSTRESC: {
      origin: 'Derived',
      method: {
        en: 'As recorded. Where RSDRVFL is Y: the response of the criteria to the measurements, as the analysis derived it.',
        zh: '按记录列出。RSDRVFL为Y时，为分析根据测量结果按评价标准推导的疗效。',
      },
    },
    RSDTC: {
      origin: 'Derived',
      method: {
        en: 'Of a tumour response: the first scan of the visit for progression, else the last; the date of the visit where it has no scan. Of a classification: its date as collected.',
        zh: '肿瘤疗效：进展取该访视最早的检查日期，其余取最晚的检查日期；无影像检查时取访视日期。临床分级：采集日期。',
      },
    },
  },
  records: (context) => {
    const rows = context.domainRows('RS')
    const reviews = rows.filter(({ part }) => part.layout.file === 'responses')
    const others = rows.filter((row) => !reviews.includes(row))
    return [
      ...derivedResponseDrafts(context),
      ...reviewDrafts(reviews, context),
      ...flagBaseline(context, 'RS', classifications(others, context), seriesOf),
    ]
  },
}

function classifications(
  rows: ReturnType<SubjectContext['domainRows']>,
  context: SubjectContext,
): readonly Draft[] {
  return itemDrafts(rows, context, {
    domain: 'RS',
    facts: (code) => CLASSIFICATION_NAMES.get(code) ?? { code, name: tumourTest(code) },
    byWording: true,
    hasDerivedFlag: true,
  })
}

function seriesOf({ values }: Draft): string {
  return `${String(values['RSCAT'])} ${String(values['RSTESTCD'])}`
}
