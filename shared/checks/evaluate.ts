import {
  compileRule,
  isRuleFault,
  type CompiledRule,
  type RuleFault,
  type RuleType,
} from '../forms/compile-rule.ts'
import type { FormDefinition } from '../forms/define.ts'
import { isEqual } from '../kernel/is-equal.ts'
import { oncePer, remembered } from '../kernel/remembered.ts'
import type { ProtocolDefinition } from '../protocol/define.ts'
import type { CheckInput, CheckRecord, CheckValue, EditCheck, FiredCheck } from './define.ts'
import { factNames, factValue, restsOn, subjectFact, type RulePlace } from './facts.ts'
import { filled, placeOf } from './fired.ts'
import { recordChecks } from './generic-checks.ts'
import { producers } from './producers.ts'
import { checkSubject, type CheckMemory } from './gather-subject.ts'
import type { CheckFamilies, CheckSubject, SubjectQuestion } from './subject.ts'
import { itemNamed, itemNames, itemValue } from './variables.ts'

/** The checks of a definition; one made before there were any has none of its own. */
export function checksOf(definition: Pick<ProtocolDefinition, 'checks'>): readonly EditCheck[] {
  return definition.checks ?? []
}

/**
 * Every check that a subject's records fire, in a fixed order: value by value and form by form first,
 * then the definition's checks as they stand there. A rule whose values are not all known fires
 * nothing. Pure: the browser runs it while typing, the server at each save. With the memory of the
 * same subject's former states only what changed since is evaluated, and what rests on it.
 */
export function evaluateChecks(
  definition: ProtocolDefinition,
  input: CheckInput,
  families: CheckFamilies,
  memory?: CheckMemory,
): readonly FiredCheck[] {
  const subject = checkSubject(definition, input, families, memory)
  const generic = input.records.flatMap((record) => {
    const form = subject.forms.get(record.form)
    return form === undefined ? [] : recordChecks(form, record, subject.today)
  })
  return [...generic, ...checksOf(definition).flatMap((check) => subject.ask(firingsOf(check)))]
}

const firingsOf = oncePer((check: EditCheck): SubjectQuestion<readonly FiredCheck[]> => ({
  compute: (subject) => firedBy(check, subject),
}))

function firedBy(check: EditCheck, subject: CheckSubject): readonly FiredCheck[] {
  const form = subject.forms.get(check.form)
  if (form === undefined) return []
  const { condition } = check
  return 'rule' in condition
    ? byRule(check, condition.rule, { subject, form })
    : byProducer(check, condition, subject)
}

interface Of {
  readonly subject: CheckSubject
  readonly form: FormDefinition
}

function byRule(check: EditCheck, text: string, { subject, form }: Of): readonly FiredCheck[] {
  const rule = compiled(form, text)
  if (isRuleFault(rule)) return []
  const outcome = outcomeOf(rule)
  const fires = (record: CheckRecord): readonly FiredCheck[] =>
    placesOf(check, { subject, form }, record).flatMap((place) =>
      outcome(rule.names.map((name) => valueOf(name, place).value)) === 'fails'
        ? [fire(check, place)]
        : [],
    )
  const { names, items, ofPlace } = readBy(form)(check)
  if (ofPlace) return subject.recordsOf(check.form).flatMap(fires)
  const records = subject.recordsOfItems(check.form, items)
  const facts = names.map((name) => subjectFact(name, subject))
  const known = firedAt(form)(check)
  return records.flatMap((record) => {
    const former = known.get(record)
    if (former !== undefined && isEqual(former.facts, facts)) return former.fired
    const fired = fires(record)
    known.set(record, { facts, fired })
    return fired
  })
}

interface ReadBy {
  /** All names that the rule and its sentence look at. */
  readonly names: readonly string[]
  /** The items behind them, and what names a row. */
  readonly items: readonly string[]
  /** One of them rests on where the record stands among the others. */
  readonly ofPlace: boolean
}

