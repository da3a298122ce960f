import type { Code, FormDefinition, RowValues } from '../../shared/forms/define.ts'
import { codeOfText } from '../../shared/forms/find-code.ts'

export type StateColumn = 'TUMSTATE' | 'VTUMSTATE'

const NOT_EVALUABLE = 'NE'
const NON_TARGET = ['PRESENT', 'ABSENT', 'UNEQUIVOCAL PROGRESSION']
const NEW = ['EQUIVOCAL', 'UNEQUIVOCAL', 'ABSENT']

/** The states a lesion of a group can have, in the order of their place; not evaluable is the last. */
export function stateChoices(
  form: FormDefinition,
  group: string,
  field: StateColumn,
): readonly Code[] {
  const known = codesOf(form, 'TUMSTATE')
  const wanted = group === 'NEW' ? NEW : NON_TARGET
  const states = wanted.flatMap((value) => known.find((code) => code.value === value) ?? [])
  if (field === 'VTUMSTATE') return states
  const notDone = codesOf(form, 'TRSTAT').find(({ value }) => value === 'NOT DONE')
  return notDone === undefined ? states : [...states, { ...notDone, value: NOT_EVALUABLE }]
}

function codesOf(form: FormDefinition, key: string): readonly Code[] {
  const item = form.group?.items.find((one) => one.key === key)
  return item?.kind === 'code' ? item.codes : []
}

/** The state a row bears, as its box names it; empty where none is recorded. */
export function stateOf(field: StateColumn, row: RowValues): string {
  return row['TRSTAT'] === 'NOT DONE' ? NOT_EVALUABLE : (row[field] ?? '')
}

/** The change that a typed key or name means; null where it names no state. An empty box takes it away. */
export function readState(
  field: StateColumn,
  choices: readonly Code[],
  typed: string,
): RowValues | null {
  if (typed.trim() === '') return { [field]: '', TRSTAT: '' }
  const chosen = codeOfText(choices, typed)
  if (chosen === null) return null
  if (chosen.value === NOT_EVALUABLE) return { TRSTAT: 'NOT DONE', TUMSTATE: '', VTUMSTATE: '' }
  return { [field]: chosen.value, TRSTAT: '' }
}
