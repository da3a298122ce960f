import type { Grade } from './grade.ts'
import { OTHER_SPECIFY_ZH, SYSTEM_ORGAN_CLASS_ZH, TERM_ZH } from './ctcae-chinese-names.ts'
import { HCC_FAVOURITES } from './ctcae-favourites.ts'
import { CTCAE_V5_TERMS } from './ctcae-v5-terms.ts'

/** One term of CTCAE v5.0. Large: load this module where terms are chosen, not in every screen. */
export interface CtcaeTerm {
  /** MedDRA LLT code, eight digits. */
  readonly code: string
  /** As the standard writes it; this is what is stored, counted and exported. */
  readonly name: string
  readonly systemOrganClass: string
  /** The grades that the standard defines for the term, rising. */
  readonly grades: readonly Grade[]
  /** The term needs a text saying what happened. */
  readonly otherSpecify: boolean
  /** For display; null where no Chinese name is kept: show `name`. */
  readonly chineseName: string | null
  /** Other words under which the term is looked for. */
  readonly reportedAs: readonly string[]
}

const OTHER_SPECIFY = ' - Other, specify'
const REPORTED_AS = new Map(HCC_FAVOURITES.map(({ code, reportedAs }) => [code, reportedAs]))
const CHINESE = parseChineseNames(TERM_ZH)

/** All 837 terms, in the order of the standard: by class, then by name. */
export const CTCAE_TERMS: readonly CtcaeTerm[] = parseTerms(CTCAE_V5_TERMS)

/** The 26 system organ classes, in the order of the standard. */
export const SYSTEM_ORGAN_CLASSES: readonly string[] = [
  ...new Set(CTCAE_TERMS.map((term) => term.systemOrganClass)),
]

const BY_CODE = new Map(CTCAE_TERMS.map((term) => [term.code, term]))
const BY_NAME = new Map(CTCAE_TERMS.map((term) => [term.name.toLowerCase(), term]))

/** The term of an LLT code, or of a name (capitals do not matter). `null`: the standard has none. */
export function findTerm(nameOrCode: string): CtcaeTerm | null {
  const key = nameOrCode.trim()
  return BY_CODE.get(key) ?? BY_NAME.get(key.toLowerCase()) ?? null
}

/** The grades that exist for a term, named or coded; `null` when the standard has no such term. */
export function gradesOf(nameOrCode: string): readonly Grade[] | null {
  return findTerm(nameOrCode)?.grades ?? null
}

/** The terms offered before anything is typed. */
export function favouriteTerms(): readonly CtcaeTerm[] {
  return HCC_FAVOURITES.flatMap(({ code }) => BY_CODE.get(code) ?? [])
}

/** Chinese name of a class; the English one where none is kept. */
export function chineseSystemOrganClass(systemOrganClass: string): string {
  return SYSTEM_ORGAN_CLASS_ZH[systemOrganClass] ?? systemOrganClass
}

function parseTerms(text: string): CtcaeTerm[] {
  const terms: CtcaeTerm[] = []
  let systemOrganClass = ''
  for (const line of text.trim().split('\n')) {
    if (line.startsWith('# ')) systemOrganClass = line.slice(2)
    else for (const entry of line.split('; ')) terms.push(parseTerm(entry, systemOrganClass))
  }
  return terms
}

function parseTerm(entry: string, systemOrganClass: string): CtcaeTerm {
  const match = /^(\d{8}) ([1-5]+) (.+)$/.exec(entry)
  const [, code = '', grades = '', name = ''] = match ?? []
  if (match === null) throw new Error(`Not a catalogue entry: "${entry}"`)
  const otherSpecify = name.endsWith(OTHER_SPECIFY)
  return {
    code,
    name,
    systemOrganClass,
    grades: Array.from(grades, (digit) => Number(digit) as Grade),
    otherSpecify,
    chineseName: otherSpecify
      ? `${chineseSystemOrganClass(systemOrganClass)} - ${OTHER_SPECIFY_ZH}`
      : (CHINESE.get(code) ?? null),
    reportedAs: REPORTED_AS.get(code) ?? [],
  }
}

function parseChineseNames(text: string): Map<string, string> {
  const entries = text.trim().split(/;\s*|\n/)
  return new Map(entries.map((entry) => [entry.slice(0, 8), entry.slice(9)]))
}
