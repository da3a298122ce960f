import { NativeSelect, TextInput } from '@mantine/core'
import type { ReactNode } from 'react'
import page from '../page.module.css'
import { useTexts } from '../texts.ts'
import type { Sorting, TableColumn } from './columns.ts'
import { choicesOf, EMPTY, type FilterChoice } from './filters.ts'
import type { TableView } from './table-view.ts'
import css from './table.module.css'

type HeadColumn = Pick<TableColumn<never>, 'key' | 'head' | 'numeric' | 'group'>

interface TableHeadsProps {
  readonly columns: readonly HeadColumn[]
  /** Name of the column of buttons at the end, for those who hear it. */
  readonly actions: string | undefined
  readonly sorting: Sorting | null
  /** Whether a column can order the rows: all of them, not only those that are here. */
  readonly sortable: (key: string) => boolean
  readonly onSort: (key: string) => void
}

/** The heads of a table; those that order its rows are buttons. */
export function TableHeads({ columns, actions, ...sorts }: TableHeadsProps): ReactNode {
  const groups = groupsOf(columns)
  const grouped = groups.some(({ head }) => head !== undefined)
  return (
    <>
      {grouped && (
        <tr>
          {groups.map(({ head, first, width }) =>
            head === undefined ? (
              <td key={first} colSpan={width} />
            ) : (
              <th key={first} colSpan={width} scope="colgroup" className={css['group']}>
                {head}
              </th>
            ),
          )}
        </tr>
      )}
      <tr>
        {columns.map((column) => (
          <SortHead key={column.key} column={column} {...sorts} />
        ))}
        {actions !== undefined && (
          <th scope="col">
            <span className="visually-hidden">{actions}</span>
          </th>
        )}
      </tr>
    </>
  )
}

interface HeadGroup {
  readonly head: string | undefined
  readonly first: string
  readonly width: number
}

/** Neighbours with one head above them. */
function groupsOf(columns: readonly HeadColumn[]): readonly HeadGroup[] {
  const groups: HeadGroup[] = []
  for (const { key, group } of columns) {
    const last = groups.at(-1)
    if (last !== undefined && last.head === group) {
      groups.splice(-1, 1, { ...last, width: last.width + 1 })
    } else {
      groups.push({ head: group, first: key, width: 1 })
    }
  }
  return groups
}

type SortHeadProps = Omit<TableHeadsProps, 'columns' | 'actions'> & { readonly column: HeadColumn }

function SortHead({ column, sorting, sortable, onSort }: SortHeadProps): ReactNode {
  const { t } = useTexts()
  const { key, head, numeric } = column
  const order = sorting?.key !== key ? 'none' : sorting.descending ? 'descending' : 'ascending'
  const className = numeric === true ? page['number'] : undefined
  if (!sortable(key)) {
    return (
      <th scope="col" className={className}>
        {head}
      </th>
    )
  }
  return (
    <th scope="col" aria-sort={order} className={className}>
      <button
        type="button"
        className={css['sort']}
        title={t('table.sort')}
        onClick={() => {
          onSort(key)
        }}
      >
        {head}
        <span
          className={[css['sign'], numeric === true ? css['beforeHead'] : ''].join(' ').trim()}
          aria-hidden="true"
        >
          {SIGNS[order]}
        </span>
      </button>
    </th>
  )
}

const SIGNS = { none: '', ascending: '↑', descending: '↓' } as const

interface FilterRowProps<Row> {
  readonly rows: readonly Row[]
  readonly columns: readonly TableColumn<Row>[]
  readonly actions: string | undefined
  readonly view: TableView
  /** The boxes begin empty: the filters that the address still has were just taken away. */
  readonly blank: boolean
}

/** Under each head what its column is narrowed to: one of its values where they are few, else any text. */
export function FilterRow<Row>(props: FilterRowProps<Row>): ReactNode {
  const { rows, columns, actions, view, blank } = props
  return (
    <tr className={css['filters']}>
      {columns.map((column) => (
        <td key={column.key}>
          <FilterBox
            column={column}
            choices={choicesOf(rows, column)}
            value={view.filters.get(column.key) ?? ''}
            blank={blank}
            onChange={(text) => {
              view.filter(column.key, text)
            }}
          />
        </td>
      ))}
      {actions !== undefined && <td />}
    </tr>
  )
}

interface FilterBoxProps {
  readonly column: HeadColumn
  readonly choices: readonly FilterChoice[] | null
  readonly value: string
  readonly blank: boolean
  readonly onChange: (text: string) => void
}

function FilterBox({ column, choices, value, blank, onChange }: FilterBoxProps): ReactNode {
  const { t } = useTexts()
  const label = t('table.filterBy', { column: column.head })
  if (choices === null) {
    // The address follows what is typed a moment later: it must not write into the box meanwhile.
    return (
      <TextInput
        size="xs"
        aria-label={label}
        title={t('table.filterHint')}
        defaultValue={blank ? '' : value}
        onChange={(event) => {
          onChange(event.currentTarget.value)
        }}
      />
    )
  }
  const known = value === '' || choices.some((one) => one.value === value)
  return (
    <NativeSelect
      size="xs"
      aria-label={label}
      value={value}
      data={[
        { value: '', label: t('table.any') },
        ...(known ? [] : [{ value, label: value }]),
        ...choices.map((one) => (one.value === EMPTY ? { ...one, label: t('table.empty') } : one)),
      ]}
      onChange={(event) => {
        onChange(event.currentTarget.value)
      }}
    />
  )
}
