import { DRUGS } from '../../forms/code-lists.ts'
import { findCode } from '../../forms/find-code.ts'
import { drugName, isStudyDrug } from '../../protocol/drug-names.ts'
import type { DomainRow, SubjectContext } from './define.ts'
import { textQualifier } from './row-values.ts'

/**
 * Rows of the dosing form by what the protocol makes of their drug: those of its own drugs, those of
 * others that it or the list of drugs knows, and those whose drug nobody knows.
 */
export interface DosingRows {
  readonly studied: readonly DomainRow[]
  readonly others: readonly DomainRow[]
  readonly unknown: readonly DomainRow[]
}

/** The rows, each drug under its one name; a name that was written otherwise is kept as entered. */
export function dosingRows(context: SubjectContext): DosingRows {
  const { conventions } = context.study.definition
  const made = { studied: [] as DomainRow[], others: [] as DomainRow[], unknown: [] as DomainRow[] }
  for (const row of context.domainRows('EX')) {
    const entry = row.values.get('EXTRT')?.text ?? ''
    const named = underOneName(row, drugName(entry, conventions))
    if (isStudyDrug(entry, conventions)) made.studied.push(named)
    else if (isKnown(entry, row)) made.others.push(named)
    else made.unknown.push(named)
  }
  return made
}

function isKnown(entry: string, { values }: DomainRow): boolean {
  const item = values.get('EXTRT')?.mapped.item
  const codes = item?.kind === 'code' ? [...item.codes, ...DRUGS] : DRUGS
  return findCode(codes, entry) !== null
}

function underOneName(row: DomainRow, name: string): DomainRow {
  const drug = row.values.get('EXTRT')
  if (drug === undefined || drug.text === '' || drug.text === name) return row
  return {
    ...row,
    values: new Map(row.values).set('EXTRT', { ...drug, text: name }),
    supplementals: [...row.supplementals, textQualifier(drug, row.part.layout.form)],
  }
}
