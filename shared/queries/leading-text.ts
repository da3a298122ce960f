/** What a text does that leads the site to a wanted answer, and the words that show it. */
interface LeadingPattern {
  readonly key: 'proposes' | 'demands' | 'instructs'
  readonly pattern: RegExp
}

/**
 * Words by which a query proposes the answer instead of asking for the source. Data, so that both the
 * warning beside a person's words and the check of the program's own sentences read the same list.
 * @source GCDMP, conduct chapter; DC-04
 */
export const LEADING_PATTERNS: readonly LeadingPattern[] = [
  {
    key: 'proposes',
    pattern: /\b(?:should|must|ought to) (?:be|read|have been|say)\b(?: \S{1,20})?/i,
  },
  { key: 'proposes', pattern: /\bshouldn['’]t (?:it|this|that) be\b/i },
  { key: 'proposes', pattern: /\b(?:correct|right) (?:value|date|answer|grade) is\b/i },
  { key: 'proposes', pattern: /\b(?:do|did) you mean\b/i },
  {
    key: 'instructs',
    pattern:
      /\b(?:change|correct|update|amend|revise|set|edit|modify|adjust)\b[^.?!]{0,60}?\b(?:to|into|as)\s+["'“‘]?[<>]?=?\s*(?:\d[\d.,/-]*|yes\b|no\b|grade\b)/i,
  },
  {
    key: 'instructs',
    pattern: /\b(?:please )?(?:change|correct|amend|revise) (?:it|this|that) to\b/i,
  },
  {
    key: 'instructs',
    pattern: /\bplease (?:enter|record|write|fill in|put)\s+["'“‘]?[<>]?=?\s*\d/i,
  },
  { key: 'instructs', pattern: /\breplace\b[^.?!]{0,60}?\b(?:with|by)\b/i },
  {
    key: 'demands',
    pattern: /\bplease (?:delete|remove) (?:it|this|the (?:value|entry|date|row))\b/i,
  },
  {
    key: 'proposes',
    pattern: /应(?:该|当)?(?:为|是|填写?为?|记录为)|正确的?(?:值|日期|答案|分级)(?:为|是)/,
  },
  {
    key: 'instructs',
    pattern:
      /(?:请|应|须|需)?(?:将[^。？！]{0,30})?(?:改|更正|修改|更改|修正|调整|订正)(?:成|为|至)[^，。？！；\s]{0,12}/,
  },
  { key: 'instructs', pattern: /请(?:填写?|录入|记录|输入)\s*[“"']?[<>≤≥]?\s*\d[\d.,/-]*/ },
  { key: 'proposes', pattern: /是不是(?:应该)?[“"']?[<>≤≥]?\s*\d[\d.,/-]*/ },
  { key: 'demands', pattern: /请(?:删除|去掉|清空)(?:该|此|这|本)/ },
]

/** The words of a text that lead to an answer; null: none do. A warning, never a reason to refuse. */
export function leadingWords(text: string): string | null {
  for (const { pattern } of LEADING_PATTERNS) {
    const found = pattern.exec(text)
    if (found !== null) return found[0].trim()
  }
  return null
}
