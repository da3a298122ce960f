import type { MatrixCell } from '../../shared/api/routes/subjects.ts'
import type { CellState } from '../../shared/protocol/cell-signs.ts'

/** States of a visit in which it can be signed and is not. */
const SIGNABLE: ReadonlySet<CellState> = new Set(['complete', 'not-done', 'verified'])

/** Which visits of a subject wait for a signature. */
export interface SigningState {
  /** Complete, and signed by nobody yet. */
  readonly toSign: readonly string[]
  /** Signed once, and changed since. */
  readonly broken: readonly string[]
}

/** What of a subject waits for a signature, from its cells in the matrix. */
export function signingState(cells: readonly MatrixCell[]): SigningState {
  const isBroken = ({ overlays }: MatrixCell): boolean => overlays.includes('signature-broken')
  return {
    toSign: cells
      .filter((cell) => SIGNABLE.has(cell.state) && !isBroken(cell))
      .map(({ visit }) => visit),
    broken: cells.filter(isBroken).map(({ visit }) => visit),
  }
}
