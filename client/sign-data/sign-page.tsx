import { NativeSelect } from '@mantine/core'
import { Suspense, type ReactNode } from 'react'
import { useNavigate } from 'react-router'
import { Loading, Section } from '../kit/page.tsx'
import { usePermissions } from '../kit/session.ts'
import { useSubjectScreen, type SubjectScreen } from '../kit/subject-data.ts'
import { signPath } from '../kit/subject-paths.ts'
import { useTexts } from '../kit/texts.ts'
import { Manifest } from './manifest.tsx'
import { placeText, recordedVisits, usePlace } from './place.ts'
import { Rules } from './rules.tsx'
import css from './sign.module.css'
import { SigningView } from './signing-view.tsx'

/** Where one signs: what changed since the own last signature first, then the statement. */
export function SignPage(): ReactNode {
  const { t } = useTexts()
  const may = usePermissions()
  const screen = useSubjectScreen()
  const place = usePlace()
  const { study, subject } = screen
  const signs = may('signature.sign', { study: study.id, site: subject.site })
  return (
    <div className={css['page']}>
      {signs && (
        <>
          <PlaceChoice screen={screen} />
          <Suspense fallback={<Loading />}>
            <SigningView key={JSON.stringify(place)} screen={screen} place={place} />
          </Suspense>
        </>
      )}
      <Section title={t('sign.manifest')}>
        <Suspense fallback={<Loading />}>
          <Manifest screen={screen} />
        </Suspense>
      </Section>
      <Rules />
    </div>
  )
}

const WHOLE = 'subject'

/** Chooses between the whole subject and one of its visits; the address keeps the choice. */
function PlaceChoice({ screen }: { readonly screen: SubjectScreen }): ReactNode {
  const texts = useTexts()
  const { t } = texts
  const navigate = useNavigate()
  const place = usePlace()
  const { study, subject } = screen
  const visits = recordedVisits(screen).map((visit) => ({ value: `v:${visit}`, label: visit }))
  const record = place.record ?? null
  const form =
    record === null ? [] : [{ value: `r:${record}`, label: placeText(screen, place, texts) }]
  return (
    <NativeSelect
      className={css['choice'] ?? ''}
      label={t('sign.what')}
      value={
        record === null ? (place.visit === undefined ? WHOLE : `v:${place.visit}`) : `r:${record}`
      }
      data={[{ value: WHOLE, label: t('sign.wholeSubject') }, ...visits, ...form]}
      onChange={(event) => {
        const { value } = event.currentTarget
        const visit = value.startsWith('v:') ? value.slice(2) : null
        const same = value.startsWith('r:') ? value.slice(2) : undefined
        void navigate(signPath(study.id, subject.subjid, visit, same), { replace: true })
      }}
    />
  )
}
