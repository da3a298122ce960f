import { Button, Radio } from '@mantine/core'
import { useState, type MouseEvent, type ReactNode } from 'react'
import type { FormDefinition, ItemDefinition, RowValues } from '../../../shared/forms/define.ts'
import { NOTHING } from '../format.ts'
import pageCss from '../page.module.css'
import { useTexts, type Texts } from '../texts.ts'
import type { Difference, Side } from './differences.ts'
import css from './form.module.css'
import { firstBox, moveFocus } from './move-focus.ts'
import { valueText } from './value-text.ts'

interface DifferenceTableProps {
  readonly form: FormDefinition
  readonly differences: readonly Difference[]
  /** Heads of the two columns. */
  readonly storedTitle: string
  readonly mineTitle: string
  readonly allStored: string
  readonly allMine: string
  /** Every field is decided. */
  readonly onDecided: (choices: ReadonlyMap<string, Side>) => void
}

/** Two values of each field side by side; one of them is chosen for each before it goes on. */
export function DifferenceTable(props: DifferenceTableProps): ReactNode {
  const { t } = useTexts()
  const { differences } = props
  const [picked, setPicked] = useState<ReadonlyMap<string, Side>>(new Map())
  const chosen = (one: Difference): Side | null => picked.get(one.id) ?? one.preset
  const open = differences.filter((one) => chosen(one) === null).length
  const pick = (which: readonly Difference[], side: Side): void => {
    setPicked(new Map([...picked, ...which.map(({ id }) => [id, side] as const)]))
  }
  const goOn = ({ currentTarget }: MouseEvent<HTMLElement>): void => {
    props.onDecided(new Map(differences.map((one) => [one.id, chosen(one) ?? 'mine'])))
    moveFocus(currentTarget, [firstBox])
  }
  return (
    <>
      <div className={`${pageCss['tableWrap'] ?? ''} ${css['compare'] ?? ''}`}>
        <table className={pageCss['table']}>
          <thead>
            <tr>
              <th scope="col">{t('conflict.field')}</th>
              <th scope="col">{props.storedTitle}</th>
              <th scope="col">{props.mineTitle}</th>
            </tr>
          </thead>
          <tbody>
            {differences.map((one) => (
              <DifferenceRow
                {...props}
                key={one.id}
                difference={one}
                chosen={chosen(one)}
                onPick={(side) => {
                  pick([one], side)
                }}
              />
            ))}
          </tbody>
        </table>
      </div>
      <div className={css['decide']}>
        <Button disabled={open > 0} onClick={goOn}>
          {t('conflict.goOn')}
        </Button>
        {(['stored', 'mine'] as const).map((side) => (
          <Button
            key={side}
            variant="default"
            onClick={() => {
              pick(differences, side)
            }}
          >
            {side === 'stored' ? props.allStored : props.allMine}
          </Button>
        ))}
        <span role="status">{open > 0 && t('conflict.open', { count: open })}</span>
      </div>
    </>
  )
}

interface DifferenceRowProps extends DifferenceTableProps {
  readonly difference: Difference
  readonly chosen: Side | null
  readonly onPick: (side: Side) => void
}

function DifferenceRow(props: DifferenceRowProps): ReactNode {
  const texts = useTexts()
  const { form, difference, chosen, onPick } = props
  const name = nameOf(texts, form, difference)
  const titles = { stored: props.storedTitle, mine: props.mineTitle }
  return (
    <tr>
      <th scope="row">{name}</th>
      {(['stored', 'mine'] as const).map((side) => (
        <td key={side}>
          <Radio
            name={difference.id}
            label={sideText(texts, form, difference, difference[side])}
            aria-description={`${name}: ${titles[side]}`}
            checked={chosen === side}
            onChange={() => {
              onPick(side)
            }}
          />
        </td>
      ))}
    </tr>
  )
}

function nameOf({ t, say }: Texts, form: FormDefinition, { item, key, row }: Difference): string {
  const field = item === null ? key : say(item.label)
  if (row === null) return field ?? ''
  const rowName = row.startsWith('#') ? row.slice(1) : row.split('|').join(' · ')
  const title = form.group === undefined ? '' : say(form.group.title)
  const ofRow = `${title}, ${t('form.row', { row: rowName })}`
  return field === null ? ofRow : `${field} (${t('form.row', { row: rowName })})`
}

function sideText(
  texts: Texts,
  form: FormDefinition,
  { item, key }: Difference,
  row: RowValues,
): string {
  if (item !== null) return itemText(texts, item, row)
  if (key !== null) return row[key] ?? NOTHING
  const items = form.group?.items ?? []
  const filled = items.filter((one) => itemText(texts, one, row) !== NOTHING)
  if (filled.length === 0) return texts.t('conflict.noRow')
  return filled.map((one) => `${texts.say(one.label)}: ${itemText(texts, one, row)}`).join('; ')
}

function itemText({ language }: Texts, item: ItemDefinition, row: RowValues): string {
  return valueText(item, row, language)
}
