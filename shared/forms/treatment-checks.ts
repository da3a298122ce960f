import type { Bilingual } from '../kernel/bilingual.ts'
import type { FormCheck } from './define.ts'
import type { StudyTreatment } from './study-treatment.ts'

const RELATED = ['POSSIBLE', 'PROBABLE', 'DEFINITE']
const WITHDRAWN = ['DRUG WITHDRAWN']

/** A treatment with its number in the protocol's order. */
interface Numbered extends StudyTreatment {
  readonly number: number
}

/** The answer for all treatments together agrees with the answers for each, in both directions. */
export function treatmentChecks(treatments: readonly StudyTreatment[]): readonly FormCheck[] {
  const numbered = treatments.map((treatment, at) => ({ ...treatment, number: at + 1 }))
  const drugs = numbered.filter(({ kind }) => kind === 'drug')
  return [
    ...numbered.flatMap((treatment) =>
      treatment.kind === 'drug'
        ? [relationOfOne(treatment), withdrawalOfOne(treatment)]
        : [relationOfOne(treatment)],
    ),
    ...(numbered.length > 0 ? [relationOfAny(numbered), limitingOfAny(numbered)] : []),
    ...(drugs.length > 0 ? [withdrawalOfAny(drugs)] : []),
  ]
}

function relationOfOne({ label, number }: Numbered): FormCheck {
  const one = `AEREL${number}`
  return {
    key: `ae-relation-agrees-${number}`,
    version: '1',
    kind: 'agreement',
    when: { item: one, in: RELATED },
    then: { item: 'AEREL', in: ['', ...RELATED] },
    rationale: {
      en: 'What is related to one treatment is related to study treatment.',
      zh: '与某一治疗相关的事件即与研究治疗相关。',
    },
    message: {
      en: `Relation to ${label.en}: “{{${one}}}”; to study treatment: “{{AEREL}}”. Correct one of them, or confirm with a reason.`,
      zh: `与${label.zh}的相关性：“{{${one}}}”；与研究治疗的相关性：“{{AEREL}}”。请更正其一，或说明理由予以确认。`,
    },
    pass: [
      { [one]: 'POSSIBLE', AEREL: 'PROBABLE' },
      { [one]: 'POSSIBLE' },
      { [one]: 'UNLIKELY', AEREL: 'NOT RELATED' },
    ],
    fail: [{ [one]: 'POSSIBLE', AEREL: 'NOT RELATED' }],
  }
}

function withdrawalOfOne({ label, number }: Numbered): FormCheck {
  const one = `AEACN${number}`
  return {
    key: `ae-action-agrees-${number}`,
    version: '1',
    kind: 'agreement',
    when: { item: one, in: WITHDRAWN },
    then: { item: 'AEACN', in: ['', ...WITHDRAWN] },
    rationale: {
      en: 'The action with study treatment is the strongest of those with each drug.',
      zh: '对研究治疗采取的措施以各药物中最严重者为准。',
    },
    message: {
      en: `Action with ${label.en}: “{{${one}}}”; with study treatment: “{{AEACN}}”. Correct one of them, or confirm with a reason.`,
      zh: `对${label.zh}采取的措施：“{{${one}}}”；对研究治疗采取的措施：“{{AEACN}}”。请更正其一，或说明理由予以确认。`,
    },
    pass: [{ [one]: 'DRUG WITHDRAWN', AEACN: 'DRUG WITHDRAWN' }, { [one]: 'DRUG WITHDRAWN' }],
    fail: [{ [one]: 'DRUG WITHDRAWN', AEACN: 'DOSE NOT CHANGED' }],
  }
}

function relationOfAny(treatments: readonly Numbered[]): FormCheck {
  const items = itemsOf('AEREL', treatments)
  const named = namedValues('AEREL', treatments)
  return {
    key: 'ae-relation-agrees-any',
    version: '1',
    kind: 'one-of',
    when: { item: 'AEREL', in: RELATED },
    items,
    is: RELATED,
    rationale: {
      en: 'What is related to study treatment is related to at least one of the treatments.',
      zh: '与研究治疗相关的事件至少与其中一种治疗相关。',
    },
    message: {
      en: `Relation to study treatment: “{{AEREL}}”; to each: ${named.en}. Correct one of them, or confirm with a reason.`,
      zh: `与研究治疗的相关性：“{{AEREL}}”；与各治疗的相关性：${named.zh}。请更正其一，或说明理由予以确认。`,
    },
    pass: [
      { AEREL: 'DEFINITE', ...each(items, 'NOT RELATED'), [lastOf(items)]: 'POSSIBLE' },
      { AEREL: 'DEFINITE', ...each(items.slice(1), 'NOT RELATED') },
      { AEREL: 'UNLIKELY', ...each(items, 'NOT RELATED') },
    ],
    fail: [{ AEREL: 'DEFINITE', ...each(items, 'NOT RELATED') }],
  }
}

