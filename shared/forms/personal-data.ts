/** What a text may hold that tells who somebody is. */
export type PersonalData = 'id-number' | 'phone' | 'email'

/** 18 signs of a Chinese resident identity number, with or without blanks or hyphens between its parts. */
const ID_NUMBER = /(?<![\dA-Za-z])(\d{6})[ -]?(\d{8})[ -]?(\d{3}[\dXx])(?![\dA-Za-z])/g
/** A Chinese mobile number: 11 digits from 13 to 19, with or without the country's code. */
const MOBILE = /(?<![\dA-Za-z])(?:(?:\+|00)?86[ -]?)?1[3-9]\d[ -]?\d{4}[ -]?\d{4}(?![\dA-Za-z])/
const EMAIL = /[\w.+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+/

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
const CHECK_SIGNS = '10X98765432'

/**
 * The first kind of personal data that a free text or a file name looks to hold; `null` where it holds
 * none. Full-width signs are read as plain ones. An identity number has to have its right check sign,
 * so that a long laboratory number is no alarm.
 * @source GB 11643-1999, section 6: check sign by ISO 7064 MOD 11-2
 */
export function personalDataIn(text: string): PersonalData | null {
  const plain = text.normalize('NFKC')
  if ([...plain.matchAll(ID_NUMBER)].some((match) => isIdNumber(match.slice(1).join('')))) {
    return 'id-number'
  }
  if (MOBILE.test(plain)) return 'phone'
  return EMAIL.test(plain) ? 'email' : null
}

function isIdNumber(signs: string): boolean {
  const sum = WEIGHTS.reduce((total, weight, at) => total + weight * Number(signs[at]), 0)
  return CHECK_SIGNS[sum % 11] === signs.at(-1)?.toUpperCase()
}
