import type { ReactNode } from 'react'
import css from './ledger.module.css'
import type { Box } from './use-box.ts'

/** Why the text of a box cannot be stored: said once the box was left. */
export function FaultLine({ box, text }: { readonly box: Box; readonly text: string }): ReactNode {
  if (!box.leftFaulty) return null
  return (
    <div id={box.faultId} className={css['fault']}>
      <span aria-hidden="true">✕</span> {text}
    </div>
  )
}
