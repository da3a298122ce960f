import { Button, NativeSelect, Select, TextInput, type ComboboxData } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import { useSearchParams } from 'react-router'
import { ROLES } from '../../shared/access/permissions.ts'
import type { Study } from '../../shared/api/routes/studies.ts'
import type { FormDefinition } from '../../shared/forms/define.ts'
import { plannedVisits } from '../../shared/protocol/schedule.ts'
import type { TextKey } from '../../shared/texts/keys.ts'
import { PlainDateBox } from '../kit/form/plain-date-box.tsx'
import page from '../kit/page.module.css'
import { useTexts, type Texts } from '../kit/texts.ts'
import { actGroups } from './act-choices.ts'
import { peopleQuery } from './queries.ts'
import { FILTERS, readersZone } from './trail-address.ts'

type Choices = readonly { readonly value: string; readonly label: string }[]

/** What narrows the trail: each filter has its words, none asks for a key; all of them stand in the address. */
export function TrailFilters({ study }: { readonly study: Study }): ReactNode {
  const { t } = useTexts()
  const [address, setAddress] = useSearchParams()
  const [cleared, setCleared] = useState(0)
  const set: SetFilter = (name, value) => {
    const next = new URLSearchParams(address)
    next.delete('cursor')
    if (value === '') next.delete(name)
    else next.set(name, value)
    if (name === 'form') next.delete('item')
    setAddress(next, { replace: true })
  }
  const clear = (): void => {
    const next = new URLSearchParams(address)
    for (const name of [...FILTERS, 'cursor']) next.delete(name)
    setAddress(next, { replace: true })
    // What was typed into the boxes goes too.
    setCleared(cleared + 1)
  }
  const isFiltered = FILTERS.some((name) => address.has(name))
  return (
    <div className={page['filters']} role="search" key={cleared}>
      <TypedFilter name="subjid" named="audit.subject" set={set} />
      <VisitFilter study={study} set={set} />
      <FormFilters study={study} set={set} />
      <TypedFilter name="row" named="audit.row" set={set} />
      <PersonFilters study={study.id} set={set} />
      <ActFilter set={set} />
      <DayFilters set={set} />
      {isFiltered && (
        <Button variant="subtle" onClick={clear}>
          {t('audit.clear')}
        </Button>
      )}
    </div>
  )
}

type SetFilter = (name: (typeof FILTERS)[number], value: string) => void

interface FilterProps {
  readonly set: SetFilter
}

interface TypedProps extends FilterProps {
  readonly name: 'subjid' | 'row'
  readonly named: TextKey
}

function TypedFilter({ name, named, set }: TypedProps): ReactNode {
  const { t } = useTexts()
  const [address] = useSearchParams()
  return (
    <TextInput
      label={t(named)}
      w={130}
      defaultValue={address.get(name) ?? ''}
      onChange={(event) => {
        set(name, event.currentTarget.value.trim())
      }}
    />
  )
}

interface SearchedProps extends FilterProps {
  readonly name: 'visit' | 'item' | 'username' | 'act'
  readonly named: TextKey
  readonly none: TextKey
  readonly data: ComboboxData
  readonly width: number
}

/** A list with a search: what the address names and the list does not have stands as it is. */
function SearchedFilter({ name, named, none, data, width, set }: SearchedProps): ReactNode {
  const { t } = useTexts()
  const [address] = useSearchParams()
  return (
    <Select
      label={t(named)}
      placeholder={t(none)}
      w={width}
      searchable
      clearable
      value={address.get(name)}
      data={data}
      onChange={(value) => {
        set(name, value ?? '')
      }}
    />
  )
}

/** So far ahead visits are offered: beyond it they are reached by their name in the address. */
const DAYS_AHEAD = 1100

