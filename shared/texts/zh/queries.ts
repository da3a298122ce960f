import type { queries as en } from '../en/queries.ts'

/** Data queries and their threads. */
export const queries: Readonly<Record<keyof typeof en, string>> = {
  'query.nowValid': '数据已更改，该核查不再触发。由系统自动关闭。',
  'query.confirmedAtOnce': '开启后一分钟内已说明理由并确认，无需再追问。',
  'query.firesStill': '数值已更改，但新值仍触发该核查：{{message}}',
  'query.nothingThere': '表单中没有可质疑的该项目或该行。',
  'query.wordsMissing': '请填写内容。',
  'requires.query.answer': '处于开放或重新开放状态的质疑',
  'requires.query.close': '已答复的质疑',
  'requires.query.reopen': '已答复或已关闭的质疑',
  'requires.query.cancel': '尚未结束的质疑',
  'requires.query.onlyOne': '同一位置同一核查没有其他未结束的质疑',
  'act.query.open': '质疑开启',
  'act.query.answer': '质疑答复',
  'act.query.close': '质疑关闭',
  'act.query.reopen': '质疑重新开放',
  'act.query.cancel': '质疑取消',
  'act.query.comment': '质疑备注',
}
