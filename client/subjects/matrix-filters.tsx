import { Select, TextInput } from '@mantine/core'
import type { ReactNode } from 'react'
import { useSearchParams } from 'react-router'
import type { Study } from '../../shared/api/routes/studies.ts'
import { subjectStateSchema } from '../../shared/api/routes/subjects.ts'
import { CELL_SIGNS } from '../../shared/protocol/cell-signs.ts'
import page from '../kit/page.module.css'
import { useTexts, type Texts } from '../kit/texts.ts'
import { filterOf, withFilter } from './filter-address.ts'
import type { SubjectFilter } from './queries.ts'

interface Choice {
  readonly name: 'site' | 'state' | 'cohort' | 'sign'
  readonly label: string
  readonly width: number
  readonly data: readonly { readonly value: string; readonly label: string }[]
}

/** What the matrix can be narrowed to; a study of one site is not asked for the site. */
function choicesOf(study: Study, { t, say }: Texts): readonly Choice[] {
  const choices: readonly Choice[] = [
    {
      name: 'site',
      label: t('subjects.site'),
      width: 200,
      data:
        study.sites.length > 1
          ? study.sites.map(({ code, name }) => ({ value: code, label: `${code} ${name}` }))
          : [],
    },
    {
      name: 'state',
      label: t('subjects.state'),
      width: 150,
      data: subjectStateSchema.options.map((value) => ({ value, label: t(`subject.${value}`) })),
    },
    {
      name: 'cohort',
      label: t('subjects.cohort'),
      width: 180,
      data: study.definition.cohorts.map(({ key, label }) => ({ value: key, label: say(label) })),
    },
    {
      name: 'sign',
      label: t('subjects.only'),
      width: 180,
      data: CELL_SIGNS.filter(({ kind }) => kind === 'overlay').map(({ key, sign, text }) => ({
        value: key,
        label: `${sign} ${t(text)}`,
      })),
    },
  ]
  return choices.filter(({ data }) => data.length > 0)
}

/** Filters of the matrix; the address holds them, so that a view can be sent to a colleague. */
export function MatrixFilters({ study }: { readonly study: Study }): ReactNode {
  const texts = useTexts()
  const [address, setAddress] = useSearchParams()
  const filter: SubjectFilter = filterOf(address)
  const set = (name: string, value: string | null): void => {
    setAddress(withFilter(address, name, value), { replace: true })
  }
  return (
    <div className={page['filters']} role="search">
      <TextInput
        label={texts.t('subjects.search')}
        defaultValue={filter.search ?? ''}
        onChange={(event) => {
          set('search', event.currentTarget.value)
        }}
        w={150}
      />
      {choicesOf(study, texts).map(({ name, label, width, data }) => (
        <Select
          key={name}
          label={label}
          clearable
          w={width}
          data={data.map((option) => ({ ...option }))}
          value={filter[name] ?? null}
          onChange={(value) => {
            set(name, value)
          }}
        />
      ))}
    </div>
  )
}
