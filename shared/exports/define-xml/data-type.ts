import type { DatasetVariable } from '../datasets/define.ts'
import { isDateText, type VariableProfile } from '../datasets/profile.ts'

/** Type, length and digits of an ItemDef. @source Define-XML 2.1, 5.3.11 */
export interface ItemType {
  readonly DataType: string
  readonly Length?: number
  readonly SignificantDigits?: number
  readonly 'def:DisplayFormat'?: string
}

/** The type that the values of a variable have. */
export function itemType(variable: DatasetVariable, profile: VariableProfile): ItemType {
  const Length = Math.max(1, profile.longest)
  switch (variable.kind) {
    case 'integer':
      return { DataType: 'integer', Length }
    case 'float':
      return floatType(Length, profile.decimals)
    case 'sas-date':
      return { DataType: 'integer', Length, 'def:DisplayFormat': 'DATE9.' }
    case 'text':
      return isDateText(variable.name)
        ? { DataType: dateType(profile) }
        : { DataType: 'text', Length }
  }
}

/** The type of the values of one test or parameter: narrower than that of the variable. */
export function valueType(variable: DatasetVariable, profile: VariableProfile): ItemType {
  const Length = Math.max(1, profile.longest)
  if (variable.kind === 'sas-date') return itemType(variable, profile)
  if (variable.kind === 'text' && !profile.numeric) return { DataType: 'text', Length }
  return profile.whole ? { DataType: 'integer', Length } : floatType(Length, profile.decimals)
}

function floatType(Length: number, decimals: number): ItemType {
  return { DataType: 'float', Length, SignificantDigits: decimals }
}

function dateType({ dates }: VariableProfile): string {
  const has = (kind: 'partial' | 'gap' | 'time' | 'other'): boolean => dates.has(kind)
  if (has('gap') || has('other')) return has('time') ? 'incompleteDatetime' : 'incompleteDate'
  if (has('time')) return dates.size === 1 ? 'datetime' : 'partialDatetime'
  return has('partial') ? 'partialDate' : 'date'
}