/** What a rule reads of a form. */
const readBy = oncePer<FormDefinition, (check: EditCheck) => ReadBy>((form) =>
  oncePer((check) => {
    const rule = 'rule' in check.condition ? compiled(form, check.condition.rule) : null
    const names = [...(rule === null || isRuleFault(rule) ? [] : rule.names), ...check.compares]
    const named = names.flatMap((name) => itemNamed(form, name)?.key ?? [])
    return {
      names,
      items: [...new Set([...named, ...(form.group?.identity ?? [])])],
      ofPlace: names.some((name) => restsOn(name) === 'place'),
    }
  }),
)

interface FiredAt {
  /** What the rule was told of the subject as a whole. */
  readonly facts: readonly (CheckValue | null)[]
  readonly fired: readonly FiredCheck[]
}

/** What a rule said of a record from the record itself and such facts alone. */
const firedAt = oncePer<FormDefinition, (check: EditCheck) => WeakMap<CheckRecord, FiredAt>>(() =>
  oncePer(() => new WeakMap()),
)

function placesOf(
  check: EditCheck,
  { subject, form }: Of,
  record: CheckRecord,
): readonly RulePlace[] {
  const { items, rows } = record.values
  const inGroup = form.group?.items.some(({ key }) => key === check.item) === true
  if (!inGroup) return [{ subject, form, record, row: items, rowIndex: null }]
  return rows.map((row, rowIndex) => ({ subject, form, record, row, rowIndex }))
}

/** What a rule says of its values, in the order of its names: mostly those it judged before. */
const outcomeOf = oncePer((rule: CompiledRule) =>
  remembered(
    (values: readonly CheckValue['value'][]) =>
      rule.evaluate(Object.fromEntries(rule.names.map((name, at) => [name, values[at]]))),
    (values) => JSON.stringify(values.map(keyPart)),
    5_000,
  ),
)

/** A number as a list of its text, so that it differs from the same text; nothing as 0. */
function keyPart(value: CheckValue['value']): unknown {
  return typeof value === 'number' ? [String(value)] : (value ?? 0)
}

function valueOf(name: string, place: RulePlace): CheckValue {
  const { form, row, record } = place
  return (
    factValue(name, place) ??
    itemValue(form, row, record.values.items, name) ?? { value: undefined, text: '' }
  )
}

function fire(check: EditCheck, place: RulePlace): FiredCheck {
  const compared = Object.fromEntries(
    check.compares.map((name) => [name, valueOf(name, place).text]),
  )
  return firing(check, place, { item: check.item, compared })
}

interface Found {
  readonly item: string
  readonly compared: Readonly<Record<string, string>>
}

function firing(
  check: EditCheck,
  { subject, form, record, rowIndex }: Omit<RulePlace, 'row'>,
  { item, compared }: Found,
): FiredCheck {
  return {
    check: check.key,
    version: check.version,
    level: check.level,
    severity: check.severity,
    recordId: record.id,
    place: placeOf(form, record, item, rowIndex),
    message: filled(check.message, compared, { form, item, forms: subject.forms }),
    compared,
  }
}

function byProducer(
  check: EditCheck,
  condition: Extract<EditCheck['condition'], { producer: string }>,
  subject: CheckSubject,
): readonly FiredCheck[] {
  const producer = producers.find(condition.producer)
  if (producer === undefined) return []
  return producer.find(subject, condition.params ?? {}).flatMap((found) => {
    const form = subject.forms.get(found.record.form)
    if (form === undefined) return []
    const place = { subject, form, record: found.record, rowIndex: found.rowIndex ?? null }
    return [firing(check, place, { item: found.item ?? check.item, compared: found.compared })]
  })
}

const rules = new WeakMap<FormDefinition, Map<string, CompiledRule | RuleFault>>()

/** A rule over the items of a form and the facts, compiled once for each form. */
function compiled(form: FormDefinition, text: string): CompiledRule | RuleFault {
  const known = rules.get(form) ?? new Map<string, CompiledRule | RuleFault>()
  rules.set(form, known)
  const rule = known.get(text) ?? compileRule(text, namesOf(form))
  known.set(text, rule)
  return rule
}

/** Every name a rule of this form may use. */
export function namesOf(form: FormDefinition): ReadonlyMap<string, RuleType> {
  return new Map([...factNames(form), ...itemNames(form)])
}
