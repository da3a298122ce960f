import type { ReactNode } from 'react'
import { annotationOf } from '../../shared/casebook/annotations.ts'
import type { PaperCondition } from '../../shared/casebook/blank.ts'
import { conditionText } from '../../shared/casebook/paper-wording.ts'
import type { ItemDefinition } from '../../shared/forms/define.ts'
import { useTexts } from '../kit/texts.ts'
import css from './casebook.module.css'

/** Under which condition something is asked, in words. */
export function Condition({ of }: { readonly of: PaperCondition | null }): ReactNode {
  const texts = useTexts()
  return of !== null && <p className={css['condition']}>{conditionText(texts, of)}</p>
}

/** The name of a question and the SDTM variable that it becomes. */
export function Annotation({ item }: { readonly item: ItemDefinition }): ReactNode {
  const { t } = useTexts()
  const { text } = annotationOf(item) ?? { text: t('book.notSubmitted') }
  return (
    <div>
      <code>{item.key}</code> <code className={css['variable']}>{text}</code>
    </div>
  )
}
