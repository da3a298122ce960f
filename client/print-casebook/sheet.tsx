import type { ReactNode } from 'react'
import css from './casebook.module.css'

/** What stands at the head of every page of a sheet: names with their values. */
export type HeadLine = readonly [name: string, value: string]

interface SheetProps {
  readonly title: string
  readonly head: readonly HeadLine[]
  /** Blanks to be filled by hand at the head of every page. */
  readonly blanks?: readonly string[]
  /** Many columns: the sheet is turned on paper. */
  readonly wide?: boolean
  readonly children: ReactNode
}

/**
 * A sheet that begins on a page of its own. The head is that of a table, because browsers print it
 * again on every page that the table runs over.
 */
export function Sheet({ title, head, blanks = [], wide = false, children }: SheetProps): ReactNode {
  return (
    <table role="presentation" className={css['sheet']} data-wide={wide ? '' : undefined}>
      <thead>
        <tr>
          <td className={css['head']}>
            <div className={css['headLine']}>
              {head.map(([name, value]) => (
                <span key={name}>
                  {name}: <b>{value}</b>
                </span>
              ))}
            </div>
            {blanks.length > 0 && (
              <div className={css['headLine']}>
                {blanks.map((name) => (
                  <span key={name} className={css['headBlank']}>
                    {name}:
                  </span>
                ))}
              </div>
            )}
          </td>
        </tr>
      </thead>
      <tbody>
        <tr>
          <td className={css['content']}>
            <h2>{title}</h2>
            {children}
          </td>
        </tr>
      </tbody>
    </table>
  )
}
