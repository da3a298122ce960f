import type { EditCheck } from '../checks/define.ts'
import { namesOf } from '../checks/evaluate.ts'
import { producers } from '../checks/producers.ts'
import { compileRule, isRuleFault } from '../forms/compile-rule.ts'
import type { FormDefinition } from '../forms/define.ts'
import type { TextParams } from '../forms/entry-faults.ts'
import type { ProtocolDefinition } from './define.ts'

/** Text keys of faults of an edit check inside a definition. */
export const CHECK_FAULT_KEYS = [
  'definition.checkTwice',
  'definition.checkForm',
  'definition.checkItem',
  'definition.checkRule',
  'definition.checkProducer',
  'definition.checkCompares',
] as const
export type CheckFaultKey = (typeof CHECK_FAULT_KEYS)[number]

interface CheckFault {
  readonly pointer: string
  readonly key: CheckFaultKey
  readonly params: TextParams
}

/** Faults of the edit checks of a definition: a rule is typed against its form before it ever runs. */
export function checkFaults({ checks = [], forms }: ProtocolDefinition): readonly CheckFault[] {
  return checks.flatMap((check, at) => {
    const pointer = `/checks/${at}`
    const twice = checks.findIndex(({ key }) => key === check.key) !== at
    const form = forms.find(({ key }) => key === check.form)
    const faults: CheckFault[] = twice
      ? [{ pointer: `${pointer}/key`, key: 'definition.checkTwice', params: { check: check.key } }]
      : []
    if (form === undefined) {
      const params = { check: check.key, form: check.form }
      return [...faults, { pointer: `${pointer}/form`, key: 'definition.checkForm', params }]
    }
    return [
      ...faults,
      ...itemFaults(check, form, pointer),
      ...conditionFaults(check, form, pointer),
    ]
  })
}

function itemFaults(check: EditCheck, form: FormDefinition, pointer: string): CheckFault[] {
  const items = [...form.items, ...(form.group?.items ?? [])]
  if (check.item === '' || items.some(({ key }) => key === check.item)) return []
  const params = { check: check.key, form: form.key, item: check.item }
  return [{ pointer: `${pointer}/item`, key: 'definition.checkItem', params }]
}

function conditionFaults(check: EditCheck, form: FormDefinition, pointer: string): CheckFault[] {
  const { condition } = check
  if ('producer' in condition) {
    if (producers.has(condition.producer)) return []
    const params = { check: check.key, producer: condition.producer }
    const place = `${pointer}/condition/producer`
    return [{ pointer: place, key: 'definition.checkProducer', params }]
  }
  const names = namesOf(form)
  const rule = compileRule(condition.rule, names)
  if (isRuleFault(rule)) {
    const params = { check: check.key, fault: rule.message }
    return [{ pointer: `${pointer}/condition/rule`, key: 'definition.checkRule', params }]
  }
  return check.compares.flatMap((name, at) =>
    names.has(name)
      ? []
      : [
          {
            pointer: `${pointer}/compares/${at}`,
            key: 'definition.checkCompares' as const,
            params: { check: check.key, name },
          },
        ],
  )
}
