import { CRITERIA } from '../forms/code-lists.ts'
import type { Code, FormDefinition } from '../forms/define.ts'
import { forms } from '../forms/registry.ts'
import { UNNAMED_TREATMENTS, type StudyTreatment } from '../forms/study-treatment.ts'
import { withTreatments } from '../forms/treatment-items.ts'
import { withCodes, withHidden } from '../forms/vary.ts'
import type { Cohort, EligibilityCriterion } from './define.ts'

/** What a protocol asks differently from the forms as they stand in the family. */
export interface FormChoices {
  readonly cohorts: readonly Cohort[]
  readonly eligibility: readonly EligibilityCriterion[]
  /** Keys of the response criteria; viable diameters are asked only with mRECIST among them. */
  readonly criteria: readonly string[]
  /** Causality and action are asked for each, in this order; else for a first and a second drug. */
  readonly treatments?: readonly StudyTreatment[]
  readonly doseLimitingToxicity?: boolean
  readonly antibodies?: boolean
  readonly biomarkers?: boolean
}

const DOSE_LIMITING = ['AEDLT', 'AEDLTDAT', 'AEDLTCM', 'AEDLTCMD'] as const

/** Kept in every definition, so that every study has every file of the trial-CSV layout. */
const ORDER = [
  'subjects',
  'eligibility',
  'baseline',
  'history',
  'prior-therapies',
  'visits',
  'vitals',
  'ecg',
  'laboratory',
  'urinalysis',
  'virology',
  'lesions',
  'tumour-assessment',
  'responses',
  'exposure',
  'procedures',
  'adverse-events',
  'concomitant',
  'antibodies',
  'biomarkers',
  'accountability',
  'pregnancy',
  'deviations',
  'disposition',
  'new-therapies',
  'survival',
  'deaths',
] as const

/** The forms of a built-in protocol, in the order a casebook prints them. */
export function protocolForms(choices: FormChoices): readonly FormDefinition[] {
  return ORDER.filter((key) => key !== 'biomarkers' || choices.biomarkers === true).map((key) =>
    chosen(forms.get(key), choices),
  )
}

function chosen(form: FormDefinition, choices: FormChoices): FormDefinition {
  switch (form.key) {
    case 'subjects':
      return choices.cohorts.length === 0
        ? form
        : withCodes(form, 'COHORT', codesOf(choices.cohorts))
    case 'eligibility':
      return withCodes(form, 'IETESTCD', criteriaCodes(choices.eligibility))
    case 'responses':
      return withCodes(
        form,
        'RSCAT',
        CRITERIA.filter((code) => choices.criteria.includes(code.value)),
      )
    case 'tumour-assessment':
      return withHidden(form, ['VDIAM', 'VTUMSTATE'], !choices.criteria.includes('mRECIST'))
    case 'adverse-events':
      return withTreatments(
        withHidden(form, DOSE_LIMITING, choices.doseLimitingToxicity !== true),
        choices.treatments ?? UNNAMED_TREATMENTS,
      )
    case 'antibodies':
      return { ...form, hidden: choices.antibodies !== true }
    default:
      return form
  }
}

function codesOf(cohorts: readonly Cohort[]): readonly Code[] {
  return cohorts.map(({ key, label }) => ({ value: key, label }))
}

function criteriaCodes(eligibility: readonly EligibilityCriterion[]): readonly Code[] {
  return eligibility.map(({ key, text }) => ({ value: key, label: text }))
}
