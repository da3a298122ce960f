import { Button, NativeSelect } from '@mantine/core'
import { useState, type ReactNode } from 'react'
import { createLaboratory, type LaboratoryView } from '../../shared/api/routes/laboratories.ts'
import type { Study } from '../../shared/api/routes/studies.ts'
import { call } from '../kit/http.ts'
import page from '../kit/page.module.css'
import { ProblemNotice } from '../kit/problem-notice.tsx'
import { holds, usePermissions, useSession } from '../kit/session.ts'
import { useTexts } from '../kit/texts.ts'
import { TextBox } from './text-box.tsx'
import { useChange } from './change-laboratory.ts'

interface NewLaboratoryProps {
  readonly study: Study
  readonly onAdded: (laboratory: LaboratoryView) => void
}

const EVERY_SITE = '*'

/** Adds a laboratory: of one of the person's sites or, for those who answer for all sites, of every one. */
export function NewLaboratory({ study, onAdded }: NewLaboratoryProps): ReactNode {
  const { t } = useTexts()
  const may = usePermissions()
  const grants = (useSession()?.grants ?? []).filter((grant) => grant.site === null)
  const everywhere = holds(grants, 'laboratory.manage', { study: study.id })
  const own = study.sites.filter((site) =>
    may('laboratory.manage', { study: study.id, site: site.code }),
  )
  const [code, setCode] = useState('')
  const [name, setName] = useState('')
  const [site, setSite] = useState(own[0]?.code ?? EVERY_SITE)
  const adding = useChange(study.id, () =>
    call(createLaboratory, {
      params: { study: study.id },
      body: { code, name, site: site === EVERY_SITE ? null : site },
    }),
  )
  return (
    <>
      <form
        className={page['filters']}
        onSubmit={(event) => {
          event.preventDefault()
          adding.mutate(undefined, {
            onSuccess: (laboratory) => {
              setCode('')
              setName('')
              onAdded(laboratory)
            },
          })
        }}
      >
        <TextBox
          label={t('study.siteCode')}
          width={100}
          maxLength={20}
          value={code}
          onChange={setCode}
        />
        <TextBox
          label={t('study.siteName')}
          width={280}
          maxLength={100}
          value={name}
          onChange={setName}
        />
        <SiteChoice own={own} everywhere={everywhere} site={site} onChoose={setSite} />
        <Button
          type="submit"
          loading={adding.isPending}
          disabled={code.trim() === '' || name.trim() === ''}
        >
          {t('lab.add')}
        </Button>
      </form>
      <ProblemNotice error={adding.error} />
    </>
  )
}

interface SiteChoiceProps {
  readonly own: Study['sites']
  /** The person answers for all sites. */
  readonly everywhere: boolean
  readonly site: string
  readonly onChoose: (site: string) => void
}

function SiteChoice({ own, everywhere, site, onChoose }: SiteChoiceProps): ReactNode {
  const { t } = useTexts()
  return (
    <NativeSelect
      size="xs"
      label={t('lab.site')}
      value={site}
      data={[
        ...own.map((one) => ({ value: one.code, label: `${one.code} ${one.name}` })),
        ...(everywhere ? [{ value: EVERY_SITE, label: t('lab.everySite') }] : []),
      ]}
      onChange={(event) => {
        onChoose(event.currentTarget.value)
      }}
    />
  )
}
