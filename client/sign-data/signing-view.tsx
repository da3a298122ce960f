import { useSuspenseQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import type { Signing } from '../../shared/api/routes/signatures.ts'
import { formatTime } from '../kit/format.ts'
import { Notice, Section } from '../kit/page.tsx'
import { meaningText } from '../kit/signature-text.ts'
import { formPath, studyPath, visitPath } from '../kit/subject-paths.ts'
import { useTexts } from '../kit/texts.ts'
import { ChangedTable } from './changed-table.tsx'
import { Covered } from './covered.tsx'
import { formTitle } from './place.ts'
import { signingQuery } from './queries.ts'
import css from './sign.module.css'
import type { SigningPartProps } from './signing-part.ts'
import { Statement } from './statement.tsx'

type SigningViewProps = Omit<SigningPartProps, 'signing'>

/** What a signature would cover: its changes first, the rest folded, then what is signed. */
export function SigningView({ screen, place }: SigningViewProps): ReactNode {
  const { study, subject } = screen
  const { data: signing } = useSuspenseQuery(signingQuery(study.id, subject.subjid, place))
  const part = { screen, place, signing }
  return (
    <>
      <Changed {...part} />
      <Covered {...part} />
      <Hindrances {...part} />
      <Statement {...part} />
    </>
  )
}

/** What is others now than when the person signed last. @source ES-09; R2 */
function Changed(part: SigningPartProps): ReactNode {
  const texts = useTexts()
  const { t } = texts
  const { since, changes, derivedChanges } = part.signing
  if (since === null) {
    return (
      <Section title={t('sign.changed')}>
        <p>{t('sign.neverSigned')}</p>
      </Section>
    )
  }
  const others = changes.filter(({ kind }) => kind !== 'added')
  const values = others.reduce((sum, { items }) => sum + items.length, 0)
  const last = {
    when: formatTime(since.signedAt),
    meaning: meaningText(texts, since.meaning),
  }
  return (
    <Section title={t('sign.changed')}>
      <p>
        {t('sign.changedState', last)}{' '}
        <strong>
          {values + derivedChanges.length === 0
            ? t('sign.noChange')
            : t('sign.changedCount', { values, forms: others.length })}
        </strong>
      </p>
      {values > 0 && <ChangedTable {...part} />}
      <NewForms {...part} />
      {derivedChanges.length > 0 && (
        <>
          <h3>{t('sign.derived')}</h3>
          <ul>
            {derivedChanges.map(({ visit, criteria, before, after }) => (
              <li key={`${visit} ${criteria}`}>
                {t('sign.derivedLine', {
                  ...{ visit, criteria },
                  before: before ?? t('sign.none'),
                  after: after ?? t('sign.none'),
                })}
              </li>
            ))}
          </ul>
        </>
      )}
    </Section>
  )
}

/** Forms of the place that the person never signed: all of each is new. */
function NewForms({ screen, signing }: SigningPartProps): ReactNode {
  const texts = useTexts()
  const { t } = texts
  const added = signing.changes.filter(({ kind }) => kind === 'added')
  if (added.length === 0) return null
  return (
    <details className={css['covered']} open={added.length <= FEW}>
      <summary>{t('sign.newForms', { count: added.length })}</summary>
      <ul>
        {added.map(({ record, form, visit, rowKey }) => (
          <li key={record}>
            {[visit, formTitle(screen, form, texts), rowKey]
              .filter((part) => part !== null && part !== '')
              .join(' · ')}
          </li>
        ))}
      </ul>
    </details>
  )
}

/** So many lines are shown at once. */
const FEW = 10

/** What has to come first, and what the signer has to know. */
function Hindrances({ screen, signing }: SigningPartProps): ReactNode {
  const texts = useTexts()
  const { t } = texts
  const { missing, openQueries, reviews, identityVerified } = signing
  const { study, subject } = screen
  const queries = openQueries.reduce((sum, { count }) => sum + count, 0)
  const places = reviews.map(({ visit, criteria }) => `${visit} ${criteria}`).join(', ')
  return (
    <>
      {!identityVerified && <Notice kind="fault">{t('sign.noIdentity')}</Notice>}
      {missing.length > 0 && (
        <Notice kind="warning">
          {t('sign.missing')}
          <ul className={css['missing']}>
            {missing.map(({ form, visit }) => (
              <li key={`${visit ?? ''} ${form}`}>
                <Link to={placeOf(study.id, subject.subjid, { form, visit })}>
                  {[visit, formTitle(screen, form, texts)]
                    .filter((one) => one !== null)
                    .join(' · ')}
                </Link>
              </li>
            ))}
          </ul>
        </Notice>
      )}
      {queries > 0 && (
        <Notice kind="note">
          {t('sign.queries', { count: queries })}{' '}
          <Link to={studyPath(study.id, `/queries?subject=${encodeURIComponent(subject.subjid)}`)}>
            {t('nav.queries')}
          </Link>
        </Notice>
      )}
      {reviews.length > 0 && <Notice kind="note">{t('sign.reviews', { places })}</Notice>}
    </>
  )
}

function placeOf(
  study: string,
  subjid: string,
  { form, visit }: Signing['missing'][number],
): string {
  return visit === null ? formPath(study, subjid, form) : visitPath(study, subjid, visit, form)
}
