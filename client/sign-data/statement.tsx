import { Button, Radio, Stack } from '@mantine/core'
import { useState, type ReactNode } from 'react'
import { MEANINGS, type SignatureMeaning } from '../../shared/signatures/meanings.ts'
import { filled } from '../../shared/texts/fill.ts'
import { Notice, Section } from '../kit/page.tsx'
import { useTexts, type Texts } from '../kit/texts.ts'
import { placeText } from './place.ts'
import css from './sign.module.css'
import { SignDialog } from './sign-dialog.tsx'
import type { SigningPartProps } from './signing-part.ts'

/** The sentence that is signed, in full, with its meaning to choose; then the dialog. @source R4 */
export function Statement(part: SigningPartProps): ReactNode {
  const texts = useTexts()
  const { t, say } = texts
  const { signing } = part
  const [meaning, setMeaning] = useState<SignatureMeaning>('responsibility')
  const [opened, setOpened] = useState(false)
  const [done, setDone] = useState<'signed' | 'changed' | null>(null)
  const stands = signing.standing.includes(meaning)
  const maySign = signing.identityVerified && signing.missing.length === 0 && !stands
  const close = (how: 'signed' | 'changed' | null): void => {
    setOpened(false)
    setDone(how)
  }
  const sentence = `${statementText(part, meaning, texts)} ${t('sign.wouldBreak')}`
  return (
    <Section title={t('sign.statement')}>
      <Radio.Group
        label={t('sign.meaning')}
        value={meaning}
        onChange={(value) => {
          setDone(null)
          setMeaning(MEANINGS.find(({ key }) => key === value)?.key ?? 'responsibility')
        }}
      >
        <Stack gap={8} mt={4}>
          {MEANINGS.map(({ key, name }) => (
            <Radio key={key} value={key} size="sm" label={say(name)} />
          ))}
        </Stack>
      </Radio.Group>
      <blockquote className={css['statement']}>{sentence}</blockquote>
      {done === 'changed' && <Notice kind="warning">{t('sign.changedMeanwhile')}</Notice>}
      {stands && (
        <Notice kind="note">{t(done === 'signed' ? 'sign.done' : 'sign.standing')}</Notice>
      )}
      <Button
        disabled={!maySign}
        onClick={() => {
          setDone(null)
          setOpened(true)
        }}
      >
        {t('sign.now')}
      </Button>
      {opened && <SignDialog {...part} meaning={meaning} statement={sentence} onClose={close} />}
    </Section>
  )
}

function statementText(
  { screen, place, signing }: SigningPartProps,
  meaning: SignatureMeaning,
  texts: Texts,
): string {
  const found = MEANINGS.find(({ key }) => key === meaning)
  const { forms, values } = signing
  const params = { place: placeText(screen, place, texts), forms, values }
  return found === undefined ? '' : filled(texts.language, texts.say(found.statement), params)
}
