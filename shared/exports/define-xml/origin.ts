import type { DatasetVariable } from '../datasets/define.ts'
import { description, element } from './xml.ts'

/**
 * Where the values of a variable come from: of copied ones the variable that they were copied from, of
 * collected ones the questions. @source Define-XML 2.1, def:Origin
 */
export function originElement({ origin: Type, predecessor, items = [] }: DatasetVariable): string {
  if (predecessor !== undefined) return element('def:Origin', { Type }, [description(predecessor)])
  const asked = items.length === 0 ? '' : description(`Questions of the forms: ${items.join(', ')}`)
  const Source = Type === 'Collected' ? 'Investigator' : 'Sponsor'
  return element('def:Origin', { Type, Source }, [asked])
}
