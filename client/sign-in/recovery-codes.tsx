import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { Notice } from '../kit/page.tsx'
import { useTexts } from '../kit/texts.ts'
import css from './second-factor.module.css'

interface RecoveryCodesProps {
  readonly codes: readonly string[]
  readonly onKept: () => void
}

/** Recovery codes, shown this once. */
export function RecoveryCodes({ codes, onKept }: RecoveryCodesProps): ReactNode {
  const { t } = useTexts()
  return (
    <>
      <Notice kind="warning">{t('factor.codes')}</Notice>
      <ol className={css['codes']}>
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ol>
      <Button onClick={onKept}>{t('factor.codesKept')}</Button>
    </>
  )
}
