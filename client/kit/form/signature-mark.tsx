import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import type { SignatureView } from '../../../shared/api/routes/signatures.ts'
import type { RecordView } from '../../../shared/api/routes/subjects.ts'
import { usePermissions } from '../session.ts'
import { brokenText, meaningText, signedText } from '../signature-text.ts'
import { signaturesAt, signaturesQuery } from '../signatures.ts'
import { signPath } from '../subject-paths.ts'
import { useTexts } from '../texts.ts'
import css from './log.module.css'

interface SignatureMarkProps {
  readonly study: string
  readonly subjid: string
  readonly record: RecordView | null
}

/** Who signed a saved form, what broke a signature since, and for who may the way to sign it. */
export function SignatureMark({ study, subjid, record }: SignatureMarkProps): ReactNode {
  const { t } = useTexts()
  const may = usePermissions()
  const { data } = useQuery(signaturesQuery(study, subjid))
  if (record === null || data === undefined) return null
  const latest = latestOf(signaturesAt(data.signatures, record))
  return (
    <>
      {latest.map((signature) => (
        <SignatureLine key={signature.id} signature={signature} />
      ))}
      {may('signature.sign', { study }) && (
        <Link className={css['history']} to={signPath(study, subjid, null, record.id)}>
          {t('sign.signThis')}
        </Link>
      )}
    </>
  )
}

/** The valid ones; where there is none, the last one that was broken. */
function latestOf(signatures: readonly SignatureView[]): readonly SignatureView[] {
  const valid = signatures.filter(({ state }) => state === 'valid')
  return valid.length > 0 ? valid : signatures.slice(-1)
}

function SignatureLine({ signature }: { readonly signature: SignatureView }): ReactNode {
  const texts = useTexts()
  const { t, tKnown } = texts
  const { signer, role, meaning } = signature
  const text = t('sign.formSigned', {
    signer,
    role: tKnown(`role.${role}`),
    meaning: meaningText(texts, meaning),
    when: signedText(signature),
  })
  const broken = brokenText(texts, signature)
  return (
    <span className={css['history']}>
      <span>
        <span aria-hidden="true">{broken === null ? '✎' : '✎\u0338'}</span> {text}
        {broken !== null && <strong> · {broken}</strong>}
      </span>
    </span>
  )
}
