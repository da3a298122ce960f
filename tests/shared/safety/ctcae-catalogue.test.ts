import { describe, expect, it } from 'vitest'
import {
  CTCAE_TERMS,
  SYSTEM_ORGAN_CLASSES,
  chineseSystemOrganClass,
  favouriteTerms,
  findTerm,
  gradesOf,
} from '../../../shared/safety/ctcae-catalogue.ts'
import { SYSTEM_ORGAN_CLASS_ZH, TERM_ZH } from '../../../shared/safety/ctcae-chinese-names.ts'
import { searchTerms } from '../../../shared/safety/ctcae-search.ts'
import { SHARED_CONVENTIONS } from '../../../shared/protocol/conventions.ts'

describe('the CTCAE v5.0 catalogue', () => {
  it('has 837 terms in 26 classes, each with its own code and name', () => {
    expect(CTCAE_TERMS).toHaveLength(837)
    expect(SYSTEM_ORGAN_CLASSES).toHaveLength(26)
    expect(new Set(CTCAE_TERMS.map((term) => term.code)).size).toBe(837)
    expect(new Set(CTCAE_TERMS.map((term) => term.name)).size).toBe(837)
  })

  it('has one "Other, specify" in every class', () => {
    const classes = CTCAE_TERMS.filter((term) => term.otherSpecify)
      .map((term) => term.systemOrganClass)
      .sort()
    expect(classes).toEqual([...SYSTEM_ORGAN_CLASSES].sort())
  })

  it('lists grades in rising order, without repetition, at least one', () => {
    for (const { grades } of CTCAE_TERMS) {
      expect(grades).toEqual([...new Set(grades)].sort())
      expect(grades.length).toBeGreaterThan(0)
    }
  })

  // A row each of the standard's table: name, code, grades, class.
  it.each([
    ['Alanine aminotransferase increased', '10001551', [1, 2, 3, 4], 'Investigations'],
    ['Alopecia', '10001760', [1, 2], 'Skin and subcutaneous tissue disorders'],
    ['Anemia', '10002272', [1, 2, 3, 4, 5], 'Blood and lymphatic system disorders'],
    ['Eosinophilia', '10014950', [1, 3], 'Blood and lymphatic system disorders'],
    [
      'Disease progression',
      '10061818',
      [5],
      'General disorders and administration site conditions',
    ],
    ['Cytokine release syndrome', '10052015', [1, 2, 3, 4, 5], 'Immune system disorders'],
  ])('knows %s', (name, code, grades, systemOrganClass) => {
    expect(findTerm(code)).toMatchObject({ name, code, grades, systemOrganClass })
    expect(findTerm(` ${name.toUpperCase()} `)).toBe(findTerm(code))
    expect(gradesOf(name)).toEqual(grades)
  })

  it('finds nothing for a word that is no term', () => {
    expect(findTerm('Hepatitis')).toBeNull()
    expect(gradesOf('10000000')).toBeNull()
  })

  it('has a Chinese name for every class and every favourite', () => {
    for (const name of SYSTEM_ORGAN_CLASSES) {
      expect(chineseSystemOrganClass(name)).toMatch(/^[\u4e00-\u9fff、（）]+$/)
    }
    expect(Object.keys(SYSTEM_ORGAN_CLASS_ZH).sort()).toEqual([...SYSTEM_ORGAN_CLASSES].sort())
    for (const term of favouriteTerms()) expect(term.chineseName).toMatch(/[\u4e00-\u9fff]/)
  })

  it('keeps no Chinese name under a code that the catalogue does not have, and none twice', () => {
    const codes = TERM_ZH.match(/\d{8}/g) ?? []
    expect(codes.filter((code) => findTerm(code) === null)).toEqual([])
    expect(new Set(codes).size).toBe(codes.length)
    const names = CTCAE_TERMS.flatMap((term) => term.chineseName ?? [])
    expect(new Set(names).size).toBe(names.length)
  })

  it('offers 40 favourites, hypertension first', () => {
    expect(favouriteTerms()).toHaveLength(40)
    expect(favouriteTerms()[0]?.name).toBe('Hypertension')
  })
})

describe('the search for a term', () => {
  const first = (typed: string) => searchTerms(typed)[0]?.name

  it.each([
    ['diarr', 'Diarrhea', 'beginning of the name'],
    ['diarrhoea', 'Diarrhea', 'word in which it is reported'],
    ['HFSR', 'Palmar-plantar erythrodysesthesia syndrome', 'abbreviation in use'],
    ['qt prol', 'Electrocardiogram QT corrected interval prolonged', 'beginnings of words'],
    ['10035528', 'Platelet count decreased', 'code'],
    ['血小板', 'Platelet count decreased', 'Chinese beginning'],
    ['手足综合征', 'Palmar-plantar erythrodysesthesia syndrome', 'Chinese, inside the name'],
    ['fever', 'Fever', 'whole name before longer ones'],
    ['pyrexia', 'Fever', 'word in which it is reported'],
  ])('finds %s: %s (%s)', (typed, expected) => {
    expect(first(typed)).toBe(expected)
  })

  it('gives the favourites while nothing is typed', () => {
    expect(searchTerms('  ', 40)).toEqual(favouriteTerms())
  })

  it('finds nothing for nonsense, and never more than asked for', () => {
    expect(searchTerms('xyzzy')).toEqual([])
    expect(searchTerms('a', 5)).toHaveLength(5)
  })
})

describe('the terms that the protocols count as haematologic', () => {
  const { soc, terms } = SHARED_CONVENTIONS.haematologic

  it.each(terms)(
    '%s is a term of the standard, of a class that does not count as a whole',
    (name) => {
      const term = findTerm(name)
      expect(term?.name).toBe(name)
      expect(soc).not.toContain(term?.systemOrganClass)
    },
  )

  it('stand beside a class of the standard', () => {
    for (const name of soc) expect(SYSTEM_ORGAN_CLASSES).toContain(name)
  })
})
