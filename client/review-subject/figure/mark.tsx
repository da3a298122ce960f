import type { ReactNode } from 'react'
import css from './figure.module.css'

/** What is said of a mark, and where it leads. */
export interface MarkWords {
  /** Tells the mark from all others of the figure. */
  readonly id: string
  /** The record behind it; marks of one record are lit together. */
  readonly record: string
  /** The lane it stands in, in words. */
  readonly lane: string
  /** Everything the mark shows, in words. */
  readonly label: string
  readonly href: string
  /** When, for the table beside the figure: dates as they were entered. */
  readonly dates: string
  /** Name of the step by which it was derived; absent: it was entered. */
  readonly fact?: string
}

export interface Drawn {
  /** The one mark that the Tab key reaches. */
  readonly current: string
  /** The record that is pointed at in a list or in the figure. */
  readonly lit: string | null
}

interface MarkProps extends Drawn {
  readonly words: MarkWords
  /** The line of the figure it stands on, for the arrow keys. */
  readonly line: number
  /** Letters drawn over or beside the mark; its name says them already. */
  readonly letters?: ReactNode
  readonly children: ReactNode
}

/** A mark as a link to its record, with everything it says as its name. */
export function Mark({ words, line, current, lit, letters, children }: MarkProps): ReactNode {
  return (
    <>
      <a
        href={words.href}
        className={css['mark']}
        aria-label={`${words.lane}: ${words.label}`}
        tabIndex={current === words.id ? 0 : -1}
        data-mark={words.id}
        data-record={words.record}
        data-line={line}
        data-lit={lit === words.record ? 'yes' : undefined}
      >
        <title>{`${words.lane}: ${words.label}`}</title>
        {children}
      </a>
      <g aria-hidden="true">{letters}</g>
    </>
  )
}
