import { Button, NativeSelect } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import { makeArchive } from '../../shared/api/routes/archives.ts'
import type { Study } from '../../shared/api/routes/studies.ts'
import { call } from '../kit/http.ts'
import { Notice } from '../kit/page.tsx'
import page from '../kit/page.module.css'
import { ProblemNotice } from '../kit/problem-notice.tsx'
import { invalidateStudyData } from '../kit/queries.ts'
import { usePermissions } from '../kit/session.ts'
import { useTexts } from '../kit/texts.ts'

/** Chooses a site and makes its archive. */
export function MakeBox({ study }: { readonly study: Study }): ReactNode {
  const { t } = useTexts()
  const may = usePermissions()
  const client = useQueryClient()
  const [site, setSite] = useState('')
  const making = useMutation({
    mutationFn: () => call(makeArchive, { params: { study: study.id }, body: { site } }),
    onSuccess: () => invalidateStudyData(client, study.id),
  })
  const sites = study.sites.filter(({ code }) =>
    may('archive.make', { study: study.id, site: code }),
  )
  const { data: made } = making
  return (
    <>
      <form
        className={page['filters']}
        onSubmit={(event) => {
          event.preventDefault()
          making.mutate()
        }}
      >
        <NativeSelect
          size="xs"
          label={t('archive.site')}
          value={site}
          data={[
            { value: '', label: t('archive.chooseSite') },
            ...sites.map(({ code, name }) => ({ value: code, label: `${code} · ${name}` })),
          ]}
          onChange={(event) => {
            setSite(event.currentTarget.value)
          }}
        />
        <Button type="submit" disabled={site === ''} loading={making.isPending}>
          {t('archive.make')}
        </Button>
      </form>
      {making.isPending && <Notice kind="note">{t('archive.making')}</Notice>}
      <ProblemNotice error={making.error} />
      {made !== undefined && (
        <Notice kind="note">{t('archive.made', { site: made.site, ...made.counts })}</Notice>
      )}
    </>
  )
}
