/** Signs, full-width ones too, that make a spreadsheet take a text for a formula. */
const BEGINS_FORMULA = /^[=+\-@＝＋－＠\t\r]/
const NUMBER = /^[+-]?(?:\d+(?:[.,]\d*)*|\.\d+)(?:e[+-]?\d+)?(?: ?%)?$/i

/**
 * A text that a spreadsheet would compute, with the apostrophe before it that says that it is text.
 * Any other text, and a number with its sign, stays as it is.
 */
export function guardFormula(text: string): string {
  return BEGINS_FORMULA.test(text) && !NUMBER.test(text) ? `'${text}` : text
}

/** Takes off the apostrophe that `guardFormula` put on, and no other. */
export function unguardFormula(text: string): string {
  return text.startsWith("'") && BEGINS_FORMULA.test(text.slice(1)) ? text.slice(1) : text
}
