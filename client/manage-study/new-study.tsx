import { Button, Radio, Select, Stack, TextInput } from '@mantine/core'
import {
  useMutation,
  useQuery,
  useQueryClient,
  type UseMutationResult,
} from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import { useNavigate } from 'react-router'
import type { BodyInputOf } from '../../shared/api/define.ts'
import { createStudy } from '../../shared/api/routes/studies.ts'
import { ENVIRONMENTS, type Environment } from '../../shared/environment/test-mark.ts'
import { birthDateLimitSchema, type BirthDateLimit } from '../../shared/protocol/birth-date.ts'
import { Icon } from '../kit/icon.tsx'
import { call, newIdempotencyKey } from '../kit/http.ts'
import { Notice, Page } from '../kit/page.tsx'
import page from '../kit/page.module.css'
import { ProblemNotice } from '../kit/problem-notice.tsx'
import { setupQuery } from '../kit/queries.ts'
import { studyPath } from '../kit/subject-paths.ts'
import { useTexts } from '../kit/texts.ts'
import { emptySite, isComplete, siteBody, SiteBoxes, type SiteInput } from './site-boxes.tsx'
import { openedFrom, SourceChoice, type StudySource } from './source-choice.tsx'

/** Opens a study on a built-in protocol or a definition from a file, with its sites. */
export function NewStudy(): ReactNode {
  const { t } = useTexts()
  const [id, setId] = useState('')
  const [source, setSource] = useState<StudySource>({ protocol: null, file: { kind: 'none' } })
  const [sites, setSites] = useState<readonly SiteInput[]>(() => [emptySite()])
  const [birthDate, setBirthDate] = useState<BirthDateLimit>('day')
  const [environment, setEnvironment] = useState<Environment>('production')
  const onTest = useQuery(setupQuery).data?.environment === 'test'
  const purpose: Pick<Opening, 'environment'> = { environment: onTest ? 'test' : environment }
  const [asked, setAsked] = useState(false)
  const idRight = /^[A-Za-z0-9][A-Za-z0-9._-]{0,59}$/.test(id)
  const sitesRight = sites.every(isComplete)
  const from = openedFrom(source)
  const opening = useOpening()
  return (
    <Page crumbs={[{ label: t('nav.work'), to: '/' }]} title={t('nav.newStudy')}>
      <form
        className={page['fields']}
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          setAsked(true)
          if (idRight && sitesRight && from !== null) {
            opening.mutate({ id, ...from, birthDate, ...purpose, sites: sites.map(siteBody) })
          }
        }}
      >
        <TextInput
          label={`${t('study.id')} *`}
          description={t('study.idRule')}
          value={id}
          autoComplete="off"
          onChange={(event) => {
            setId(event.currentTarget.value)
          }}
          error={asked && !idRight ? t('study.idRule') : undefined}
        />
        <EnvironmentChoice value={environment} onTest={onTest} onChange={setEnvironment} />
        <SourceChoice source={source} onChange={setSource} asked={asked} />
        <BirthDateChoice value={birthDate} onChange={setBirthDate} />
        <fieldset style={{ border: 0, margin: 0, padding: 0 }}>
          <legend>{t('study.sites')}</legend>
          <SiteInputs sites={sites} onChange={setSites} />
          {asked && !sitesRight && <p role="alert">{t('study.sitesMissing')}</p>}
        </fieldset>
        <ProblemNotice error={opening.error} />
        <div>
          <Button type="submit" loading={opening.isPending}>
            {t('study.open')}
          </Button>
        </div>
      </form>
    </Page>
  )
}

/** What the study is for; on a test installation there is nothing to choose. */
function EnvironmentChoice(props: {
  readonly value: Environment
  readonly onTest: boolean
  readonly onChange: (environment: Environment) => void
}): ReactNode {
  const { t } = useTexts()
  if (props.onTest) return <Notice kind="note">{t('mark.environmentFixed')}</Notice>
  return (
    <Radio.Group
      label={t('mark.environment')}
      description={t('mark.environmentRule')}
      value={props.value}
      onChange={(value) => {
        props.onChange(value === 'test' ? 'test' : 'production')
      }}
    >
      <Stack gap={10} mt={8}>
        {ENVIRONMENTS.map((value) => (
          <Radio key={value} value={value} label={t(`mark.environment.${value}`)} />
        ))}
      </Stack>
    </Radio.Group>
  )
}

/** How much of the birth date the study may collect. */
function BirthDateChoice(props: {
  readonly value: BirthDateLimit
  readonly onChange: (limit: BirthDateLimit) => void
}): ReactNode {
  const { t } = useTexts()
  return (
    <Select
      label={t('study.birthDate')}
      data={birthDateLimitSchema.options.map((value) => ({
        value,
        label: t(`study.birthDate.${value}`),
      }))}
      value={props.value}
      allowDeselect={false}
      onChange={(value) => {
        props.onChange(birthDateLimitSchema.parse(value))
      }}
    />
  )
}

type Opening = BodyInputOf<typeof createStudy>

function useOpening(): UseMutationResult<unknown, Error, Opening> {
  const client = useQueryClient()
  const navigate = useNavigate()
  return useMutation<unknown, Error, Opening>({
    mutationFn: (body) => call(createStudy, { body, idempotencyKey: newIdempotencyKey() }),
    onSuccess: async (_, { id }) => {
      await client.invalidateQueries({ queryKey: ['studies'] })
      await navigate(studyPath(id, '/set-up'))
    },
  })
}

interface SiteInputsProps {
  readonly sites: readonly SiteInput[]
  readonly onChange: (sites: readonly SiteInput[]) => void
}

function SiteInputs({ sites, onChange }: SiteInputsProps): ReactNode {
  const { t } = useTexts()
  return (
    <>
      {sites.map((site, place) => (
        <div key={place} className={page['filters']} style={{ marginBottom: 12 }}>
          <SiteBoxes
            site={site}
            onChange={(changed) => {
              onChange(sites.map((one, index) => (index === place ? changed : one)))
            }}
            explained={place === 0}
          />
          {sites.length > 1 && (
            <Button
              variant="default"
              aria-label={t('study.removeSite', { code: site.code })}
              onClick={() => {
                onChange(sites.filter((_, index) => index !== place))
              }}
            >
              <Icon name="remove" />
            </Button>
          )}
        </div>
      ))}
      <Button
        variant="default"
        onClick={() => {
          onChange([...sites, emptySite()])
        }}
      >
        {t('study.addSite')}
      </Button>
    </>
  )
}
