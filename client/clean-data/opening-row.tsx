import { Button } from '@mantine/core'
import { useId, useState, type ReactNode } from 'react'
import css from './clean-data.module.css'

interface OpeningRowProps {
  /** The cells before that of the button. */
  readonly cells: ReactNode
  /** Columns of the table, that of the button included. */
  readonly columns: number
  readonly show: string
  readonly hide: string
  /** What opens below; null: nothing does, and there is no button. */
  readonly opens: ReactNode
}

/** A table row whose last cell opens a second one below it, as wide as the table. */
export function OpeningRow({ cells, columns, show, hide, opens }: OpeningRowProps): ReactNode {
  const [opened, setOpened] = useState(false)
  const id = useId()
  return (
    <>
      <tr>
        {cells}
        <td>
          {opens !== null && (
            <Button
              variant="default"
              size="compact-xs"
              aria-expanded={opened}
              aria-controls={id}
              onClick={() => {
                setOpened(!opened)
              }}
            >
              {opened ? hide : show}
            </Button>
          )}
        </td>
      </tr>
      {opened && (
        <tr id={id}>
          <td colSpan={columns} className={css['opened']}>
            {opens}
          </td>
        </tr>
      )}
    </>
  )
}
