import { Button, TextInput } from '@mantine/core'
import {
  useMutation,
  useQueryClient,
  useSuspenseQuery,
  type UseMutationResult,
} from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import type { ResponseOf } from '../../shared/api/define.ts'
import { createAccount, type Account, type Grant } from '../../shared/api/routes/accounts.ts'
import { formatTime, NOTHING } from '../kit/format.ts'
import { call, newIdempotencyKey } from '../kit/http.ts'
import { Notice, Page, Section } from '../kit/page.tsx'
import page from '../kit/page.module.css'
import { ProblemNotice } from '../kit/problem-notice.tsx'
import type { TableColumn } from '../kit/table/columns.ts'
import { timeColumn } from '../kit/table/date-columns.ts'
import { SortableTable } from '../kit/table/sortable-table.tsx'
import { useTexts, type Texts } from '../kit/texts.ts'
import { AccountDetail } from './account-detail.tsx'
import { ClockAlert } from './clock-alert.tsx'
import { accountsQuery } from './queries.ts'

/** Accounts with their grants; a new one gets a first password that is shown once. */
export function AccountsPage(): ReactNode {
  const texts = useTexts()
  const { t } = texts
  const { accounts } = useSuspenseQuery(accountsQuery).data
  const [opened, setOpened] = useState<string | null>(null)
  return (
    <Page
      crumbs={[{ label: t('nav.work'), to: '/' }]}
      title={t('nav.accounts')}
      state={t('accounts.count', { count: accounts.length })}
    >
      <ClockAlert />
      <SortableTable
        name="accounts"
        rows={accounts}
        columns={columnsOf(texts)}
        actions={t('form.rowActions')}
        keep={({ id }) => id === opened}
      >
        {(account) => (
          <AccountRow
            key={account.id}
            account={account}
            opened={opened === account.id}
            onToggle={() => {
              setOpened(opened === account.id ? null : account.id)
            }}
          />
        )}
      </SortableTable>
      <NewAccount />
    </Page>
  )
}

function columnsOf(texts: Texts): readonly TableColumn<Account>[] {
  const { t } = texts
  return [
    { key: 'username', head: t('signIn.username'), value: ({ username }) => username },
    { key: 'name', head: t('accounts.name'), value: ({ displayName }) => displayName },
    {
      key: 'grants',
      head: t('accounts.grants'),
      value: (account) =>
        grantsInForce(account)
          .map((grant) => grantText(grant, texts))
          .join('; '),
    },
    timeColumn({ key: 'last', head: t('accounts.lastSignIn'), of: (one) => one.lastSignInAt }),
    {
      key: 'state',
      head: t('subjects.state'),
      value: (account) => t(stateOf(account)),
      code: stateOf,
    },
  ]
}

function grantsInForce({ grants }: Account): readonly Grant[] {
  return grants.filter(({ to }) => to === null || Date.parse(to) > Date.now())
}

function grantText({ role, study, site }: Grant, { t }: Texts): string {
  return [t(`role.${role}`), study ?? t('accounts.allStudies'), site]
    .filter((part) => part !== null)
    .join(' · ')
}

function stateOf({ locked, mustChangePassword }: Account) {
  if (locked) return 'accounts.locked'
  return mustChangePassword ? 'accounts.firstSignIn' : 'accounts.active'
}

interface AccountRowProps {
  readonly account: Account
  readonly opened: boolean
  readonly onToggle: () => void
}

function AccountRow({ account, opened, onToggle }: AccountRowProps): ReactNode {
  const texts = useTexts()
  const { t } = texts
  const inForce = grantsInForce(account)
  return (
    <>
      <tr>
        <th scope="row">{account.username}</th>
        <td>{account.displayName}</td>
        <td>
          {inForce.length === 0
            ? NOTHING
            : inForce.map((grant) => <div key={grant.id}>{grantText(grant, texts)}</div>)}
        </td>
        <td className={page['nowrap']}>{formatTime(account.lastSignInAt)}</td>
        <td>{t(stateOf(account))}</td>
        <td className={page['number']}>
          <Button variant="default" size="compact-xs" aria-expanded={opened} onClick={onToggle}>
            {t(opened ? 'frame.close' : 'accounts.manage')}
          </Button>
        </td>
      </tr>
      {opened && (
        <tr>
          <td colSpan={6}>
            <AccountDetail account={account} />
          </td>
        </tr>
      )}
    </>
  )
}

interface Creation {
  readonly username: string
  readonly displayName: string
}

function useCreating(onCreated: () => void): UseMutationResult<Created, Error, Creation> {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (body: Creation) =>
      call(createAccount, { body, idempotencyKey: newIdempotencyKey() }),
    onSuccess: async () => {
      onCreated()
      await client.invalidateQueries({ queryKey: accountsQuery.queryKey })
    },
  })
}

type Created = ResponseOf<typeof createAccount>

function NewAccount(): ReactNode {
  const { t } = useTexts()
  const [username, setUsername] = useState('')
  const [displayName, setDisplayName] = useState('')
  const [asked, setAsked] = useState(false)
  const right = /^[a-z0-9][a-z0-9._-]{1,39}$/.test(username)
  const creating = useCreating(() => {
    setUsername('')
    setDisplayName('')
    setAsked(false)
  })
  return (
    <Section title={t('accounts.new')}>
      {creating.data !== undefined && (
        <Notice kind="note">
          {t('accounts.created', { username: creating.data.account.username })}{' '}
          <code>{creating.data.firstPassword}</code>
        </Notice>
      )}
      <ProblemNotice error={creating.error} />
      <form
        className={page['filters']}
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          setAsked(true)
          if (right && displayName.trim() !== '') creating.mutate({ username, displayName })
        }}
      >
        <TextInput
          label={`${t('signIn.username')} *`}
          w={200}
          autoCapitalize="none"
          autoComplete="off"
          value={username}
          onChange={(event) => {
            setUsername(event.currentTarget.value)
          }}
          error={asked && !right ? t('setUp.usernameRule') : undefined}
        />
        <TextInput
          label={`${t('accounts.name')} *`}
          w={240}
          autoComplete="off"
          value={displayName}
          onChange={(event) => {
            setDisplayName(event.currentTarget.value)
          }}
          error={asked && displayName.trim() === '' ? t('setUp.displayNameMissing') : undefined}
        />
        <Button type="submit" loading={creating.isPending}>
          {t('accounts.create')}
        </Button>
      </form>
    </Section>
  )
}
