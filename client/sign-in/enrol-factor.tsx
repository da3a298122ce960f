import { useQueryClient } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { sessionQuery } from '../kit/queries.ts'
import { useTexts } from '../kit/texts.ts'
import { EntrancePage } from './entrance-page.tsx'
import { SetUpFactor } from './set-up-factor.tsx'

/** Stands before everything else while a role or a study asks for a second factor that is not there. */
export function EnrolFactor(): ReactNode {
  const { t } = useTexts()
  const client = useQueryClient()
  return (
    <EntrancePage title={t('factor.title')}>
      <p>{t('factor.forced')}</p>
      <SetUpFactor
        replaces={false}
        onDone={() => {
          void client.invalidateQueries({ queryKey: sessionQuery.queryKey })
        }}
      />
    </EntrancePage>
  )
}
