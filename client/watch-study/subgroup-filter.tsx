import { Button, Checkbox, NativeSelect, Select, TextInput } from '@mantine/core'
import { useState, type ReactNode } from 'react'
import { useSearchParams } from 'react-router'
import type { Study } from '../../shared/api/routes/studies.ts'
import { codeWords } from '../../shared/forms/shown-value.ts'
import { parseNumberText } from '../../shared/kernel/number-text.ts'
import {
  conditionsText,
  conditionWords,
  parseConditions,
} from '../../shared/subgroups/condition-text.ts'
import type { SubgroupCondition, SubgroupItem } from '../../shared/subgroups/define.ts'
import { itemName, subgroupItems } from '../../shared/subgroups/items.ts'
import { useTexts } from '../kit/texts.ts'
import { withFilter } from './live-address.ts'
import css from './watch-study.module.css'

/** Subgroups by what is known before treatment: the conditions in force, and one more. */
export function SubgroupFilter({ study }: { readonly study: Study }): ReactNode {
  const { t, say } = useTexts()
  const [address, setAddress] = useSearchParams()
  const [key, setKey] = useState<string | null>(null)
  const items = subgroupItems(study.definition)
  const conditions = parseConditions(address.get('subgroup') ?? '') ?? []
  const item = items.find((one) => one.key === key)
  const set = (next: readonly SubgroupCondition[]): void => {
    setAddress(withFilter(address, 'subgroup', conditionsText(next)), { replace: true })
  }
  return (
    <>
      <div className={css['subgroup']}>
        <Select
          size="xs"
          label={t('live.subgroup')}
          placeholder={t('live.chooseItem')}
          w={260}
          searchable
          clearable
          value={key}
          data={items.map((one) => ({ value: one.key, label: say(itemName(one)) }))}
          onChange={setKey}
        />
        {item !== undefined && (
          <NewCondition
            key={item.key}
            item={item}
            onAdd={(condition) => {
              set([...conditions, condition])
              setKey(null)
            }}
          />
        )}
      </div>
      {conditions.length > 0 && (
        <div className={css['conditions']}>
          {conditions.map((condition, at) => {
            const what = say(conditionWords(condition, items))
            return (
              <Button
                // The same condition twice is one too many, and each can be taken away.
                key={`${at} ${what}`}
                variant="default"
                size="compact-sm"
                aria-label={t('live.remove', { what })}
                onClick={() => {
                  set(conditions.filter((_, other) => other !== at))
                }}
                rightSection={<span aria-hidden="true">✕</span>}
              >
                {what}
              </Button>
            )
          })}
        </div>
      )}
    </>
  )
}

interface NewConditionProps<Item> {
  readonly item: Item
  readonly onAdd: (condition: SubgroupCondition) => void
}

function NewCondition({ item, onAdd }: NewConditionProps<SubgroupItem>): ReactNode {
  return item.kind === 'code' ? (
    <OneOf item={item} onAdd={onAdd} />
  ) : (
    <Limit item={item} onAdd={onAdd} />
  )
}

function OneOf({
  item,
  onAdd,
}: NewConditionProps<Extract<SubgroupItem, { kind: 'code' }>>): ReactNode {
  const { t, say } = useTexts()
  const [answers, setAnswers] = useState<readonly string[]>([])
  const [wrong, setWrong] = useState(false)
  return (
    <>
      <Checkbox.Group
        label={t('live.answers')}
        value={[...answers]}
        onChange={(next) => {
          setAnswers(next)
          setWrong(false)
        }}
        error={wrong ? t('live.noAnswer') : undefined}
        size="xs"
      >
        <div className={css['answers']}>
          {item.codes.map(({ value }) => (
            <Checkbox
              key={value}
              size="xs"
              value={value}
              label={say(codeWords(item.codes, value))}
            />
          ))}
        </div>
      </Checkbox.Group>
      <Button
        size="xs"
        variant="default"
        onClick={() => {
          if (answers.length === 0) setWrong(true)
          else onAdd({ kind: 'one-of', item: item.key, answers })
        }}
      >
        {t('live.add')}
      </Button>
    </>
  )
}

function Limit({
  item,
  onAdd,
}: NewConditionProps<Extract<SubgroupItem, { kind: 'number' }>>): ReactNode {
  const { t, say } = useTexts()
  const [side, setSide] = useState<'at-least' | 'below'>('at-least')
  const [typed, setTyped] = useState('')
  const [wrong, setWrong] = useState(false)
  const add = (): void => {
    const read = parseNumberText(typed.trim())
    if (read?.comparator !== null) setWrong(true)
    else onAdd({ kind: side, item: item.key, limit: read.value })
  }
  return (
    <form
      className={css['subgroup']}
      onSubmit={(event) => {
        event.preventDefault()
        add()
      }}
    >
      <NativeSelect
        size="xs"
        w={130}
        label={t('live.side')}
        value={side}
        data={[
          { value: 'at-least', label: t('live.atLeast') },
          { value: 'below', label: t('live.below') },
        ]}
        onChange={(event) => {
          setSide(event.currentTarget.value === 'below' ? 'below' : 'at-least')
        }}
      />
      <TextInput
        size="xs"
        w={120}
        label={item.unit === null ? t('live.limit') : t('live.limitIn', { unit: item.unit })}
        aria-label={t('live.limitOf', { item: say(itemName(item)) })}
        inputMode="decimal"
        autoComplete="off"
        value={typed}
        error={wrong ? t('live.notANumber') : undefined}
        onChange={(event) => {
          setTyped(event.currentTarget.value)
          setWrong(false)
        }}
      />
      <Button size="xs" variant="default" type="submit">
        {t('live.add')}
      </Button>
    </form>
  )
}
