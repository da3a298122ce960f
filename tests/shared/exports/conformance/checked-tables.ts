import { checkConformance } from '../../../../shared/exports/conformance/check.ts'
import type {
  Cell,
  DatasetDefinition,
  DatasetProblem,
  DatasetRecord,
  DatasetVariable,
} from '../../../../shared/exports/datasets/define.ts'

export type Values = Readonly<Record<string, Cell>>
export type Tables = Readonly<Record<string, readonly Values[]>>

const NUMERIC = /SEQ$|DY$|STRESN$|^AVAL$|^BASE$|^CHG$|^PCHG$|^CNSR$|DT$|^ASEQ$|VISITNUM$/
const CODELIST: Readonly<Record<string, string>> = { SEX: 'C66731', AESER: 'C66742' }
const KEYS: Readonly<Record<string, readonly string[]>> = { AE: ['USUBJID', 'AETERM', 'AESTDTC'] }

function variable(name: string): DatasetVariable {
  return {
    name,
    label: `Label of ${name}`,
    kind: NUMERIC.test(name) ? 'float' : 'text',
    core: name === 'USUBJID' ? 'Req' : 'Perm',
    origin: 'Collected',
    ...(CODELIST[name] === undefined ? {} : { codelist: CODELIST[name] }),
  }
}

export function describedAs(tables: Tables): readonly DatasetDefinition[] {
  return Object.entries(tables).map(([key, rows]) => ({
    key,
    standard: key.startsWith('AD') ? 'ADaM' : 'SDTM',
    label: `Dataset ${key}`,
    class: 'EVENTS',
    structure: 'One record per record',
    keys: KEYS[key] ?? [],
    variables: [...new Set(rows.flatMap((row) => Object.keys(row)))].map(variable),
  }))
}

export function recordsOf(tables: Tables): ReadonlyMap<string, readonly DatasetRecord[]> {
  const source = (row: number) => ({ file: 'somewhere', row })
  return new Map(
    Object.entries(tables).map(([key, rows]) => [
      key,
      rows.map((values, row) => ({ values, source: source(row) })),
    ]),
  )
}

/** Problems of one subject whose records these are. */
export function problemsOf(tables: Tables, subjid = '1001'): readonly DatasetProblem[] {
  const check = checkConformance(describedAs(tables))
  return [...check.part(subjid, recordsOf(tables)), ...check.end()]
}
