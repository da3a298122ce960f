import type { Bilingual } from '../../kernel/bilingual.ts'
import type { DatasetVariable } from '../datasets/define.ts'
import { ADAM_STANDARD } from '../standard/standard.ts'

/** What a dataset says of a variable beside the standard. */
type Said = Pick<DatasetVariable, 'origin' | 'method' | 'predecessor'> & {
  readonly kind?: DatasetVariable['kind']
}

/** Variables by name, as a dataset says them; the standard gives order, label, type and codelist. */
export type SaidVariables = Readonly<Record<string, Said>>

/** Computed, with the rule in words. */
export function derived(en: string, zh: string, kind?: DatasetVariable['kind']): Said {
  return { origin: 'Derived', method: { en, zh }, ...(kind === undefined ? {} : { kind }) }
}

/** Given by the export: codes, names and numbers of records. */
export function assigned(method?: Bilingual): Said {
  return { origin: 'Assigned', ...(method === undefined ? {} : { method }) }
}

/** Carried from another dataset, as `DM.SEX`. */
export function carried(predecessor: string, kind?: DatasetVariable['kind']): Said {
  return { origin: 'Predecessor', predecessor, ...(kind === undefined ? {} : { kind }) }
}

/** The same variables of ADSL, carried. */
export function carriedFromSubject(names: readonly string[]): SaidVariables {
  return Object.fromEntries(names.map((name) => [name, carried(`ADSL.${name}`)]))
}

/**
 * The variables of a dataset in the order of the standard. Throws where one is not in its table: a
 * dataset never holds what the standard's table does not list.
 */
export function variablesOf(dataset: string, said: SaidVariables): readonly DatasetVariable[] {
  const table = ADAM_STANDARD.get(dataset) ?? []
  const unknown = Object.keys(said).filter((name) => !table.some((one) => one.name === name))
  if (unknown.length > 0) throw new Error(`${dataset} has no ${unknown.join(', ')}.`)
  return table.flatMap(({ name, label, type, core, codelists }) => {
    const own = said[name]
    if (own === undefined) return []
    const { kind, ...rest } = own
    const [codelist] = codelists
    return [
      {
        name,
        label,
        kind: kind ?? (type === 'Char' ? 'text' : numberKind(name)),
        core,
        ...(codelist === undefined ? {} : { codelist }),
        ...rest,
      },
    ]
  })
}

function numberKind(name: string): DatasetVariable['kind'] {
  return name.endsWith('DT') ? 'sas-date' : 'integer'
}
