import { SDTM_STANDARD } from '../standard/standard.ts'
import type { DomainRow, Draft, MappedPart, MappedValue, SdtmDomain } from './define.ts'
import { findingsDrafts, resultValues } from './findings-drafts.ts'
import { occurrenceDrafts } from './occurrence-drafts.ts'
import { cleanName, cutLabel, freeName } from './qualifier-names.ts'
import { findingsTable, occurrenceTable, type TableLine } from './tables.ts'

/**
 * The domain of an own form that names no domain: findings, one test an item. --CAT is the form's
 * title, --GRPID ties the answers of one row together.
 */
export function customDomain(part: MappedPart): SdtmDomain {
  const domain = part.domain
  const codes = testCodes(part)
  return {
    key: domain,
    label: cutLabel(part.layout.form.title.en),
    class: 'FINDINGS',
    structure: 'One record per answer per row of the form per subject',
    keys: [`${domain}DTC`, 'VISITNUM', `${domain}GRPID`, `${domain}TESTCD`],
    variables: findingsTable(domain),
    fills: ['CAT', 'GRPID', 'STAT', 'REASND'].map((one) => `${domain}${one}`),
    isFilledBy: () => true,
    records: (context) => context.domainRows(domain).flatMap((row) => answers(row, codes)),
  }
}

/** --TESTCD of each item: its key, cut to eight letters and made different where two would be one. */
function testCodes(part: MappedPart): ReadonlyMap<string, string> {
  const taken = new Set<string>()
  const codes = new Map<string, string>()
  for (const { item } of part.items) {
    const code = freeName(cleanName(item.key), (name) => taken.has(name))
    taken.add(code)
    codes.set(item.key, code)
  }
  return codes
}

function answers(row: DomainRow, codes: ReadonlyMap<string, string>): readonly Draft[] {
  const { domain, part, source } = row
  const title = cutLabel(part.layout.form.title.en)
  const shared = {
    [`${domain}CAT`]: title,
    [`${domain}GRPID`]: String(source.row + 1),
    [`${domain}DTC`]: row.date,
  }
  return valuesOf(row).map((value): Draft => {
    const { item } = value.mapped
    const name = { code: codes.get(item.key) ?? item.key, name: cutLabel(item.label.en) }
    return {
      values: { ...shared, ...resultValues(domain, value, name) },
      row,
      column: item.key,
    }
  })
}

/** Every answer of the row, and every reason why there is none. */
function valuesOf({ part, row }: DomainRow): readonly MappedValue[] {
  return part.items.flatMap((mapped) => {
    const text = row[mapped.item.key] ?? ''
    const reason = row[`${mapped.item.key}_REASND`] ?? ''
    return text === '' && reason === '' ? [] : [{ mapped, text, reason }]
  })
}

/** A domain that an own form names and the product has no rules for: as its class asks. */
export function genericDomain(domain: string, parts: readonly MappedPart[]): SdtmDomain {
  const variables = SDTM_STANDARD.get(domain)
  const mapped = parts.flatMap(({ items }) =>
    items.flatMap(({ target, item }) =>
      target.kind === 'variable' && target.domain === domain
        ? [{ variable: target.variable, label: item.label.en }]
        : [],
    ),
  )
  const isFinding =
    variables?.some(({ name }) => name === `${domain}TESTCD`) ??
    mapped.some(({ variable }) => /^..(?:ORRES|TESTCD)$/.test(variable))
  const table =
    variables ?? (isFinding ? findingsTable(domain) : occurrenceTable(domain, linesOf()))
  return {
    key: domain,
    label: domain,
    class: isFinding ? 'FINDINGS' : 'EVENTS',
    structure: isFinding
      ? 'One record per finding per visit per subject'
      : 'One record per occurrence per subject',
    keys: isFinding ? [`${domain}DTC`, 'VISITNUM', `${domain}TESTCD`] : [`${domain}STDTC`],
    ...(variables === undefined ? { variables: table } : {}),
    fills: isFinding ? [`${domain}STAT`, `${domain}REASND`] : [],
    records: (context) =>
      isFinding ? findingsDrafts(context, domain) : occurrenceDrafts(context, domain),
  }

  function linesOf(): readonly TableLine[] {
    const general = new Set(occurrenceTable(domain, []).map(({ name }) => name))
    const own = new Map(mapped.map(({ variable, label }) => [variable, label]))
    return [...own].flatMap(([variable, label]) =>
      general.has(variable)
        ? []
        : [[variable, 'Char', 'Perm', 'Record Qualifier', cutLabel(label)] as TableLine],
    )
  }
}
