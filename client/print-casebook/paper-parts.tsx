import type { ReactNode } from 'react'
import type { PaperCondition } from '../../shared/casebook/blank.ts'
import type { ItemDefinition } from '../../shared/forms/define.ts'
import type { TextKey } from '../../shared/texts/keys.ts'
import { isMissingReason, REASON_TEXTS } from '../../shared/forms/reason-texts.ts'
import { useTexts } from '../kit/texts.ts'
import css from './casebook.module.css'

/** Under which condition something is asked, in words. */
export function Condition({ of }: { readonly of: PaperCondition | null }): ReactNode {
  const { t, say } = useTexts()
  if (of === null) return null
  const answers = of.answers
    .map((answer) => {
      const reason = answer.en
      return of.ofReason && isMissingReason(reason) ? t(REASON_TEXTS[reason]) : say(answer)
    })
    .join(t('book.or'))
  return <p className={css['condition']}>{t(sentenceOf(of), { item: say(of.label), answers })}</p>
}

function sentenceOf({ ofReason, orEmpty, answers }: PaperCondition): TextKey {
  if (ofReason) return 'book.askedIfMissing'
  if (answers.length === 0) return 'book.askedIfEmpty'
  return orEmpty ? 'book.askedIfOrEmpty' : 'book.askedIf'
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
