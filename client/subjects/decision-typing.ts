import type { BodyInputOf } from '../../shared/api/define.ts'
import type { decideEnrolment } from '../../shared/api/routes/subjects.ts'
import type { FormDefinition, FormValues } from '../../shared/forms/define.ts'
import type { Bilingual } from '../../shared/kernel/bilingual.ts'
import type { Cohort } from '../../shared/protocol/define.ts'
import type { TextKey } from '../../shared/texts/keys.ts'
import { sentence } from '../../shared/texts/sentence.ts'
import { withoutBlanks } from '../kit/form/form-input.ts'
import { speaksAgainst, type EligibilityAnswer } from './eligibility-answers.ts'

export type Verdict = BodyInputOf<typeof decideEnrolment>

/** What stands in the boxes of the decision. */
export interface DecisionTyping {
  readonly kind: 'enrolled' | 'screen-failure'
  readonly date: string
  readonly cohort: string | null
  readonly reason: string
}

type Gap = 'reason' | 'cohort' | 'answers'

export interface DecisionNeeds {
  readonly reason: boolean
  readonly cohort: boolean
  /** What still lacks before the decision can be recorded. */
  readonly gaps: ReadonlySet<Gap>
}

export function needsOf(
  typing: DecisionTyping,
  answers: readonly EligibilityAnswer[],
  hasCohorts: boolean,
): DecisionNeeds {
  const enrols = typing.kind === 'enrolled'
  const reason = !enrols || answers.some(speaksAgainst)
  const cohort = enrols && hasCohorts
  const gaps = new Set<Gap>()
  if (reason && typing.reason.trim() === '') gaps.add('reason')
  if (cohort && typing.cohort === null) gaps.add('cohort')
  if (enrols && answers.some(({ met }) => met === null)) gaps.add('answers')
  return { reason, cohort, gaps }
}

export function toVerdict({ kind, date, cohort, reason }: DecisionTyping): Verdict {
  const why = reason.trim()
  if (kind === 'screen-failure') return { decision: kind, date, reason: why }
  return { decision: kind, date, cohort, ...(why === '' ? {} : { reason: why }) }
}

/** The boxes of the decision as a form, by which a draft of it is offered; it is stored as no such form. */
export function decisionForm(key: string, cohorts: readonly Cohort[]): FormDefinition {
  return {
    key,
    title: both('enrol.decision'),
    scope: 'subject',
    owner: 'site',
    file: key,
    items: [
      {
        key: 'DECISION',
        kind: 'code',
        label: both('enrol.decision'),
        codes: [
          { value: 'enrolled', label: both('enrol.enrol') },
          { value: 'screen-failure', label: both('subject.screen-failure') },
        ],
      },
      { key: 'DATE', kind: 'date', label: both('enrol.date') },
      {
        key: 'COHORT',
        kind: 'code',
        label: both('subjects.cohort'),
        codes: cohorts.map((cohort) => ({ value: cohort.key, label: cohort.label })),
      },
      { key: 'REASON', kind: 'text', label: both('enrol.reason') },
    ],
  }
}

function both(key: TextKey): Bilingual {
  return { en: sentence('en', key), zh: sentence('zh', key) }
}

export function valuesOfDecision({ kind, date, cohort, reason }: DecisionTyping): FormValues {
  const items = { DECISION: kind, DATE: date, COHORT: cohort ?? '', REASON: reason }
  return { items: withoutBlanks(items), rows: [] }
}

export function decisionOf({ items }: FormValues): DecisionTyping {
  return {
    kind: items['DECISION'] === 'screen-failure' ? 'screen-failure' : 'enrolled',
    date: items['DATE'] ?? '',
    cohort: items['COHORT'] ?? null,
    reason: items['REASON'] ?? '',
  }
}
