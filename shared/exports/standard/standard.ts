import { ADAM_VARIABLE_TABLE } from './adam-variable-table.ts'
import { CONTROLLED_TERM_TABLE } from './controlled-term-table.ts'
import { SDTM_VARIABLE_TABLE } from './sdtm-variable-table.ts'

/** A variable as the standard's table gives it. */
export interface StandardVariable {
  readonly name: string
  readonly type: 'Char' | 'Num'
  readonly core: 'Req' | 'Exp' | 'Perm' | 'Cond'
  /** Empty in ADaM. */
  readonly role: string
  /** NCI codes of its codelists. */
  readonly codelists: readonly string[]
  readonly label: string
}

/** Terms of a codelist; `code` is its NCI code, empty where the terminology has no such list. */
export interface Codelist {
  readonly name: string
  readonly code: string
  /** Other values are allowed. One that is not is whole here. */
  readonly extensible: boolean
  /** Variables it is for, as the terminology writes them. */
  readonly variables: readonly string[]
  readonly values: readonly string[]
}

// Before the tables, which are read when this file is loaded.
const CORES = ['Req', 'Exp', 'Cond'] as const

/** SDTMIG 3.4 domains and their variables, in the order of the guide; SUPPQUAL and RELREC as domains. */
export const SDTM_STANDARD: ReadonlyMap<string, readonly StandardVariable[]> = readVariables(
  SDTM_VARIABLE_TABLE,
  true,
)

/** ADaM datasets and their variables, in their order. */
export const ADAM_STANDARD: ReadonlyMap<string, readonly StandardVariable[]> = readVariables(
  ADAM_VARIABLE_TABLE,
  false,
)

/** Codelists by short name. */
export const CODELISTS: ReadonlyMap<string, Codelist> = readCodelists(CONTROLLED_TERM_TABLE)

/** Codelists by NCI code. */
export const CODELISTS_BY_CODE: ReadonlyMap<string, Codelist> = new Map(
  [...CODELISTS.values()].flatMap((list) => (list.code === '' ? [] : [[list.code, list]])),
)

function readVariables(
  table: string,
  hasRole: boolean,
): ReadonlyMap<string, readonly StandardVariable[]> {
  const found = new Map<string, readonly StandardVariable[]>()
  for (const { head, lines } of sectionsOf(table)) {
    found.set(
      head,
      lines.map((line) => variableOf(line, hasRole)),
    )
  }
  return found
}

function variableOf(line: string, hasRole: boolean): StandardVariable {
  const parts = line.split(' | ')
  const [name = '', type, core] = parts
  const [role = '', codes = '', label = ''] = hasRole ? parts.slice(3) : ['', ...parts.slice(3)]
  return {
    name,
    type: type === 'Num' ? 'Num' : 'Char',
    core: CORES.find((one) => one === core) ?? 'Perm',
    role,
    codelists: codes.split(';').filter((code) => code !== ''),
    label,
  }
}

function readCodelists(table: string): ReadonlyMap<string, Codelist> {
  const found = new Map<string, Codelist>()
  for (const { head, lines } of sectionsOf(table)) {
    const [name = '', code = '', extensible, variables = ''] = head.split(' | ')
    found.set(name, {
      name,
      code,
      extensible: extensible !== 'No',
      variables: variables.split(', '),
      values: lines,
    })
  }
  return found
}

function sectionsOf(table: string): readonly { head: string; lines: string[] }[] {
  const sections: { head: string; lines: string[] }[] = []
  for (const line of table.split('\n')) {
    if (line.startsWith('# ')) sections.push({ head: line.slice(2), lines: [] })
    else if (line !== '') sections.at(-1)?.lines.push(line)
  }
  return sections
}
