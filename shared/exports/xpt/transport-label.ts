import { toAscii } from './ascii-text.ts'

const LABEL_LENGTH = 40

/** A label as a transport file holds it: in ASCII, ended at a word where it is longer than 40 characters. */
export function transportLabel(label: string): string {
  const ascii = toAscii(label)
  if (ascii.length <= LABEL_LENGTH) return ascii
  const cut = ascii.slice(0, LABEL_LENGTH + 1)
  const blank = cut.lastIndexOf(' ')
  return ascii.slice(0, blank > LABEL_LENGTH / 2 ? blank : LABEL_LENGTH).trimEnd()
}