function VisitFilter({ study, set }: FilterProps & { readonly study: Study }): ReactNode {
  const { say } = useTexts()
  const [address] = useSearchParams()
  const planned = plannedVisits(study.definition.schedule, DAYS_AHEAD).map(({ visit, title }) => ({
    value: visit,
    label: say(title) === visit ? visit : `${visit} · ${say(title)}`,
  }))
  return (
    <SearchedFilter
      name="visit"
      named="audit.visit"
      none="query.all"
      width={170}
      data={withChosen(planned, address.get('visit'))}
      set={set}
    />
  )
}

function withChosen(choices: Choices, chosen: string | null): Choices & { value: string }[] {
  const known = choices.some(({ value }) => value === chosen)
  return chosen === null || known ? [...choices] : [...choices, { value: chosen, label: chosen }]
}

function FormFilters({ study, set }: FilterProps & { readonly study: Study }): ReactNode {
  const { t, say } = useTexts()
  const [address] = useSearchParams()
  const { forms } = study.definition
  const chosen = forms.find(({ key }) => key === address.get('form'))
  const fields = fieldChoices(chosen === undefined ? forms : [chosen], say)
  return (
    <>
      <NativeSelect
        size="xs"
        label={t('audit.form')}
        w={190}
        value={address.get('form') ?? ''}
        data={[
          { value: '', label: t('audit.anyForm') },
          ...forms.map(({ key, title }) => ({ value: key, label: say(title) })),
        ]}
        onChange={(event) => {
          set('form', event.currentTarget.value)
        }}
      />
      <SearchedFilter
        name="item"
        named="audit.field"
        none="audit.anyField"
        width={230}
        data={withChosen(fields, address.get('item'))}
        set={set}
      />
    </>
  )
}

/** The questions of some forms; one that several forms ask stands once. */
function fieldChoices(forms: readonly FormDefinition[], say: Texts['say']): Choices {
  const byKey = new Map<string, string>()
  for (const { items, group } of forms) {
    for (const { key, label } of [...items, ...(group?.items ?? [])]) {
      if (!byKey.has(key)) byKey.set(key, `${say(label)} (${key})`)
    }
  }
  return [...byKey]
    .map(([value, label]) => ({ value, label }))
    .sort((a, b) => a.label.localeCompare(b.label))
}

function PersonFilters({ study, set }: FilterProps & { readonly study: string }): ReactNode {
  const { t } = useTexts()
  const [address] = useSearchParams()
  const { data } = useQuery(peopleQuery(study))
  const people = (data ?? []).map(({ username, name }) => ({
    value: username,
    label: `${name} (${username})`,
  }))
  const choices = [...people, { value: 'system', label: t('audit.program') }]
  return (
    <>
      <SearchedFilter
        name="username"
        named="audit.person"
        none="audit.anybody"
        width={210}
        data={withChosen(choices, address.get('username'))}
        set={set}
      />
      <NativeSelect
        size="xs"
        label={t('audit.role')}
        w={150}
        value={address.get('role') ?? ''}
        data={[
          { value: '', label: t('audit.anyRole') },
          ...ROLES.map((role) => ({ value: role, label: t(`role.${role}`) })),
        ]}
        onChange={(event) => {
          set('role', event.currentTarget.value)
        }}
      />
    </>
  )
}

function ActFilter({ set }: FilterProps): ReactNode {
  const texts = useTexts()
  const data = [...actGroups(texts)]
  return (
    <SearchedFilter
      name="act"
      named="audit.act"
      none="audit.anyAct"
      width={230}
      data={data}
      set={set}
    />
  )
}

function DayFilters({ set }: FilterProps): ReactNode {
  const { t } = useTexts()
  const [address] = useSearchParams()
  const zone = address.get('zone') ?? readersZone()
  return (['from', 'to'] as const).map((name) => (
    <PlainDateBox
      key={name}
      label={t(`audit.${name}Zone`, { zone })}
      width={190}
      value={address.get(name) ?? ''}
      onChange={(value) => {
        set(name, value)
      }}
    />
  ))
}
