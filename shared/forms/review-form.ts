import type { FormDefinition, RowValues } from './define.ts'

/** The file that holds the investigators' reviews, whatever the form is called. */
const REVIEW_FILE = 'responses'

/** The evaluator of a second reading. @source CDISC controlled terminology, EVAL */
export const SECOND_READER = 'INDEPENDENT ASSESSOR'

/** Whether a form holds the investigator's overall response, which has a way of its own to be saved. */
export function isReviewForm(form: Pick<FormDefinition, 'file'>): boolean {
  return form.file === REVIEW_FILE
}

/** Whether a response was given by the investigator: who it is by need not be said. */
export function isByInvestigator(items: RowValues): boolean {
  const evaluator = items['RSEVAL'] ?? ''
  return evaluator === '' || evaluator === 'INVESTIGATOR'
}

/** Whether a response is that of somebody who reads independently of the site. */
export function isSecondReading(items: RowValues): boolean {
  return items['RSEVAL'] === SECOND_READER
}
