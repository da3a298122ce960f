import type { KeyboardEvent, ReactNode } from 'react'
import type { ItemDefinition } from '../../../shared/forms/define.ts'
import { actOf } from '../keys.ts'
import { useSurroundings } from './form-surroundings.ts'
import css from './form.module.css'
import { ChosenReason, ReasonMenu, useReasonMenu } from './missing-reason.tsx'

interface CellBoxProps {
  readonly item: ItemDefinition
  readonly row: number
  readonly isEmpty: boolean
  /** Why it is empty; empty text where nobody said. */
  readonly reason: string
  readonly label: string
  /** The box itself. */
  readonly children: ReactNode
}

/** The box of a grid's cell, or the reason why it is empty, or both as an import left them; the key that opens the reasons. */
export function CellBox(props: CellBoxProps): ReactNode {
  const { item, row, isEmpty, reason, label, children } = props
  const { readOnly } = useSurroundings()
  const [opened, setOpened] = useReasonMenu()
  if (reason !== '' && isEmpty) return <ChosenReason item={item} row={row} reason={reason} />
  const onKeyDown = (event: KeyboardEvent): void => {
    if (!isEmpty || readOnly || actOf('form', event) !== 'missing') return
    event.preventDefault()
    setOpened(true)
  }
  return (
    <div className={css['cellBox']} onKeyDown={onKeyDown}>
      {children}
      {reason !== '' && <ChosenReason item={item} row={row} reason={reason} />}
      {isEmpty && !readOnly && (
        <span className={css['cellReason']}>
          <ReasonMenu item={item} row={row} label={label} opened={opened} onOpen={setOpened} />
        </span>
      )}
    </div>
  )
}
