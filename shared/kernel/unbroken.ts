/** A blank at which no line breaks. */
const HARD_BLANK = '\u00A0'

/** Units that stand behind a blank. */
const UNITS = '%|×|mg|g|kg|mm|mL|ng|IU|days?|weeks?|months?'

const NUMBER_AND_UNIT = new RegExp(String.raw`(\d) (?=(?:${UNITS})(?![A-Za-z]))`, 'g')

/** The text with hard blanks between a number and its unit, in a range and about an equals sign. */
export function unbroken(text: string): string {
  return text
    .replaceAll(NUMBER_AND_UNIT, `$1${HARD_BLANK}`)
    .replaceAll(/(\S) – (?=[\dN])/g, `$1${HARD_BLANK}–${HARD_BLANK}`)
    .replaceAll(/(\S) = (?=\d)/g, `$1${HARD_BLANK}=${HARD_BLANK}`)
}
