import { Button, Textarea } from '@mantine/core'
import { useState, type ReactNode } from 'react'
import { leadingWords } from '../../../shared/queries/leading-text.ts'
import { Notice } from '../page.tsx'
import { ProblemNotice } from '../problem-notice.tsx'
import { useTexts } from '../texts.ts'
import { useOpenQuery, type Asked } from './data-queries.ts'
import css from './data-queries.module.css'

interface AskProps {
  readonly asked: Asked
  /** The box is to be written in at once. */
  readonly focused?: boolean
  /** The query was opened. */
  readonly onAsked?: () => void
}

/** A new query in the asker's own words, with a gentle word where they propose the answer. */
export function Ask({ asked, focused = false, onAsked }: AskProps): ReactNode {
  const { t } = useTexts()
  const [text, setText] = useState('')
  const opening = useOpenQuery(asked)
  const words = leadingWords(text)
  const open = (): void => {
    if (text.trim() === '' || opening.isPending) return
    opening.mutate(text.trim(), {
      onSuccess: () => {
        setText('')
        onAsked?.()
      },
    })
  }
  return (
    <div className={css['steps']}>
      <Textarea
        size="xs"
        autosize
        minRows={2}
        maxRows={8}
        maxLength={4000}
        label={t('query.new')}
        description={t('query.newHelp')}
        value={text}
        {...(focused ? { autoFocus: true } : {})}
        onChange={(event) => {
          setText(event.currentTarget.value)
        }}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) open()
        }}
      />
      {words !== null && <Notice kind="warning">{t('query.leading', { words })}</Notice>}
      <div className={css['buttons']}>
        <Button
          size="compact-xs"
          disabled={text.trim() === ''}
          loading={opening.isPending}
          onClick={open}
        >
          {t('query.open')}
        </Button>
      </div>
      <ProblemNotice error={opening.error} />
    </div>
  )
}
