import { code, YES_NO } from './code-lists.ts'
import type { Code, ItemDefinition, PerformedQuestion } from './define.ts'

/** Why a planned assessment was not done (--REASND). Other reasons are typed. */
const REASONS_NOT_DONE: readonly Code[] = [
  code('SUBJECT REFUSED', 'The subject refused', '受试者拒绝'),
  code('SUBJECT UNWELL', 'The subject was too unwell', '病情不允许'),
  code('SUBJECT ABSENT', 'The subject did not come', '受试者未到访'),
  code('TECHNICAL FAILURE', 'Equipment or laboratory failed', '设备或检验原因'),
  code('FORGOTTEN', 'It was forgotten', '研究中心遗漏'),
  code('NOT REQUIRED', 'The protocol does not ask for it here', '方案此时不要求'),
]

/** What a planned assessment begins with: its prefix (`VS`), its SDTM domain, and its name. */
interface Assessment {
  readonly prefix: string
  readonly domain: string
  readonly label: ItemDefinition['label']
}

/** The keys under which the two questions of an assessment stand: `VSPERF`, `VSREASND`. */
export function performedQuestion(prefix: string): PerformedQuestion {
  return { item: `${prefix}PERF`, reason: `${prefix}REASND` }
}

/**
 * Whether a planned assessment was done, and if not, why. Together they become --STAT (`NOT DONE`) and
 * --REASND of the standard. @source CDASH, best practice 2: a question for what was planned
 */
export function performedItems({ prefix, domain, label }: Assessment): readonly ItemDefinition[] {
  const { item, reason } = performedQuestion(prefix)
  return [
    { key: item, kind: 'code', codes: YES_NO, label, sdtm: `${domain}.${domain}STAT` },
    {
      key: reason,
      kind: 'code',
      codes: REASONS_NOT_DONE,
      open: true,
      label: { en: 'Why it was not done', zh: '未做原因' },
      required: true,
      showIf: { item, in: ['N'] },
      sdtm: `${domain}.${domain}REASND`,
    },
  ]
}

/** Details are asked unless the answer is no; those with a condition of their own keep it. */
export function unlessNotPerformed(
  prefix: string,
  items: readonly ItemDefinition[],
): readonly ItemDefinition[] {
  const showIf = { item: performedQuestion(prefix).item, in: ['', 'Y'] }
  return items.map((item) => ({ showIf, ...item }))
}
