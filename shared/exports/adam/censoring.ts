import type { SpanDerivation } from '../../endpoints/derivation.ts'

/** CNSR by what ended a time: 0 an event, else one number for each reason. @source mapping, section 4 */
export const CENSORING: Readonly<Record<SpanDerivation['cause'], number>> = {
  progression: 0,
  death: 0,
  'no-event': 1,
  'no-assessment': 2,
  'new-therapy': 3,
  'missed-assessments': 4,
  lost: 5,
  withdrawn: 6,
  'death-not-counted': 7,
}

/** EVNTDESC: what ended the time, event or censoring. */
export const DESCRIPTIONS: Readonly<Record<SpanDerivation['cause'], string>> = {
  progression: 'DISEASE PROGRESSION',
  death: 'DEATH',
  'no-event': 'NO EVENT BY THE DATA CUT-OFF',
  'no-assessment': 'NO EVALUABLE BASELINE OR POST-BASELINE ASSESSMENT',
  'new-therapy': 'NEW ANTICANCER THERAPY',
  'missed-assessments': 'EVENT AFTER MISSED ASSESSMENTS',
  lost: 'LOST TO FOLLOW-UP',
  withdrawn: 'WITHDRAWAL OF CONSENT',
  'death-not-counted': 'DEATH WITHOUT PROGRESSION',
}

/** CNSDTDSC: what the censoring date is. */
export const CENSORING_DATES: Readonly<Record<NonNullable<SpanDerivation['censoredAt']>, string>> =
  {
    start: 'START OF THE TIME AT RISK',
    'last-evaluable-assessment': 'LAST EVALUABLE TUMOR ASSESSMENT',
    'last-known-alive': 'LAST DATE KNOWN ALIVE',
    exit: 'DATE OF LEAVING THE STUDY',
  }
