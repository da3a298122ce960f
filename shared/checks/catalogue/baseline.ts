import type { CheckExample, EditCheck } from '../define.ts'
import { ENROLLED } from './example-records.ts'

const staged = (chosen: string, suggested: string): CheckExample => ({
  records: [ENROLLED, { form: 'baseline', items: { BCLC: chosen, BCLCDER: suggested } }],
})

/**
 * Staging before treatment. The stage is the investigator's: fitness for transplantation and the
 * pattern of stage B are not among the answers, so that another stage is a note and asks for nothing.
 */
export const baselineChecks: readonly EditCheck[] = [
  {
    key: 'BL-01',
    version: '1',
    level: 'form',
    severity: 'note',
    form: 'baseline',
    item: 'BCLC',
    rationale: {
      en: 'The stage chosen and the stage that the answers suggest are compared, for one of the answers may be wrong.',
      zh: '将所选分期与按所填内容推算的分期相互比较，以发现可能填错的内容。',
    },
    condition: { rule: 'BCLC == "" || BCLCDER == "" || BCLC == BCLCDER' },
    compares: ['BCLC', 'BCLCDER'],
    message: {
      en: 'BCLC stage {{BCLC|code}} is chosen, and the answers suggest {{BCLCDER|code}}. Look at general state, liver function and extent again; the stage chosen stands.',
      zh: '所选BCLC分期为{{BCLC|code}}期，按所填内容推算为{{BCLCDER|code}}期。请再核对体能状态、肝功能和肿瘤范围；以所选分期为准。',
    },
    pass: [staged('B', 'B'), staged('C', ''), staged('', 'C')],
    fail: [staged('B', 'C'), staged('0', 'A')],
  },
]
