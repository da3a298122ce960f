import type { ReactNode } from 'react'
import type { FiringView } from '../../shared/api/routes/checks.ts'
import type { QueryView } from '../../shared/api/routes/queries.ts'
import type { SignatureView } from '../../shared/api/routes/signatures.ts'
import type { VerificationView } from '../../shared/api/routes/verification.ts'
import type { FormDefinition } from '../../shared/forms/define.ts'
import {
  entryText,
  firingText,
  placeText,
  signatureText,
  verificationText,
} from '../../shared/casebook/wording.ts'
import css from './casebook.module.css'
import { useWording } from './use-wording.ts'

interface RecordMarksProps {
  readonly form: FormDefinition | null
  readonly queries: readonly QueryView[]
  readonly firings: readonly FiringView[]
  readonly verifications?: readonly VerificationView[]
  readonly signatures: readonly SignatureView[]
}

/** What was asked, checked, verified and signed. */
export function RecordMarks(props: RecordMarksProps): ReactNode {
  const wording = useWording()
  const { t } = wording
  const { form, queries, firings, verifications = [], signatures } = props
  return (
    <>
      <Said title={t('book.queries')}>
        {queries.map((query) => (
          <li key={query.id}>
            <b>{placeText(wording, form, query)}</b> · {t(`query.state.${query.state}`)}
            <ul>
              {query.entries.map((entry, at) => (
                // A thread only grows at its end.
                <li key={at}>{entryText(wording, entry)}</li>
              ))}
            </ul>
          </li>
        ))}
      </Said>
      <Said title={t('book.checks')}>
        {firings.map((firing) => (
          <li key={firing.id}>
            <b>{placeText(wording, form, firing)}</b> · {firingText(wording, firing)}
          </li>
        ))}
      </Said>
      <Said title={t('book.verifications')}>
        {verifications.map((one) => (
          <li key={one.id}>
            <b>{placeText(wording, form, one)}</b> · {verificationText(wording, one)}
          </li>
        ))}
      </Said>
      <Said title={t('book.signatures')}>
        {signatures.map((signature) => (
          <li key={signature.id}>{signatureText(wording, signature)}</li>
        ))}
      </Said>
    </>
  )
}

function Said(props: {
  readonly title: string
  readonly children: readonly ReactNode[]
}): ReactNode {
  if (props.children.length === 0) return null
  return (
    <div className={css['said']}>
      <h4>{props.title}</h4>
      <ul>{props.children}</ul>
    </div>
  )
}
