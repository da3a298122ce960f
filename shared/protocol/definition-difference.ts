import type { FormDefinition, ItemDefinition } from '../forms/define.ts'
import type { Bilingual } from '../kernel/bilingual.ts'
import { canonicalJson } from '../kernel/canonical-json.ts'
import type { ProtocolDefinition } from './define.ts'

/** One thing of a definition as differences see it: its key for ever, its name, and all it says. */
interface Thing {
  readonly key: string
  readonly label: Bilingual
  readonly content: object
}

/**
 * What a definition consists of, in the order a difference is read. Each part lists its things;
 * what one part holds (the items of a form) is left out of the other.
 */
const PARTS = {
  study: ({ title, safety, consent, ...rest }) => [
    thing('study', title, {
      version: rest.version,
      title,
      shortTitle: rest.shortTitle,
      design: rest.design,
      plannedSubjects: rest.plannedSubjects,
      followUpMonths: rest.followUpMonths,
      safety: safety ?? null,
      consent: consent ?? null,
      ...(rest.trialDesign === undefined ? {} : { trialDesign: rest.trialDesign }),
    }),
  ],
  cohort: ({ cohorts }) => cohorts.map((cohort) => thing(cohort.key, cohort.label, cohort)),
  eligibility: ({ eligibility }) =>
    eligibility.map((criterion) => thing(criterion.key, criterion.text, criterion)),
  schedule: ({ schedule: { anchor, unscheduledForms, survivalContactEveryDays } }) => [
    thing('schedule', plain('schedule'), { anchor, unscheduledForms, survivalContactEveryDays }),
  ],
  visit: ({ schedule }) => [
    ...schedule.single.map((visit) => thing(visit.visit, visit.title, visit)),
    ...schedule.repeating.map((line) =>
      thing(`${line.prefix}{n}/${line.everyDays}`, line.title, line),
    ),
  ],
  form: ({ forms }) =>
    forms.map(({ items, group, ...form }) =>
      thing(form.key, form.title, {
        ...form,
        order: items.map(({ key }) => key),
        ...(group === undefined
          ? {}
          : { group: { ...group, items: group.items.map(({ key }) => key) } }),
      }),
    ),
  item: ({ forms }) =>
    forms.flatMap((form) =>
      itemsOf(form).map((item) => thing(`${form.key}.${item.key}`, item.label, item)),
    ),
  check: ({ checks = [] }) => checks.map((check) => thing(check.key, check.rationale, check)),
  criterion: ({ criteria }) =>
    criteria.map(({ key, settings }) => thing(key, plain(key), settings)),
  endpoint: ({ endpoints }) =>
    endpoints.map((endpoint) => thing(endpoint.id, endpoint.label, endpoint)),
  verification: ({ verification: { forms, ...rest } = { forms: {} } }) => [
    thing('verification', plain('verification'), { ...rest, ...forms }),
  ],
  convention: ({ conventions }) => [thing('conventions', plain('conventions'), conventions)],
} as const satisfies Readonly<Record<string, (definition: ProtocolDefinition) => readonly Thing[]>>

export type DefinitionPart = keyof typeof PARTS

/** One difference between two versions: a thing that came, went, or says something else. */
export interface DefinitionChange {
  readonly part: DefinitionPart
  readonly change: 'added' | 'removed' | 'changed'
  readonly key: string
  readonly label: Bilingual
  /** Of a changed thing: each member that differs, with both values as JSON; null: absent. */
  readonly members: readonly {
    readonly member: string
    readonly before: string | null
    readonly after: string | null
  }[]
}

function thing(key: string, label: Bilingual, content: object): Thing {
  return { key, label, content }
}

function plain(text: string): Bilingual {
  return { en: text, zh: text }
}

function itemsOf({ items, group }: FormDefinition): readonly ItemDefinition[] {
  return [...items, ...(group?.items ?? [])]
}

/**
 * What tells two versions of a definition apart: forms, questions, checks, schedule, endpoints and
 * the rest, part by part. Empty when both say the same.
 */
export function definitionDifference(
  before: ProtocolDefinition,
  after: ProtocolDefinition,
): readonly DefinitionChange[] {
  return PART_NAMES.flatMap((part) => partDifference(part, PARTS[part](before), PARTS[part](after)))
}

const PART_NAMES = Object.keys(PARTS) as DefinitionPart[]

function partDifference(
  part: DefinitionPart,
  before: readonly Thing[],
  after: readonly Thing[],
): DefinitionChange[] {
  const former = new Map(before.map((one) => [one.key, one]))
  const present = new Set(after.map(({ key }) => key))
  const came = after.flatMap((now): DefinitionChange[] => {
    const then = former.get(now.key)
    const { key, label } = now
    if (then === undefined) return [{ part, change: 'added', key, label, members: [] }]
    const members = memberDifference(then.content, now.content)
    return members.length === 0 ? [] : [{ part, change: 'changed', key, label, members }]
  })
  const went = before
    .filter(({ key }) => !present.has(key))
    .map(({ key, label }) => ({ part, change: 'removed' as const, key, label, members: [] }))
  return [...came, ...went]
}

function memberDifference(before: object, after: object): DefinitionChange['members'] {
  const then = new Map<string, unknown>(Object.entries(before))
  const now = new Map<string, unknown>(Object.entries(after))
  return [...new Set([...then.keys(), ...now.keys()])].flatMap((member) => {
    const [one, other] = [textOf(then.get(member)), textOf(now.get(member))]
    return one === other ? [] : [{ member, before: one, after: other }]
  })
}

function textOf(value: unknown): string | null {
  return value === undefined ? null : canonicalJson(value)
}

/**
 * The questions of a form that an earlier version of it did not ask: those a person has to answer
 * anew. Derived and hidden items are no questions. @source E41
 */
export function newQuestions(
  before: FormDefinition | undefined,
  after: FormDefinition,
): readonly ItemDefinition[] {
  const known = new Set(before === undefined ? [] : asked(before).map(({ key }) => key))
  return asked(after).filter(({ key }) => !known.has(key))
}

function asked(form: FormDefinition): readonly ItemDefinition[] {
  return itemsOf(form).filter((item) => item.hidden !== true && item.derivation === undefined)
}
