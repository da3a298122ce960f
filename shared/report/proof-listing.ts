import type { Bilingual } from '../kernel/bilingual.ts'
import type { Trace } from '../kernel/trace.ts'
import { lineWords, type LineWords } from '../proof/line-words.ts'
import type { ProofLine } from '../proof/proof-lines.ts'
import { ruleSource } from '../proof/rule-sources.ts'
import { ruleWords } from '../proof/words.ts'
import { speaker } from '../texts/speaker.ts'
import { column, count, text, words } from './cells.ts'
import type { ReportCell, ReportInput, ReportMember, ReportRow, ReportTable } from './define.ts'
import { listing } from './part.ts'
import { inPopulation, population } from './report-populations.ts'

/** Why each subject counts as it does: the engine's own steps behind each endpoint. @source R3 */
export const proofListing: ReportMember = {
  key: 'list-proofs',
  section: '16.2',
  parts(input) {
    const subjects = inPopulation(input, input.described)
    if (subjects.every(({ proofs }) => proofs === null)) return []
    const lines = subjects.flatMap(({ addition, proofs }) =>
      (proofs ?? []).map((line) => ({ subject: addition.subject, line })),
    )
    const rows = lines.map(({ subject, line }) => rowOf([text(subject), ...cellsOf(input, line)]))
    const steps = lines.flatMap(({ line: { step, because } }) => [step, ...because])
    return [
      part(input, {
        key: 'proofs',
        title: { en: 'Endpoints and their proofs', zh: '终点及其推导依据' },
        columns: COLUMNS,
        rows,
        footnotes: [NOTE],
      }),
      part(input, {
        key: 'proof-rules',
        title: { en: 'Rules of the proofs', zh: '推导规则' },
        columns: RULE_COLUMNS,
        rows: ruleRows(steps),
      }),
    ]
  },
}

type Own = Pick<ReportTable, 'key' | 'title' | 'columns' | 'rows'> &
  Partial<Pick<ReportTable, 'footnotes'>>

function part(input: ReportInput, own: Own): ReportTable {
  return listing({
    ...own,
    population: population(input, input.described),
    criteria: input.definition.criteria.map(({ key }) => key).join(', '),
    usesResponses: true,
    basis: { en: 'All forms that endpoints rest on', zh: '各终点所依据的全部表单' },
    empty: { en: 'Nothing is derived.', zh: '无推导值。' },
  })
}

const COLUMNS = [
  column('SUBJID', { en: 'Subject', zh: '受试者' }),
  column('VALUE_OF', { en: 'Value of', zh: '推导项' }, { width: 3 }),
  column('VALUE', { en: 'Value', zh: '值' }, { width: 2 }),
  column('RULE', { en: 'Rule', zh: '规则' }),
  column('INPUTS', { en: 'Inputs', zh: '输入值' }, { width: 9 }),
]

const RULE_COLUMNS = [
  column('RULE', { en: 'Rule', zh: '规则' }),
  column('WORDS', { en: 'In words', zh: '规则内容' }, { width: 4 }),
  column('SOURCE', { en: 'Source', zh: '出处' }, { width: 3 }),
  column('STEPS', { en: 'Steps', zh: '步骤数' }),
]

const NOTE: Bilingual = {
  en: 'As the engine that made the results gave it. In square brackets: rule and inputs of the step that an input rests on; in braces: file, row and column of an entry. The rules stand in the listing below in words, with their sources.',
  zh: '均由得出结果的推导引擎给出。方括号内为该输入所依据步骤的规则与输入值；花括号内为录入值所在的文件、行和列。规则内容及出处见后一列表。',
}

function rowOf(cells: readonly ReportCell[]): ReportRow {
  return { level: 0, heading: false, cells }
}

function cellsOf({ definition: { forms } }: ReportInput, line: ProofLine): readonly ReportCell[] {
  const en = lineWords(speaker('en'), line, forms)
  const zh = lineWords(speaker('zh'), line, forms)
  const cell = (of: keyof LineWords): ReportCell => words({ en: en[of], zh: zh[of] })
  return [cell('title'), cell('value'), text(line.step.rule), cell('inputs')]
}

interface RuleUse {
  readonly rule: string
  readonly source: Bilingual
  steps: number
}

/** Each rule once under each of its sources, in the order of their first use, with how often it decided. */
function ruleRows(steps: readonly Trace[]): readonly ReportRow[] {
  const uses = new Map<string, RuleUse>()
  for (const { rule, under } of steps) {
    const source = { en: ruleSource(rule, under, 'en'), zh: ruleSource(rule, under, 'zh') }
    const key = `${rule} ${source.en}`
    const use = uses.get(key) ?? { rule, source, steps: 0 }
    use.steps += 1
    uses.set(key, use)
  }
  return Array.from(uses.values(), ({ rule, source, steps: used }) => {
    const said = { en: ruleWords(speaker('en'), rule), zh: ruleWords(speaker('zh'), rule) }
    return rowOf([text(rule), words(said), words(source), count(used)])
  })
}
