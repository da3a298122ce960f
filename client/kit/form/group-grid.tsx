import { Button } from '@mantine/core'
import { memo, useId, useRef, type ReactNode } from 'react'
import { useFormContext, useWatch } from 'react-hook-form'
import {
  reasonKey,
  type GroupDefinition,
  type ItemDefinition,
  type RowValues,
} from '../../../shared/forms/define.ts'
import { isShown } from '../../../shared/forms/show-if.ts'
import { groupRowOf } from '../../../shared/forms/verified-content.ts'
import { QueryBadge } from '../data-queries/query-badge.tsx'
import { Icon } from '../icon.tsx'
import { useTexts } from '../texts.ts'
import { withoutBlanks, type FormInput } from './form-input.ts'
import { sameProps } from './findings.ts'
import { useSurroundings } from './form-surroundings.ts'
import css from './form.module.css'
import { CellBox } from './cell-box.tsx'
import { cellWidth } from './cell-width.ts'
import { moveBeforeLists } from './grid-keys.ts'
import { useGridRows } from './grid-rows.ts'
import { PasteNotice } from './paste-notice.tsx'
import { ItemControl } from './item-control.tsx'
import { MessageLines, stateOf } from './item-field.tsx'
import { useRowMessages, type ItemMessages } from './item-messages.ts'
import { offeredPanels, offeredRows } from './offered-rows.ts'

interface GroupGridProps {
  readonly group: GroupDefinition
  /** With the present answers rows are asked; else the grid is drawn only while it has some. */
  readonly asked: boolean
}

/** The rows of a form's group as a grid, worked by the keys of the table in `keys.ts`. */
export const GroupGrid = memo(function GroupGrid({ group, asked }: GroupGridProps): ReactNode {
  const { t, say } = useTexts()
  const { readOnly } = useSurroundings()
  const body = useRef<HTMLTableSectionElement>(null)
  const grid = useGridRows(group, body)
  const { items, fields, paste } = grid
  if (!asked && fields.length === 0) return null
  return (
    <section aria-label={say(group.title)}>
      <h3>{say(group.title)}</h3>
      <div className={css['gridWrap']}>
        <table
          className={css['grid']}
          onKeyDownCapture={moveBeforeLists}
          onKeyDown={grid.onKeyDown}
          onPaste={paste.onPaste}
          onCopy={paste.onCopy}
        >
          <thead>
            <tr>
              {items.map((item) => (
                <GridHead key={item.key} item={item} />
              ))}
              {!readOnly && (
                <th scope="col">
                  <span className="visually-hidden">{t('form.rowActions')}</span>
                </th>
              )}
            </tr>
          </thead>
          <tbody ref={body}>
            {fields.map((field, row) => (
              <GridRow key={field.id} items={items} row={row} onRemove={grid.removeRow} />
            ))}
          </tbody>
        </table>
      </div>
      {paste.plan !== null && (
        <PasteNotice plan={paste.plan} onUndo={paste.undo} onDismiss={paste.dismiss} />
      )}
      {fields.length === 0 && <p className={css['help']}>{t('form.noRows')}</p>}
      {!readOnly && <RowButtons group={group} onAddRow={grid.addRow} onAdd={grid.add} />}
    </section>
  )
})

interface GridRowProps {
  readonly items: readonly ItemDefinition[]
  readonly row: number
  readonly onRemove: (row: number) => void
}

/** Hears of its values and messages for all its cells, of which only those are drawn that change. */
const GridRow = memo(function GridRow({ items, row, onRemove }: GridRowProps): ReactNode {
  const { t } = useTexts()
  const { control } = useFormContext<FormInput>()
  const { form, readOnly } = useSurroundings()
  const messagesOf = useRowMessages(row)
  const held = useWatch({ control, name: `rows.${row}` })
  const values = withoutBlanks(held)
  const formItems = withoutBlanks(useWatch({ control, name: 'items' }))
  const groupRow = groupRowOf(form.group?.identity ?? [], values)
  return (
    <tr>
      {items.map((item) => (
        <GridCell
          key={item.key}
          item={item}
          row={row}
          groupRow={groupRow}
          asked={isShown(item, values, formItems)}
          isEmpty={values[item.key] === undefined}
          reason={values[reasonKey(item.key)] ?? ''}
          {...messagesOf(item, textIn(held, item))}
        />
      ))}
      {!readOnly && (
        <td>
          <button
            type="button"
            className={css['quiet']}
            aria-label={t('form.removeRow', { row: row + 1 })}
            onClick={() => {
              onRemove(row)
            }}
          >
            <Icon name="remove" />
          </button>
        </td>
      )}
    </tr>
  )
})

