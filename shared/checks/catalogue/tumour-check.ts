import type { Bilingual } from '../../kernel/bilingual.ts'
import type { CheckExample, EditCheck, ExampleRecord } from '../define.ts'

/** One example of the records given. */
export function of(...records: readonly ExampleRecord[]): readonly CheckExample[] {
  return [{ records }]
}

/** A check of the tumour rules, by the code that the response engine gives it. */
export interface TumourCheck {
  readonly key: string
  readonly version: string
  readonly code: string
  readonly rationale: Bilingual
  /** What is odd; what can be done follows. */
  readonly odd: Bilingual
  readonly pass: readonly CheckExample[]
  readonly fail: readonly CheckExample[]
}

const WHAT_TO_DO = {
  en: ' Check the measurements and the review, or confirm with a reason.',
  zh: '请核对测量值与评估，或说明理由予以确认。',
}

/** The check as the family has it: all differ in the code and the sentence only. */
export function toCheck(producer: string, item: string): (check: TumourCheck) => EditCheck {
  return ({ key, version, code, rationale, odd, pass, fail }) => ({
    key,
    version,
    level: 'subject',
    severity: 'warning',
    form: 'tumour-assessment',
    item,
    rationale,
    condition: { producer, params: { code } },
    compares: [],
    message: { en: odd.en + WHAT_TO_DO.en, zh: odd.zh + WHAT_TO_DO.zh },
    pass,
    fail,
  })
}
