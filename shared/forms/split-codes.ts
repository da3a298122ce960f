/** The values of a multiple choice, as stored with `;` between. */
export function splitCodes(text: string): readonly string[] {
  return text
    .split(';')
    .map((part) => part.trim())
    .filter((part) => part !== '')
}
