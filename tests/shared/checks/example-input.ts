import type { CheckExample, CheckInput, FiredCheck } from '../../../shared/checks/define.ts'
import { evaluateChecks } from '../../../shared/checks/evaluate.ts'
import { builtInFamilies } from '../../../shared/families.ts'
import { parseDay } from '../../../shared/kernel/dates.ts'

const TODAY = parseDay('2026-03-02')

/** An example of a check as the subject it tells of. */
export function inputOf({ records }: CheckExample): CheckInput {
  return {
    subjid: '1001',
    today: TODAY,
    records: records.map(({ form, visit, items, rows }, at) => ({
      id: `r${at}`,
      form,
      visit: visit ?? null,
      rowKey: String(at),
      values: { items: items ?? {}, rows: rows ?? [] },
    })),
  }
}

/** Every check that records fire in a built-in protocol. */
export function firedIn(protocol: string, records: CheckExample['records']): readonly FiredCheck[] {
  const definition = builtInFamilies.protocols.get(protocol)
  return evaluateChecks(definition, inputOf({ records }), builtInFamilies)
}
