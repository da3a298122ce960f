import type { DatasetDefinition, DatasetVariable } from '../datasets/define.ts'
import { SDTM_STANDARD } from '../standard/standard.ts'
import type { SplitPlan, TransportPlans } from './transport.ts'

/**
 * Where the long texts of each dataset go on: records of an SDTM domain in its supplemental qualifiers
 * (defined here where the family has none), all others in further variables.
 */
export function transportPlans(definitions: readonly DatasetDefinition[]): TransportPlans {
  const all = new Map(definitions.map((definition) => [definition.key, definition]))
  const splits = new Map<string, SplitPlan>()
  for (const definition of definitions) {
    const idVariable = idVariableOf(definition)
    if (idVariable === null) {
      splits.set(definition.key, { supplement: null, idVariable: '' })
      continue
    }
    const key = `SUPP${definition.key}`
    const supplement = all.get(key) ?? supplementOf(definition)
    all.set(key, supplement)
    splits.set(definition.key, { supplement, idVariable })
  }
  return { definitions: all, splits }
}

/** What tells a record of a subject from its others; null where it can have no supplemental qualifiers. */
function idVariableOf({ key, standard, variables }: DatasetDefinition): string | null {
  const names = new Set(variables.map(({ name }) => name))
  if (standard !== 'SDTM' || !names.has('USUBJID') || names.has('RDOMAIN')) return null
  if (key === 'DM') return ''
  if (names.has(`${key}SEQ`)) return `${key}SEQ`
  return names.has('VISITNUM') ? 'VISITNUM' : null
}

function supplementOf({ key }: DatasetDefinition): DatasetDefinition {
  const variables = (SDTM_STANDARD.get('SUPPQUAL') ?? []).map(
    ({ name, label, core, role, codelists }): DatasetVariable => ({
      name,
      label,
      core,
      role,
      kind: 'text',
      origin: name === 'QVAL' ? 'Collected' : 'Assigned',
      ...(codelists[0] === undefined ? {} : { codelist: codelists[0] }),
    }),
  )
  return {
    key: `SUPP${key}`,
    standard: 'SDTM',
    label: `Supplemental Qualifiers for ${key}`,
    class: 'RELATIONSHIP',
    structure: `One record per supplemental qualifier per related parent domain record`,
    keys: ['STUDYID', 'RDOMAIN', 'USUBJID', 'IDVAR', 'IDVARVAL', 'QNAM'],
    variables,
  }
}
