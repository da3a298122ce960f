import type { ReactNode } from 'react'
import { useTexts } from './texts.ts'

/** The address of a chapter of the help; the contents without one. */
export function helpPath(chapter?: string | null): string {
  return chapter === undefined || chapter === null ? '/help' : `/help/${chapter}`
}

/** One other tab for the help: what is typed here stays. */
export const HELP_TAB = 'hepatrial-help'

/** A link to a chapter of the help, in words of its own or those of the help. */
export function HelpLink(props: {
  readonly chapter?: string | null
  readonly children?: ReactNode
}): ReactNode {
  const { t } = useTexts()
  return (
    <a href={helpPath(props.chapter)} target={HELP_TAB}>
      {props.children ?? t('help.title')}
    </a>
  )
}
