import type { TimepointDerivation } from '../../../endpoints/derivation.ts'
import type { Draft, SubjectContext } from '../define.ts'
import { qualifier } from '../findings/qualifier.ts'
import { derivedNumber } from '../findings/result.ts'
import { assessmentLink, criteriaSets, measuredLinks, type CriteriaSet } from './criteria-sets.ts'
import { scansByVisit } from './scan-dates.ts'
import { tumourTest } from './terms.ts'

const BASELINE = 'BASELINE'

/**
 * The sums of the targets with their changes, as the analysis derived them; never added up again.
 * They are dated by the last scan of the visit, and marked as derived: nobody entered them.
 */
export function sumDrafts(context: SubjectContext): readonly Draft[] {
  return criteriaSets(context).flatMap((set) => [
    ...sumDraft(context, set, {
      test: set.sum,
      value: set.baselineSum,
      visit: BASELINE,
      unit: 'mm',
    }),
    ...context.derivation.timepoints
      .filter(({ row }) => row.criteria === set.criteria)
      .flatMap((point) => changesOf(set, point).flatMap((sum) => sumDraft(context, set, sum))),
  ])
}

interface DerivedSum {
  readonly test: string
  readonly value: number | null
  readonly unit: string
  readonly visit: string
}

function changesOf(set: CriteriaSet, point: TimepointDerivation): readonly DerivedSum[] {
  const { visit, sum, percentFromBaseline, percentFromNadir } = point.row
  return [
    { test: set.sum, value: sum, unit: 'mm', visit },
    { test: 'PCBSD', value: percentFromBaseline, unit: '%', visit },
    { test: 'PCNSD', value: percentFromNadir, unit: '%', visit },
    { test: 'ACNSD', value: point.changeFromNadir, unit: 'mm', visit },
  ]
}

function sumDraft(
  context: SubjectContext,
  set: CriteriaSet,
  { test, value, unit, visit }: DerivedSum,
): readonly Draft[] {
  const link = assessmentLink(set, visit)
  const scan = scansByVisit(context).get(visit)?.latest
  if (value === null || link === null || !measuredLinks(context).has(link)) return []
  return [
    {
      values: {
        TRGRPID: 'TARGET',
        TRLNKGRP: link,
        TRTESTCD: test,
        TRTEST: tumourTest(test),
        ...derivedNumber('TR', value, unit),
        TREVAL: null,
        TRDTC: scan?.text ?? null,
      },
      ...(scan === undefined ? {} : { row: scan.row }),
      visit,
      supplementals: [
        qualifier({
          name: 'TRDRVFL',
          label: 'Derived Flag',
          value: 'Y',
          origin: 'Derived',
          column: 'TRDAT',
        }),
      ],
    },
  ]
}
