import type { ReactNode } from 'react'
import css from './language-button.module.css'
import { useTexts } from './texts.ts'

/** Changes to the other language; named in that one, for who does not read this one. */
export function LanguageButton(): ReactNode {
  const { language, switchTo } = useTexts()
  const isEnglish = language === 'en'
  return (
    <button
      type="button"
      className={css['language']}
      lang={isEnglish ? 'zh-CN' : 'en'}
      onClick={() => {
        switchTo(isEnglish ? 'zh' : 'en')
      }}
    >
      {isEnglish ? '中文' : 'English'}
    </button>
  )
}
