import { useId, type KeyboardEvent, type ReactNode } from 'react'
import { useFormContext, useWatch } from 'react-hook-form'
import { reasonKey, type ItemDefinition } from '../../../shared/forms/define.ts'
import { isShown } from '../../../shared/forms/show-if.ts'
import { QueryBadge } from '../data-queries/query-badge.tsx'
import { FindingLine } from '../edit-checks/finding-line.tsx'
import { useTexts } from '../texts.ts'
import { DerivedValue } from './derived-value.tsx'
import { withoutBlanks, type FormInput } from './form-input.ts'
import { useSurroundings } from './form-surroundings.ts'
import css from './form.module.css'
import { pathOf } from './item-address.ts'
import { ItemControl } from './item-control.tsx'
import { useItemMessages, type ItemMessages } from './item-messages.ts'
import { ChosenReason, ReasonMenu, useReasonMenu } from './missing-reason.tsx'

/** One question of a form: label, box, unit, reason for absence, messages. */
export function ItemField({ item }: { readonly item: ItemDefinition }): ReactNode {
  const { say, t } = useTexts()
  const id = useId()
  const messages = useItemMessages({ item, row: null })
  const label = say(item.label)
  return (
    <div className={css['item']} data-state={stateOf(messages)}>
      <div className={css['label']}>
        <label id={`${id}-label`} htmlFor={id}>
          {label}
        </label>
        {item.required === true && <span className={css['required']}> * {t('form.required')}</span>}
      </div>
      <div>
        <ItemBox item={item} id={id} label={label} messages={messages} />
        <QueryBadge item={item.key} groupRow="" label={label} />
        <div id={`${id}-note`} aria-live="polite">
          {item.help !== undefined && <div className={css['help']}>{say(item.help)}</div>}
          <MessageLines messages={messages} />
          <NoLongerAsked item={item} />
        </div>
      </div>
    </div>
  )
}

interface ItemBoxProps {
  readonly item: ItemDefinition
  readonly id: string
  readonly label: string
  readonly messages: ItemMessages
}

function ItemBox({ item, id, label, messages }: ItemBoxProps): ReactNode {
  const { readOnly } = useSurroundings()
  const { control } = useFormContext<FormInput>()
  const items = useWatch({ control, name: 'items' })
  const [opened, setOpened] = useReasonMenu()
  const reason = items[reasonKey(item.key)] ?? ''
  const empty = (items[item.key] ?? '') === ''
  if (item.derivation !== undefined) return <DerivedValue item={item} row={items} id={id} />
  const onKeyDown = (event: KeyboardEvent): void => {
    if (!event.altKey || event.key.toLowerCase() !== 'm' || !empty) return
    event.preventDefault()
    setOpened(true)
  }
  return (
    <div className={css['control']} onKeyDown={onKeyDown}>
      {reason !== '' && empty ? (
        <ChosenReason item={item} row={null} reason={reason} />
      ) : (
        <>
          <ItemControl
            item={item}
            row={null}
            id={id}
            describedBy={`${id}-note`}
            faulty={messages.fault !== null}
          />
          {'unit' in item && <span className={css['unit']}>{item.unit}</span>}
          {empty && !readOnly && (
            <ReasonMenu item={item} row={null} label={label} opened={opened} onOpen={setOpened} />
          )}
        </>
      )}
    </div>
  )
}

/** Fault in red, findings in amber; each begins with its sign, so that colour is not all. */
export function MessageLines({ messages }: { readonly messages: ItemMessages }): ReactNode {
  return (
    <>
      {messages.fault !== null && <div className={css['fault']}>✕ {messages.fault}</div>}
      {messages.findings.map((finding) => (
        <FindingLine key={`${finding.fired?.check ?? ''} ${finding.text}`} finding={finding} />
      ))}
    </>
  )
}

export function stateOf(messages: ItemMessages): 'fault' | 'finding' | undefined {
  if (messages.fault !== null) return 'fault'
  return messages.findings.length > 0 ? 'finding' : undefined
}

/** A value whose question no longer applies stays in sight until somebody clears it. */
function NoLongerAsked({ item }: { readonly item: ItemDefinition }): ReactNode {
  const { t } = useTexts()
  const { control, setValue } = useFormContext<FormInput>()
  const items = useWatch({ control, name: 'items' })
  const stored = withoutBlanks(items)
  if (isShown(item, stored, stored) || stored[item.key] === undefined) return null
  return (
    <div className={css['finding']}>
      △ {t('form.notAsked')}{' '}
      <button
        type="button"
        className={css['quiet']}
        onClick={() => {
          setValue(pathOf({ item, row: null }), '', { shouldDirty: true })
        }}
      >
        {t('form.clear')}
      </button>
    </div>
  )
}
