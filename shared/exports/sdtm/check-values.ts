import type { Cell, DatasetProblem, DatasetRecord } from '../datasets/define.ts'
import { CODELISTS_BY_CODE } from '../standard/standard.ts'
import type { MappedItem, MappedRow, SdtmDomain, SubjectContext } from './define.ts'
import { cellOf } from './row-values.ts'
import { tableOfDomain } from './variables-of.ts'

interface ClosedTerms {
  readonly variable: string
  readonly list: string
  readonly values: ReadonlySet<string>
}

const closed = new WeakMap<SdtmDomain, readonly ClosedTerms[]>()

/** Reports each value that is not in the codelist of its variable, where that may not be extended. */
export function checkTerms(
  domain: SdtmDomain,
  records: readonly DatasetRecord[],
  report: SubjectContext['report'],
): void {
  const terms = closed.get(domain) ?? closedTerms(domain)
  closed.set(domain, terms)
  for (const { values, source } of records) {
    for (const one of terms) {
      const value = values[one.variable] ?? null
      if (value !== null && !one.values.has(String(value))) {
        report(termProblem(domain.key, one, { value, source: source ?? null }))
      }
    }
  }
}

/** Variables all of whose codelists are whole and may not be extended. */
function closedTerms(domain: SdtmDomain): readonly ClosedTerms[] {
  return tableOfDomain(domain).flatMap(({ name, codelists }) => {
    const lists = codelists.map((code) => CODELISTS_BY_CODE.get(code))
    const isClosed = lists.length > 0 && lists.every((list) => list?.extensible === false)
    if (!isClosed) return []
    const values = new Set(lists.flatMap((list) => list?.values ?? []))
    return [{ variable: name, list: lists[0]?.name ?? '', values }]
  })
}

function termProblem(
  dataset: string,
  { variable, list }: ClosedTerms,
  at: { readonly value: Cell; readonly source: DatasetProblem['source'] },
): Omit<DatasetProblem, 'subjid'> {
  return {
    rule: 'SDTM-CT-01',
    severity: 'error',
    ...{ dataset, variable, source: at.source },
    message: {
      en: `${variable} is "${at.value}", which the codelist ${list} does not have and may not get.`,
      zh: `${variable}的值“${at.value}”不在不可扩展的代码表${list}中。`,
    },
  }
}

/** Reports texts that a numeric or date variable cannot hold: they stand in SUPP-- as entered. */
export function checkTexts(context: SubjectContext): void {
  for (const part of context.plan.parts) {
    for (const row of context.rows(part.layout.file)) {
      for (const { item, target } of part.items) reportText(context, row, { item, target })
    }
  }
}

function reportText(
  context: SubjectContext,
  { row, source }: MappedRow,
  { item, target }: Pick<MappedItem, 'item' | 'target'>,
): void {
  if (target.kind !== 'variable' || target.test !== null) return
  const text = row[item.key] ?? ''
  if (text === '' || cellOf(target.domain, target.variable, text) !== null) return
  context.report({
    rule: 'SDTM-TYPE-01',
    severity: 'warning',
    dataset: target.domain,
    variable: target.variable,
    source: { ...source, column: item.key },
    message: {
      en: `"${text}" is no number or date that ${target.variable} can hold; it stands in SUPP${target.domain} as entered.`,
      zh: `“${text}”不是${target.variable}可容纳的数值或日期，按录入原文列入SUPP${target.domain}。`,
    },
  })
}
