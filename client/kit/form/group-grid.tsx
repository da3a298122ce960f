import { Button } from '@mantine/core'
import { useId, useRef, type KeyboardEvent, type ReactNode } from 'react'
import { useFieldArray, useFormContext, useWatch } from 'react-hook-form'
import type { GroupDefinition, ItemDefinition, RowValues } from '../../../shared/forms/define.ts'
import { isShown } from '../../../shared/forms/show-if.ts'
import { Icon } from '../icon.tsx'
import { useTexts } from '../texts.ts'
import { completeRow, withoutBlanks, type FormInput } from './form-input.ts'
import { useSurroundings } from './form-surroundings.ts'
import css from './form.module.css'
import { moveInGrid } from './grid-keys.ts'
import { ItemControl } from './item-control.tsx'
import { MessageLines, stateOf } from './item-field.tsx'
import { useItemMessages } from './item-messages.ts'
import { offeredRows } from './offered-rows.ts'

/** The rows of a form's group as a grid: Tab along the row, Enter and arrows along the column. */
export function GroupGrid({ group }: { readonly group: GroupDefinition }): ReactNode {
  const { t, say } = useTexts()
  const { control } = useFormContext<FormInput>()
  const { readOnly } = useSurroundings()
  const { fields, append, remove } = useFieldArray({ control, name: 'rows' })
  const body = useRef<HTMLTableSectionElement>(null)
  const items = group.items.filter((item) => item.hidden !== true)
  const add = (rows: readonly RowValues[]): void => {
    append(
      rows.map((row) => completeRow(group.items, row)),
      { shouldFocus: false },
    )
  }
  const addRow = (): void => {
    add([{}])
    requestAnimationFrame(() => {
      firstBoxOf(body.current?.lastElementChild ?? null)?.focus()
    })
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    if (moveInGrid(event) === 'below-last' && !readOnly) addRow()
  }
  return (
    <section aria-label={say(group.title)}>
      <h3>{say(group.title)}</h3>
      <div className={css['gridWrap']}>
        <table className={css['grid']} onKeyDown={onKeyDown}>
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
              <GridRow key={field.id} items={items} row={row} onRemove={remove} />
            ))}
          </tbody>
        </table>
      </div>
      {fields.length === 0 && <p className={css['help']}>{t('form.noRows')}</p>}
      {!readOnly && <RowButtons group={group} onAddRow={addRow} onAdd={add} />}
    </section>
  )
}

interface GridRowProps {
  readonly items: readonly ItemDefinition[]
  readonly row: number
  readonly onRemove: (row: number) => void
}

function GridRow({ items, row, onRemove }: GridRowProps): ReactNode {
  const { t } = useTexts()
  const { control } = useFormContext<FormInput>()
  const { readOnly } = useSurroundings()
  const values = withoutBlanks(useWatch({ control, name: `rows.${row}` }))
  const formItems = withoutBlanks(useWatch({ control, name: 'items' }))
  return (
    <tr>
      {items.map((item) => (
        <GridCell key={item.key} item={item} row={row} asked={isShown(item, values, formItems)} />
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
}

interface RowButtonsProps {
  readonly group: GroupDefinition
  readonly onAddRow: () => void
  readonly onAdd: (rows: readonly RowValues[]) => void
}

function RowButtons({ group, onAddRow, onAdd }: RowButtonsProps): ReactNode {
  const { t } = useTexts()
  const { control } = useFormContext<FormInput>()
  const { lesions } = useSurroundings()
  const offered = offeredRows(group, useWatch({ control, name: 'rows' }), lesions)
  return (
    <div className={css['control']}>
      <Button variant="default" size="compact-xs" onClick={onAddRow}>
        {t('form.addRow')}
      </Button>
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

function firstBoxOf(row: Element | null): HTMLElement | null {
  return row?.querySelector('input') ?? null
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

interface GridCellProps {
  readonly item: ItemDefinition
  readonly row: number
  readonly asked: boolean
}

function GridCell({ item, row, asked }: GridCellProps): ReactNode {
  const { say, t } = useTexts()
  const id = useId()
  const messages = useItemMessages({ item, row })
  const noted = messages.fault !== null || messages.findings.length > 0
  if (!asked) return <td />
  return (
    <td data-state={stateOf(messages)}>
      <div className={css['cell']} data-kind={item.kind}>
        <ItemControl
          item={item}
          row={row}
          id={id}
          describedBy={noted ? `${id}-note` : ''}
          faulty={messages.fault !== null}
          gridLabel={`${say(item.label)}, ${t('form.row', { row: row + 1 })}`}
        />
        {noted && (
          <div id={`${id}-note`} className={css['cellNote']} aria-live="polite">
            <MessageLines messages={messages} />
          </div>
        )}
      </div>
    </td>
  )
}
