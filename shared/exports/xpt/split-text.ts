/** Bytes of a text variable of a transport file, at most. */
export const TEXT_BYTES = 200

/** The end of a part that goes on in the next without a blank between. */
const GOES_ON = '\\'

/**
 * Cuts an ASCII text into parts of at most 200 bytes. A part ends before a blank, which is left out;
 * where the second half of the 200 has none it ends inside a word with a backslash, never inside an
 * escape. A cut at a blank is never behind a backslash, so that `joinText` gives back exactly the text.
 */
export function splitText(text: string): readonly string[] {
  const parts: string[] = []
  let rest = text
  while (rest.length > TEXT_BYTES) {
    const blank = wordEnd(rest)
    if (blank === null) {
      const end = insideWord(rest)
      parts.push(rest.slice(0, end) + GOES_ON)
      rest = rest.slice(end)
    } else {
      parts.push(rest.slice(0, blank))
      rest = rest.slice(blank + 1)
    }
  }
  return [...parts, rest]
}

/** The text whose parts these are. */
export function joinText(parts: readonly string[]): string {
  let text = ''
  for (const [at, part] of parts.entries()) {
    const last = at === parts.length - 1
    const goesOn = !last && part.endsWith(GOES_ON)
    text += goesOn ? part.slice(0, -1) : last ? part : `${part} `
  }
  return text
}

/** The last blank between two words that a part may end before; null where a word is too long. */
function wordEnd(text: string): number | null {
  for (let at = TEXT_BYTES; at >= TEXT_BYTES / 2; at -= 1) {
    const isBetween = text[at] === ' ' && text[at - 1] !== ' ' && text[at + 1] !== ' '
    if (isBetween && text[at - 1] !== GOES_ON) return at
  }
  return null
}

const ESCAPE_LENGTH = 6

/** Where to cut a long word: before an escape that would be cut, never beside a blank. */
function insideWord(text: string): number {
  let at = TEXT_BYTES - GOES_ON.length
  const escape = text.lastIndexOf('\\u', at)
  if (escape >= 0 && escape < at && escape + ESCAPE_LENGTH > at) at = escape
  let end = at
  while (end > TEXT_BYTES / 2 && (text[end] === ' ' || text[end - 1] === ' ')) end -= 1
  return end === TEXT_BYTES / 2 ? at : end
}
