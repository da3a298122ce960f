import type { SignatureView } from '../api/routes/signatures.ts'
import type { Bilingual } from '../kernel/bilingual.ts'
import type { Speaker } from '../texts/speaker.ts'
import { BREAKING_CASES } from './breaking-cases.ts'

/** A language, and how a server time is written in it. */
interface Words extends Pick<Speaker, 't' | 'say'> {
  readonly time: (iso: string | null) => string
}

/** What broke a signature, when and by whom; null while it holds. */
export function brokenText(
  { t, say, time }: Words,
  { broken }: Pick<SignatureView, 'broken'>,
): string | null {
  if (broken === null) return null
  const cases: readonly { readonly key: string; readonly when: Bilingual }[] = BREAKING_CASES
  const found = cases.find(({ key }) => key === broken.cause)
  const why = found === undefined ? broken.cause : say(found.when)
  return t('sign.brokenBy', { when: time(broken.at), who: broken.by, why })
}
