import { Drawer } from '@mantine/core'
import { useEffect, useState, type ReactNode } from 'react'
import { isTyping } from '../kit/keys.ts'
import { useTexts } from '../kit/texts.ts'
import type { TextKey } from '../../shared/texts/keys.ts'
import css from './frame.module.css'

const KEYS: readonly (readonly [keys: readonly string[], meaning: TextKey])[] = [
  [['Ctrl', 'S'], 'keys.save'],
  [['Ctrl', 'Enter'], 'keys.saveNext'],
  [['['], 'keys.former'],
  [[']'], 'keys.next'],
  [['Tab'], 'keys.tab'],
  [['Enter'], 'keys.enter'],
  [['↑', '↓'], 'keys.arrows'],
  [['1', '…', '9'], 'keys.digits'],
  [['Alt', 'M'], 'keys.missing'],
  [['t', 'y', 'v'], 'keys.dates'],
  [['+7', '-3'], 'keys.offset'],
  [['Esc'], 'keys.escape'],
  [['?'], 'keys.help'],
]

/** The sheet that lists the keys; opened by `?` or from the navigation. */
export function KeyboardHelp(): ReactNode {
  const { t } = useTexts()
  const [opened, setOpened] = useState(false)
  useEffect(() => {
    const open = (): void => {
      setOpened(true)
    }
    const onKey = (event: KeyboardEvent): void => {
      if (event.key === '?' && !isTyping(event)) open()
    }
    window.addEventListener('hepatrial:keys', open)
    window.addEventListener('keydown', onKey)
    return () => {
      window.removeEventListener('hepatrial:keys', open)
      window.removeEventListener('keydown', onKey)
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
      <table className={css['keys']}>
        <tbody>
          {KEYS.map(([keys, meaning]) => (
            <tr key={meaning}>
              <th scope="row">
                {keys.map((key) => (
                  <kbd key={key}>{key}</kbd>
                ))}
              </th>
              <td>{t(meaning)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Drawer>
  )
}
