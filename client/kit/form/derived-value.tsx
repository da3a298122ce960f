import { useEffect, useRef, type ReactNode } from 'react'
import { useFormContext, useFormState } from 'react-hook-form'
import type { ItemDefinition, RowValues } from '../../../shared/forms/define.ts'
import { derivations } from '../../../shared/forms/derivations.ts'
import type { Derived } from '../../../shared/forms/derived.ts'
import type { Language } from '../../../shared/kernel/bilingual.ts'
import { NOTHING } from '../format.ts'
import { useTexts } from '../texts.ts'
import { FACTS } from '../../../shared/kernel/facts.ts'
import { Explained, Proven } from '../explained.tsx'
import type { FormInput } from './form-input.ts'
import { useSurroundings } from './form-surroundings.ts'
import css from './form.module.css'
import { valueText } from './value-text.ts'

interface DerivedValueProps {
  readonly item: ItemDefinition
  readonly row: RowValues
  readonly id: string
}

/** A value that the form computes while one types; a click says by which rule, and from what. */
export function DerivedValue({ item, row, id }: DerivedValueProps): ReactNode {
  const derivation = derivations.find(item.derivation ?? '')
  const derived = derivation?.derive(row) ?? null
  const stored = row[item.key] ?? ''
  useKeptInStep(item, derived?.value ?? null)
  return (
    <output id={id} className={css['derived']}>
      {derivation === undefined || derived === null ? (
        <Waiting item={item} stored={stored} />
      ) : (
        <Computed item={item} derived={derived} version={derivation.version} />
      )}
    </output>
  )
}

function Waiting({ item, stored }: Pick<DerivedValueProps, 'item'> & { readonly stored: string }) {
  const { t, language } = useTexts()
  return (
    <>
      {stored === '' ? NOTHING : codeLabel(item, stored, language)}{' '}
      <span className={css['help']}>{t('form.derivedWaits')}</span>
    </>
  )
}

interface ComputedProps {
  readonly item: ItemDefinition
  readonly derived: Derived
  readonly version: string
}

function Computed({ item, derived, version }: ComputedProps): ReactNode {
  const { t, language } = useTexts()
  return (
    <>
      <WithProof item={item} derived={derived}>
        {codeLabel(item, derived.value, language)}
      </WithProof>{' '}
      <span className={css['help']}>{t('form.derived', { version })}</span>
    </>
  )
}

/** What is stored as it stands leads down to its entries; while one types, to what is in the boxes. */
function WithProof({
  item,
  derived,
  children,
}: Omit<ComputedProps, 'version'> & { readonly children: ReactNode }): ReactNode {
  const { say, language } = useTexts()
  const { form, stored } = useSurroundings()
  const { isDirty } = useFormState<FormInput>()
  if (stored !== undefined && !isDirty) {
    const { study, subject, record } = stored
    const fact = FACTS.record(record, 0, item.key)
    return (
      <Proven {...{ study, subject, fact }} label={say(item.label)} view={{}}>
        {children}
      </Proven>
    )
  }
  const inputs = derived.trace.inputs.map(({ name, value }) => {
    const input = form.items.find(({ key }) => key === name)
    if (input === undefined) return { name, value }
    return { name: say(input.label), value: valueText(input, { [name]: value }, language) }
  })
  return (
    <Explained label={say(item.label)} trace={() => [{ ...derived.trace, inputs }]}>
      {children}
    </Explained>
  )
}

/** `A` as `Class A`: a computed code reads as a chosen one does. */
function codeLabel(item: ItemDefinition, value: string, language: Language): string {
  return valueText(item, { [item.key]: value }, language)
}

/**
 * Keeps the value that will be stored the one that is shown: it follows its inputs, and goes when one
 * of them goes. What stands when the form is opened stays until an input changes.
 */
function useKeptInStep(item: ItemDefinition, computed: string | null): void {
  const { setValue } = useFormContext<FormInput>()
  const last = useRef(computed)
  useEffect(() => {
    if (last.current === computed) return
    last.current = computed
    if (item.unstored !== true) setValue(`items.${item.key}`, computed ?? '')
  }, [item.key, item.unstored, computed, setValue])
}
