import { memo, useId, type KeyboardEvent, type ReactNode } from 'react'
import { useFormContext, useWatch } from 'react-hook-form'
import { reasonKey, type ItemDefinition } from '../../../shared/forms/define.ts'
import { isShown } from '../../../shared/forms/show-if.ts'
import { QueryBadge } from '../data-queries/query-badge.tsx'
import { FindingLine } from '../edit-checks/finding-line.tsx'
import { useTexts } from '../texts.ts'
import { DerivedValue } from './derived-value.tsx'
import { withoutBlanks, type FormInput } from './form-input.ts'
import { sameProps } from './findings.ts'
import { useSurroundings } from './form-surroundings.ts'
import css from './form.module.css'
import { pathOf } from './item-address.ts'
import { ItemControl } from './item-control.tsx'
import { useItemMessages, type ItemMessages } from './item-messages.ts'
import { ChosenReason, ReasonMenu, useReasonMenu } from './missing-reason.tsx'

/** One question of a form: label, box, unit, reason for absence, messages. */
export function ItemField({ item }: { readonly item: ItemDefinition }): ReactNode {
  const { control } = useFormContext<FormInput>()
  const messages = useItemMessages(item)
  const items = useWatch({ control, name: 'items' })
  const stored = withoutBlanks(items)
  return (
    <DrawnItem
      item={item}
      isEmpty={(items[item.key] ?? '') === ''}
      reason={items[reasonKey(item.key)] ?? ''}
      leftOver={stored[item.key] !== undefined && !isShown(item, stored, stored)}
      {...messages}
    />
  )
}

interface DrawnItemProps extends ItemMessages {
  readonly item: ItemDefinition
  readonly isEmpty: boolean
  /** Why it is empty; empty text where nobody said. */
  readonly reason: string
  /** It holds a value, and the present answers do not ask for it. */
  readonly leftOver: boolean
}

/** Drawn anew only when something about it changes: a form has many, and one is typed in. */
const DrawnItem = memo(function DrawnItem(props: DrawnItemProps): ReactNode {
  const { item, leftOver } = props
  const { say, t } = useTexts()
  const id = useId()
  const label = say(item.label)
  return (
    <div className={css['item']} data-state={stateOf(props)}>
      <div className={css['label']}>
        <label id={`${id}-label`} htmlFor={id}>
          {label}
        </label>
        {item.required === true && <span className={css['required']}> * {t('form.required')}</span>}
      </div>
      <div>
        {item.derivation === undefined ? (
          <ItemBox {...props} id={id} label={label} />
        ) : (
          <DerivedBox item={item} id={id} />
        )}
        <div id={`${id}-note`} aria-live="polite">
          {item.help !== undefined && <div className={css['help']}>{say(item.help)}</div>}
          <MessageLines messages={props} />
          {leftOver && <NoLongerAsked item={item} />}
        </div>
      </div>
    </div>
  )
}, sameProps)

interface ItemBoxProps extends DrawnItemProps {
  readonly id: string
  readonly label: string
}

function DerivedBox({ item, id }: Pick<ItemBoxProps, 'item' | 'id'>): ReactNode {
  const { control } = useFormContext<FormInput>()
  return <DerivedValue item={item} row={useWatch({ control, name: 'items' })} id={id} />
}

function ItemBox({ item, id, label, isEmpty, reason, fault }: ItemBoxProps): ReactNode {
  const { readOnly } = useSurroundings()
  const [opened, setOpened] = useReasonMenu()
  const onKeyDown = (event: KeyboardEvent): void => {
    if (!event.altKey || event.key.toLowerCase() !== 'm' || !isEmpty) return
    event.preventDefault()
    setOpened(true)
  }
  return (
    <div className={css['control']} onKeyDown={onKeyDown}>
      {reason !== '' && isEmpty ? (
        <ChosenReason item={item} row={null} reason={reason} />
      ) : (
        <>
          <ItemControl
            item={item}
            row={null}
            id={id}
            describedBy={`${id}-note`}
            faulty={fault !== null}
          />
          {'unit' in item && <span className={css['unit']}>{item.unit}</span>}
          {reason !== '' && <ChosenReason item={item} row={null} reason={reason} />}
          {isEmpty && !readOnly && (
            <ReasonMenu item={item} row={null} label={label} opened={opened} onOpen={setOpened} />
          )}
        </>
      )}
      <QueryBadge item={item.key} groupRow="" label={label} />
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
  const { setValue } = useFormContext<FormInput>()
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
