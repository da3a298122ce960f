import { compareCodePoints } from '../../kernel/code-points.ts'
import type { FileLayout } from '../../trial/layout.ts'

const FIRST = ['X', 'Y', 'Z']
const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'
const COUNT = FIRST.length * LETTERS.length

/**
 * Domain codes of own forms by file: two letters that begin with X, Y or Z, which the standard leaves
 * to sponsors. A file's code follows from its name, and gives way only where another has it.
 */
export function customCodes(layouts: readonly FileLayout[]): ReadonlyMap<string, string> {
  const codes = new Map<string, string>()
  const taken = new Set<number>()
  const files = layouts.map(({ file }) => file).sort(compareCodePoints)
  for (const file of files) {
    let place = placeOf(file)
    while (taken.has(place)) place = (place + 1) % COUNT
    taken.add(place)
    codes.set(file, codeAt(place))
    if (taken.size === COUNT) taken.clear()
  }
  return codes
}

function placeOf(file: string): number {
  let sum = 0
  for (let at = 0; at < file.length; at += 1) sum = (sum * 31 + file.charCodeAt(at)) % 99_991
  return sum % COUNT
}

function codeAt(place: number): string {
  const first = FIRST[Math.floor(place / LETTERS.length)] ?? 'X'
  return `${first}${LETTERS[place % LETTERS.length] ?? 'A'}`
}
