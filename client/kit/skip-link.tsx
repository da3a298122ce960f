import type { ReactNode } from 'react'
import css from './skip-link.module.css'

interface SkipLinkProps {
  /** Id of what it leads to: something that takes the focus. */
  readonly to: string
  readonly children: ReactNode
}

/** A way past many stops of the Tab key; seen once the key has come to it. */
export function SkipLink({ to, children }: SkipLinkProps): ReactNode {
  return (
    <a href={`#${to}`} className={css['skip']}>
      {children}
    </a>
  )
}
