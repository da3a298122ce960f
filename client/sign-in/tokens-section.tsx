import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { revokeToken, type AccessTokenView } from '../../shared/api/routes/own-access.ts'
import { formatTime } from '../kit/format.ts'
import { call } from '../kit/http.ts'
import { EmptyState, Section } from '../kit/page.tsx'
import page from '../kit/page.module.css'
import { ProblemNotice } from '../kit/problem-notice.tsx'
import type { TableColumn } from '../kit/table/columns.ts'
import { timeColumn } from '../kit/table/date-columns.ts'
import { SortableTable } from '../kit/table/sortable-table.tsx'
import { useTexts, type Texts } from '../kit/texts.ts'
import { NewToken } from './new-token.tsx'
import { useOwnCall } from './own-call.ts'
import type { OwnAccess } from './own-queries.ts'

/** Access tokens for scripts: listed with their state, revoked, made. */
export function TokensSection({ own }: { readonly own: OwnAccess }): ReactNode {
  const { t } = useTexts()
  return (
    <Section title={t('tokens.title')}>
      <p className={page['soft']}>{t('tokens.intro')}</p>
      {own.tokens.length === 0 ? (
        <EmptyState>{t('tokens.none')}</EmptyState>
      ) : (
        <TokenTable tokens={own.tokens} />
      )}
      <NewToken withCode={own.secondFactor} />
    </Section>
  )
}

function TokenTable({ tokens }: { readonly tokens: readonly AccessTokenView[] }): ReactNode {
  const texts = useTexts()
  const { t } = texts
  const revoking = useOwnCall((token: string) => call(revokeToken, { params: { token }, body: {} }))
  return (
    <>
      <SortableTable
        name="tokens"
        rows={tokens}
        columns={columnsOf(texts)}
        actions={t('form.rowActions')}
      >
        {(token) => (
          <tr key={token.id}>
            <th scope="row">{token.name}</th>
            <td>{scopesText(token, texts)}</td>
            <td className={page['nowrap']}>{formatTime(token.createdAt)}</td>
            <td className={page['nowrap']}>{formatTime(token.expiresAt)}</td>
            <td className={page['nowrap']}>{formatTime(token.lastUsedAt)}</td>
            <td>{t(`tokens.state.${stateOf(token)}`)}</td>
            <td className={page['number']}>
              {stateOf(token) === 'live' && (
                <Button
                  variant="default"
                  size="compact-xs"
                  aria-label={`${t('tokens.revoke')}: ${token.name}`}
                  onClick={() => {
                    revoking.mutate(token.id)
                  }}
                >
                  {t('tokens.revoke')}
                </Button>
              )}
            </td>
          </tr>
        )}
      </SortableTable>
      <ProblemNotice error={revoking.error} />
    </>
  )
}

function columnsOf(texts: Texts): readonly TableColumn<AccessTokenView>[] {
  const { t } = texts
  return [
    { key: 'name', head: t('tokens.name'), value: ({ name }) => name },
    { key: 'scopes', head: t('tokens.scopes'), value: (token) => scopesText(token, texts) },
    timeColumn({ key: 'made', head: t('tokens.created'), of: ({ createdAt }) => createdAt }),
    timeColumn({ key: 'ends', head: t('tokens.expires'), of: ({ expiresAt }) => expiresAt }),
    timeColumn({ key: 'used', head: t('tokens.lastUsed'), of: ({ lastUsedAt }) => lastUsedAt }),
    {
      key: 'state',
      head: t('subjects.state'),
      value: (token) => t(`tokens.state.${stateOf(token)}`),
      code: stateOf,
    },
  ]
}

function scopesText({ scopes }: AccessTokenView, { t }: Texts): string {
  return scopes.map((scope) => t(`tokens.scope.${scope}`)).join(', ')
}

function stateOf({ revokedAt, expiresAt }: AccessTokenView): 'live' | 'revoked' | 'late' {
  if (revokedAt !== null) return 'revoked'
  return Date.parse(expiresAt) <= Date.now() ? 'late' : 'live'
}
