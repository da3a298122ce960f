import type { FormDefinition } from './define.ts'

/** The file that holds the investigators' reviews, whatever the form is called. */
const REVIEW_FILE = 'responses'

/** Whether a form holds the investigator's overall response, which has a way of its own to be saved. */
export function isReviewForm(form: Pick<FormDefinition, 'file'>): boolean {
  return form.file === REVIEW_FILE
}
