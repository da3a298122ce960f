/** Stands for a redacted text inside another one, in every language. */
export const MASK = '▇▇▇'

/**
 * A text without what was redacted elsewhere, wherever it is quoted. A quote of letters or digits ends
 * where they end: `12` is not hidden inside `120`. Names in scripts without spaces are found anywhere.
 */
export function maskTexts(text: string, hidden: readonly string[]): string {
  return [...hidden]
    .filter((one) => one.trim() !== '')
    .sort((a, b) => b.length - a.length)
    .reduce((rest, one) => rest.replace(quoteOf(one), MASK), text)
}

function quoteOf(hidden: string): RegExp {
  const before = /^[A-Za-z0-9]/.test(hidden) ? '(?<![A-Za-z0-9])' : ''
  const after = /[A-Za-z0-9]$/.test(hidden) ? '(?![A-Za-z0-9])' : ''
  const quoted = hidden.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
  return new RegExp(`${before}${quoted}${after}`, 'g')
}
