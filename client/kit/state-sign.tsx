import type { ReactNode } from 'react'
import type { MatrixCell } from '../../shared/api/routes/subjects.ts'
import { cellSign, type CellOverlay, type CellState } from '../../shared/protocol/cell-signs.ts'
import { Icon } from './icon.tsx'
import { useTexts } from './texts.ts'

/** What stands in a cell: its overlays in their order of precedence, then its state. */
export function signKeysOf(
  cell: Pick<MatrixCell, 'state' | 'overlays'>,
): readonly (CellState | CellOverlay)[] {
  return [...cell.overlays, cell.state]
}

/** One sign by its shape alone; not every system has the character of a lock. */
export function SignMark({ of }: { readonly of: CellState | CellOverlay }): ReactNode {
  return (
    <span aria-hidden="true">{of === 'locked' ? <Icon name="lock" /> : cellSign(of).sign}</span>
  )
}

/** A visit's state and what stands beside it, each by shape and in words. */
export function CellSigns({
  cell,
}: {
  readonly cell: Pick<MatrixCell, 'state' | 'overlays'>
}): ReactNode {
  const { t } = useTexts()
  const keys = [cell.state, ...cell.overlays]
  return (
    <span data-visit-state={cell.state}>
      {keys.map((key, at) => (
        <span key={key}>
          {at > 0 && ' · '}
          <SignMark of={key} /> {t(cellSign(key).text)}
        </span>
      ))}
    </span>
  )
}
