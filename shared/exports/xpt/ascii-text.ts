/** A character that a transport file does not hold, or one that would be read as an escape. */
const NEEDS_ESCAPE = /[^\x20-\x7e]|\\(?=u)| $/
const EACH = /[^\x20-\x7e]|\\(?=u)| $/g
const ESCAPED = /\\u([0-9A-F]{4})/g

/**
 * A text in printable ASCII: each other UTF-16 unit, line ends too, becomes `\u` and its four hexadecimal
 * digits, as JSON and R write it; so do a backslash before a `u`, which would be read as such, and a blank
 * at the end, which padding would swallow. `fromAscii` gives back exactly what was.
 */
export function toAscii(text: string): string {
  return NEEDS_ESCAPE.test(text) ? text.replace(EACH, escapeOf) : text
}

function escapeOf(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`
}

/** The text that `toAscii` wrote. */
export function fromAscii(text: string): string {
  return text.replace(ESCAPED, (_, digits: string) => String.fromCharCode(parseInt(digits, 16)))
}
