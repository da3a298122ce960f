import { Checkbox, NumberInput, TextInput } from '@mantine/core'
import { useState, type ReactNode } from 'react'
import { TOKEN_SCOPE_NAMES, type TokenScope } from '../../shared/access/token-scopes.ts'
import { createToken } from '../../shared/api/routes/own-access.ts'
import { call } from '../kit/http.ts'
import { Notice } from '../kit/page.tsx'
import page from '../kit/page.module.css'
import { ProblemNotice } from '../kit/problem-notice.tsx'
import { useTexts } from '../kit/texts.ts'
import { ComponentsForm, type TypedComponents } from './components-form.tsx'
import { useOwnCall } from './own-call.ts'
import css from './second-factor.module.css'

interface NewTokenProps {
  readonly withCode: boolean
}

/** Makes an access token, which is shown once. */
export function NewToken({ withCode }: NewTokenProps): ReactNode {
  const { t } = useTexts()
  const [wish, setWish] = useState<TokenWish>({ name: '', days: 90, scopes: [] })
  const { name, days, scopes } = wish
  const [asked, setAsked] = useState(false)
  const complete = name.trim() !== '' && scopes.length > 0 && Number(days) >= 1
  const making = useOwnCall((components: TypedComponents) =>
    call(createToken, {
      body: { name: name.trim(), scopes: [...scopes], days: Number(days), ...components },
    }),
  )
  return (
    <div style={{ marginTop: 12 }}>
      <h3>{t('tokens.create')}</h3>
      {making.data !== undefined && (
        <Notice kind="note">
          {t('tokens.made')} <code className={css['secret']}>{making.data.token}</code>
        </Notice>
      )}
      <TokenBoxes wish={wish} onChange={setWish} />
      {asked && !complete && <Notice kind="warning">{t('tokens.incomplete')}</Notice>}
      <ProblemNotice error={making.error} />
      <ComponentsForm
        key={making.data?.view.id ?? ''}
        withCode={withCode}
        pending={making.isPending}
        onSubmit={(components) => {
          setAsked(true)
          if (complete) making.mutate(components)
        }}
      />
    </div>
  )
}

interface TokenWish {
  readonly name: string
  readonly days: number | string
  readonly scopes: readonly TokenScope[]
}

interface TokenBoxesProps {
  readonly wish: TokenWish
  readonly onChange: (wish: TokenWish) => void
}

function TokenBoxes({ wish, onChange }: TokenBoxesProps): ReactNode {
  const { t } = useTexts()
  return (
    <>
      <div className={page['filters']}>
        <TextInput
          label={`${t('tokens.name')} *`}
          w={220}
          maxLength={60}
          value={wish.name}
          onChange={(event) => {
            onChange({ ...wish, name: event.currentTarget.value })
          }}
        />
        <NumberInput
          size="xs"
          label={t('tokens.days')}
          w={150}
          min={1}
          max={365}
          allowDecimal={false}
          value={wish.days}
          onChange={(days) => {
            onChange({ ...wish, days })
          }}
        />
      </div>
      <Checkbox.Group
        label={`${t('tokens.scopes')} *`}
        value={[...wish.scopes]}
        onChange={(chosen) => {
          const scopes = TOKEN_SCOPE_NAMES.filter((scope) => chosen.includes(scope))
          onChange({ ...wish, scopes })
        }}
      >
        <div className={page['inline']} style={{ gap: '10px 20px', margin: '4px 0 12px' }}>
          {TOKEN_SCOPE_NAMES.map((scope) => (
            <Checkbox key={scope} value={scope} label={t(`tokens.scope.${scope}`)} />
          ))}
        </div>
      </Checkbox.Group>
    </>
  )
}
