import { describe, expect, it } from 'vitest'
import { CTCAE_TERMS, findTerm } from '../../../shared/safety/ctcae-catalogue.ts'
import type { Grade } from '../../../shared/safety/grade.ts'
import { gradeWords } from '../../../shared/safety/grade-words.ts'

function words(name: string, grade: Grade) {
  const term = findTerm(name)
  if (term === null) throw new Error(name)
  return gradeWords(term, grade)
}

describe('what a grade means, in own words', () => {
  // Numbers as CTCAE v5.0 prints them.
  it.each([
    ['Platelet count decreased', 3, '< 50 10^9/L'],
    ['Anemia', 3, '< 8 g/dL'],
    ['Anemia', 3, 'transfusion indicated'],
    ['Aspartate aminotransferase increased', 2, '> 3 × ULN, ≤ 5 × ULN (baseline normal)'],
    ['Fatigue', 2, 'moderate'],
    ['Anemia', 5, 'death'],
  ] as const)('%s, grade %i, says %s', (name, grade, text) => {
    expect(words(name, grade).en).toContain(text)
  })

  it('names the limits of normal in Chinese', () => {
    expect(words('Aspartate aminotransferase increased', 2).zh).toContain('正常值上限')
  })

  it('says something in both languages for every grade of every term', () => {
    const silent = CTCAE_TERMS.flatMap((term) =>
      term.grades.flatMap((grade) => {
        const { en, zh } = gradeWords(term, grade)
        const odd = [en, zh].some((text) => text.trim() === '' || /undefined|NaN|null/.test(text))
        return odd ? [`${term.name} ${grade}`] : []
      }),
    )
    expect(silent).toEqual([])
  })
})
