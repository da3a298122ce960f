import { Drawer, Switch } from '@mantine/core'
import { Fragment, useEffect, useState, type ReactNode } from 'react'
import { useLocation } from 'react-router'
import { HelpLink } from '../kit/help-link.tsx'
import { keyLines, keyNames, useShortcuts, type KeyContext } from '../kit/keys.ts'
import { setSingleKeys, useSingleKeys } from '../kit/single-keys.ts'
import { useTexts } from '../kit/texts.ts'
import css from './frame.module.css'
import { helpChapterOf } from './help-chapters.ts'

const CONTEXTS: readonly KeyContext[] = ['page', 'form', 'grid', 'answer', 'date', 'ledger', 'work']

/** The sheet that lists the keys; opened by `?` or from the navigation. */
export function KeyboardHelp(): ReactNode {
  const { t } = useTexts()
  const [opened, setOpened] = useState(false)
  const chapter = helpChapterOf(useLocation().pathname)
  const open = (): void => {
    setOpened(true)
  }
  useShortcuts({ '?': open })
  useEffect(() => {
    window.addEventListener('hepatrial:keys', open)
    return () => {
      window.removeEventListener('hepatrial:keys', open)
    }
  }, [])
  return (
    <Drawer
      opened={opened}
      onClose={() => {
        setOpened(false)
      }}
      position="right"
      title={t('keys.title')}
      closeButtonProps={{ 'aria-label': t('frame.close') }}
    >
      <p>
        <HelpLink chapter={chapter}>{t('help.ofPage')}</HelpLink>
      </p>
      <SingleKeysSwitch />
      {CONTEXTS.map((context) => (
        <KeyTable key={context} context={context} />
      ))}
    </Drawer>
  )
}

/** People who speak to their computer, or press keys by mistake, turn the keys without Ctrl off. */
function SingleKeysSwitch(): ReactNode {
  const { t } = useTexts()
  return (
    <Switch
      label={t('keys.single')}
      description={t('keys.singleHelp')}
      checked={useSingleKeys()}
      onChange={(event) => {
        setSingleKeys(event.currentTarget.checked)
      }}
    />
  )
}

function KeyTable({ context }: { readonly context: KeyContext }): ReactNode {
  const { t } = useTexts()
  return (
    <section aria-label={t(`keys.${context}`)}>
      <h3>{t(`keys.${context}`)}</h3>
      <table className={css['keys']}>
        <tbody>
          {keyLines(context).map(({ act, strokes, text, typed }) => (
            <tr key={act}>
              <th scope="row">
                {strokes.map((stroke, at) => (
                  <Fragment key={stroke}>
                    {at > 0 && stroke !== '…' && strokes[at - 1] !== '…' && ` ${t('keys.or')} `}
                    {(typed === true ? [stroke] : keyNames(stroke)).map((name) => (
                      <kbd key={name}>{name}</kbd>
                    ))}
                  </Fragment>
                ))}
              </th>
              <td>{t(text)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
