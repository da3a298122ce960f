import type { ItemDefinition } from '../../forms/define.ts'
import type { ProtocolDefinition } from '../../protocol/define.ts'
import { fileLayouts, type FileLayout } from '../../trial/layout.ts'
import { SDTM_STANDARD } from '../standard/standard.ts'
import { customCodes } from './custom-codes.ts'
import { customDomain, genericDomain } from './custom-domain.ts'
import type {
  MappedItem,
  MappedPart,
  MappingFault,
  SdtmDomain,
  SdtmPlan,
  Target,
} from './define.ts'
import { qualifierNames, type QualifierNames } from './qualifier-names.ts'
import { sdtmDomains } from './registry.ts'
import { namedDomain, parseTarget } from './target.ts'

const plans = new WeakMap<ProtocolDefinition, SdtmPlan>()

/** How a definition becomes SDTM. The same object for the same definition. */
export function planOf(definition: ProtocolDefinition): SdtmPlan {
  const known = plans.get(definition)
  if (known !== undefined) return known
  const made = makePlan(definition)
  plans.set(definition, made)
  return made
}

function makePlan(definition: ProtocolDefinition): SdtmPlan {
  const layouts = fileLayouts(definition)
  const own = customCodes(layouts.filter((layout) => mainDomain(layout) === null))
  const homes = layouts.map((layout) => mainDomain(layout) ?? own.get(layout.file) ?? '')
  const names = qualifierNames((domain, name) => hasVariable(domain, name) === true)
  reserveNames(layouts, names)
  const faults: MappingFault[] = []
  const parts = layouts.map((layout, at): MappedPart => {
    const domain = homes[at] ?? ''
    const items = layout.items.map((item) => mapItem(item, { domain, names, faults }))
    return { layout, domain, items, dateColumn: dateColumnOf(items) }
  })
  return { definition, parts, domains: domainsOf(definition, parts, own), faults }
}

/** The domain that most items of a file are mapped to, the first of several; null where none is. */
function mainDomain(layout: FileLayout): string | null {
  const counts = new Map<string, number>()
  for (const { sdtm } of layout.items) {
    const domain = namedDomain(sdtm)
    if (domain !== null) counts.set(domain, (counts.get(domain) ?? 0) + 1)
  }
  let main: string | null = null
  for (const [domain, count] of counts) {
    if (main === null || count > (counts.get(main) ?? 0)) main = domain
  }
  return main
}

/** Names that the definition chose come first, so that names given by the engine give way to them. */
function reserveNames(layouts: readonly FileLayout[], names: QualifierNames): void {
  for (const { items } of layouts) {
    for (const { sdtm = '', label } of items) {
      const target = parseTarget(sdtm, '')
      if (target?.kind === 'supplemental') names.named(target.domain, target.name, label.en)
    }
  }
}

interface MapTools {
  readonly domain: string
  readonly names: QualifierNames
  readonly faults: MappingFault[]
}

function mapItem(item: ItemDefinition, { domain, names, faults }: MapTools): MappedItem {
  const target = usableTarget(item, domain, faults)
  const home = target?.domain ?? domain
  const label = item.label.en
  const reasonName = names.free(home, `${item.key.slice(0, 6)}RN`, `Reason empty: ${label}`)
  const textName = names.free(home, `${item.key.slice(0, 6)}TX`, `As entered: ${label}`)
  if (target !== null) {
    const qualifier =
      target.kind === 'supplemental' ? names.named(target.domain, target.name, label) : null
    return { item, target, reasonName, textName, qualifier }
  }
  const qualifier = names.free(domain, item.key, label)
  const supplemental: Target = {
    kind: 'supplemental',
    domain,
    name: qualifier.name,
    test: null,
  }
  return { item, target: supplemental, reasonName, textName, qualifier }
}

/** Where the definition says; null where it says nothing, or nothing that its domain has. */
function usableTarget(
  { key, sdtm }: ItemDefinition,
  domain: string,
  faults: MappingFault[],
): Target | null {
  if (sdtm === undefined) return null
  const target = parseTarget(sdtm, domain)
  const isUsable =
    target !== null &&
    (target.kind !== 'variable' || hasVariable(target.domain, target.variable) !== false)
  if (!isUsable) faults.push({ item: key, sdtm, domain })
  return isUsable ? target : null
}

/** Whether a domain has a variable; null for a domain that no table knows: it has whatever is mapped. */
function hasVariable(domain: string, variable: string): boolean | null {
  const variables = sdtmDomains.find(domain)?.variables ?? SDTM_STANDARD.get(domain)
  return variables?.some(({ name }) => name === variable) ?? null
}

const ROW_DATE = /^[A-Z]{2}(?:ST)?DTC$/

/**
 * The column that says when a row began or was collected: one mapped to --STDTC or --DTC for the whole
 * row, else the first date that is no birth date.
 */
function dateColumnOf(items: readonly MappedItem[]): string | null {
  const dates = items.filter(({ item }) => item.kind === 'date')
  const chosen = dates.find(
    ({ target }) =>
      target.kind === 'variable' && target.test === null && ROW_DATE.test(target.variable),
  )
  const other = dates.find(({ item }) => item.sdtm !== 'DM.BRTHDTC')
  return (chosen ?? other)?.item.key ?? null
}

function domainsOf(
  definition: ProtocolDefinition,
  parts: readonly MappedPart[],
  own: ReadonlyMap<string, string>,
): readonly SdtmDomain[] {
  const mapped = new Set<string>()
  for (const { domain, items } of parts) {
    mapped.add(domain)
    for (const { target } of items) if (target.kind !== 'comment') mapped.add(target.domain)
  }
  const built = sdtmDomains.all.filter(
    ({ key, isFilledBy }) => isFilledBy?.(definition) ?? mapped.has(key),
  )
  const customs = parts
    .filter(({ layout }) => own.has(layout.file))
    .map((part) => customDomain(part))
  const known = new Set([...sdtmDomains.keys, ...own.values()])
  const others = [...mapped].filter((key) => !known.has(key)).sort()
  return [...built, ...others.map((key) => genericDomain(key, parts)), ...customs]
}