/** Where the relation to study treatment is not filled in, the ones to each treatment say it. */
function limitingOfAny(treatments: readonly Numbered[]): FormCheck {
  const items = itemsOf('AEREL', treatments)
  const named = namedValues('AEREL', treatments)
  return {
    key: 'ae-dlt-agrees-any',
    version: '1',
    kind: 'one-of',
    when: { item: 'AEDLT', in: ['Y'] },
    and: [{ item: 'AEREL', in: [''] }],
    items,
    is: RELATED,
    rationale: {
      en: 'A dose-limiting toxicity is one that a treatment caused; one recorded as not related is asked about.',
      zh: 'DLT由治疗引起；记录为无关的DLT需予核实。',
    },
    message: {
      en: `Dose-limiting toxicity: “{{AEDLT}}”; relation to each treatment: ${named.en}. Correct one of them, or confirm with a reason.`,
      zh: `DLT：“{{AEDLT}}”；与各治疗的相关性：${named.zh}。请更正其一，或说明理由予以确认。`,
    },
    pass: [
      { AEDLT: 'Y', ...each(items, 'NOT RELATED'), [lastOf(items)]: 'POSSIBLE' },
      { AEDLT: 'Y', ...each(items.slice(1), 'NOT RELATED') },
      { AEDLT: 'N', ...each(items, 'NOT RELATED') },
      { AEDLT: 'Y', AEREL: 'NOT RELATED', ...each(items, 'NOT RELATED') },
    ],
    fail: [{ AEDLT: 'Y', ...each(items, 'NOT RELATED') }],
  }
}

function withdrawalOfAny(drugs: readonly Numbered[]): FormCheck {
  const items = itemsOf('AEACN', drugs)
  const named = namedValues('AEACN', drugs)
  return {
    key: 'ae-action-agrees-any',
    version: '1',
    kind: 'one-of',
    when: { item: 'AEACN', in: WITHDRAWN },
    items,
    is: WITHDRAWN,
    rationale: {
      en: 'Where study treatment was withdrawn, at least one of the drugs was.',
      zh: '研究治疗永久停用时，至少有一种药物永久停用。',
    },
    message: {
      en: `Action with study treatment: “{{AEACN}}”; with each drug: ${named.en}. Correct one of them, or confirm with a reason.`,
      zh: `对研究治疗采取的措施：“{{AEACN}}”；对各药物采取的措施：${named.zh}。请更正其一，或说明理由予以确认。`,
    },
    pass: [
      {
        AEACN: 'DRUG WITHDRAWN',
        ...each(items, 'DOSE NOT CHANGED'),
        [lastOf(items)]: 'DRUG WITHDRAWN',
      },
      { AEACN: 'DRUG WITHDRAWN', ...each(items.slice(1), 'DOSE NOT CHANGED') },
    ],
    fail: [{ AEACN: 'DRUG WITHDRAWN', ...each(items, 'DOSE NOT CHANGED') }],
  }
}

function itemsOf(part: string, treatments: readonly Numbered[]): readonly string[] {
  return treatments.map(({ number }) => `${part}${number}`)
}

/** Each treatment with its answer, as a sentence names them. */
function namedValues(part: string, treatments: readonly Numbered[]): Bilingual {
  const named = (language: keyof Bilingual): readonly string[] =>
    treatments.map(({ label, number }) => `${label[language]} “{{${part}${number}}}”`)
  return { en: named('en').join(', '), zh: named('zh').join('，') }
}

function each(items: readonly string[], value: string): Readonly<Record<string, string>> {
  return Object.fromEntries(items.map((item) => [item, value]))
}

function lastOf(items: readonly string[]): string {
  return items.at(-1) ?? ''
}
