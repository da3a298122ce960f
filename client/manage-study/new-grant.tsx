import { Button, Select } from '@mantine/core'
import { useQuery, useSuspenseQuery } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import { ROLES, type Role } from '../../shared/access/permissions.ts'
import { createGrant } from '../../shared/api/routes/accounts.ts'
import { call } from '../kit/http.ts'
import page from '../kit/page.module.css'
import { ProblemNotice } from '../kit/problem-notice.tsx'
import { studiesQuery, studyQuery } from '../kit/queries.ts'
import { useTexts } from '../kit/texts.ts'
import { useAccountCall } from './account-call.ts'

/** Gives a role for a study and a site. */
export function NewGrant({ account }: { readonly account: string }): ReactNode {
  const { t, say } = useTexts()
  const { studies } = useSuspenseQuery(studiesQuery).data
  const [role, setRole] = useState<Role | null>(null)
  const [study, setStudy] = useState<string | null>(null)
  const [site, setSite] = useState<string | null>(null)
  const sites = useQuery({ ...studyQuery(study ?? ''), enabled: study !== null }).data?.sites ?? []
  const granting = useAccountCall((chosen: Role) =>
    call(createGrant, { params: { account }, body: { role: chosen, study, site } }),
  )
  return (
    <>
      <div className={page['filters']}>
        <Select
          label={t('accounts.role')}
          w={180}
          data={ROLES.map((value) => ({ value, label: t(`role.${value}`) }))}
          value={role}
          onChange={(value) => {
            setRole(ROLES.find((known) => known === value) ?? null)
          }}
        />
        <Select
          label={t('accounts.study')}
          placeholder={t('accounts.allStudies')}
          clearable
          searchable
          w={260}
          data={studies.map(({ id, title }) => ({ value: id, label: `${id} · ${say(title)}` }))}
          value={study}
          onChange={(value) => {
            setStudy(value)
            setSite(null)
          }}
        />
        <Select
          label={t('subjects.site')}
          placeholder={t('accounts.allSites')}
          clearable
          w={200}
          disabled={study === null}
          data={sites.map(({ code, name }) => ({ value: code, label: `${code} ${name}` }))}
          value={site}
          onChange={setSite}
        />
        <Button
          variant="default"
          disabled={role === null}
          loading={granting.isPending}
          onClick={() => {
            if (role !== null) granting.mutate(role)
          }}
        >
          {t('accounts.grant')}
        </Button>
      </div>
      <ProblemNotice error={granting.error} />
    </>
  )
}
