import type { ReactNode } from 'react'
import css from './language-button.module.css'
import { useTexts } from './texts.ts'

interface OtherLanguage {
  readonly name: string
  readonly lang: string
  readonly choose: () => void
}

/** The language that is not shown, named in itself for who does not read this one. */
export function useOtherLanguage(): OtherLanguage {
  const { language, switchTo } = useTexts()
  return language === 'en'
    ? {
        name: '中文',
        lang: 'zh-CN',
        choose: () => {
          switchTo('zh')
        },
      }
    : {
        name: 'English',
        lang: 'en',
        choose: () => {
          switchTo('en')
        },
      }
}

/** Changes to the other language. */
export function LanguageButton(): ReactNode {
  const { name, lang, choose } = useOtherLanguage()
  return (
    <button type="button" className={css['language']} lang={lang} onClick={choose}>
      {name}
    </button>
  )
}
