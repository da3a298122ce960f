import type { checks as en } from '../en/checks.ts'

/** Edit checks: what fired, and how it is corrected or confirmed. */
export const checks: Readonly<Record<keyof typeof en, string>> = {
  'definition.checkTwice': '逻辑核查{{check}}出现两次。',
  'definition.checkForm': '逻辑核查{{check}}引用了定义中不存在的表单{{form}}。',
  'definition.checkItem': '逻辑核查{{check}}引用了表单{{form}}中不存在的项目{{item}}。',
  'definition.checkRule': '逻辑核查{{check}}的规则无法使用：{{fault}}',
  'definition.checkProducer': '逻辑核查{{check}}引用了不存在的{{producer}}。',
  'definition.checkCompares': '逻辑核查{{check}}比较的{{name}}不能用于其规则。',
  'requires.check.open': '尚未确认或更正的核查触发',
  'act.check.fire': '逻辑核查触发',
  'act.check.confirm': '核查已说明理由并确认',
  'act.check.correct': '核查不再触发',
  'act.check.supersede': '核查因其他数值再次触发',
}
