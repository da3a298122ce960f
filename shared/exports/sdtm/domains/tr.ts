import type { DomainRow, Draft, SdtmDomain, SubjectContext } from '../define.ts'
import { notDoneDraft, withRowQualifiers } from '../findings-drafts.ts'
import { flagBaseline } from '../findings/baseline-flag.ts'
import { findingsOrigins } from '../findings/origins.ts'
import { itemDrafts } from '../findings/drafts.ts'
import { criteriaSets } from '../tumour/criteria-sets.ts'
import { measurementDrafts } from '../tumour/measurements.ts'
import { sumDrafts } from '../tumour/sums.ts'
import { tumourTest } from '../tumour/terms.ts'

/** Measurements of lesions under each criterion that counts them, and the sums that were derived. */
export const tr: SdtmDomain = {
  key: 'TR',
  label: 'Tumor/Lesion Results',
  class: 'FINDINGS',
  structure: 'One record per tumor measurement/assessment per visit per subject per assessor',
  keys: ['TRDTC', 'TRTESTCD', 'TRLNKID', 'TRLNKGRP', 'VISITNUM'],
  fills: ['TRGRPID', 'TRLNKGRP', 'TRSTAT', 'TRREASND'],
  origins: {
    ...findingsOrigins('TR'),
    TRLNKID: { origin: 'Assigned' },
    TRSTRESN: {
      origin: 'Derived',
      method: {
        en: 'The diameter as collected, in millimetres. Sums of target diameters (SUMDIAM, SUMVDIAM) and their changes from baseline and nadir (PCBSD, PCNSD, ACNSD) are those of the analysis.',
        zh: '采集的径线（毫米）。靶病灶径线之和（SUMDIAM、SUMVDIAM）及其相对基线和最低值的变化（PCBSD、PCNSD、ACNSD）取自分析结果。',
      },
    },
  },
  records: (context) =>
    flagBaseline(context, 'TR', draftsOf(context), (draft) => seriesOf(draft, context)),
}

/** A measurement belongs to its lesion, a sum to its criterion. */
function seriesOf({ values, visit, row }: Draft, context: SubjectContext): string {
  const link = values['TRLNKID'] ?? null
  if (link !== null) return `${String(values['TRTESTCD'])} ${String(link)}`
  const group = String(values['TRLNKGRP'] ?? '')
  const name = visit ?? row?.visit ?? ''
  const set = criteriaSets(context).find(({ prefix }) => group === `${prefix}-INV-${name}`)
  return `${String(values['TRTESTCD'])} ${set?.prefix ?? ''}`
}

function draftsOf(context: SubjectContext): readonly Draft[] {
  const rows = context.domainRows('TR')
  const measured = rows.filter(({ part }) => part.layout.file === MEASUREMENTS)
  const around = rows.filter(isAround)
  const others = rows.filter((row) => !measured.includes(row) && !around.includes(row))
  const groups = new Map(
    context.rows('lesions').map(({ row }) => [row['TULNKID'] ?? '', row['TUGRPID'] ?? '']),
  )
  const done = around.filter(({ notDone }) => notDone === null)
  const assessments = new Map(done.map((row) => [row.visit ?? '', row]))
  const visits = new Set(measured.map(({ visit }) => visit ?? ''))
  const sets = criteriaSets(context)
  return [
    ...withRemarks(measurementDrafts(measured, { context, sets, groups, assessments }), done),
    ...sumDrafts(context),
    ...around.filter(({ notDone }) => notDone !== null).map(notDoneDraft),
    ...done
      .filter(({ visit }) => !visits.has(visit ?? ''))
      .flatMap((row) => withRowQualifiers([], row)),
    ...itemDrafts(others, context, {
      domain: 'TR',
      facts: (code) => ({ code, name: tumourTest(code) }),
    }),
  ]
}

/** Remarks on an assessment stand with its first measurement. */
function withRemarks(drafts: readonly Draft[], around: readonly DomainRow[]): readonly Draft[] {
  const open = new Map(around.map((row) => [row.visit ?? '', row.comments]))
  return drafts.map((draft) => {
    const visit = draft.row?.visit ?? ''
    const remarks = open.get(visit) ?? []
    open.delete(visit)
    return remarks.length === 0
      ? draft
      : { ...draft, comments: [...(draft.comments ?? []), ...remarks] }
  })
}

const MEASUREMENTS = 'measurements'

/** What a form asks of an assessment as a whole, around its measurements. */
function isAround({ part }: DomainRow): boolean {
  return part.layout.part === 'items' && part.layout.form.group?.file === MEASUREMENTS
}
