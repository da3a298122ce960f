import type { FormDefinition } from '../../shared/forms/define.ts'
import { isReviewForm } from '../../shared/forms/review-form.ts'
import type { FormPlace } from '../../shared/plots/story-data.ts'
import { formPath, subjectPath, visitPath } from '../kit/subject-paths.ts'

/** Where the record behind a mark is opened: lesions in the ledger, responses where they are reviewed. */
export function placePath(
  { study, subjid }: { readonly study: string; readonly subjid: string },
  forms: readonly FormDefinition[],
  { form, visit }: FormPlace,
): string {
  const found = forms.find(({ key }) => key === form)
  if (found !== undefined && isReviewForm(found)) return subjectPath(study, subjid, '/responses')
  if (found?.group?.file === 'measurements') return subjectPath(study, subjid, '/tumour')
  if (visit !== null && visit !== '') {
    return visitPath(study, subjid, visit, form === '' ? undefined : form)
  }
  return form === '' ? subjectPath(study, subjid) : formPath(study, subjid, form)
}
