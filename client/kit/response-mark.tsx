import type { ReactNode } from 'react'
import { NOTHING } from './format.ts'
import css from './marks.module.css'

/** A response: the same colour everywhere, and always its letters. */
export function ResponseMark({ response }: { readonly response: string | null }): ReactNode {
  if (response === null || response === '') return NOTHING
  return (
    <span className={css['response']} data-response={response}>
      {response}
    </span>
  )
}
