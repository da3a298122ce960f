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
  const [name, setName] = useState('')
  const [days, setDays] = useState<number | string>(90)
  const [scopes, setScopes] = useState<readonly TokenScope[]>([])
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
      <div className={page['filters']}>
        <TextInput
          label={`${t('tokens.name')} *`}
          w={220}
          maxLength={60}
          value={name}
          onChange={(event) => {
            setName(event.currentTarget.value)
          }}
        />
        <NumberInput
          label={t('tokens.days')}
          w={150}
          min={1}
          max={365}
          allowDecimal={false}
          value={days}
          onChange={setDays}
        />
      </div>
      <Checkbox.Group
        label={`${t('tokens.scopes')} *`}
        value={[...scopes]}
        onChange={(chosen) => {
          setScopes(TOKEN_SCOPE_NAMES.filter((scope) => chosen.includes(scope)))
        }}
      >
        <div className={page['inline']} style={{ gap: '6px 16px', margin: '4px 0 12px' }}>
          {TOKEN_SCOPE_NAMES.map((scope) => (
            <Checkbox key={scope} value={scope} label={t(`tokens.scope.${scope}`)} />
          ))}
        </div>
      </Checkbox.Group>
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
