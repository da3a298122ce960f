import type { ReactNode } from 'react'
import { HelpLink } from '../kit/help-link.tsx'
import { LanguageButton } from '../kit/language-button.tsx'
import { TestBanner } from '../kit/test-mark.tsx'
import css from './entrance.module.css'

/** The page before the frame: sign-in, set-up and change of password, with the language switch. */
export function EntrancePage(props: {
  readonly title: string
  readonly children: ReactNode
}): ReactNode {
  return (
    <>
      <TestBanner />
      <main className={css['centre']}>
        <title>{`${props.title} · Hepatrial`}</title>
        <div className={css['head']}>
          <div>
            <div className={css['brand']}>Hepatrial</div>
            <h1>{props.title}</h1>
          </div>
          <LanguageButton />
        </div>
        {props.children}
        <p className={css['help']}>
          <HelpLink chapter="sign-in" />
        </p>
      </main>
    </>
  )
}
