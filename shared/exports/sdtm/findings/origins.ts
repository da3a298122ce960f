import type { VariableOrigin } from '../define.ts'

const BASELINE_FLAG: VariableOrigin = {
  origin: 'Derived',
  method: {
    en: 'Y on the last result of the test before the first dose. On the day of the first dose, without times, a result counts as before it where its visit is planned no later than that day.',
    zh: '每项检查在首次用药前最后一次有结果的记录标记为Y。首次用药当日无时间记录时，计划日期不晚于该日的访视结果视为用药前。',
  },
}

const DERIVED_FLAG: VariableOrigin = {
  origin: 'Derived',
  method: {
    en: 'Y where the result was computed from other results and not collected.',
    zh: '由其他结果计算得出而非采集的结果标记为Y。',
  },
}

const RANGE_INDICATOR: VariableOrigin = {
  origin: 'Derived',
  method: {
    en: 'LOW, NORMAL or HIGH against the limits recorded with the result, in its own unit.',
    zh: '按随结果记录的正常值范围（以报告单位）判定为LOW、NORMAL或HIGH。',
  },
}

const STANDARD_LIMIT: VariableOrigin = {
  origin: 'Derived',
  method: {
    en: 'The limit recorded with the result, converted to the standard unit of the test.',
    zh: '将随结果记录的正常值限换算为该检查的标准单位。',
  },
}

/** How the variables of a findings domain come to be that the engine does not fill. */
export function findingsOrigins(domain: string): Readonly<Record<string, VariableOrigin>> {
  const named: readonly (readonly [string, VariableOrigin])[] = [
    ['TESTCD', { origin: 'Assigned' }],
    ['TEST', { origin: 'Assigned' }],
    ['CAT', { origin: 'Assigned' }],
    ['SPEC', { origin: 'Assigned' }],
    ['LOBXFL', BASELINE_FLAG],
    ['DRVFL', DERIVED_FLAG],
    ['NRIND', RANGE_INDICATOR],
    ['STNRLO', STANDARD_LIMIT],
    ['STNRHI', STANDARD_LIMIT],
  ]
  return Object.fromEntries(named.map(([name, origin]) => [domain + name, origin]))
}
