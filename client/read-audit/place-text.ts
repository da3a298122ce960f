import type { Study } from '../../shared/api/routes/studies.ts'
import { findForm } from '../kit/subject-data.ts'
import type { Texts } from '../kit/texts.ts'

/** Visit and form of an entry, as one text; empty where it is about neither. */
export function placeText(
  study: Study,
  { visit, form: key }: { readonly visit: string | null; readonly form: string | null },
  say: Texts['say'],
): string {
  const form = key === null ? undefined : findForm(study, key)
  return [visit, form === undefined ? key : say(form.title)]
    .filter((part) => part !== null)
    .join(' · ')
}
