import { useSuspenseQuery } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import { Notice, Page, Section } from '../kit/page.tsx'
import { useSession } from '../kit/session.ts'
import { useTexts } from '../kit/texts.ts'
import { FactorSection } from './factor-section.tsx'
import { ownAccessQuery } from './own-queries.ts'
import { PasswordForm } from './password-form.tsx'
import { SessionsSection } from './sessions-section.tsx'
import { TokensSection } from './tokens-section.tsx'

/** What a person does about the own account: password, second factor, sessions, access tokens. */
export function MyAccessPage(): ReactNode {
  const { t } = useTexts()
  const session = useSession()
  const own = useSuspenseQuery(ownAccessQuery).data
  return (
    <Page
      crumbs={[{ label: t('nav.work'), to: '/' }]}
      title={t('nav.myAccess')}
      state={session?.account.displayName}
    >
      <PasswordSection />
      <FactorSection own={own} />
      <SessionsSection sessions={own.sessions} />
      <TokensSection own={own} />
    </Page>
  )
}

function PasswordSection(): ReactNode {
  const { t } = useTexts()
  const [changes, setChanges] = useState(0)
  return (
    <Section title={t('password.title')}>
      {changes > 0 && <Notice kind="note">{t('password.changed')}</Notice>}
      <div style={{ maxWidth: 320 }}>
        <PasswordForm
          key={changes}
          onChanged={() => {
            setChanges(changes + 1)
          }}
        />
      </div>
    </Section>
  )
}
