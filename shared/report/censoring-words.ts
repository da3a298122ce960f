import type { Bilingual } from '../kernel/bilingual.ts'
import { same } from './cells.ts'

/** Parts of the reasons that the analysis gives, by their words. */
const PARTS: Readonly<Record<string, string>> = {
  progression: '疾病进展',
  death: '死亡',
  'no event': '未发生事件',
  'death without progression': '未进展即死亡',
  'new anticancer therapy': '新抗肿瘤治疗',
  'lost to follow-up': '失访',
  'withdrew consent': '撤回知情同意',
  'missed assessments': '漏检',
  'last evaluable assessment': '末次可评价评估',
  'no evaluable assessment': '无可评价评估',
  'left the study': '已退出研究',
  alive: '存活',
  'last date known alive': '末次确认存活日期',
}

/** What ended a time, as the analysis says it for people, in both languages. */
export function reasonWords(reason: string): Bilingual {
  const parts = reason.split(': ')
  const known = parts.map((part) => PARTS[part])
  if (known.some((part) => part === undefined)) return same(reason)
  const en = `${reason.slice(0, 1).toUpperCase()}${reason.slice(1)}`
  return { en, zh: known.join('：') }
}
