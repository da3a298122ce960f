import type { SignatureView } from '../../shared/api/routes/signatures.ts'
import { brokenText as wordsOfBreak } from '../../shared/signatures/broken-text.ts'
import { momentText } from '../../shared/kernel/time-zone.ts'
import { MEANINGS, type SignatureMeaning } from '../../shared/signatures/meanings.ts'
import { formatTime } from './format.ts'
import type { Texts } from './texts.ts'

/** What a signature stands for, in the reader's language. */
export function meaningText({ say }: Pick<Texts, 'say'>, meaning: SignatureMeaning): string {
  const found = MEANINGS.find(({ key }) => key === meaning)
  return found === undefined ? meaning : say(found.name)
}

/** The moment of a signature in the reader's zone, and at the site where that is another one. */
export function signedText({ signedAt, timeZone }: SignatureView): string {
  const mine = formatTime(signedAt)
  const there = momentText(signedAt, timeZone)
  return mine === there ? mine : `${mine} (${there})`
}

/** What broke a signature, when and by whom; null while it holds. */
export function brokenText({ t, say }: Texts, signature: SignatureView): string | null {
  return wordsOfBreak({ t, say, time: formatTime }, signature)
}
