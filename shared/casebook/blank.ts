import {
  reasonKey,
  type FormDefinition,
  type GroupDefinition,
  type ItemDefinition,
  type ShowIf,
} from '../forms/define.ts'
import type { Bilingual } from '../kernel/bilingual.ts'
import type { ProtocolDefinition } from '../protocol/define.ts'
import { plannedVisits } from '../protocol/schedule.ts'

/** When a question is asked, as a person filling paper reads it. */
export interface PaperCondition {
  readonly label: Bilingual
  readonly answers: readonly Bilingual[]
  /** Asked as well while that question has no answer. */
  readonly orEmpty: boolean
  /** The answers are reasons why that question stays empty, as they are stored. */
  readonly ofReason: boolean
}

/** Questions one after the other that are asked under the same condition; null: always. */
export interface PaperBlock {
  readonly condition: PaperCondition | null
  readonly items: readonly ItemDefinition[]
}

/** A table to fill by hand. */
export interface PaperRows {
  readonly title: Bilingual
  readonly condition: PaperCondition | null
  readonly columns: readonly ItemDefinition[]
  /** The column whose answer is printed in the rows that are known beforehand. */
  readonly printedIn: string | null
  readonly printed: readonly { readonly value: string; readonly label: Bilingual }[]
  readonly empty: number
}

/** A form to be filled by hand. */
export interface PaperForm {
  readonly form: string
  readonly title: Bilingual
  readonly scope: FormDefinition['scope']
  readonly owner: FormDefinition['owner']
  /** A visit has to be written on it. */
  readonly atVisit: boolean
  /** Visits at which it is planned, in time order. */
  readonly visits: readonly string[]
  readonly blocks: readonly PaperBlock[]
  readonly rows: PaperRows | null
  /** SDTM domains that its questions become, in the order of the questions. */
  readonly domains: readonly string[]
}

/**
 * Every form that a definition offers, to be filled by hand; the same is the annotated casebook, since
 * each item carries its SDTM variable. A form appears once, however many visits it is filled at.
 * @source E38; BK-06: printable blank forms
 */
export function blankCasebook(definition: ProtocolDefinition): readonly PaperForm[] {
  const visits = plannedVisits(definition.schedule)
  return definition.forms
    .filter(({ hidden }) => hidden !== true)
    .map((form) => ({
      form: form.key,
      title: form.title,
      scope: form.scope,
      owner: form.owner,
      atVisit: form.scope === 'visit' || form.visitColumn === true,
      visits: visits.filter(({ forms }) => forms.includes(form.key)).map(({ visit }) => visit),
      blocks: blocksOf(form.items),
      rows: form.group === undefined ? null : rowsOf(form.group, form.items),
      domains: domainsOf([...form.items, ...(form.group?.items ?? [])]),
    }))
}

function blocksOf(items: readonly ItemDefinition[]): readonly PaperBlock[] {
  const blocks: { readonly showIf: ShowIf | undefined; readonly items: ItemDefinition[] }[] = []
  for (const item of items.filter(({ hidden }) => hidden !== true)) {
    const last = blocks.at(-1)
    if (last !== undefined && isSame(last.showIf, item.showIf)) last.items.push(item)
    else blocks.push({ showIf: item.showIf, items: [item] })
  }
  return blocks.map((block) => ({
    condition: conditionOf(block.showIf, items),
    items: block.items,
  }))
}

function isSame(a: ShowIf | undefined, b: ShowIf | undefined): boolean {
  return a?.item === b?.item && a?.in.join('\u0000') === b?.in.join('\u0000')
}

function conditionOf(
  showIf: ShowIf | undefined,
  items: readonly ItemDefinition[],
): PaperCondition | null {
  if (showIf === undefined) return null
  const ofReason = showIf.item.endsWith(reasonKey(''))
  const key = ofReason ? showIf.item.slice(0, -reasonKey('').length) : showIf.item
  const asked = items.find((item) => item.key === key)
  const codes = asked?.kind === 'code' && !ofReason ? asked.codes : []
  return {
    label: asked?.label ?? { en: key, zh: key },
    answers: showIf.in
      .filter((value) => value !== '')
      .map(
        (value) => codes.find((code) => code.value === value)?.label ?? { en: value, zh: value },
      ),
    orEmpty: showIf.in.includes(''),
    ofReason,
  }
}

/** Rows left empty where none are known beforehand, and beside those that are. */
const EMPTY_ROWS = 8
const FURTHER_ROWS = 4

function rowsOf(group: GroupDefinition, items: readonly ItemDefinition[]): PaperRows {
  const columns = group.items.filter(({ hidden }) => hidden !== true)
  const identity = columns.find(({ key, kind }) => kind === 'code' && group.identity.includes(key))
  const printed = identity?.kind === 'code' ? printedRows(group, identity.codes) : []
  const empty = printed.length === 0 ? EMPTY_ROWS : FURTHER_ROWS
  return {
    title: group.title,
    condition: conditionOf(group.showIf, items),
    columns,
    printedIn: printed.length === 0 ? null : (identity?.key ?? null),
    printed,
    empty: group.everyCode === true && printed.length > 0 ? 0 : empty,
  }
}

/** Every code where a row is expected for each; the codes of the panels, once each, else. */
function printedRows(
  { everyCode, panels = [] }: GroupDefinition,
  codes: readonly { readonly value: string; readonly label: Bilingual }[],
): PaperRows['printed'] {
  if (everyCode === true) return codes
  const wanted = [...new Set(panels.flatMap((panel) => panel.codes))]
  return wanted.map(
    (value) =>
      codes.find((code) => code.value === value) ?? { value, label: { en: value, zh: value } },
  )
}

/** `VS.VSORRES[SYSBP]` belongs to `VS`. */
function domainsOf(items: readonly ItemDefinition[]): readonly string[] {
  const named = items
    .filter(({ hidden }) => hidden !== true)
    .flatMap(({ sdtm }) => sdtm?.split('.')[0] ?? [])
  return [...new Set(named)]
}
