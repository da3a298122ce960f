import type { ReactNode } from 'react'
import css from './marks.module.css'
import { useTexts } from './texts.ts'

/** A dot beside what changed since the reader's last review or signature, with its words. */
export function ChangedMark({ changed }: { readonly changed: boolean }): ReactNode {
  const { t } = useTexts()
  if (!changed) return null
  return (
    <span className={css['changed']} title={t('changes.mark')}>
      <span aria-hidden="true">●</span>
      <span className="visually-hidden">{t('changes.mark')}</span>
    </span>
  )
}
