import { Button } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import type { ResponseOf } from '../../shared/api/define.ts'
import { loadDemo } from '../../shared/api/routes/studies.ts'
import { call } from '../kit/http.ts'
import { EmptyState, Notice } from '../kit/page.tsx'
import css from '../kit/page.module.css'
import { ProblemNotice } from '../kit/problem-notice.tsx'
import { setupQuery } from '../kit/queries.ts'
import { useTexts } from '../kit/texts.ts'

/** An empty installation: open a first study, or load the demo studies with their example accounts. */
export function DemoOffer(): ReactNode {
  const { t } = useTexts()
  const client = useQueryClient()
  const loading = useMutation({ mutationFn: () => call(loadDemo, { body: {} }) })
  if (loading.data !== undefined) {
    return (
      <>
        <Notice kind="note">
          <p>{t('demo.loaded', { count: loading.data.studies.length })}</p>
          <p>{t('demo.accounts')}</p>
        </Notice>
        <ExampleAccounts accounts={loading.data.accounts} />
        <p>
          <Button
            onClick={() => {
              void client.invalidateQueries({ queryKey: setupQuery.queryKey })
              void client.invalidateQueries({ queryKey: ['studies'] })
            }}
          >
            {t('demo.done')}
          </Button>
        </p>
      </>
    )
  }
  return (
    <>
      <ProblemNotice error={loading.error} />
      <EmptyState
        action={
          <div className={css['inline']} style={{ justifyContent: 'center' }}>
            <Button
              loading={loading.isPending}
              onClick={() => {
                loading.mutate()
              }}
            >
              {t('demo.load')}
            </Button>
            <Link to="/new-study">{t('nav.newStudy')}</Link>
          </div>
        }
      >
        {t('demo.intro')}
        {loading.isPending && <p role="status">{t('demo.wait')}</p>}
      </EmptyState>
    </>
  )
}

type Loaded = ResponseOf<typeof loadDemo>

function ExampleAccounts({ accounts }: Pick<Loaded, 'accounts'>): ReactNode {
  const { t } = useTexts()
  return (
    <table className={css['table']}>
      <thead>
        <tr>
          <th scope="col">{t('signIn.username')}</th>
          <th scope="col">{t('accounts.role')}</th>
          <th scope="col">{t('accounts.firstPassword')}</th>
        </tr>
      </thead>
      <tbody>
        {accounts.map(({ username, role, firstPassword }) => (
          <tr key={username}>
            <th scope="row">{username}</th>
            <td>{t(`role.${role}`)}</td>
            <td>
              <code>{firstPassword}</code>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
