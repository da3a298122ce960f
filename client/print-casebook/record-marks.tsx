import type { ReactNode } from 'react'
import type { FiringView } from '../../shared/api/routes/checks.ts'
import type { QueryView } from '../../shared/api/routes/queries.ts'
import type { SignatureView } from '../../shared/api/routes/signatures.ts'
import type { VerificationView } from '../../shared/api/routes/verification.ts'
import type { FormDefinition } from '../../shared/forms/define.ts'
import { formatTime } from '../kit/format.ts'
import { itemLabel } from '../kit/item-label.ts'
import { brokenText, signedText } from '../kit/signature-text.ts'
import { useTexts, type Texts } from '../kit/texts.ts'
import css from './casebook.module.css'

interface RecordMarksProps {
  readonly form: FormDefinition | null
  readonly queries: readonly QueryView[]
  readonly firings: readonly FiringView[]
  readonly verifications?: readonly VerificationView[]
  readonly signatures: readonly SignatureView[]
}

/** What was asked, checked, verified and signed. */
export function RecordMarks(props: RecordMarksProps): ReactNode {
  const texts = useTexts()
  const { t } = texts
  const { form, queries, firings, verifications = [], signatures } = props
  return (
    <>
      <Said title={t('book.queries')}>
        {queries.map((query) => (
          <li key={query.id}>
            <b>{placeText(texts, form, query)}</b> · {t(`query.state.${query.state}`)}
            <ul>
              {query.entries.map((entry, at) => (
                // A thread only grows at its end.
                <li key={at}>{entryText(texts, entry)}</li>
              ))}
            </ul>
          </li>
        ))}
      </Said>
      <Said title={t('book.checks')}>
        {firings.map((firing) => (
          <li key={firing.id}>
            <b>{placeText(texts, form, firing)}</b> · {firingText(texts, firing)}
          </li>
        ))}
      </Said>
      <Said title={t('book.verifications')}>
        {verifications.map((one) => (
          <li key={one.id}>
            <b>{placeText(texts, form, one)}</b> · {t(`book.verified.${one.state}`)} ·{' '}
            {one.verifiedBy} · {formatTime(one.verifiedAt)}
          </li>
        ))}
      </Said>
      <Said title={t('book.signatures')}>
        {signatures.map((signature) => (
          <li key={signature.id}>{signatureText(texts, signature)}</li>
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

/** Which value is spoken of: its row and its question, or the whole form. */
function placeText(
  { t, say }: Texts,
  form: FormDefinition | null,
  { item, groupRow }: { readonly item: string; readonly groupRow: string },
): string {
  const label = item === '' ? t('book.wholeForm') : say(itemLabel(form ?? undefined, item))
  return groupRow === '' ? label : `${groupRow.replaceAll('|', ' ')} · ${label}`
}

function entryText({ t, tKnown, say }: Texts, entry: QueryView['entries'][number]): string {
  const { act, text, said, by, role, at } = entry
  const words = [...(said === null ? [] : [say(said)]), ...(text === null ? [] : [text])]
  const who = by === 'system' ? t('query.program') : `${by} · ${tKnown(`role.${role}`)}`
  return [t(`query.did.${act}`), who, formatTime(at), ...words].join(' · ')
}

function firingText({ t, say }: Texts, firing: FiringView): string {
  const { severity, state, message, reason, settledBy, settledAt, firedAt } = firing
  return [
    t(`check.severity.${severity}`),
    say(message),
    formatTime(firedAt),
    t(`check.state.${state}`),
    ...(reason === null ? [] : [t('book.checkReason', { reason })]),
    ...(settledBy === null ? [] : [settledBy]),
    ...(settledAt === null ? [] : [formatTime(settledAt)]),
  ].join(' · ')
}

/** Printed name, role, time and meaning of a signature, and what broke it. @source 21 CFR 11.50 */
export function signatureText(texts: Texts, signature: SignatureView): string {
  const { t, tKnown } = texts
  const { scope, visit, meaning, signer, role, state } = signature
  return [
    visit ?? t(`book.scope.${scope}`),
    signer,
    tKnown(`role.${role}`),
    signedText(signature),
    t(`book.meaning.${meaning}`),
    brokenText(texts, signature) ?? t(`book.signed.${state}`),
  ].join(' · ')
}