/** A row that is just being taken away has no values any more. */
function textIn(row: RowValues | undefined, { key }: ItemDefinition): string {
  return row?.[key] ?? ''
}

interface RowButtonsProps {
  readonly group: GroupDefinition
  readonly onAddRow: () => void
  readonly onAdd: (rows: readonly RowValues[]) => void
}

function RowButtons({ group, onAddRow, onAdd }: RowButtonsProps): ReactNode {
  const { t, say } = useTexts()
  const { control } = useFormContext<FormInput>()
  const { lesions } = useSurroundings()
  const rows = useWatch({ control, name: 'rows' })
  const panels = offeredPanels(group, rows)
  const offered = panels.length > 0 ? [] : offeredRows(group, rows, lesions)
  return (
    <div className={css['control']}>
      <Button variant="default" size="compact-xs" onClick={onAddRow}>
        {t('form.addRow')}
      </Button>
      {panels.map((panel) => (
        <Button
          key={panel.title.en}
          variant="default"
          size="compact-xs"
          onClick={() => {
            onAdd(panel.rows)
          }}
        >
          {t('form.addPanel', { panel: say(panel.title), count: panel.rows.length })}
        </Button>
      ))}
      {offered.length > 0 && (
        <Button
          variant="default"
          size="compact-xs"
          onClick={() => {
            onAdd(offered)
          }}
        >
          {t('form.addOffered', { count: offered.length })}
        </Button>
      )}
    </div>
  )
}

function GridHead({ item }: { readonly item: ItemDefinition }): ReactNode {
  const { t, say } = useTexts()
  const unit = 'unit' in item ? ` (${item.unit})` : ''
  return (
    <th scope="col" title={item.help === undefined ? undefined : say(item.help)}>
      {say(item.label)}
      {unit}
      {item.required === true && (
        <>
          {' *'}
          <span className="visually-hidden">{t('form.required')}</span>
        </>
      )}
    </th>
  )
}

interface GridCellProps extends ItemMessages {
  readonly item: ItemDefinition
  readonly row: number
  /** Identity of the row, which the queries of its values name. */
  readonly groupRow: string
  readonly asked: boolean
  readonly isEmpty: boolean
  /** Why it is empty; empty text where nobody said. */
  readonly reason: string
}

const GridCell = memo(function GridCell(props: GridCellProps): ReactNode {
  const { item, row, groupRow, asked, isEmpty, reason, fault, findings } = props
  const { say, t, language } = useTexts()
  const id = useId()
  const { cells } = useSurroundings()
  const label = `${say(item.label)}, ${t('form.row', { row: row + 1 })}`
  const noted = fault !== null || findings.length > 0
  if (!asked) return <td />
  return (
    <td data-state={stateOf(props)}>
      <div
        className={css['cell']}
        data-kind={item.kind}
        style={{ minWidth: cellWidth(item, language) }}
      >
        <CellBox item={item} row={row} isEmpty={isEmpty} reason={reason} label={label}>
          <ItemControl
            item={item}
            row={row}
            id={id}
            describedBy={noted ? `${id}-note` : ''}
            faulty={fault !== null}
            gridLabel={label}
          />
        </CellBox>
        {cells?.below(item, row)}
        <QueryBadge item={item.key} groupRow={groupRow} label={say(item.label)} />
        {noted && (
          <div id={`${id}-note`} className={css['cellNote']} aria-live="polite">
            <MessageLines messages={props} />
          </div>
        )}
      </div>
    </td>
  )
}, sameProps)
