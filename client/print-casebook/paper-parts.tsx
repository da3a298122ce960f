import type { ReactNode } from 'react'
import type { PaperCondition } from '../../shared/casebook/blank.ts'
import type { ItemDefinition } from '../../shared/forms/define.ts'
import { useTexts } from '../kit/texts.ts'
import css from './casebook.module.css'

/** Under which condition something is asked, in words. */
export function Condition({ of }: { readonly of: PaperCondition | null }): ReactNode {
  const { t, say } = useTexts()
  if (of === null) return null
  const answers = of.answers.map(say).join(t('book.or'))
  const params = { item: say(of.label), answers }
  return (
    <p className={css['condition']}>
      {t(of.orEmpty ? 'book.askedIfOrEmpty' : 'book.askedIf', params)}
    </p>
  )
}

/** The name of a question and the SDTM variable that it becomes. */
export function Annotation({ item }: { readonly item: ItemDefinition }): ReactNode {
  const { t } = useTexts()
  return (
    <div>
      <code>{item.key}</code>{' '}
      <code className={css['variable']}>{item.sdtm ?? t('book.notSubmitted')}</code>
    </div>
  )
}
