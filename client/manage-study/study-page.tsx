import { Button } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import { Link } from 'react-router'
import { createSite, type Study } from '../../shared/api/routes/studies.ts'
import { call } from '../kit/http.ts'
import { EmptyState, Page, Section } from '../kit/page.tsx'
import page from '../kit/page.module.css'
import { ProblemNotice } from '../kit/problem-notice.tsx'
import { studyQuery } from '../kit/queries.ts'
import { useStudy } from '../kit/subject-data.ts'
import { studyPath } from '../kit/subject-paths.ts'
import type { TableColumn } from '../kit/table/columns.ts'
import { SortableTable } from '../kit/table/sortable-table.tsx'
import { useTexts } from '../kit/texts.ts'
import { ChangeSite } from './change-site.tsx'
import { countryName } from './country-box.tsx'
import { emptySite, isComplete, siteBody, SiteBoxes } from './site-boxes.tsx'
import { Versions } from './versions.tsx'

/** A study's set-up: its sites, and the definition version it runs on. */
export function StudyPage(): ReactNode {
  const { t, say } = useTexts()
  const study = useStudy()
  return (
    <Page
      crumbs={[
        { label: t('nav.work'), to: '/' },
        { label: study.id, to: studyPath(study.id, '/set-up') },
      ]}
      title={t('nav.setUp')}
      state={say(study.definition.shortTitle)}
      actions={<Link to={studyPath(study.id, '/signers')}>{t('signers.title')}</Link>}
    >
      <p>{say(study.title)}</p>
      <Section title={t('study.sites')}>
        <SiteTable study={study} />
        <NewSite study={study} />
        <ChangeSite study={study} />
      </Section>
      <Section title={t('study.definition')}>
        <dl className={page['inline']} style={{ gap: '4px 32px' }}>
          <Fact name={t('study.protocol')} value={study.protocol} />
          <Fact name={t('study.version')} value={study.definitionVersion} />
          <Fact name={t('study.planned')} value={String(study.plannedSubjects)} />
          <Fact
            name={t('results.criteria')}
            value={study.definition.criteria.map(({ key }) => key).join(', ')}
          />
          <Fact name={t('study.hash')} value={study.definitionHash.slice(0, 16)} />
        </dl>
      </Section>
      <Versions study={study} />
    </Page>
  )
}

function Fact(props: { readonly name: string; readonly value: string }): ReactNode {
  return (
    <div>
      <dt className={page['soft']}>{props.name}</dt>
      <dd style={{ margin: 0 }}>{props.value}</dd>
    </div>
  )
}

function SiteTable({ study }: { readonly study: Study }): ReactNode {
  const { t, language } = useTexts()
  if (study.sites.length === 0) return <EmptyState>{t('study.noSites')}</EmptyState>
  const countryText = ({ country }: Study['sites'][number]): string =>
    country === null ? t('study.noCountry') : countryName(country, language)
  const columns: readonly TableColumn<Study['sites'][number]>[] = [
    { key: 'code', head: t('study.siteCode'), value: ({ code }) => code },
    { key: 'name', head: t('study.siteName'), value: ({ name }) => name },
    { key: 'zone', head: t('study.siteZone'), value: ({ timeZone }) => timeZone },
    { key: 'country', head: t('study.siteCountry'), value: countryText },
  ]
  return (
    <SortableTable name="sites" rows={study.sites} columns={columns} width={760}>
      {(site) => (
        <tr key={site.code}>
          <th scope="row">{site.code}</th>
          <td>{site.name}</td>
          <td>{site.timeZone}</td>
          <td>{countryText(site)}</td>
        </tr>
      )}
    </SortableTable>
  )
}

function NewSite({ study }: { readonly study: Study }): ReactNode {
  const { t } = useTexts()
  const client = useQueryClient()
  const [site, setSite] = useState(emptySite)
  const adding = useMutation({
    mutationFn: () => call(createSite, { params: { study: study.id }, body: siteBody(site) }),
    onSuccess: async () => {
      setSite(emptySite())
      await client.invalidateQueries({ queryKey: studyQuery(study.id).queryKey })
    },
  })
  return (
    <>
      <form
        className={page['filters']}
        style={{ marginTop: 10 }}
        onSubmit={(event) => {
          event.preventDefault()
          adding.mutate()
        }}
      >
        <SiteBoxes site={site} onChange={setSite} explained />
        <Button type="submit" loading={adding.isPending} disabled={!isComplete(site)}>
          {t('study.addSite')}
        </Button>
      </form>
      <ProblemNotice error={adding.error} />
    </>
  )
}
