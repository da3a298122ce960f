import { Button, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import type { ResponseOf } from '../../shared/api/define.ts'
import { beginFactor, confirmFactor } from '../../shared/api/routes/own-access.ts'
import { call } from '../kit/http.ts'
import page from '../kit/page.module.css'
import { ProblemNotice } from '../kit/problem-notice.tsx'
import { useTexts } from '../kit/texts.ts'
import { ComponentsForm, type TypedComponents } from './components-form.tsx'
import { QrPicture } from './qr-picture.tsx'
import { RecoveryCodes } from './recovery-codes.tsx'
import css from './second-factor.module.css'

interface SetUpFactorProps {
  /** There is one already, which the new one replaces. */
  readonly replaces: boolean
  readonly onDone: () => void
  readonly onCancel?: () => void
}

type Begun = ResponseOf<typeof beginFactor>

/** Sets up a second factor: who is there, scan, first code, recovery codes. */
export function SetUpFactor({ replaces, onDone, onCancel }: SetUpFactorProps): ReactNode {
  const [codes, setCodes] = useState<readonly string[] | null>(null)
  const beginning = useMutation({
    mutationFn: (body: TypedComponents) => call(beginFactor, { body }),
  })
  if (codes !== null) return <RecoveryCodes codes={codes} onKept={onDone} />
  if (beginning.data !== undefined) return <Scan begun={beginning.data} onConfirmed={setCodes} />
  return (
    <>
      <ProblemNotice error={beginning.error} />
      <ComponentsForm
        withCode={replaces}
        pending={beginning.isPending}
        onSubmit={(components) => {
          beginning.mutate(components)
        }}
        {...(onCancel === undefined ? {} : { onCancel })}
      />
    </>
  )
}

interface ScanProps {
  readonly begun: Begun
  readonly onConfirmed: (codes: readonly string[]) => void
}

function Scan({ begun, onConfirmed }: ScanProps): ReactNode {
  const { t } = useTexts()
  const [code, setCode] = useState('')
  const confirming = useMutation({
    mutationFn: () => call(confirmFactor, { body: { code: code.trim() } }),
    onSuccess: ({ recoveryCodes }) => {
      onConfirmed(recoveryCodes)
    },
  })
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        if (code.trim() !== '') confirming.mutate()
      }}
    >
      <p>{t('factor.scan')}</p>
      <div className={css['scan']}>
        <QrPicture text={begun.uri} label={t('factor.picture')} />
        <div>
          <div className={page['soft']}>{t('factor.secret')}</div>
          <code className={css['secret']}>{(begun.secret.match(/.{1,4}/g) ?? []).join(' ')}</code>
          <TextInput
            label={t('factor.firstCode')}
            w={240}
            inputMode="numeric"
            autoComplete="one-time-code"
            autoFocus
            value={code}
            onChange={(event) => {
              setCode(event.currentTarget.value)
            }}
          />
          <Button
            type="submit"
            mt="sm"
            disabled={code.trim() === ''}
            loading={confirming.isPending}
          >
            {t('factor.confirm')}
          </Button>
        </div>
      </div>
      <ProblemNotice error={confirming.error} />
    </form>
  )
}
