import type { FormDefinition, ItemDefinition } from '../forms/define.ts'
import { reasonKey } from '../forms/define.ts'
import type { ProtocolDefinition } from '../protocol/define.ts'
import { CONTRACT_COLUMNS } from './contract-columns.ts'

/** One file of a study's folder: which part of which form it holds, its columns and its order. */
export interface FileLayout {
  /** File stem, e.g. `adverse-events`. */
  readonly file: string
  readonly form: FormDefinition
  readonly part: 'items' | 'rows'
  readonly items: readonly ItemDefinition[]
  /** The row names its visit in the column VISIT. */
  readonly hasVisit: boolean
  /** The row names its site in the column SITEID. */
  readonly hasSite: boolean
  /** Columns after SUBJID that are always written. */
  readonly fixed: readonly string[]
  /** Columns that a file has to have to be read; the rest is not recorded where it is absent. */
  readonly needed: readonly string[]
  /** Further columns, written where at least one row has a value: items, and reasons of empty items. */
  readonly further: readonly string[]
}

/** The form whose record says that a subject exists; its file names each subject's site. */
export const SUBJECT_FORM = 'subjects'

/** The files of a definition, in the order of its forms. */
export function fileLayouts(definition: ProtocolDefinition): readonly FileLayout[] {
  return definition.forms.flatMap((form) => layoutsOf(form))
}

function layoutsOf(form: FormDefinition): FileLayout[] {
  const layouts: FileLayout[] = []
  if (form.file !== undefined) {
    const items = form.items.filter((item) => item.unstored !== true)
    layouts.push(layout({ form, part: 'items', file: form.file, items }))
  }
  if (form.group !== undefined) {
    const { file, items } = form.group
    layouts.push(layout({ form, part: 'rows', file, items }))
  }
  return layouts
}

function layout(of: Pick<FileLayout, 'form' | 'part' | 'file' | 'items'>): FileLayout {
  const { form, part, file, items } = of
  const sortBy = (part === 'rows' ? form.group?.sortBy : form.sortBy) ?? []
  const hasVisit = form.scope === 'visit' || form.visitColumn === true
  const hasSite = form.key === SUBJECT_FORM
  const contract = CONTRACT_COLUMNS[file]
  const keys = items.map((item) => item.key)
  const lead = leadColumns({ sortBy, hasVisit, hasSite })
  const natural = [...lead, ...keys.filter((key) => !lead.includes(key))]
  const fixed = contract ?? natural
  const needed = contract ?? lead
  const known = new Set(fixed)
  const further = natural
    .flatMap((column) => [column, reasonKey(column)])
    .filter((column) => !known.has(column) && isFurther(column, keys))
  return { file, form, part, items, hasVisit, hasSite, fixed, needed, further }
}

function isFurther(column: string, keys: readonly string[]): boolean {
  return keys.some((key) => column === key || column === reasonKey(key))
}

/** Columns that say where a row belongs, and by which the file is ordered. */
function leadColumns(of: {
  readonly sortBy: readonly string[]
  readonly hasVisit: boolean
  readonly hasSite: boolean
}): string[] {
  const lead = [...of.sortBy]
  if (of.hasSite) lead.unshift('SITEID')
  if (of.hasVisit && !lead.includes('VISIT')) lead.push('VISIT')
  return lead
}
