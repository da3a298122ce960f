import type { Bilingual } from '../kernel/bilingual.ts'
import type { CtcaeTerm } from './ctcae-catalogue.ts'
import type { Grade } from './grade.ts'
import { criteriaThatRaise } from './grading/criteria-that-raise.ts'
import { CIRCUMSTANCE_LABELS } from './grading/grading-labels.ts'
import type { Band, Bound, ChangeMeasure, Limit, Reference, Rule } from './grading/rule.ts'
import { GRADING_RULES } from './grading/rules.ts'

/** What each grade means for any term, in the product's own words. @source CTCAE v5.0, introduction */
const GENERAL: Readonly<Record<Grade, Bilingual>> = {
  1: { en: 'mild; no treatment needed', zh: '轻度，无需治疗' },
  2: {
    en: 'moderate; limits instrumental daily activities, or minor treatment needed',
    zh: '中度，影响工具性日常活动，或需较小、局部的治疗',
  },
  3: {
    en: 'severe, not at once life-threatening; limits self-care, or hospital stay needed',
    zh: '重度，不会立即危及生命；自理能力受限，或需住院',
  },
  4: { en: 'life-threatening; urgent treatment needed', zh: '危及生命，需紧急治疗' },
  5: { en: 'death from the event', zh: '因该事件死亡' },
}

/**
 * What a grade of a term means: the numbers of its rule and the findings that give the grade whatever
 * the number, where the term is graded by a measurement; else the general meaning. A reminder in own
 * words: the standard's text decides.
 */
export function gradeWords(term: CtcaeTerm, grade: Grade): Bilingual {
  const rules = GRADING_RULES.filter(({ llt }) => llt === term.code)
  const words = rules.flatMap((rule) => [...numberWords(rule, grade), ...findingWords(rule, grade)])
  if (words.length === 0) return GENERAL[grade]
  return joined(words, { en: '; or ', zh: '；或' })
}

function joined(words: readonly Bilingual[], by: Bilingual): Bilingual {
  const once = words.filter((word, at) => words.findIndex((other) => other.en === word.en) === at)
  return {
    en: once.map(({ en }) => en).join(by.en),
    zh: once.map(({ zh }) => zh).join(by.zh),
  }
}

function numberWords(rule: Rule, grade: Grade): readonly Bilingual[] {
  return rule.parsedLadders.flatMap(({ bands, baseline, component }) =>
    bands
      .filter((band) => band.grade === grade)
      .map((band) => {
        const parts = [
          ...(component === null ? [] : [COMPONENTS[component]]),
          ...bandWords(band, rule),
          ...(baseline === null ? [] : [BASELINES[baseline]]),
        ]
        return joined(parts, { en: ' ', zh: ' ' })
      }),
  )
}

const COMPONENTS = {
  sbp: { en: 'systolic', zh: '收缩压' },
  dbp: { en: 'diastolic', zh: '舒张压' },
} as const

const BASELINES = {
  high: { en: '(baseline above normal)', zh: '（基线高于正常值上限）' },
  'not-high': { en: '(baseline normal)', zh: '（基线正常）' },
} as const

function bandWords(band: Band, rule: Rule): readonly Bilingual[] {
  const { readings, circumstance } = band
  const bounds = band.bounds.map((bound) => boundWords(bound, rule))
  const numbers = bounds.length === 0 ? [] : [joined(bounds, { en: ', ', zh: '，' })]
  const read = readings === null ? [] : [same(readings.join(', '))]
  const label = circumstance === null ? undefined : CIRCUMSTANCE_LABELS[circumstance.name]
  if (circumstance === null || label === undefined) return [...numbers, ...read]
  const answer = circumstance.present ? { en: 'yes', zh: '是' } : { en: 'no', zh: '否' }
  const asked = { en: `(${label.en} ${answer.en})`, zh: `（${label.zh}${answer.zh}）` }
  return [...numbers, ...read, asked]
}

function same(text: string): Bilingual {
  return { en: text, zh: text }
}

const SIGNS = { '<': '<', '<=': '≤', '>': '>', '>=': '≥' } as const

const REFERENCES: Readonly<Record<Reference, Bilingual>> = {
  LLN: { en: 'LLN', zh: '正常值下限' },
  ULN: { en: 'ULN', zh: '正常值上限' },
  BASE: { en: 'baseline', zh: '基线' },
  MI: { en: 'infarction cut-off', zh: '心肌梗死界值' },
}

function boundWords({ comparison, limit }: Bound, rule: Rule): Bilingual {
  const sign = SIGNS[comparison]
  const words = limitWords(limit, rule)
  return { en: `${sign} ${words.en}`, zh: `${sign} ${words.zh}` }
}

function limitWords(limit: Limit, rule: Rule): Bilingual {
  switch (limit.kind) {
    case 'printed':
      return same(withUnit(limit.numbers, rule))
    case 'reference': {
      const name = REFERENCES[limit.of]
      const times = limit.factor === 1 ? '' : `${limit.factor} × `
      const more = limit.offset === null ? '' : ` + ${withUnit(limit.offset, rule)}`
      return { en: `${times}${name.en}${more}`, zh: `${times}${name.zh}${more}` }
    }
    case 'change':
      return changeWords(limit.measure, limit.amount, rule)
  }
}

/** The number in the first unit that the standard prints, and in brackets in one where it differs. */
function withUnit(numbers: ReadonlyMap<string, number>, { units }: Rule): string {
  const printed = units.flatMap((unit) => {
    const number = numbers.get(unit)
    return number === undefined ? [] : [{ number, text: `${number} ${unit}` }]
  })
  const [first] = printed
  if (first === undefined) return ''
  const other = printed.find(({ number }) => number !== first.number)
  return other === undefined ? first.text : `${first.text} (${other.text})`
}

function changeWords(measure: ChangeMeasure, amount: number, { units }: Rule): Bilingual {
  const unit = units[0] ?? ''
  switch (measure) {
    case '%down':
      return { en: `${amount} % below baseline`, zh: `较基线下降${amount}%` }
    case '%up':
      return { en: `${amount} % above baseline`, zh: `较基线升高${amount}%` }
    case 'drop':
      return { en: `${amount} ${unit} below baseline`, zh: `较基线下降${amount} ${unit}` }
    case 'rise':
      return { en: `${amount} ${unit} above baseline`, zh: `较基线升高${amount} ${unit}` }
  }
}

function findingWords(rule: Rule, grade: Grade): readonly Bilingual[] {
  return criteriaThatRaise(rule)
    .filter((one) => one.grade === grade)
    .map(({ label }) => ({
      en: label.en.charAt(0).toLowerCase() + label.en.slice(1),
      zh: label.zh,
    }))
}
