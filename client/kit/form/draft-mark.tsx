import type { ReactNode } from 'react'
import type { DraftState } from '../drafts/outbox.ts'
import { formatClock, formatTime } from '../format.ts'
import { problemText } from '../problem-notice.tsx'
import { useTexts, type Texts } from '../texts.ts'
import css from './form.module.css'

/** Where typing that is not saved is kept; a draft is named as one, never as saved data. */
export function DraftMark({ state }: { readonly state: DraftState }): ReactNode {
  const texts = useTexts()
  if (state.kind === 'none' || state.kind === 'other') return null
  if (state.kind === 'stored') {
    return (
      <span className={css['barState']} title={formatTime(state.savedAt)}>
        {texts.t('draft.keptAt', { time: formatClock(state.savedAt) })}
      </span>
    )
  }
  return (
    <span className={css['barWarning']} role="status">
      △ {warningOf(texts, state)}
    </span>
  )
}

function warningOf(
  texts: Texts,
  state: Extract<DraftState, { kind: 'kept-here' | 'refused' }>,
): string {
  if (state.kind === 'refused') {
    return texts.t('draft.refused', { why: problemText(texts, state.error) })
  }
  if (!state.onDisk) return texts.t('draft.inWindow')
  return texts.t(state.why === 'signed-out' ? 'draft.signedOut' : 'draft.keptHere')
}
