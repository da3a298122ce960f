import { Checkbox, Radio, TextInput } from '@mantine/core'
import type { KeyboardEvent, ReactNode } from 'react'
import { Controller, useFormContext } from 'react-hook-form'
import type { Code, ItemDefinition } from '../../../shared/forms/define.ts'
import { useTexts } from '../texts.ts'
import { codeOfKey } from '../../../shared/forms/find-code.ts'
import { actOf, isComposing } from '../keys.ts'
import { splitCodes } from '../../../shared/forms/split-codes.ts'
import { joinCodes, LONGEST_RADIO_LIST } from './code-text.ts'
import type { FormInput } from './form-input.ts'
import { useSurroundings } from './form-surroundings.ts'
import css from './form.module.css'
import type { ControlProps } from './control-props.ts'
import { ChoiceBox, type BoundText } from './choice-box.tsx'
import { pathOf } from './item-address.ts'

type CodeItem = Extract<ItemDefinition, { kind: 'code' }>
type ChoiceProps = ControlProps & { readonly item: CodeItem }

/** A coded answer: radio buttons for a short list, a box to type in for a long one or in a grid. */
export function ChoiceControl(props: ChoiceProps): ReactNode {
  const { control } = useFormContext<FormInput>()
  return (
    <Controller
      control={control}
      name={pathOf(props)}
      render={({ field }) => <Choice {...props} bound={{ ...field, value: textOf(field.value) }} />}
    />
  )
}

/** The form library hands out what stands at a path; here that is always a text. */
function textOf(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

function Choice(props: ChoiceProps & { readonly bound: BoundText }): ReactNode {
  const { item, gridLabel } = props
  const short = item.codes.length <= LONGEST_RADIO_LIST && gridLabel === undefined
  if (item.multiple === true) return <ManyChoice {...props} />
  if (short && item.codes.length > 0) return <RadioChoice {...props} />
  return <ChoiceBox {...props} codes={item.codes} open={item.open === true} />
}

type BoundChoice = ChoiceProps & { readonly bound: BoundText }

function RadioChoice(props: BoundChoice): ReactNode {
  const { item, bound } = props
  const { say } = useTexts()
  const { readOnly } = useSurroundings()
  return (
    <>
      <div
        role="radiogroup"
        className={css['radios']}
        id={props.id}
        data-path={pathOf(props)}
        aria-labelledby={`${props.id}-label`}
        aria-describedby={props.describedBy === '' ? undefined : props.describedBy}
        onBlur={bound.onBlur}
        onKeyDown={(event) => {
          if (!readOnly) chooseByKey(event, props)
        }}
      >
        {item.codes.map(({ value, label }) => (
          <Radio
            key={value}
            name={props.id}
            className={css['radio'] ?? ''}
            value={value}
            label={say(label)}
            checked={bound.value === value}
            disabled={readOnly && bound.value !== value}
            onChange={() => {
              if (!readOnly) bound.onChange(value)
            }}
          />
        ))}
        {bound.value !== '' && !readOnly && <ClearButton {...props} />}
      </div>
      {item.open === true && <OtherBox {...props} />}
    </>
  )
}

/** A digit or first letter chooses, Delete takes the answer away. */
function chooseByKey(event: KeyboardEvent, { item, bound }: BoundChoice): void {
  if (event.ctrlKey || event.altKey || event.metaKey || isComposing(event)) return
  if (!(event.target instanceof HTMLInputElement) || event.target.type !== 'radio') return
  if (actOf('answer', event) === 'clear') bound.onChange('')
  const chosen = codeOfKey(item.codes, event.key, bound.value)
  if (chosen !== null) bound.onChange(chosen.value)
}

function ClearButton({ item, bound }: BoundChoice): ReactNode {
  const { t, say } = useTexts()
  return (
    <button
      type="button"
      tabIndex={-1}
      className={css['quiet']}
      aria-label={`${say(item.label)}: ${t('form.clear')}`}
      onClick={() => {
        bound.onChange('')
      }}
    >
      {t('form.clear')}
    </button>
  )
}

/** Any other text, beside a list that takes it. */
function OtherBox({ item, bound }: BoundChoice): ReactNode {
  const { t, say } = useTexts()
  const { readOnly } = useSurroundings()
  const known = item.codes.some(({ value }) => value === bound.value)
  return (
    <TextInput
      className={css['medium'] ?? ''}
      placeholder={t('form.other')}
      aria-label={`${say(item.label)}: ${t('form.other')}`}
      value={known ? '' : bound.value}
      readOnly={readOnly}
      onBlur={bound.onBlur}
      onChange={(event) => {
        bound.onChange(event.currentTarget.value)
      }}
    />
  )
}

function ManyChoice({
  item,
  bound,
  ...props
}: ChoiceProps & { readonly bound: BoundText }): ReactNode {
  const { say } = useTexts()
  const { readOnly } = useSurroundings()
  const chosen = splitCodes(bound.value)
  const toggle = (value: string, on: boolean): void => {
    const others = chosen.filter((one) => one !== value)
    if (!readOnly) bound.onChange(joinCodes(item.codes, on ? [...others, value] : others))
  }
  const name =
    props.gridLabel === undefined
      ? { 'aria-labelledby': `${props.id}-label` }
      : { 'aria-label': props.gridLabel }
  return (
    <div
      role="group"
      className={css['radios']}
      id={props.id}
      data-path={pathOf({ item, row: props.row })}
      onBlur={bound.onBlur}
      {...name}
    >
      {withUnknown(item.codes, bound.value).map(({ value, label }) => (
        <Checkbox
          key={value}
          className={css['radio'] ?? ''}
          label={say(label)}
          checked={chosen.includes(value)}
          onChange={(event) => {
            toggle(value, event.currentTarget.checked)
          }}
        />
      ))}
    </div>
  )
}

/** Stored values that the list does not hold stay visible, and can be taken away. */
function withUnknown(codes: readonly Code[], stored: string): readonly Code[] {
  const others = splitCodes(stored).filter((value) => codes.every((code) => code.value !== value))
  return [...codes, ...others.map((value) => ({ value, label: { en: value, zh: value } }))]
}
