import { Autocomplete } from '@mantine/core'
import { useState, type ReactNode } from 'react'
import { Controller, useFormContext } from 'react-hook-form'
import {
  chineseSystemOrganClass,
  findTerm,
  type CtcaeTerm,
} from '../../../shared/safety/ctcae-catalogue.ts'
import { searchTerms } from '../../../shared/safety/ctcae-search.ts'
import { useTexts } from '../texts.ts'
import type { FormInput } from './form-input.ts'
import { useSurroundings } from './form-surroundings.ts'
import css from './form.module.css'
import { boxAttributes, type ControlProps } from './control-props.ts'
import { pathOf } from './item-address.ts'

/** A CTCAE term, looked for in English, Chinese or everyday words; the favourites stand first. */
export function TermControl(props: ControlProps): ReactNode {
  const { language, t } = useTexts()
  const { control } = useFormContext<FormInput>()
  const { readOnly } = useSurroundings()
  const [typed, setTyped] = useState<string | null>(null)
  const found = searchTerms(typed ?? '', 20)
  const byName = new Map(found.map((term) => [term.name, term]))
  return (
    <Controller
      control={control}
      name={pathOf(props)}
      render={({ field }) => {
        const value = typeof field.value === 'string' ? field.value : ''
        const term = findTerm(value)
        return (
          <>
            <Autocomplete
              {...boxAttributes(props)}
              className={css['long'] ?? ''}
              size="xs"
              readOnly={readOnly}
              error={props.faulty}
              placeholder={t('ae.searchTerm')}
              value={typed ?? value}
              data={found.map(({ name }) => name)}
              filter={({ options }) => options}
              renderOption={({ option }) => <TermOption term={byName.get(option.value) ?? null} />}
              maxDropdownHeight={320}
              onChange={(text) => {
                setTyped(text)
                const exact = findTerm(text)
                field.onChange(exact?.name ?? text)
              }}
              onBlur={() => {
                setTyped(null)
                field.onBlur()
              }}
            />
            {term !== null && (
              <span className={css['echo']}>
                {[
                  ...(language === 'zh' ? [term.chineseName ?? term.name] : []),
                  t('ae.gradesOffered', { grades: term.grades.join(', ') }),
                ].join(' · ')}
              </span>
            )}
          </>
        )
      }}
    />
  )
}

function TermOption({ term }: { readonly term: CtcaeTerm | null }): ReactNode {
  const { language } = useTexts()
  if (term === null) return null
  const organClass =
    language === 'zh' ? chineseSystemOrganClass(term.systemOrganClass) : term.systemOrganClass
  return (
    <span>
      {language === 'zh' && term.chineseName !== null ? `${term.chineseName} · ` : ''}
      {term.name}
      <br />
      <span className={css['help']}>{organClass}</span>
    </span>
  )
}
