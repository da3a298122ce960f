import { Button, MultiSelect, NativeSelect, SegmentedControl } from '@mantine/core'
import type { ReactNode } from 'react'
import { useSearchParams } from 'react-router'
import type { Study } from '../../shared/api/routes/studies.ts'
import { parseDay } from '../../shared/kernel/dates.ts'
import { PlainDateBox } from '../kit/form/plain-date-box.tsx'
import page from '../kit/page.module.css'
import { SnapshotChoice } from '../kit/snapshot-choice.tsx'
import { useTexts } from '../kit/texts.ts'
import {
  LIVE_FILTERS,
  withFilter,
  withoutFilters,
  type LiveFilter,
  decoded,
} from './live-address.ts'
import { SubgroupFilter } from './subgroup-filter.tsx'

interface FiltersProps {
  readonly study: Study
  /** The cut-off in force, shown while none is chosen. */
  readonly cutoff: string
}

/** Which subjects, by which criteria, whose responses and as of when: all of it in the address. */
export function Filters({ study, cutoff }: FiltersProps): ReactNode {
  const { t } = useTexts()
  const [address, setAddress] = useSearchParams()
  const set = useSetFilter()
  const asked = address.get('cutoff') ?? ''
  return (
    <div role="search" aria-label={t('live.filters')}>
      <div className={page['filters']}>
        <SubjectFilters study={study} />
        <CriteriaFilter study={study} />
        <SegmentedControl
          size="xs"
          aria-label={t('results.source')}
          value={address.get('source') === 'derived' ? 'derived' : 'investigator'}
          onChange={(value) => {
            set('source', value === 'derived' ? value : '')
          }}
          data={[
            { value: 'investigator', label: t('results.investigator') },
            { value: 'derived', label: t('results.derived') },
          ]}
        />
        <PlainDateBox
          label={t('results.cutoff')}
          value={parseDay(asked) === null ? cutoff : asked}
          onChange={(date) => {
            set('cutoff', date)
          }}
        />
        <SnapshotChoice study={study.id} />
        {LIVE_FILTERS.some((name) => address.has(name)) && (
          <Button
            variant="subtle"
            size="xs"
            onClick={() => {
              setAddress(withoutFilters(address), { replace: true })
            }}
          >
            {t('live.showAll')}
          </Button>
        )}
      </div>
      <SubgroupFilter study={study} />
    </div>
  )
}

/** Sets one filter in the address; nothing takes it away. */
function useSetFilter(): (name: LiveFilter, value: string) => void {
  const [address, setAddress] = useSearchParams()
  return (name, value) => {
    setAddress(withFilter(address, name, value), { replace: true })
  }
}

type Choices = readonly { readonly value: string; readonly label: string }[]

interface ChoiceProps {
  readonly name: LiveFilter
  readonly label: string
  /** What the first choice says: no narrowing. */
  readonly all: string
  readonly data: Choices
  readonly width?: number
}

/** One of some keys, or all; what the address names besides, several at once too, stands as it is. */
function Choice({ name, label, all, data, width = 150 }: ChoiceProps): ReactNode {
  const [address] = useSearchParams()
  const set = useSetFilter()
  const value = address.get(name) ?? ''
  const known = value === '' || data.some((one) => one.value === value)
  const others = known ? [] : [{ value, label: value.split(',').map(decoded).join(', ') }]
  return (
    <NativeSelect
      size="xs"
      label={label}
      w={width}
      value={value}
      data={[{ value: '', label: all }, ...data, ...others]}
      onChange={(event) => {
        set(name, event.currentTarget.value)
      }}
    />
  )
}

/** Several of some keys, or all where none is chosen; what the address names besides stands as it is. */
function SeveralChoice({
  name,
  label,
  data,
}: Pick<ChoiceProps, 'name' | 'label' | 'data'>): ReactNode {
  const { t } = useTexts()
  const [address] = useSearchParams()
  const set = useSetFilter()
  const chosen = (address.get(name) ?? '').split(',').flatMap((one) => (one === '' ? [] : decoded(one))) // prettier-ignore
  const others = chosen.filter((value) => data.every((one) => one.value !== value))
  return (
    <MultiSelect
      size="xs"
      label={label}
      w={220}
      value={chosen}
      {...(chosen.length === 0 ? { placeholder: t('live.everyone') } : {})}
      data={[...data, ...others.map((value) => ({ value, label: value }))]}
      searchable={data.length > LONG_LIST}
      clearable
      onChange={(keys) => {
        set(name, keys.map(encodeURIComponent).join(','))
      }}
    />
  )
}

/** A longer list is searched. @source UX rule E4 */
const LONG_LIST = 12

function SubjectFilters({ study }: { readonly study: Study }): ReactNode {
  const { t, say } = useTexts()
  const { cohorts, endpoints } = study.definition
  const findsDose = endpoints.some(({ kind }) => kind === 'dose-limiting-toxicity')
  const populations = (['SAF', 'EVAL', 'DLT'] as const).filter((key) => key !== 'DLT' || findsDose)
  return (
    <>
      {cohorts.length > 1 && (
        <SeveralChoice
          name="cohorts"
          label={t('live.cohort')}
          data={cohorts.map(({ key, label }) => ({ value: key, label: say(label) }))}
        />
      )}
      <SeveralChoice
        name="sites"
        label={t('live.site')}
        data={study.sites.map(({ code, name }) => ({
          value: code,
          label: name === '' ? code : `${code} · ${name}`,
        }))}
      />
      <Choice
        name="population"
        label={t('live.population')}
        all={t('live.everyone')}
        data={populations.map((value) => ({ value, label: t(`live.${value}`) }))}
      />
    </>
  )
}

function CriteriaFilter({ study }: { readonly study: Study }): ReactNode {
  const { t } = useTexts()
  const { criteria } = study.definition
  if (criteria.length < 2) return null
  return (
    <Choice
      name="criteria"
      label={t('live.criteria')}
      all={t('live.allCriteria')}
      data={criteria.map(({ key }) => ({ value: key, label: key }))}
    />
  )
}
