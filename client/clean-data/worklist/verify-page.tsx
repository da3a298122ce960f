import { NativeSelect, TextInput } from '@mantine/core'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useSearchParams } from 'react-router'
import { WORK_STATES } from '../../../shared/api/routes/verification.ts'
import type { Study } from '../../../shared/api/routes/studies.ts'
import { verificationNeeded } from '../../../shared/protocol/verification-settings.ts'
import { EmptyState, Loading, Page } from '../../kit/page.tsx'
import page from '../../kit/page.module.css'
import { ProblemNotice } from '../../kit/problem-notice.tsx'
import { useStudy } from '../../kit/subject-data.ts'
import { studyPath } from '../../kit/subject-paths.ts'
import { useTexts } from '../../kit/texts.ts'
import { Pages } from '../pages.tsx'
import { useFilter } from '../use-filter.ts'
import { filterOf, WORK_PAGE, workQuery } from './work-lines.ts'
import { Worklist } from './worklist.tsx'

/** Source data verification of a study as a worklist: targeted items first, by keyboard. */
export function VerifyPage(): ReactNode {
  const { t } = useTexts()
  const study = useStudy()
  const [address] = useSearchParams()
  const filter = filterOf(address)
  const { data, error } = useQuery({
    ...workQuery(study.id, filter),
    placeholderData: keepPreviousData,
  })
  return (
    <Page
      crumbs={[
        { label: t('nav.work'), to: '/' },
        { label: study.id, to: studyPath(study.id) },
      ]}
      title={t('work.verifyTitle')}
      state={data === undefined ? undefined : t('worklist.counts', data.counts)}
    >
      <Filters study={study} />
      <ProblemNotice error={error} />
      {data === undefined && error === null && <Loading />}
      {data !== undefined && (
        <>
          <Worklist key={address.toString()} study={study} list={data} />
          {data.entries.length === 0 && <EmptyState>{t('worklist.none')}</EmptyState>}
          <Pages filtered={data.filtered} size={WORK_PAGE} />
        </>
      )}
    </Page>
  )
}

function Filters({ study }: { readonly study: Study }): ReactNode {
  const { t, say } = useTexts()
  const [address] = useSearchParams()
  const set = useFilter()
  const { definition } = study
  const forms = definition.forms.filter(
    (form) => verificationNeeded(definition, form).kind !== 'none',
  )
  const choices = [
    {
      name: 'state',
      label: t('worklist.state'),
      none: t('worklist.outstanding'),
      options: [...WORK_STATES, 'all' as const].map((value) => ({
        value,
        label: t(`worklist.state.${value}`),
      })),
    },
    {
      name: 'site',
      label: t('query.site'),
      none: t('query.anySite'),
      options: study.sites.map(({ code, name }) => ({ value: code, label: `${code} ${name}` })),
    },
    {
      name: 'form',
      label: t('query.form'),
      none: t('query.anyForm'),
      options: forms.map(({ key, title }) => ({ value: key, label: say(title) })),
    },
  ]
  return (
    <div className={page['filters']} role="search">
      {choices.map(({ name, label, none, options }) => (
        <NativeSelect
          key={name}
          label={label}
          value={address.get(name) ?? ''}
          data={[{ value: '', label: none }, ...options]}
          onChange={(event) => {
            set(name, event.currentTarget.value)
          }}
        />
      ))}
      <TextInput
        label={t('query.subject')}
        value={address.get('subject') ?? ''}
        onChange={(event) => {
          set('subject', event.currentTarget.value.trim())
        }}
      />
    </div>
  )
}
