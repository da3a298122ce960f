import { Button, Select, TextInput } from '@mantine/core'
import { useMutation, useQueryClient, type UseMutationResult } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import type { BodyInputOf } from '../../shared/api/define.ts'
import { amendSite, type Site, type Study } from '../../shared/api/routes/studies.ts'
import { call } from '../kit/http.ts'
import page from '../kit/page.module.css'
import { ProblemNotice } from '../kit/problem-notice.tsx'
import { useTexts } from '../kit/texts.ts'
import { CountryBox } from './country-box.tsx'
import { TimeZoneBox } from './time-zone-box.tsx'

/** Gives a site another time zone or country, with the reason. */
export function ChangeSite({ study }: { readonly study: Study }): ReactNode {
  const { t } = useTexts()
  const [code, setCode] = useState(study.sites[0]?.code ?? '')
  const [chosen, choose] = useState<Chosen>({})
  const [reason, setReason] = useState('')
  const changing = useChanging(study.id, () => {
    choose({})
    setReason('')
  })
  const site = study.sites.find((one) => one.code === code)
  if (site === undefined) return null
  const changed = changeOf(site, chosen)
  const complete = changed !== null && reason.trim() !== ''
  return (
    <details>
      <summary className={page['soft']}>{t('study.changeZone')}</summary>
      <form
        aria-label={t('study.changeZone')}
        onSubmit={(event) => {
          event.preventDefault()
          if (complete) changing.mutate({ site, ...changed, reason })
        }}
      >
        <div className={page['filters']}>
          <SiteChoice
            study={study}
            value={code}
            onChange={(next) => {
              setCode(next)
              choose({})
            }}
          />
          <Choices site={site} chosen={chosen} onChoose={choose} />
          <TextInput
            label={`${t('study.zoneReason')} *`}
            w={280}
            value={reason}
            onChange={(event) => {
              setReason(event.currentTarget.value)
            }}
          />
          <Button type="submit" variant="default" loading={changing.isPending} disabled={!complete}>
            {t('study.changeZoneNow')}
          </Button>
        </div>
        <ProblemNotice error={changing.error} />
      </form>
    </details>
  )
}

/** What was chosen for a site; a part that was not stays as it is. */
interface Chosen {
  readonly timeZone?: string
  readonly country?: string
}

/** The parts that would become others; null where none would. */
function changeOf(site: Site, { timeZone, country = '' }: Chosen): Chosen | null {
  const changed = {
    ...(timeZone === undefined || timeZone === site.timeZone ? {} : { timeZone }),
    ...(country === '' || country === site.country ? {} : { country }),
  }
  return Object.keys(changed).length === 0 ? null : changed
}

interface ChoicesProps {
  readonly site: Site
  readonly chosen: Chosen
  readonly onChoose: (chosen: Chosen) => void
}

function Choices({ site, chosen, onChoose }: ChoicesProps): ReactNode {
  const { t } = useTexts()
  return (
    <>
      <TimeZoneBox
        label={t('study.newZone')}
        value={chosen.timeZone ?? site.timeZone}
        onChange={(timeZone) => {
          onChoose({ ...chosen, timeZone })
        }}
        hint={t('study.changeZoneHint')}
      />
      <CountryBox
        value={chosen.country ?? site.country ?? ''}
        onChange={(country) => {
          onChoose({ ...chosen, country })
        }}
        hint={t('study.siteCountryHint')}
      />
    </>
  )
}

interface SiteChoiceProps {
  readonly study: Study
  readonly value: string
  readonly onChange: (code: string) => void
}

function SiteChoice({ study, value, onChange }: SiteChoiceProps): ReactNode {
  const { t } = useTexts()
  return (
    <Select
      label={t('subjects.site')}
      w={220}
      allowDeselect={false}
      data={study.sites.map(({ code, name }) => ({ value: code, label: `${code} ${name}` }))}
      value={value}
      onChange={(code) => {
        if (code !== null) onChange(code)
      }}
    />
  )
}

type Change = BodyInputOf<typeof amendSite> & { readonly site: Site }

/** Days of everything in the study may be others afterwards. */
function useChanging(study: string, onDone: () => void): UseMutationResult<Site, unknown, Change> {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ site, ...body }) =>
      call(amendSite, { params: { study, site: site.code }, body, version: site.version }),
    onSuccess: async () => {
      onDone()
      await client.invalidateQueries({ queryKey: ['study', study] })
    },
  })
}
