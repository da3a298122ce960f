import { Button } from '@mantine/core'
import { useState, type ReactNode } from 'react'
import { removeFactor, renewRecoveryCodes } from '../../shared/api/routes/own-access.ts'
import { call } from '../kit/http.ts'
import { Section } from '../kit/page.tsx'
import page from '../kit/page.module.css'
import { ProblemNotice } from '../kit/problem-notice.tsx'
import { useTexts } from '../kit/texts.ts'
import { ComponentsForm, type TypedComponents } from './components-form.tsx'
import { useOwnCall } from './own-call.ts'
import type { OwnAccess } from './own-queries.ts'
import { RecoveryCodes } from './recovery-codes.tsx'
import { SetUpFactor } from './set-up-factor.tsx'

type Doing = 'set-up' | 'renew' | 'remove' | null

/** The own second factor: set up, moved to another telephone, new recovery codes, given up. */
export function FactorSection({ own }: { readonly own: OwnAccess }): ReactNode {
  const { t } = useTexts()
  const [doing, setDoing] = useState<Doing>(null)
  const stop = (): void => {
    setDoing(null)
  }
  return (
    <Section title={t('factor.title')}>
      <p>{stateText(own, t)}</p>
      {doing === null && <Choices own={own} onChoose={setDoing} />}
      {doing === 'set-up' && <SetUp own={own} onStop={stop} />}
      {doing === 'renew' && <Renewal onStop={stop} />}
      {doing === 'remove' && <Removal onStop={stop} />}
    </Section>
  )
}

function stateText(own: OwnAccess, t: ReturnType<typeof useTexts>['t']): string {
  if (own.secondFactor) return t('factor.on', { left: own.recoveryCodesLeft })
  return t(own.required ? 'factor.offRequired' : 'factor.off')
}

interface ChoicesProps {
  readonly own: OwnAccess
  readonly onChoose: (doing: Doing) => void
}

function Choices({ own, onChoose }: ChoicesProps): ReactNode {
  const { t } = useTexts()
  const choice = (doing: Doing, label: string): ReactNode => (
    <Button
      key={label}
      variant="default"
      onClick={() => {
        onChoose(doing)
      }}
    >
      {label}
    </Button>
  )
  if (!own.secondFactor) return choice('set-up', t('factor.begin'))
  return (
    <div className={page['inline']}>
      {choice('set-up', t('factor.replace'))}
      {choice('renew', t('factor.newCodes'))}
      {!own.required && choice('remove', t('factor.remove'))}
    </div>
  )
}

interface StepProps {
  readonly onStop: () => void
}

function SetUp({ own, onStop }: StepProps & { readonly own: OwnAccess }): ReactNode {
  const [replaces] = useState(own.secondFactor)
  const refreshing = useOwnCall(() => Promise.resolve(null))
  const done = (): void => {
    refreshing.mutate(undefined)
    onStop()
  }
  return <SetUpFactor replaces={replaces} onDone={done} onCancel={onStop} />
}

function Renewal({ onStop }: StepProps): ReactNode {
  const renewing = useOwnCall((components: TypedComponents) =>
    call(renewRecoveryCodes, { body: { code: '', ...components } }),
  )
  const codes = renewing.data?.recoveryCodes
  if (codes !== undefined) return <RecoveryCodes codes={codes} onKept={onStop} />
  return <Asked calling={renewing} onStop={onStop} />
}

function Removal({ onStop }: StepProps): ReactNode {
  const removing = useOwnCall(async (components: TypedComponents) => {
    await call(removeFactor, { body: { code: '', ...components } })
    onStop()
  })
  return <Asked calling={removing} onStop={onStop} />
}

interface AskedProps extends StepProps {
  readonly calling: {
    readonly error: Error | null
    readonly isPending: boolean
    readonly mutate: (components: TypedComponents) => void
  }
}

function Asked({ calling, onStop }: AskedProps): ReactNode {
  return (
    <>
      <ProblemNotice error={calling.error} />
      <ComponentsForm
        withCode
        pending={calling.isPending}
        onSubmit={calling.mutate}
        onCancel={onStop}
      />
    </>
  )
}
