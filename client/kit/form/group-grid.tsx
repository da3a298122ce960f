import { Button } from '@mantine/core'
import { useId, useRef, type KeyboardEvent, type ReactNode } from 'react'
import { useFieldArray, useFormContext, useWatch } from 'react-hook-form'
import type { GroupDefinition, ItemDefinition } from '../../../shared/forms/define.ts'
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
  const { readOnly, lesions } = useSurroundings()
  const { fields, append, remove } = useFieldArray({ control, name: 'rows' })
  const body = useRef<HTMLTableSectionElement>(null)
  const rows = useWatch({ control, name: 'rows' })
  const formItems = withoutBlanks(useWatch({ control, name: 'items' }))
  const items = group.items.filter((item) => item.hidden !== true)
  const offered = offeredRows(group, rows, lesions)
  const addRow = (): void => {
    append(completeRow(group.items, {}), { shouldFocus: false })
    requestAnimationFrame(() => {
      firstBoxOf(body.current?.lastElementChild ?? null)?.focus()
    })
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    const moved = moveInGrid(event)
    if (moved === 'below-last' && !readOnly) addRow()
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
              <tr key={field.id}>
                {items.map((item) => (
                  <GridCell
                    key={item.key}
                    item={item}
                    row={row}
                    asked={isShown(item, withoutBlanks(rows[row] ?? {}), formItems)}
                  />
                ))}
                {!readOnly && (
                  <td>
                    <button
                      type="button"
                      className={css['quiet']}
                      aria-label={t('form.removeRow', { row: row + 1 })}
                      onClick={() => {
                        remove(row)
                      }}
                    >
                      <Icon name="remove" />
                    </button>
                  </td>
                )}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {fields.length === 0 && <p className={css['help']}>{t('form.noRows')}</p>}
      {!readOnly && (
        <div className={css['control']}>
          <Button variant="default" size="compact-xs" onClick={addRow}>
            {t('form.addRow')}
          </Button>
          {offered.length > 0 && (
            <Button
              variant="default"
              size="compact-xs"
              onClick={() => {
                append(
                  offered.map((row) => completeRow(group.items, row)),
                  { shouldFocus: false },
                )
              }}
            >
              {t('form.addOffered', { count: offered.length })}
            </Button>
          )}
        </div>
      )}
    </section>
  )
}

function firstBoxOf(row: Element | null): HTMLElement | null {
  return row?.querySelector('input') ?? null
}

function GridHead({ item }: { readonly item: ItemDefinition }): ReactNode {
  const { t, say } = useTexts()
  const unit = 'unit' in item && item.unit !== undefined ? ` (${item.unit})` : ''
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
