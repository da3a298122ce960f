import { Button } from '@mantine/core'
import { useId, useState, type ReactNode } from 'react'
import {
  endGrant,
  resetPassword,
  setAccountLock,
  type Account,
  type Grant,
} from '../../shared/api/routes/accounts.ts'
import { momentText } from '../../shared/kernel/time-zone.ts'
import { NOTHING } from '../kit/format.ts'
import { ReasonBox } from '../kit/form/reason-box.tsx'
import { call } from '../kit/http.ts'
import { Notice } from '../kit/page.tsx'
import page from '../kit/page.module.css'
import { ProblemNotice } from '../kit/problem-notice.tsx'
import { useTexts } from '../kit/texts.ts'
import { AccountAccess } from './account-access.tsx'
import { Identity } from './identity-form.tsx'
import { NewGrant } from './new-grant.tsx'
import { useAccountCall } from './account-call.ts'

/** One account: its grants, past ones included, a new first password, lock and unlock. */
export function AccountDetail({ account }: { readonly account: Account }): ReactNode {
  const { t } = useTexts()
  const id = useId()
  const [reason, setReason] = useState('')
  const [missing, setMissing] = useState(false)
  const params = { account: account.id }
  const locking = useAccountCall((why: string) =>
    call(setAccountLock, { params, body: { locked: !account.locked, reason: why } }),
  )
  const ending = useAccountCall((grant: string) =>
    call(endGrant, { params: { ...params, grant }, body: { reason: reason.trim() } }),
  )
  const resetting = useAccountCall(() => call(resetPassword, { params, body: {} }))
  const withReason = (act: () => void): void => {
    setMissing(reason.trim() === '')
    if (reason.trim() !== '') act()
  }
  const endOne = (grant: string): void => {
    withReason(() => {
      ending.mutate(grant)
    })
  }
  return (
    <div>
      <GrantTable account={account.id} grants={account.grants} onEnd={endOne} />
      <NewGrant account={account.id} />
      <div className={page['filters']}>
        <div style={{ width: 320 }}>
          <ReasonBox id={id} value={reason} onChange={setReason} missing={missing} />
        </div>
        <Button
          variant="default"
          loading={locking.isPending}
          onClick={() => {
            withReason(() => {
              locking.mutate(reason.trim())
            })
          }}
        >
          {t(account.locked ? 'accounts.unlock' : 'accounts.lock')}
        </Button>
        <Button
          variant="default"
          loading={resetting.isPending}
          onClick={() => {
            resetting.mutate(undefined)
          }}
        >
          {t('accounts.reset')}
        </Button>
        <AccountAccess account={account} reason={reason} withReason={withReason} />
      </div>
      {resetting.data !== undefined && (
        <FirstPassword username={account.username} password={resetting.data.firstPassword} />
      )}
      <ProblemNotice error={locking.error ?? ending.error ?? resetting.error} />
    </div>
  )
}

function FirstPassword(props: { readonly username: string; readonly password: string }): ReactNode {
  const { t } = useTexts()
  return (
    <Notice kind="note">
      {t('accounts.created', { username: props.username })} <code>{props.password}</code>
    </Notice>
  )
}

interface GrantTableProps {
  readonly account: string
  readonly grants: readonly Grant[]
  readonly onEnd: (grant: string) => void
}

function GrantTable({ account, grants, onEnd }: GrantTableProps): ReactNode {
  const { t } = useTexts()
  if (grants.length === 0) return <p className={page['soft']}>{t('accounts.noGrants')}</p>
  return (
    <table className={page['table']}>
      <caption className={page['soft']}>{t('accounts.zones')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('accounts.role')}</th>
          <th scope="col">{t('accounts.study')}</th>
          <th scope="col">{t('subjects.site')}</th>
          <th scope="col">{t('audit.from')}</th>
          <th scope="col">{t('audit.to')}</th>
          <th scope="col">{t('accounts.sign')}</th>
          <th scope="col">
            <span className="visually-hidden">{t('form.rowActions')}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {grants.map((grant) => (
          <GrantRow key={grant.id} account={account} grant={grant} onEnd={onEnd} />
        ))}
      </tbody>
    </table>
  )
}

interface GrantRowProps extends Omit<GrantTableProps, 'grants'> {
  readonly grant: Grant
}

function GrantRow({ account, grant, onEnd }: GrantRowProps): ReactNode {
  const { t } = useTexts()
  const { id, role, study, site, from, to, timeZone } = grant
  return (
    <tr>
      <th scope="row">{t(`role.${role}`)}</th>
      <td>{study ?? t('accounts.allStudies')}</td>
      <td>{site ?? t('accounts.allSites')}</td>
      <td className={page['nowrap']} title={timeZone}>
        {momentText(from, timeZone)}
      </td>
      <td className={page['nowrap']} title={timeZone}>
        {to === null ? NOTHING : momentText(to, timeZone)}
      </td>
      <td>
        <Identity account={account} grant={grant} />
      </td>
      <td className={page['number']}>
        {to === null && (
          <Button
            variant="default"
            size="compact-xs"
            onClick={() => {
              onEnd(id)
            }}
          >
            {t('accounts.endGrant')}
          </Button>
        )}
      </td>
    </tr>
  )
}
