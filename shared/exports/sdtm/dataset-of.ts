import type { DatasetDefinition, DatasetVariable } from '../datasets/define.ts'
import { SDTM_STANDARD, type StandardVariable } from '../standard/standard.ts'
import type { MappedPart, SdtmDomain, SdtmPlan, VariableOrigin } from './define.ts'
import { engineOrigin } from './engine-origins.ts'
import { tableOfDomain } from './variables-of.ts'

/** The dataset of a domain: what the standard asks, what items fill, and what the engine knows. */
export function datasetOf(domain: SdtmDomain, plan: SdtmPlan): DatasetDefinition {
  const table = tableOfDomain(domain)
  const items = itemsByVariable(domain.key, plan.parts)
  const held = heldVariables(domain, { table, items, plan })
  const variables = table
    .filter(({ name, core }) => core === 'Req' || core === 'Exp' || held.has(name))
    .map((variable) => datasetVariable(variable, { domain, items: items.get(variable.name) }))
  const sequence = `${domain.key}SEQ`
  return {
    key: domain.key,
    standard: 'SDTM',
    label: domain.label,
    class: domain.class,
    structure: domain.structure,
    keys: [
      ...['STUDYID', 'USUBJID'].filter((name) => table.some((one) => one.name === name)),
      ...domain.keys,
      ...(table.some(({ name }) => name === sequence) ? [sequence] : []),
    ],
    variables,
  }
}

type Items = ReadonlyMap<string, readonly string[]>

/** Items of forms by the variable that they fill, as `form.ITEM`. */
function itemsByVariable(domain: string, parts: readonly MappedPart[]): Items {
  const found = new Map<string, string[]>()
  for (const { layout, items } of parts) {
    for (const { item, target } of items) {
      if (target.kind !== 'variable' || target.domain !== domain) continue
      const known = found.get(target.variable) ?? []
      found.set(target.variable, [...known, `${layout.form.key}.${item.key}`])
    }
  }
  return found
}

function heldVariables(
  domain: SdtmDomain,
  of: {
    readonly table: readonly StandardVariable[]
    readonly items: Items
    readonly plan: SdtmPlan
  },
): ReadonlySet<string> {
  const { key, fills = [], records } = domain
  const held = new Set([...of.items.keys(), ...fills])
  if (records === undefined) return held
  held.add(`${key}SPID`).add('EPOCH')
  for (const [date, day] of DAYS) {
    const isDated = of.table.some(
      ({ name, core }) => name === `${key}${date}` && (core !== 'Perm' || held.has(name)),
    )
    if (isDated) held.add(`${key}${day}`)
  }
  if (hasVisits(key, of.plan.parts)) held.add('VISITNUM').add('VISIT').add('VISITDY')
  return held
}

const DAYS = [
  ['DTC', 'DY'],
  ['STDTC', 'STDY'],
  ['ENDTC', 'ENDY'],
] as const

function hasVisits(domain: string, parts: readonly MappedPart[]): boolean {
  return parts.some(
    ({ layout, items, domain: home }) =>
      layout.hasVisit &&
      (home === domain ||
        items.some(({ target }) => target.kind === 'variable' && target.domain === domain)),
  )
}

function datasetVariable(
  { name, type, core, role, codelists, label }: StandardVariable,
  { domain, items }: { readonly domain: SdtmDomain; readonly items: readonly string[] | undefined },
): DatasetVariable {
  const [codelist] = codelists
  return {
    name,
    label,
    kind: type === 'Char' ? 'text' : numberKind(name),
    core,
    ...(role === '' ? {} : { role }),
    ...(codelist === undefined ? {} : { codelist }),
    ...originOf(name, domain, items),
    ...(items === undefined ? {} : { items }),
  }
}

function originOf(
  name: string,
  { origins }: SdtmDomain,
  items: readonly string[] | undefined,
): VariableOrigin {
  const own = origins?.[name]
  if (own !== undefined) return own
  return items === undefined ? engineOrigin(name) : { origin: 'Collected' }
}

const WHOLE = /(?:SEQ|DY|TAETORD|AGE|CD)$/

function numberKind(name: string): 'integer' | 'float' {
  return WHOLE.test(name) ? 'integer' : 'float'
}

/** The dataset of a domain's supplemental qualifiers. */
export function qualifierDataset(domain: SdtmDomain, plan: SdtmPlan): DatasetDefinition {
  const items = plan.parts.flatMap(({ layout, items: mapped }) =>
    mapped.flatMap(({ item, target }) =>
      target.kind === 'supplemental' && target.domain === domain.key
        ? [`${layout.form.key}.${item.key}`]
        : [],
    ),
  )
  return {
    key: `SUPP${domain.key}`,
    standard: 'SDTM',
    label: `Supplemental Qualifiers for ${domain.key}`,
    class: 'RELATIONSHIP',
    structure: 'One record per supplemental qualifier per related parent domain record',
    keys: ['STUDYID', 'RDOMAIN', 'USUBJID', 'IDVAR', 'IDVARVAL', 'QNAM'],
    variables: relationVariables('SUPPQUAL', { QVAL: items }),
  }
}

/** Variables of a table of the standard that relates records, all of them. */
export function relationVariables(
  table: string,
  items: Readonly<Record<string, readonly string[]>> = {},
): readonly DatasetVariable[] {
  return (SDTM_STANDARD.get(table) ?? []).map((variable) => ({
    name: variable.name,
    label: variable.label,
    kind: variable.type === 'Char' ? 'text' : numberKind(variable.name),
    core: variable.core,
    role: variable.role,
    ...(variable.codelists[0] === undefined ? {} : { codelist: variable.codelists[0] }),
    ...((items[variable.name] ?? []).length > 0
      ? { origin: 'Collected' as const, items: items[variable.name] ?? [] }
      : engineOrigin(variable.name)),
  }))
}
