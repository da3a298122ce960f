import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import type { PastePlan } from '../../../shared/forms/paste-grid.ts'
import { Notice } from '../page.tsx'
import { useTexts } from '../texts.ts'
import css from './form.module.css'

interface PasteNoticeProps {
  readonly plan: PastePlan
  readonly onUndo: () => void
  readonly onDismiss: () => void
}

/** What a paste did: cells filled, rows added, and each cell that found no place, with its text. */
export function PasteNotice({ plan, onUndo, onDismiss }: PasteNoticeProps): ReactNode {
  const { t, say } = useTexts()
  const unplaced = plan.trouble.filter(({ why }) => why !== 'not-read')
  const unread = plan.trouble.filter(({ why }) => why === 'not-read')
  return (
    <Notice kind={plan.trouble.length === 0 ? 'note' : 'warning'}>
      <div>{t('paste.done', { cells: plan.cells, rows: plan.addedRows })}</div>
      {unplaced.length > 0 && <div>{t('paste.unplaced', { count: unplaced.length })}</div>}
      {unread.length > 0 && <div>{t('paste.unread', { count: unread.length })}</div>}
      {plan.trouble.length > 0 && (
        <ul className={css['pasted']}>
          {plan.trouble.map(({ row, item, text, why }, at) => (
            <li key={`${at} ${text}`}>
              {t('form.row', { row })}, {item === null ? t('paste.noColumn') : say(item.label)}
              {why === 'computed' && ` (${t('form.derived')})`}: <q>{text}</q>
            </li>
          ))}
        </ul>
      )}
      <div className={css['control']}>
        <Button variant="default" size="compact-xs" onClick={onUndo}>
          {t('paste.undo')}
        </Button>
        <Button variant="default" size="compact-xs" onClick={onDismiss}>
          {t('frame.close')}
        </Button>
      </div>
    </Notice>
  )
}
