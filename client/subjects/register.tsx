import { Select, TextInput, Button } from '@mantine/core'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState, type ReactNode } from 'react'
import { FormProvider, useForm } from 'react-hook-form'
import { useNavigate } from 'react-router'
import type { Site } from '../../shared/api/routes/studies.ts'
import { createSubject } from '../../shared/api/routes/subjects.ts'
import type { FormDefinition, FormValues } from '../../shared/forms/define.ts'
import { formResolver } from '../kit/form/form-resolver.ts'
import { FormBody } from '../kit/form/form-body.tsx'
import { toInput, type FormInput } from '../kit/form/form-input.ts'
import { LeaveGuard } from '../kit/form/leave-guard.tsx'
import { FormSurroundingsContext } from '../kit/form/form-surroundings.ts'
import { call, newIdempotencyKey } from '../kit/http.ts'
import { EmptyState, Page } from '../kit/page.tsx'
import page from '../kit/page.module.css'
import { ProblemNotice } from '../kit/problem-notice.tsx'
import { invalidateStudyData } from '../kit/queries.ts'
import { usePermissions } from '../kit/session.ts'
import { findForm, useStudy } from '../kit/subject-data.ts'
import { studyPath, subjectPath } from '../kit/subject-paths.ts'
import { useTexts } from '../kit/texts.ts'
import { atScreening } from './screening-form.ts'

/** Registers a subject for screening: code, site, consent and demography. */
export function Register(): ReactNode {
  const { t } = useTexts()
  const study = useStudy()
  const form = findForm(study, 'subjects')
  return (
    <Page
      crumbs={[
        { label: t('nav.work'), to: '/' },
        { label: study.id, to: studyPath(study.id) },
        { label: t('nav.subjects'), to: studyPath(study.id, '/subjects') },
      ]}
      title={t('subjects.register')}
      state={t('subjects.registerState')}
    >
      {form === undefined ? (
        <EmptyState>{t('subjects.noForm')}</EmptyState>
      ) : (
        <RegisterForm form={atScreening(form)} />
      )}
    </Page>
  )
}

const SUBJID = /^[A-Za-z0-9][A-Za-z0-9-]{0,19}$/

/** The site, where there is no choice. */
function onlyOne(sites: readonly Site[]): string | null {
  return sites.length === 1 ? (sites[0]?.code ?? null) : null
}

function RegisterForm({ form }: { readonly form: FormDefinition }): ReactNode {
  const { t } = useTexts()
  const study = useStudy()
  const may = usePermissions()
  const sites = study.sites.filter(({ code }) =>
    may('subject.enrol', { study: study.id, site: code }),
  )
  const [subjid, setSubjid] = useState('')
  const [site, setSite] = useState(onlyOne(sites))
  const timeZone = sites.find(({ code }) => code === site)?.timeZone
  const [asked, setAsked] = useState(false)
  const methods = useForm<FormInput, unknown, FormValues>({
    resolver: formResolver(form),
    defaultValues: toInput(form, null),
    mode: 'onTouched',
  })
  const { registering, registered } = useRegistering(study.id)
  const dirty = (methods.formState.isDirty || subjid !== '') && !registered
  const subjidRight = SUBJID.test(subjid)
  const submit = methods.handleSubmit((values) => {
    setAsked(true)
    if (subjidRight && site !== null) registering.mutate({ subjid, site, values })
  })
  return (
    <FormProvider {...methods}>
      <FormSurroundingsContext
        value={{ form, readOnly: false, visitDate: null, anchorDate: null, lesions: [], timeZone }}
      >
        <form
          noValidate
          autoComplete="off"
          onSubmit={(event) => {
            setAsked(true)
            void submit(event)
          }}
        >
          <IdentityBoxes
            sites={sites}
            subjid={subjid}
            site={site}
            onSubjid={setSubjid}
            onSite={setSite}
            asked={asked}
          />
          <FormBody form={form} />
          <LeaveGuard dirty={dirty} />
          <ProblemNotice error={registering.error} />
          <p>
            <Button type="submit" loading={registering.isPending}>
              {t('subjects.registerAndContinue')}
            </Button>
          </p>
        </form>
      </FormSurroundingsContext>
    </FormProvider>
  )
}

interface IdentityBoxesProps {
  readonly sites: readonly Site[]
  readonly subjid: string
  readonly site: string | null
  readonly onSubjid: (subjid: string) => void
  readonly onSite: (site: string | null) => void
  readonly asked: boolean
}

function IdentityBoxes(props: IdentityBoxesProps): ReactNode {
  const { t } = useTexts()
  return (
    <div className={page['fields']}>
      <TextInput
        label={`${t('subjects.code')} *`}
        description={t('subjects.codeRule')}
        value={props.subjid}
        autoFocus
        onChange={(event) => {
          props.onSubjid(event.currentTarget.value)
        }}
        error={props.asked && !SUBJID.test(props.subjid) ? t('subjects.codeRule') : undefined}
      />
      <Select
        label={`${t('subjects.site')} *`}
        data={props.sites.map(({ code, name }) => ({ value: code, label: `${code} ${name}` }))}
        value={props.site}
        onChange={props.onSite}
        error={props.asked && props.site === null ? t('subjects.siteMissing') : undefined}
      />
    </div>
  )
}

interface Registration {
  readonly subjid: string
  readonly site: string
  readonly values: FormValues
}

interface Registering {
  readonly registering: ReturnType<typeof useMutation<unknown, Error, Registration>>
  /** Nothing of the form is unsaved any more. */
  readonly registered: boolean
}

/** Registers a subject, and goes on to its eligibility once the page has nothing left to ask about. */
function useRegistering(study: string): Registering {
  const client = useQueryClient()
  const navigate = useNavigate()
  const [registered, setRegistered] = useState<string | null>(null)
  useEffect(() => {
    if (registered !== null) void navigate(subjectPath(study, registered, '/enrolment'))
  }, [study, registered, navigate])
  const registering = useMutation<unknown, Error, Registration>({
    mutationFn: ({ subjid, site, values }) =>
      call(createSubject, {
        params: { study },
        body: { subjid, site, values: { items: { ...values.items }, rows: [] } },
        idempotencyKey: newIdempotencyKey(),
      }),
    onSuccess: async (_, { subjid }) => {
      await invalidateStudyData(client, study)
      setRegistered(subjid)
    },
  })
  return { registering, registered: registered !== null }
}
