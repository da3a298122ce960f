import fc from 'fast-check'
import {
  MISSING_REASONS,
  reasonKey,
  type FormDefinition,
  type ItemDefinition,
} from '../../../shared/forms/define.ts'
import { unreachable } from '../../../shared/kernel/unreachable.ts'
import { HOSTILE_TEXTS } from './arbitrary-of.ts'

const ODD_DATES = ['20260110', '10mar2024', 'UN MAR 2024', 't', '31/02/2024', '2024-13']
const ODD_NUMBERS = ['1,5', '>12100', '<0.1', '1e3', '１２', '.5', '1.2.3', '--4']

/** One filled form: half of them as the items ask, half with what nobody should type in some places. */
export function formValues(form: FormDefinition): fc.Arbitrary<unknown> {
  return fc.oneof(filled(form, fitting), filled(form, oddNowAndThen))
}

type Entry = (item: ItemDefinition) => fc.Arbitrary<unknown>

function filled(form: FormDefinition, entry: Entry): fc.Arbitrary<unknown> {
  const items = rowOf(form.items, entry)
  if (form.group === undefined) return fc.record({ items, rows: fc.constant([]) })
  return fc.record({ items, rows: fc.array(rowOf(form.group.items, entry), { maxLength: 4 }) })
}

function rowOf(items: readonly ItemDefinition[], entry: Entry): fc.Arbitrary<unknown> {
  const model: Record<string, fc.Arbitrary<unknown>> = {}
  for (const item of items) {
    model[item.key] = entry(item)
    model[reasonKey(item.key)] = fc.constantFrom(...MISSING_REASONS)
  }
  return fc.record(model, { requiredKeys: [] })
}

function oddNowAndThen(item: ItemDefinition): fc.Arbitrary<unknown> {
  const wild = fc.oneof(
    fc.constantFrom(...HOSTILE_TEXTS, ...ODD_DATES, ...ODD_NUMBERS),
    fc.string({ unit: 'grapheme', maxLength: 30 }),
    fc.constantFrom<unknown>(null, 7, true, []),
  )
  return fc.oneof({ weight: 8, arbitrary: fitting(item) }, { weight: 1, arbitrary: wild })
}

function fitting(item: ItemDefinition): fc.Arbitrary<string> {
  switch (item.kind) {
    case 'text':
    case 'term':
    case 'lesion':
      return fc.oneof(
        fc.constantFrom('T01', 'Nausea', '恶心，伴呕吐'),
        fc.string({ maxLength: 20 }),
      )
    case 'integer':
      return fc.constantFrom('0', '1', '72', '007')
    case 'number':
      return fc.constantFrom('0', '1', '12.5', '40')
    case 'date':
      return fc.constantFrom('2026-02-20', '2026-02', '2025', '1961-05')
    case 'code': {
      const values = item.codes.map(({ value }) => value)
      return values.length === 0 ? fc.constant('') : fc.constantFrom(...values)
    }
    default:
      return unreachable(item)
  }
}
