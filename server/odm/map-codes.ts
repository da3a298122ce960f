import type { Code } from '../../shared/forms/define.ts'
import { titleOf, labelIn } from './labels.ts'
import type { Report } from './report.ts'
import { childOf, childrenOf, type OdmElement } from './read-odm.ts'

/** The answers that an item's list admits; null where the list is kept outside the file. */
export function codesOf(list: OdmElement, report: Report): readonly Code[] | null {
  if (childOf(list, 'ExternalCodeList') !== undefined) return null
  const items = [...childrenOf(list, 'CodeListItem'), ...childrenOf(list, 'EnumeratedItem')]
  const seen = new Set<string>()
  return inOrder(items).flatMap((item) => {
    const value = (item.attributes['CodedValue'] ?? '').trim()
    if (value === '' || value.length > 200) {
      report.add('lost', list, ['odm.report.codeUnusable', { code: value.slice(0, 60) }])
      return []
    }
    if (seen.has(value)) {
      report.add('lost', list, ['odm.report.codeTwice', { code: value }])
      return []
    }
    seen.add(value)
    const label = labelIn(childOf(item, 'Decode'))?.label ?? titleOf(item, value).label
    return [{ value, label }]
  })
}

/** In the order that the file numbers them; those without a number stay where they are. */
export function inOrder(items: readonly OdmElement[]): readonly OdmElement[] {
  const numberOf = ({ attributes }: OdmElement): number => Number(attributes['OrderNumber'] ?? NaN)
  if (items.some((item) => !Number.isFinite(numberOf(item)))) return items
  return items.toSorted((a, b) => numberOf(a) - numberOf(b))
}
