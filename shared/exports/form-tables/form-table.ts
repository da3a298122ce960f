import { MISSING_REASONS, reasonKey, type ItemDefinition } from '../../forms/define.ts'
import { codeWords, reasonWords } from '../../forms/shown-value.ts'
import type { Language } from '../../kernel/bilingual.ts'
import type { FileLayout } from '../../trial/layout.ts'
import type { Row } from '../../trial/trial.ts'

/** A column of a form's table. Columns that say no more than where a row belongs are always written. */
export interface FormColumn {
  /** Its name in files: the item's key, `AESER_DECODE` for what its code means. */
  readonly name: string
  readonly label: string
  readonly always: boolean
}

/** A form's rows as one flat table: values as entered, behind each code what it means. */
export interface FormTable {
  readonly layout: FileLayout
  readonly columns: readonly FormColumn[]
  /** The texts of a row, in the order of the columns. */
  cells(row: Row, place: RowPlace): readonly string[]
}

/** Where a row comes from. */
export interface RowPlace {
  readonly site: string
  readonly subjid: string
  /** Id of its record; empty where the data must not lead back to it. */
  readonly record: string
}

interface Cell extends FormColumn {
  readonly of: (row: Row, place: RowPlace) => string
}

export const DECODE = '_DECODE'

/** The table of a form's own items, or of the rows of its group, in one language. */
export function formTable(layout: FileLayout, language: Language): FormTable {
  const cells = [...placeCells(layout, language), ...layout.items.flatMap(itemCells(language))]
  return {
    layout,
    columns: cells,
    cells: (row, place) => cells.map(({ of }) => of(row, place)),
  }
}

/** Columns of a row that the form does not ask for, by name: what older versions of it asked. */
export function unknownColumns({ columns }: FormTable, row: Row): readonly string[] {
  const known = new Set(columns.map(({ name }) => name))
  return Object.keys(row).filter((name) => !known.has(name) && row[name] !== '')
}

const PLACES = {
  SITEID: { en: 'Site', zh: '研究中心' },
  SUBJID: { en: 'Subject', zh: '受试者编号' },
  VISIT: { en: 'Visit', zh: '访视' },
  RECORD: { en: 'Record of the data capture system', zh: '数据采集系统的记录编号' },
} as const

function placeCells({ hasVisit, items }: FileLayout, language: Language): Cell[] {
  const cell = (name: keyof typeof PLACES, of: Cell['of']): Cell => ({
    name,
    label: PLACES[name][language],
    always: true,
    of,
  })
  const asked = new Set(items.map(({ key }) => key))
  const all = [
    cell('SITEID', (_, { site }) => site),
    cell('SUBJID', (_, { subjid }) => subjid),
    ...(hasVisit ? [cell('VISIT', (row) => row['VISIT'] ?? '')] : []),
    cell('RECORD', (_, { record }) => record),
  ]
  return all.filter(({ name }) => !asked.has(name))
}

const REASON = { en: 'reason for no value', zh: '未填原因' } as const
const MEANING = { en: 'meaning', zh: '含义' } as const

function itemCells(language: Language): (item: ItemDefinition) => readonly Cell[] {
  return (item) => {
    const { key } = item
    const label = item.label[language]
    const reason = reasonKey(key)
    const meaning = (of: string): string => `${of} (${MEANING[language]})`
    const value: Cell = {
      name: key,
      label,
      always: item.hidden !== true,
      of: (row) => row[key] ?? '',
    }
    const reasonLabel = `${label} (${REASON[language]})`
    return [
      value,
      ...(item.kind === 'code'
        ? [
            {
              name: `${key}${DECODE}`,
              label: meaning(label),
              always: item.hidden !== true,
              of: (row: Row) => codeWords(item.codes, row[key] ?? '')[language],
            },
          ]
        : []),
      { name: reason, label: reasonLabel, always: false, of: (row) => row[reason] ?? '' },
      {
        name: `${reason}${DECODE}`,
        label: meaning(reasonLabel),
        always: false,
        of: (row) => {
          const text = row[reason] ?? ''
          return text === '' ? '' : reasonWords(text)[language]
        },
      },
    ]
  }
}

/** One coded answer of a form, or one reason for an empty item (of no form). */
export interface CodeLine {
  readonly form: string
  readonly item: string
  readonly code: string
  readonly label: string
}

/** Every coded answer of some forms' tables, and the reasons for empty items. */
export function codeLines(tables: readonly FormTable[], language: Language): readonly CodeLine[] {
  const answers = tables.flatMap(({ layout }) =>
    layout.items.flatMap((item) =>
      item.kind === 'code'
        ? item.codes.map(({ value, label }) => ({
            form: layout.form.key,
            item: item.key,
            code: value,
            label: label[language],
          }))
        : [],
    ),
  )
  const reasons = MISSING_REASONS.map((code) => ({
    form: '',
    item: '_REASND',
    code,
    label: reasonWords(code)[language],
  }))
  return [...answers, ...reasons]
}

/** What is to be known of one item of a table. */
export interface ItemLine {
  readonly file: string
  readonly form: string
  readonly item: string
  readonly label: string
  readonly kind: string
  readonly unit: string
  /** The SDTM variable that it becomes. */
  readonly sdtm: string
}

export function itemLines(tables: readonly FormTable[], language: Language): readonly ItemLine[] {
  return tables.flatMap(({ layout }) =>
    layout.items.map((item) => ({
      file: layout.file,
      form: layout.form.title[language],
      item: item.key,
      label: item.label[language],
      kind: item.kind,
      unit: 'unit' in item ? (item.unit ?? '') : '',
      sdtm: item.sdtm ?? '',
    })),
  )
}
