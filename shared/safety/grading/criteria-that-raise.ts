import type { Bilingual } from '../../kernel/bilingual.ts'
import type { Grade } from '../grade.ts'
import { GRADES } from '../grade.ts'
import { CRITERION_LABELS } from './criterion-labels.ts'
import type { Rule } from './rule.ts'

/** A clinical finding that gives a grade whatever the number says; the investigator's to judge. */
export interface RaisingCriterion {
  readonly grade: Grade
  readonly criterion: string
  readonly label: Bilingual
}

/** The criteria joined to a rule's numbers by "or", in the order of the standard. */
export function criteriaThatRaise({ mayBeRaised }: Rule): readonly RaisingCriterion[] {
  if (mayBeRaised === undefined) return []
  return mayBeRaised.split(', ').map((entry) => {
    const [digit = '', criterion = ''] = entry.split(' ')
    const grade = GRADES.find((one) => String(one) === digit)
    const label = CRITERION_LABELS[criterion]
    if (grade === undefined || label === undefined) throw new Error(`Unknown criterion "${entry}"`)
    return { grade, criterion, label }
  })
}
