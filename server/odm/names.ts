/** Names the definition can bear, each given once. */
export class Names {
  private readonly taken: Set<string>
  constructor(taken: Iterable<string> = []) {
    this.taken = new Set(taken)
  }

  /** The name, or the name with a number behind it where it is taken. */
  take(wished: string, separator: string, longest: number): string {
    for (let number = 1; ; number += 1) {
      const tail = number === 1 ? '' : `${separator}${number}`
      const name = wished.slice(0, longest - tail.length) + tail
      if (this.taken.has(name)) continue
      this.taken.add(name)
      return name
    }
  }
}

/** A form's key: `F.Demographics_1` is `demographics-1`. */
export function toFormKey(text: string): string {
  const plain = text.replace(/^(?:FORM|FRM|FO|F)[._-]+/i, '').toLowerCase()
  const slug = plain.replace(/[^a-z0-9]+/g, '-').replace(/^[^a-z]+|-+$/g, '')
  return slug === '' ? 'form' : slug.slice(0, 40)
}

/** An item's key: `IT.Age (years)` is `AGE_YEARS`. */
export function toItemKey(text: string): string {
  const plain = text.replace(/^(?:ITEM|IT|I)[._-]+/i, '').toUpperCase()
  const slug = plain.replace(/[^A-Z0-9]+/g, '_').replace(/^[^A-Z]+|_+$/g, '')
  return slug === '' ? 'ITEM' : slug.slice(0, 30)
}

/** A visit's name: letters, digits and a few signs, at most 40. */
export function toVisitName(text: string): string {
  const plain = text.replace(/^(?:EVENT|EV|SE|E)[._-]+(?=.)/i, '')
  const slug = plain.replace(/[^A-Za-z0-9 .+/-]+/g, ' ').replace(/^[^A-Za-z0-9]+|\s+$/g, '')
  return slug === '' ? 'VISIT' : slug.slice(0, 40)
}
