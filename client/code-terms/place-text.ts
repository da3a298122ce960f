import type { CodedAnswer } from '../../shared/api/routes/coding.ts'
import type { Study } from '../../shared/api/routes/studies.ts'
import { findForm } from '../kit/subject-data.ts'
import type { Texts } from '../kit/texts.ts'

/** Form and item of an answer, as one text. */
export function placeText(
  study: Study,
  answer: Pick<CodedAnswer, 'form' | 'item'>,
  say: Texts['say'],
): string {
  const form = findForm(study, answer.form)
  const item = form?.items.find(({ key }) => key === answer.item)
  return [form?.title, item?.label]
    .flatMap((label) => (label === undefined ? [] : [say(label)]))
    .join(' · ')
}
